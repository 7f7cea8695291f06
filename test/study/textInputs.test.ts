/** Annotations of texts, by their words. */

import { expect, test } from "vitest";
import { textShapeOf, textsOfShape } from "../../src/study/inputs/textInputs";

test("a list of texts has one for each sample", () => {
  const shape = textShapeOf("list str");
  expect(shape && textsOfShape(shape, 3, 2)).toEqual(["a", "a", "a"]);
});

test("queries beside their documents are as many", () => {
  const shape = textShapeOf("tuple list str list list str");
  expect(shape && textsOfShape(shape, 1, 2)).toEqual([
    ["a", "a"],
    [["a"], ["a"]],
  ]);
});

test("a single text, or anything of tensors, is none", () => {
  expect(textShapeOf("str")).toBeUndefined();
  expect(textShapeOf("list Tensor")).toBeUndefined();
  expect(textShapeOf(undefined)).toBeUndefined();
});
