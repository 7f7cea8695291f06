/** Wide floats in generated loops, scans and kernels: no step rounds them. */

import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine";
import { createBuilder } from "../../src/graph/build";
import type { Data } from "../../src/graph/graph";

const engine = await createEngine();

test("digits beyond float32 stay in loops and scans", () => {
  const b = createBuilder();
  const wide = b.input("wide", { shape: [3], dtype: "float64" });
  const shifted = b.apply("sub", [b.apply("add", [wide, b.scalar(1e9, "float64")], {}), b.scalar(1e9, "float64")], {});
  const running = b.apply("cumSum", [shifted], { axis: 0, reverse: false });
  const [sums] = engine.run(b.finish([running]), new Map([[wide, Float64Array.of(0.25, 0.5, 0.125)]]));
  expect(sums).toEqual(Float64Array.of(0.25, 0.75, 0.875));
});

test("a narrow and a wide matrix multiply, and join, in wide numbers", () => {
  const b = createBuilder();
  const narrow = b.input("narrow", { shape: [1, 2], dtype: "float32" });
  const wide = b.input("wide", { shape: [2, 1], dtype: "float64" });
  const product = b.apply("matmul", [narrow, wide], {});
  const joined = b.apply("concat", [b.apply("reshape", [narrow], { shape: [2, 1] }), wide], { axis: 0 });
  const inputs = new Map<number, Data>([
    [narrow, Float32Array.of(1, 1)],
    [wide, Float64Array.of(1e9, 0.25)],
  ]);
  expect(engine.run(b.finish([product, joined]), inputs)).toEqual([
    Float64Array.of(1e9 + 0.25),
    Float64Array.of(1, 1, 1e9, 0.25),
  ]);
});

test("graphs that differ in width alone share no plan", () => {
  const twice = (dtype: "float32" | "float64") => {
    const b = createBuilder();
    const x = b.input("x", { shape: [2], dtype });
    return b.finish([b.apply("mul", [x, b.scalar(0.1, dtype)], {})]);
  };
  engine.run(twice("float32"), new Map([[0, Float32Array.of(1, 2)]]));
  expect(engine.run(twice("float64"), new Map([[0, Float64Array.of(1, 2)]]))).toEqual([Float64Array.of(0.1, 0.2)]);
});
