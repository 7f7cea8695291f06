import { expect, test } from "vitest";
import { chooseDomain, roundStep } from "../../src/charts/domain";

const column = (...numbers: readonly number[]) => Float32Array.from(numbers);

test("a gradient's domain has zero in it, a value's only when it is near", () => {
  expect(chooseDomain([column(5, 6, 7)], "always").domain[0]).toBeLessThanOrEqual(0);
  expect(chooseDomain([column(100, 101, 102)], "near").domain[0]).toBeGreaterThan(90);
  expect(chooseDomain([column(0.1, 3, 7)], "near").domain[0]).toBeLessThanOrEqual(0);
});

test("the domain stands still while what is drawn fits well", () => {
  const first = chooseDomain([column(-1, 0, 1)], "always").domain;
  expect(chooseDomain([column(-0.9, 0, 0.95)], "always", first).domain).toBe(first);
  expect(chooseDomain([column(-0.2, 0, 0.2)], "always", first).domain).not.toEqual(first);
  expect(chooseDomain([column(-3, 0, 3)], "always", first).domain[1]).toBeGreaterThanOrEqual(3);
});

test("a few exploding numbers do not flatten the rest, and that is said", () => {
  const numbers = Float32Array.from({ length: 400 }, (_, index) => 1 / (index + 1) ** 2);
  numbers[0] = 1e9;
  const { domain, isClipped } = chooseDomain([numbers], "always");
  expect(domain[1]).toBeLessThan(2);
  expect(isClipped).toBe(true);
  expect(chooseDomain([column(0, 1, 4, 9, 16, 25)], "near").isClipped).toBe(false);
});

test("what is not finite does not count", () => {
  const { domain } = chooseDomain([column(Number.NaN, 1, 2, Number.POSITIVE_INFINITY)], "always");
  expect(domain[1]).toBeGreaterThanOrEqual(2);
  expect(domain[1]).toBeLessThan(3);
  expect(chooseDomain([column(Number.NaN)], "near").domain).toEqual([-1, 1]);
});

test("a constant has room around it", () => {
  const [low, high] = chooseDomain([column(3, 3, 3)], "near").domain;
  expect(low).toBeLessThan(3);
  expect(high).toBeGreaterThan(3);
});

test("round steps", () => {
  expect([1, 7, 0.03, 250].map((span) => roundStep(span, 5))).toEqual([0.2, 1, expect.closeTo(0.005, 9), 50]);
});
