/** Differentiation, batching, simplification and cutting, read as text. */

import { describe, expect, test } from "vitest";
import { batch } from "../../src/graph/batch";
import { createBuilder, type GraphBuilder } from "../../src/graph/build";
import { check } from "../../src/graph/check";
import { cut } from "../../src/graph/cut";
import { appendGradients, differentiate } from "../../src/graph/differentiate";
import type { Graph, NodeId } from "../../src/graph/graph";
import { print } from "../../src/graph/print";
import { simplify } from "../../src/graph/simplify";
import { evaluatePlainly } from "./oracle";

function build(write: (b: GraphBuilder) => NodeId): Graph {
  const b = createBuilder();
  return b.finish([write(b)]);
}
const vector = (b: GraphBuilder, name: string, extent = 3) => b.input(name, { shape: [extent], dtype: "float32" });
const scalar = (b: GraphBuilder, name: string) => b.input(name, { shape: [], dtype: "float32" });

/** Mean squared error of a vector against a constant. */
const meanSquare = build((b) => {
  const pred = vector(b, "pred");
  const target = b.constant({ shape: [3], dtype: "float32" }, Float32Array.of(0, 1, 2));
  const error = b.apply("sub", [pred, target], {});
  const total = b.apply("sum", [b.apply("mul", [error, error], {})], { axes: [0] });
  return b.apply("div", [total, b.scalar(3)], {});
});

describe("differentiate", () => {
  test("a mean of squares", () => {
    const { graph, gradients } = differentiate(meanSquare, 0, [0]);
    check(graph);
    expect(gradients).toEqual([1]);
    expect(print(graph)).toMatchInlineSnapshot(`
      "%0 = input pred : float32[3]
      %1 = constant 0, 1, 2 : float32[3]
      %2 = sub %0 %1 : float32[3]
      %3 = mul %2 %2 : float32[3]
      %4 = sum %3 {axes: 0} : float32[]
      %5 = constant 3 : float32[]
      %6 = div %4 %5 : float32[]
      %7 = constant 1 : float32[]
      %8 = div %7 %5 : float32[]
      %9 = div %6 %5 : float32[]
      %10 = neg %9 : float32[]
      %11 = reshape %8 {shape: 1} : float32[1]
      %12 = broadcast %11 {shape: 3} : float32[3]
      %13 = mul %12 %2 : float32[3]
      %14 = add %13 %13 : float32[3]
      %15 = neg %14 : float32[3]
      return %6 %14"
    `);
  });

  test("by a node in between, and by one that the output does not read", () => {
    const b = createBuilder();
    const x = scalar(b, "x");
    const other = scalar(b, "other");
    const ratio = b.apply("exp", [x], {});
    const loss = b.apply("mul", [ratio, ratio], {});
    const [byRatio, byX, byOther] = appendGradients(b, loss, [ratio, x, other]);
    expect(byOther).toBeUndefined();
    const results = evaluatePlainly(b.finish([byRatio ?? -1, byX ?? -1]), new Map([[x, [0]]]));
    expect(results.map(({ numbers }) => numbers)).toEqual([[2], [2]]);
  });

  test("a broadcast operand's gradient is summed back", () => {
    const graph = build((b) => b.apply("mul", [b.input("x", { shape: [2, 1], dtype: "float32" }), vector(b, "y")], {}));
    const { graph: whole, gradients } = differentiate(graph, 0, [0, 1]);
    const results = evaluatePlainly(
      whole,
      new Map([
        [0, [1, 2]],
        [1, [3, 4, 5]],
      ]),
    );
    expect(gradients.map((at) => results[at ?? -1])).toEqual([
      { shape: [2, 1], dtype: "float32", numbers: [12, 12] },
      { shape: [3], dtype: "float32", numbers: [3, 3, 3] },
    ]);
  });

  test("a constant that a program made can be differentiated by, even where it is 1", () => {
    const b = createBuilder();
    const weight = b.constant({ shape: [], dtype: "float32" }, Float32Array.of(1));
    const same = b.constant({ shape: [], dtype: "float32" }, Float32Array.of(1));
    const [gradient] = appendGradients(b, b.apply("mul", [b.scalar(3), b.apply("mul", [weight, same], {})], {}), [
      weight,
    ]);
    expect(evaluatePlainly(b.finish([gradient ?? -1]), new Map())[0]?.numbers).toEqual([3]);
  });

  test("the user's own derivative replaces that of the value", () => {
    const backward = createBuilder();
    const cotangent = scalar(backward, "cotangent");
    const residual = scalar(backward, "residual");
    const b = createBuilder();
    const x = scalar(b, "x");
    const y = b.apply("floor", [b.apply("mul", [x, x], {})], {});
    const out = b.apply("customVjp", [y, x, x], {
      arguments: 1,
      backward: backward.finish([backward.apply("mul", [cotangent, residual], {})]),
    });
    const [gradient] = appendGradients(b, out, [x]);
    const results = evaluatePlainly(b.finish([out, gradient ?? -1]), new Map([[x, [2.5]]]));
    expect(results.map(({ numbers }) => numbers)).toEqual([[6], [2.5]]);
  });
});

