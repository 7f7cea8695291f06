import { expect, test } from "vitest";
import { formatNumber, typedNumber } from "../src/numberText";

test("numbers as people read them", () => {
  const numbers = [0, 0.1 + 0.2, -1.5, 123456.7, -1e12, 0.00012, Number.NaN, Number.NEGATIVE_INFINITY];
  expect(numbers.map(formatNumber)).toEqual(["0", "0.3", "−1.5", "1.23e5", "−1e12", "1.2e−4", "NaN", "−∞"]);
});

test("numbers as people type them", () => {
  const numbers = [1, 0.1 + 0.2, -0.001, 1e-6, -1.25e-8, 123456789, 1e20, Number.NEGATIVE_INFINITY];
  expect(numbers.map(typedNumber)).toEqual(["1", "0.3", "-0.001", "1e-6", "-1.25e-8", "123456789", "1e20", "-inf"]);
});
