/** Python's operators on arrays, by the name of the function that each one is. */

import type { TensorLibrary } from "../../interpreter/values";

type BinaryOperator = Parameters<TensorLibrary["binary"]>[1];
type CompareOperator = Parameters<TensorLibrary["compare"]>[1];

export const binaryFunctions: Readonly<Record<BinaryOperator, string>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "//": "floor_divide",
  "%": "remainder",
  "**": "power",
  "@": "matmul",
  "<<": "left_shift",
  ">>": "right_shift",
  "&": "bitwise_and",
  "|": "bitwise_or",
  "^": "bitwise_xor",
};

export const compareFunctions: Readonly<Partial<Record<CompareOperator, string>>> = {
  "<": "less",
  "<=": "less_equal",
  ">": "greater",
  ">=": "greater_equal",
  "==": "equal",
  "!=": "not_equal",
};
