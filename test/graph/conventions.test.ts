/** Values and derivatives at kinks, ties and edges: numbers that PyTorch 1.13 answers. */

import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine";
import { createBuilder } from "../../src/graph/build";
import type { Builder } from "../../src/graph/builder";
import { differentiate } from "../../src/graph/differentiate";
import type { NodeId } from "../../src/graph/graph";

const engine = await createEngine();
const nan = Number.NaN;
const inf = Number.POSITIVE_INFINITY;

/** The value of `write` and its gradients by all inputs, which are float vectors. */
function answer(write: (b: Builder, ...inputs: NodeId[]) => NodeId, ...inputs: number[][]): number[][] {
  const b = createBuilder();
  const ids = inputs.map((numbers, i) => b.input(`x${i}`, { shape: [numbers.length], dtype: "float32" }));
  const { graph, gradients } = differentiate(b.finish([write(b, ...ids)]), 0, ids);
  const results = engine.run(graph, new Map(ids.map((id, i) => [id, Float32Array.from(inputs[i] ?? [])])));
  const zeros = (i: number) => new Float32Array(inputs[i]?.length ?? 0);
  return [results[0], ...gradients.map((at, i) => (at === undefined ? zeros(i) : results[at]))].map((data) =>
    Array.from(data ?? [], (x) => Number(x.toPrecision(6)) + 0),
  );
}
const unary =
  (name: "abs" | "sign" | "sqrt" | "asin" | "acosh" | "atanh" | "erfinv" | "lgamma") => (b: Builder, x: NodeId) =>
    b.apply(name, [x], {});
const binary = (name: "max" | "min" | "pow" | "rem" | "atan2") => (b: Builder, x: NodeId, y: NodeId) =>
  b.apply(name, [x, y], {});

test.each([
  [
    "sign",
    answer(unary("sign"), [nan, 1, 0]),
    [
      [0, 1, 0],
      [0, 0, 0],
    ],
  ],
  [
    "abs at 0",
    answer(unary("abs"), [nan, 0, -1]),
    [
      [nan, 0, 1],
      [0, 0, -1],
    ],
  ],
  [
    "sqrt at 0",
    answer(unary("sqrt"), [0, -1]),
    [
      [0, nan],
      [inf, nan],
    ],
  ],
  [
    "asin at 1",
    answer(unary("asin"), [1, 2]),
    [
      [1.5708, nan],
      [inf, nan],
    ],
  ],
  [
    "acosh at 1",
    answer(unary("acosh"), [1, 0.5]),
    [
      [0, nan],
      [inf, nan],
    ],
  ],
  [
    "atanh outside",
    answer(unary("atanh"), [1, 2]),
    [
      [inf, nan],
      [inf, -0.333333],
    ],
  ],
  [
    "erfinv",
    answer(unary("erfinv"), [1, -1, 2, 0.5]),
    [
      [inf, -inf, nan, 0.476936],
      [inf, inf, nan, 1.11258],
    ],
  ],
  [
    "lgamma",
    answer(unary("lgamma"), [0, -0.5, 0.5, 1e10]),
    [
      [inf, 1.26551, 0.572365, 220259000000],
      [-inf, 0.03649, -1.96351, 23.0259],
    ],
  ],
  [
    "max beside NaN and at ties",
    answer(binary("max"), [nan, 0, 1], [1, nan, 1]),
    [
      [nan, nan, 1],
      [1, 1, 0.5],
      [1, 1, 0.5],
    ],
  ],
  [
    "min at ties",
    answer(binary("min"), [2, 0, 1], [1, 3, 1]),
    [
      [1, 0, 1],
      [0, 1, 0.5],
      [1, 0, 0.5],
    ],
  ],
  [
    "pow",
    answer(binary("pow"), [0, 0, -1, 0, 3, nan, 1], [0, 2, 2, -1, 0, 0, nan]),
    [
      [1, 0, 1, inf, 1, 1, 1],
      [0, 0, -2, -inf, 0, 0, nan],
      [0, 0, nan, -inf, 1.09861, nan, 0],
    ],
  ],
  [
    "rem",
    answer(binary("rem"), [5, -5, 5], [3, 3, -3]),
    [
      [2, 1, -1],
      [1, 1, 1],
      [-1, 2, 2],
    ],
  ],
  [
    "atan2",
    answer(binary("atan2"), [0, 1], [0, 2]),
    [
      [0, 0.463648],
      [nan, 0.4],
      [nan, -0.2],
    ],
  ],
  ["amax ties", answer((b, x) => b.apply("reduceMax", [x], { axes: [0] }), [1, 0, 1]), [[1], [0.5, 0, 0.5]]],
  ["amax of NaN", answer((b, x) => b.apply("reduceMax", [x], { axes: [0] }), [nan, 0, 1]), [[nan], [nan, nan, nan]]],
  ["prod with one zero", answer((b, x) => b.apply("prod", [x], { axes: [0] }), [0, 2, 3]), [[0], [6, 0, 0]]],
  ["prod with two zeros", answer((b, x) => b.apply("prod", [x], { axes: [0] }), [0, 2, 0]), [[0], [0, 0, 0]]],
  [
    "cumprod over a zero",
    answer((b, x) => b.apply("cumProd", [x], { axis: 0 }), [2, 0, 3]),
    [
      [2, 0, 0],
      [1, 8, 0],
    ],
  ],
  [
    "cummax pays the latest",
    answer((b, x) => b.apply("cumMax", [x], { axis: 0 }), [2, 2, nan, 3]),
    [
      [2, 2, nan, nan],
      [1, 1, 2, 0],
    ],
  ],
  [
    "where beside NaN",
    answer(
      (b, x) => b.apply("select", [b.apply("less", [b.scalar(0), x], {}), x, b.apply("neg", [x], {})], {}),
      [nan, 0],
    ),
    [
      [nan, 0],
      [-1, -1],
    ],
  ],
])("%s", (_, actual, expected) => {
  expect(actual).toEqual(expected);
});

test("order: NaN last when ascending, first when descending; equals keep their order", () => {
  const b = createBuilder();
  const x = b.input("x", { shape: [5], dtype: "float32" });
  const graph = b.finish([true, false].map((descending) => b.apply("argSort", [x], { axis: 0, descending })));
  const results = engine.run(graph, new Map([[x, Float32Array.of(nan, 1, nan, -1, 1)]]));
  expect(results.map((data) => Array.from(data))).toEqual([
    [0, 2, 1, 4, 3],
    [3, 1, 4, 0, 2],
  ]);
});

test("float32 overflows where training would", () => {
  const [[square], [product]] = [
    answer((b, x) => b.apply("mul", [x, x], {}), [1e20]),
    answer((b, x) => b.apply("prod", [x], { axes: [0] }), [1e30, 1e30, 1e-30]),
  ];
  expect([square, product]).toEqual([[inf], [inf]]);
});
