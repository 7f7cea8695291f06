/** A loss with long transforms inside is drawn at fewer points; all others at all. */

import { expect, test } from "vitest";
import { createBuilder } from "../../src/graph/build";
import { affordable } from "../../src/study/sweep/cost";

function product(extent: number) {
  const builder = createBuilder();
  const x = builder.input("x", { shape: [extent, extent], dtype: "float32" });
  builder.apply("matmul", [x, x], {});
  return builder;
}

test("small losses have all their points", () => {
  expect(affordable(product(16), 201, 1)).toBe(201);
  expect(affordable(product(16), 41, 2)).toBe(41);
});

test("costly ones have fewer, one of them in the middle, and never too few", () => {
  expect(affordable(product(200), 201, 1)).toBe(75);
  expect(affordable(product(2000), 201, 1)).toBe(41);
  expect(affordable(product(2000), 41, 2)).toBe(11);
});