describe("batch", () => {
  test("one operand of several", () => {
    const graph = batch(meanSquare, new Set([0]), 201);
    check(graph);
    expect(print(graph)).toMatchInlineSnapshot(`
      "%0 = input pred : float32[201, 3]
      %1 = constant 0, 1, 2 : float32[3]
      %2 = sub %0 %1 : float32[201, 3]
      %3 = mul %2 %2 : float32[201, 3]
      %4 = sum %3 {axes: 1} : float32[201]
      %5 = constant 3 : float32[]
      %6 = div %4 %5 : float32[201]
      return %6"
    `);
  });

  test("an output that no batched input reaches is repeated", () => {
    const graph = batch(meanSquare, new Set(), 2);
    check(graph);
    expect(graph.nodes[graph.outputs[0] ?? -1]?.aval.shape).toEqual([2]);
  });

  test("a shared matrix times many rows is one product", () => {
    const graph = build((b) => {
      const x = b.input("x", { shape: [1, 3], dtype: "float32" });
      return b.apply("matmul", [x, b.constant({ shape: [3, 2], dtype: "float32" }, new Float32Array(6))], {});
    });
    expect(print(batch(graph, new Set([0]), 50))).toMatchInlineSnapshot(`
      "%0 = input x : float32[50, 1, 3]
      %1 = constant 0, 0, 0, 0, 0, 0 : float32[3, 2]
      %2 = reshape %0 {shape: 50, 3} : float32[50, 3]
      %3 = matmul %2 %1 : float32[50, 2]
      %4 = reshape %3 {shape: 50, 1, 2} : float32[50, 1, 2]
      return %4"
    `);
  });
});

describe("building", () => {
  const written = (write: (b: GraphBuilder, x: NodeId) => NodeId) => {
    const b = createBuilder();
    const x = vector(b, "x");
    return write(b, x) === x ? "x" : print(simplify(b.finish([write(b, x)])));
  };

  test("what leaves every float as it is goes", () => {
    expect(written((b, x) => b.apply("mul", [b.scalar(1), x], {}))).toBe("x");
    expect(written((b, x) => b.apply("add", [x, b.full([3], 0)], {}))).toBe("x");
    expect(written((b, x) => b.apply("neg", [b.apply("neg", [x], {})], {}))).toBe("x");
    expect(written((b, x) => b.apply("reshape", [b.apply("reshape", [x], { shape: [3, 1] })], { shape: [3] }))).toBe(
      "x",
    );
    expect(written((b, x) => b.apply("pow", [x, b.scalar(1)], {}))).toBe("x");
  });

  test("a product with zero stays, since x may be NaN", () => {
    expect(written((b, x) => b.apply("mul", [x, b.scalar(0)], {}))).toContain("mul");
  });

  test("a coefficient stays visible, whatever its value", () => {
    expect(written((b, x) => b.apply("mul", [x, b.scalar(1, "float32", "alpha")], {}))).toContain('constant 1 "alpha"');
  });

  test("equal equations are one", () => {
    const b = createBuilder();
    const x = vector(b, "x");
    expect(b.apply("exp", [x], {})).toBe(b.apply("exp", [x], {}));
    expect(b.scalar(0)).not.toBe(b.scalar(-0));
  });

  test("operands that do not fit are told in one sentence", () => {
    const b = createBuilder();
    expect(() => b.apply("add", [vector(b, "x", 3), vector(b, "y", 4)], {})).toThrow(
      "the size of tensor a (3) must match the size of tensor b (4) at dimension 0: shapes [3] and [4]",
    );
    expect(() => b.apply("add", [vector(b, "x"), b.scalar(1, "int32")], {})).toThrow(
      "internal: add of float32 and int32",
    );
  });

  test("nodes know whether an input moves them", () => {
    const b = createBuilder();
    const x = vector(b, "x");
    const two = b.scalar(2, "float32", "two");
    expect([x, two, b.apply("exp", [two], {}), b.apply("mul", [x, two], {})].map((id) => b.dependsOnInput(id))).toEqual(
      [true, false, false, true],
    );
  });
});

test("simplify keeps inputs and drops what no output reads", () => {
  const b = createBuilder();
  const x = vector(b, "x");
  vector(b, "unread");
  b.apply("exp", [x], {});
  expect(print(simplify(b.finish([b.apply("sin", [x], {})])))).toMatchInlineSnapshot(`
    "%0 = input x : float32[3]
    %1 = input unread : float32[3]
    %2 = sin %0 : float32[3]
    return %2"
  `);
});

test("cut makes a middle value an input", () => {
  const graph = build((b) => b.apply("log", [b.apply("exp", [scalar(b, "x")], {})], {}));
  expect(print(cut(graph, 1, "ratio"))).toMatchInlineSnapshot(`
    "%0 = input x : float32[]
    %1 = input ratio : float32[]
    %2 = log %1 : float32[]
    return %2"
  `);
});

describe("check", () => {
  const broken = (change: (graph: Graph) => Graph) => () => check(change(meanSquare));

  test("a wrong shape, a wrong order and foreign data are found", () => {
    const first = meanSquare.nodes.findIndex((node) => node.kind === "equation");
    const node = meanSquare.nodes[first];
    if (node?.kind !== "equation") throw new Error("the graph has an equation");
    expect(
      broken((g) => ({ ...g, nodes: g.nodes.with(first, { ...node, aval: { shape: [4], dtype: "float32" } }) })),
    ).toThrow("internal: node 2 (sub) says float32[4], its rule float32[3]");
    expect(broken((g) => ({ ...g, nodes: g.nodes.with(first, { ...node, inputs: [5, 0] }) }))).toThrow(
      "internal: node 2 (sub) reads 5 before it is made",
    );
    expect(
      broken((g) => ({
        ...g,
        nodes: g.nodes.with(1, { kind: "constant", aval: { shape: [3], dtype: "float32" }, data: new Int32Array(3) }),
      })),
    ).toThrow("internal: node 1 holds int32 for float32[3]");
    expect(broken((g) => ({ ...g, outputs: [99] }))).toThrow("internal: node 99 is an output but no node");
  });
});
