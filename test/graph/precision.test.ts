/** Rounding to fewer bits, against NumPy's float16 and PyTorch's bfloat16. */

import { expect, test } from "vitest";
import { reducePrecision } from "../../src/graph/precision";

const float16 = { exponentBits: 5, mantissaBits: 10 };
const bfloat16 = { exponentBits: 8, mantissaBits: 7 };

test.each([
  [0.1, 0.0999755859375, 0.10009765625],
  [-0.3, -0.300048828125, -0.30078125],
  [0.3333333333333333, 0.333251953125, 0.333984375],
  [2049, 2048.0, 2048.0],
  [2051, 2052.0, 2048.0],
  [65504, 65504.0, 65536.0],
  [65519.9, 65504.0, 65536.0],
  [65520, Infinity, 65536.0],
  [-70000.0, -Infinity, -70144.0],
  [6e-5, 6.002187728881836e-5, 6.008148193359375e-5],
  [5.96e-8, 2 ** -24, 2 ** -24],
  [2.98e-8, 0.0, 2.9802322387695312e-8],
  [2.99e-8, 2 ** -24, 2.9802322387695312e-8],
  [-1e-9, -0, -9.968061931431293e-10],
  [2.3456789, 2.345703125, 2.34375],
  [1e-38, 0.0, 1.0010069081221042e-38],
  [3.4e38, Infinity, Infinity],
  [4e-44, 0.0, 0.0],
])("%d is %d as float16 and %d as bfloat16", (x, half, brain) => {
  expect(reducePrecision(Math.fround(x), float16)).toBe(half);
  expect(reducePrecision(Math.fround(x), bfloat16)).toBe(brain);
});

test("what is no number stays none", () => {
  expect(reducePrecision(Number.NaN, float16)).toBeNaN();
  expect(reducePrecision(Number.NEGATIVE_INFINITY, bfloat16)).toBe(Number.NEGATIVE_INFINITY);
});
