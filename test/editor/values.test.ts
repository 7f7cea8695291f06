import { expect, test } from "vitest";
import { formatAsWritten, formatLike, formatValue, parseLike } from "../../src/editor/values";

test.each([
  [1, "1.0", "1.0"],
  [0.5, "5e-1", "5e-1"],
  [1000, "1_000", "1_000"],
  [-2, "-2.", "-2."],
  [1, "delta=1.0", "1.0"],
  [1, "delta: float = 1.0", "1.0"],
  // The text does not say the value: the value counts.
  [0.25, "1 / 4", "0.25"],
  [2, "DEFAULT", "2"],
  [[0, 0], "[0.0, 0.0]", "[0.0, 0.0]"],
  [[0, 0], "torch.zeros(2)", "[0, 0]"],
  [[1, 2], "weights=[1, 2]", "[1, 2]"],
  [true, "True", "True"],
  ["mean", "'mean'", '"mean"'],
  [null, "None", "None"],
])("%j written %s reads %s", (value, written, expected) => {
  expect(formatAsWritten(value, written)).toBe(expected);
});

test.each([
  [2, "1.0", "2.0"],
  [2, "1", "2"],
  [0.3, "1.0", "0.3"],
  [2, "1e-3", "2.0"],
])("%j in the manner of %s is %s", (value, source, expected) => {
  expect(formatLike(value, source)).toBe(expected);
});

test("numbers lose the tails of binary arithmetic", () => {
  expect(formatValue(0.1 + 0.2)).toBe("0.3");
  expect(formatValue(Number.POSITIVE_INFINITY)).toBe("inf");
});

test("a long list is shortened and says how long it is", () => {
  expect(formatValue(Array.from({ length: 30 }, (_, at) => at))).toBe("[0, 1, 2, … 30]");
});

test.each([
  ["2", 1, 2],
  ["1e-3", 0.5, 0.001],
  ["1_000", 1, 1000],
  ["inf", 1, Number.POSITIVE_INFINITY],
  ["[1, 2]", [0, 0], [1, 2]],
  ["(1, [2, 3])", [0, [0, 0]], [1, [2, 3]]],
  ["False", true, false],
  ['"sum"', "mean", "sum"],
  ["None", 1, null],
  ["0.3", null, 0.3],
])("%s typed for %j is read", (typed, like, expected) => {
  expect(parseLike(typed, like)).toEqual(expected);
});

test.each([
  ["", 1],
  ["one", 1],
  ["1,5", 1],
  ["True", 1],
  ["[1]", [0, 0]],
  ["[1, 2", [0, 0]],
  ["1", [0, 0]],
  ["constructor", 1],
])("%j typed for %j is refused", (typed, like) => {
  expect(parseLike(typed, like)).toBeUndefined();
});
