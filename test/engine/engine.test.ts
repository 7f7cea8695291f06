/** Plans against the oracle: fused and single loops, views, reductions, buffers, and what a run leaves behind. */

import { memory } from "@tensorflow/tfjs-core";
import { type Arbitrary, array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine";
import { planRun } from "../../src/engine/plan";
import { structureOf } from "../../src/engine/structure";
import { batch } from "../../src/graph/batch";
import { createBuilder, type GraphBuilder } from "../../src/graph/build";
import { check } from "../../src/graph/check";
import { differentiate } from "../../src/graph/differentiate";
import { type Graph, type NodeId, sizeOf } from "../../src/graph/graph";
import { simplify } from "../../src/graph/simplify";
import { evaluatePlainly } from "../graph/oracle";

const engine = await createEngine();
const wave = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i * 1.7) * 2);

/** A program of one input [4, 6], drawn as a list of choices. */
interface Choice {
  readonly kind: number;
  readonly left: number;
  readonly right: number;
}
const program: Arbitrary<readonly Choice[]> = array(
  record({
    kind: integer({ min: 0, max: 13 }),
    left: integer({ min: 0, max: 99 }),
    right: integer({ min: 0, max: 99 }),
  }),
  { minLength: 3, maxLength: 25 },
);

/** Shapes stay broadcastable to [4, 6], so that any two values can meet. */
function write(b: GraphBuilder, x: NodeId, choices: readonly Choice[]): readonly NodeId[] {
  const shape = b.aval(x).shape;
  const made: NodeId[] = [x, b.constant({ shape: [6], dtype: "float32" }, wave(6)), b.scalar(0.5)];
  const whole = (id: NodeId) => b.apply("broadcast", [id], { shape });
  for (const { kind, left, right } of choices) {
    const p = made[left % made.length] ?? x;
    const q = made[right % made.length] ?? x;
    const full = whole(p);
    const next = [
      () => b.apply("add", [p, q], {}),
      () => b.apply("sub", [p, q], {}),
      () => b.apply("tanh", [p], {}),
      () => b.apply("mul", [b.apply("tanh", [p], {}), b.apply("sin", [q], {})], {}),
      () => b.apply("max", [p, q], {}),
      () => b.apply("select", [b.apply("less", [p, q], {}), q, b.apply("neg", [p], {})], {}),
      () => b.apply("abs", [b.apply("sin", [p], {})], {}),
      () =>
        b.apply("reshape", [b.apply("sum", [b.apply("sin", [full], {})], { axes: [1] })], {
          shape: [shape[0] ?? 1, 1],
        }),
      () => b.apply("sum", [b.apply("sin", [full], {})], { axes: [0] }),
      () => b.apply("reduceMax", [full], { axes: [0, 1] }),
      () => b.apply("reverse", [full], { axes: [right % 2] }),
      () => b.apply("reshape", [b.apply("transpose", [full], { permutation: [1, 0] })], { shape }),
      () =>
        b.apply(
          "concat",
          [
            b.apply("slice", [full], { starts: [0, 2], ends: [shape[0] ?? 0, 6], steps: [1, 1] }),
            b.apply("slice", [full], { starts: [0, 0], ends: [shape[0] ?? 0, 4], steps: [1, 2] }),
          ],
          { axis: 1 },
        ),
      () => b.apply("cumSum", [b.apply("sin", [full], {})], { axis: 1, reverse: right % 2 === 0 }),
    ][kind];
    if (next) made.push(next());
  }
  return made.slice(3);
}

function graphOf(rows: number, choices: readonly Choice[], wanted: readonly number[]): Graph {
  const b = createBuilder();
  const x = b.input("x", { shape: [rows, 6], dtype: "float32" });
  const made = write(b, x, choices);
  return b.finish(wanted.map((at) => made[at % made.length] ?? x));
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  const worst = Array.from(expected).findIndex(
    (e, i) => !(Math.abs((actual[i] ?? Number.NaN) - e) <= 1e-4 * (1 + Math.abs(e))),
  );
  if (worst !== -1) expect.fail(`[${worst}]: ${actual[worst]}, expected ${expected[worst]}`);
}

const outputs = array(integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 4 });
const settings = { seed: 5, numRuns: 100 };

