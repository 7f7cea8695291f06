import { expect, test } from "vitest";
import { definitionAt } from "../../src/editor/definitionAt";
import { loss } from "./losses";

const losses = [
  loss("outer", { span: { start: 10, end: 100 } }),
  loss("inner", { span: { start: 40, end: 60 } }),
  loss("in_cell", { span: { start: 0, end: 50 }, cell: 1 }),
];

test.each([
  [12, undefined, 0],
  [50, undefined, 1],
  // At the end of its last line a person is still in it.
  [100, undefined, 0],
  [101, undefined, undefined],
  [50, 1, 2],
  [50, 0, undefined],
])("offset %d in cell %s means loss %s", (offset, cell, expected) => {
  expect(definitionAt(losses, offset, cell)).toBe(expected);
});
