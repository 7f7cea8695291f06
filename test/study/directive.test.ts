import { expect, test } from "vitest";
import { parseDirective, parseGiven } from "../../src/study/directive";

test("axes, values and roles stand side by side", () => {
  const read = parseDirective("pred from -5 to 5, target = 0, logits: logits[4, 3], labels = [0, 2, 1, 1], delta = 2");
  expect(read.faults).toEqual([]);
  expect(read.axes).toEqual([{ knob: "pred", from: -5, to: 5 }]);
  expect(read.set).toEqual({ target: 0, labels: [0, 2, 1, 1], delta: 2 });
  expect(read.inputs).toEqual({ logits: { role: "logits", shape: [4, 3] } });
});

test("a second axis, steps, an element, a seed", () => {
  const read = parseDirective("x[0,2] from 0 to 1 in 11 steps, delta from .5 to 2e1, seed = 7");
  expect(read.axes).toEqual([
    { knob: "x[0,2]", from: 0, to: 1, count: 11 },
    { knob: "delta", from: 0.5, to: 20 },
  ]);
  expect(read.seed).toBe(7);
});

test("role or shape alone", () => {
  expect(parseDirective("a: mask, b: [4, 3], c: []").inputs).toEqual({
    a: { role: "mask" },
    b: { shape: [4, 3] },
    c: { shape: [] },
  });
});

test("what cannot be read is told at its place, and the rest holds", () => {
  const text = "delta = 2, mystery, a: nothing[3]";
  const read = parseDirective(text);
  expect(read.set).toEqual({ delta: 2 });
  expect(read.faults.map(({ start, end }) => text.slice(start, end))).toEqual(["mystery", "a: nothing[3]"]);
  expect(read.faults[1]?.message).toContain("unknown role: nothing (have: prediction, target,");
});

test.each([
  ["1", 1],
  ["-2.5e-3", -0.0025],
  ["True", true],
  ["none", null],
  ["'sum'", "sum"],
  [
    "[[1, 2], [3, 4]]",
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["-inf", Number.NEGATIVE_INFINITY],
  ["1 +", undefined],
])("the value %s", (written, expected) => {
  expect(parseGiven(written)).toEqual(expected);
});