test("any program: planned runs agree with the oracle", () => {
  assert(
    property(program, outputs, (choices, wanted) => {
      const graph = graphOf(4, choices, wanted);
      check(graph);
      const x = wave(24);
      const expected = evaluatePlainly(graph, new Map([[0, Array.from(x)]]));
      const actual = engine.run(graph, new Map([[0, x]]));
      actual.forEach((data, i) => expectClose(data, expected[i]?.numbers ?? []));
    }),
    settings,
  );
});

test("any program: fused loops give the very numbers of single loops", () => {
  assert(
    property(program, outputs, (choices, wanted) => {
      const graph = graphOf(5500, choices, wanted);
      const inputs = new Map([[0, wave(33_000)]]);
      const fused = engine.run(graph, inputs);
      const probe = engine.createProbe(createBuilder(graph), inputs);
      graph.outputs.forEach((id, i) => {
        const single = probe(id);
        // Element by element: the test library's own comparison takes seconds over so many.
        expect(fused[i]?.every((x, at) => Object.is(x, single[at]))).toBe(true);
      });
    }),
    { seed: 6, numRuns: 25 },
  );
});

test("any program: gradients batched are gradients one by one", () => {
  assert(
    property(program, constantFrom(1, 3, 1400), (choices, size) => {
      const b = createBuilder();
      const k = b.input("k", { shape: [], dtype: "float32" });
      const x = b.apply("mul", [k, b.constant({ shape: [4, 6], dtype: "float32" }, wave(24))], {});
      const out = write(b, x, choices).at(-1) ?? x;
      const loss = b.apply("sum", [out], { axes: b.aval(out).shape.map((_, axis) => axis) });
      const { graph } = differentiate(b.finish([loss]), 0, [k]);
      const many = simplify(batch(graph, new Set([k]), size));
      check(many);
      const ks = wave(size);
      const actual = engine.run(many, new Map([[0, ks]]));
      for (const row of [0, size - 1]) {
        const one = engine.run(graph, new Map([[0, ks.slice(row, row + 1)]]));
        one.forEach((data, i) => expectClose([actual[i]?.[row] ?? Number.NaN], data));
      }
    }),
    { seed: 7, numRuns: 30 },
  );
});

describe("plans", () => {
  const huber = (b: GraphBuilder): NodeId => {
    const error = b.input("pred", { shape: [], dtype: "float32" });
    const size = b.apply("abs", [error], {});
    const delta = b.scalar(1, "float32", "delta");
    const inside = b.apply("mul", [b.scalar(0.5), b.apply("pow", [error, b.scalar(2)], {})], {});
    const outside = b.apply("mul", [delta, b.apply("sub", [size, b.scalar(0.5)], {})], {});
    return b.apply("select", [b.apply("less", [size, delta], {}), inside, outside], {});
  };
  const batched = (size: number): Graph => {
    const b = createBuilder();
    return simplify(batch(differentiate(b.finish([huber(b)]), 0, [0]).graph, new Set([0]), size));
  };

  test("a large elementwise program is one loop", () => {
    const graph = batched(40_000);
    expect(planRun(graph).steps.length).toBe(1);
    const [value, slope] = engine.run(
      graph,
      new Map([[0, Float32Array.from({ length: 40_000 }, (_, i) => i / 10_000 - 2)]]),
    );
    expect([value?.[0], value?.[25_000], slope?.[0], slope?.[25_000]]).toEqual([1.5, 0.125, -1, 0.5]);
  });

  test("outputs are the caller's, even where they are an input or one buffer twice", () => {
    const b = createBuilder();
    const x = b.input("x", { shape: [3], dtype: "float32" });
    const turned = b.apply("reverse", [x], { axes: [0] });
    const data = Float32Array.of(1, 2, 3);
    const [same, reversed] = engine.run(b.finish([x, turned]), new Map([[x, data]]));
    expect(same).not.toBe(data);
    expect([Array.from(same ?? []), Array.from(reversed ?? [])]).toEqual([
      [1, 2, 3],
      [3, 2, 1],
    ]);
  });

  test("a missing or misfit input is named", () => {
    const b = createBuilder();
    const x = b.input("pred", { shape: [3], dtype: "float32" });
    const graph = b.finish([b.apply("exp", [x], {})]);
    expect(() => engine.run(graph, new Map())).toThrow("internal: input pred needs 3 numbers, got none");
    expect(() => engine.run(graph, new Map([[x, new Float32Array(2)]]))).toThrow(
      "internal: input pred needs 3 numbers, got 2",
    );
  });

  test("no tensor outlives a run", () => {
    const b = createBuilder();
    const x = b.input("x", { shape: [40, 30], dtype: "float32" });
    const graph = b.finish([b.apply("matmul", [x, b.apply("transpose", [x], { permutation: [1, 0] })], {})]);
    const before = memory().numTensors;
    const data = wave(1200);
    const [actual = []] = engine.run(graph, new Map([[x, data]]));
    expectClose(actual, evaluatePlainly(graph, new Map([[x, Array.from(data)]]))[0]?.numbers ?? []);
    expect(memory().numTensors).toBe(before);
  });

  test("a sum is accurate over many equal numbers", () => {
    const b = createBuilder();
    const x = b.input("x", { shape: [1_000_000], dtype: "float32" });
    const [total] = engine.run(
      b.finish([b.apply("sum", [x], { axes: [0] })]),
      new Map([[x, new Float32Array(1_000_000).fill(0.1)]]),
    );
    expect(total?.[0]).toBe(Math.fround(Math.fround(0.1) * 1_000_000));
  });

  test("empty and single shapes", () => {
    const b = createBuilder();
    const empty = b.input("empty", { shape: [0, 3], dtype: "float32" });
    const one = b.input("one", { shape: [1, 1, 1], dtype: "float32" });
    const graph = b.finish([
      b.apply("exp", [empty], {}),
      b.apply("sum", [empty], { axes: [0] }),
      b.apply("sum", [empty], { axes: [1] }),
      b.apply("reduceMax", [one], { axes: [2] }),
      b.apply("prod", [empty], { axes: [0, 1] }),
    ]);
    const results = engine.run(
      graph,
      new Map([
        [empty, new Float32Array(0)],
        [one, Float32Array.of(5)],
      ]),
    );
    expect(results.map((data) => Array.from(data))).toEqual([[], [0, 0, 0], [], [5], [1]]);
  });
});

