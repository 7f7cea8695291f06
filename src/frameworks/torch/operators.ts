/** Python's operators on PyTorch's tensors, by the name of the function that each one is. */

import type { TensorLibrary } from "../../interpreter/values";

type BinaryOperator = Parameters<TensorLibrary["binary"]>[1];
type CompareOperator = Parameters<TensorLibrary["compare"]>[1];

export const binaryFunctions: Readonly<Record<BinaryOperator, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "//": "floor_divide",
  "%": "remainder",
  "**": "pow",
  "@": "matmul",
  "<<": "bitwise_left_shift",
  ">>": "bitwise_right_shift",
  "&": "bitwise_and",
  "|": "bitwise_or",
  "^": "bitwise_xor",
};

export const compareFunctions: Readonly<Partial<Record<CompareOperator, string>>> = {
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "==": "eq",
  "!=": "ne",
};
