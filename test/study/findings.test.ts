import { expect, test } from "vitest";
import { type Curve, findFindings } from "../../src/study/sweep/findings";

/** A curve of known functions, and the same at other positions. */
function draw(value: (x: number) => number, gradient: (x: number) => number, from = -5, to = 5, count = 201): Curve {
  return drawAt(
    value,
    gradient,
    Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1)),
  );
}

function drawAt(value: (x: number) => number, gradient: (x: number) => number, x: Float64Array): Curve {
  return { name: "x", x, value: Float32Array.from(x, value), gradient: Float32Array.from(x, gradient) };
}

function tell(value: (x: number) => number, gradient: (x: number) => number, switches: readonly number[] = []) {
  const refine = (x: Float64Array) => drawAt(value, gradient, x);
  const known = switches.map((at) => ({ at, site: undefined }));
  return findFindings("loss", draw(value, gradient), known, refine).map(({ kind, message }) => `${kind}: ${message}`);
}

test("absolute error has a kink at zero and a level on each side", () => {
  expect(tell(Math.abs, Math.sign, [0])).toEqual([
    "kink: the gradient jumps from −1 to 1 at x = 0, where it is 0",
    "capped: the gradient stays at −1 where x ≤ 0",
    "capped: the gradient stays at 1 where x ≥ 0",
  ]);
});

test("Huber is capped and has no kink", () => {
  const delta = 2;
  const value = (r: number) => (Math.abs(r) < delta ? 0.5 * r * r : delta * Math.abs(r) - 0.5 * delta * delta);
  const gradient = (r: number) => Math.max(-delta, Math.min(delta, r));
  expect(tell(value, gradient, [-2, 2])).toEqual([
    "capped: the gradient stays at −2 where x ≤ −2",
    "capped: the gradient stays at 2 where x ≥ 2",
  ]);
});

test("an end that explodes makes no level of the rest", () => {
  const value = (x: number) => Math.exp(1 / (x + 5.04));
  const gradient = (x: number) => -Math.exp(1 / (x + 5.04)) / (x + 5.04) ** 2;
  expect(tell(value, gradient)).toEqual([]);
});

test("a clipped ratio is flat beyond its bound", () => {
  const value = (r: number) => -Math.min(r, 1.2);
  expect(tell(value, (r) => (r <= 1.2 ? -1 : 0), [1.2])).toContain(
    "flat: the gradient is 0 where x ≥ 1.2: nothing there pulls",
  );
  expect(tell(value, (r) => (r <= 1.2 ? -1 : 0), [1.2])).toContain("kink: the gradient jumps from −1 to 0 at x = 1.2");
});

test("a steep but smooth slope is no kink", () => {
  expect(
    tell(
      (x) => 1 / (1 + Math.exp(-20 * x)),
      (x) => (20 * Math.exp(-20 * x)) / (1 + Math.exp(-20 * x)) ** 2,
    ).filter((line) => line.startsWith("kink")),
  ).toEqual([]);
});

test("a logarithm has no numbers below zero", () => {
  expect(
    tell(
      (x) => Math.log(x),
      (x) => 1 / x,
    ).slice(0, 1),
  ).toEqual(["nonFinite: the value is NaN or infinite, the gradient infinite where x ≤ 0"]);
});

test("a curve of many steps is one finding over all of them", () => {
  const stairs = (x: number) => Math.floor(4 * (x + 0.013));
  const told = tell((x) => x, stairs).filter((line) => line.startsWith("kink"));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^kink: the gradient changes in (39|40) steps where −4\.\d+ ≤ x ≤ (4\.\d+|5)$/);
});