test("a probe sees a graph that grows, each node once", () => {
  const b = createBuilder();
  const x = b.input("x", { shape: [2], dtype: "float32" });
  const probe = engine.createProbe(b, new Map([[x, Float32Array.of(1, 2)]]));
  const doubled = b.apply("add", [x, x], {});
  expect(Array.from(probe(doubled))).toEqual([2, 4]);
  let deep = doubled;
  for (let i = 0; i < 20_000; i++) deep = b.apply("add", [deep, b.scalar(1)], {});
  expect(Array.from(probe(deep))).toEqual([20_002, 20_004]);
  expect(probe(doubled)).toBe(probe(doubled));
  expect(sizeOf(b.aval(deep).shape)).toBe(2);
});

describe("one plan for graphs of one structure", () => {
  const shape = [5];
  const x = Float32Array.of(-2, -0.5, 0.25, 1, 3);
  /** `(scale * x) ** exponent`, padded with `edge`. */
  const powerOf = (scale: number, exponent: number, edge = 0): Graph => {
    const b = createBuilder();
    const given = b.input("x", { shape, dtype: "float32" });
    const scaled = b.apply("mul", [given, b.scalar(scale)], {});
    const raised = b.apply("pow", [scaled, b.scalar(exponent)], {});
    return b.finish([b.apply("pad", [raised], { low: [1], high: [0], interior: [0], value: edge })]);
  };
  const run = (graph: Graph) => Array.from(engine.run(graph, new Map([[0, x]]))[0] ?? []);
  const expected = (scale: number, exponent: number, edge = 0) => [
    edge,
    ...Array.from(x, (value) => Math.fround((scale * value) ** exponent)),
  ];

  test.each([
    [1, 2],
    [4, 2],
    [4, 3],
    [0.5, 5],
    [0.5, 7],
    [2, -1],
  ])("scale %d, exponent %d: the numbers are the graph's own", (scale, exponent) => {
    expect(run(powerOf(scale, exponent))).toEqual(expected(scale, exponent));
  });

  test.each([1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "what stands in a step's parameters: %d",
    (edge) => {
      expect(run(powerOf(1, 2, edge))).toEqual(expected(1, 2, edge));
    },
  );

  test("names, sites and numbers are no part of a structure; exponents that are products are", () => {
    expect(structureOf(powerOf(4, 5))).toBe(structureOf(powerOf(6, 7)));
    expect(structureOf(powerOf(1, 2))).not.toBe(structureOf(powerOf(1, 3)));
    expect(structureOf(powerOf(1, 2, 1))).not.toBe(structureOf(powerOf(1, 2, 4)));
  });
});
