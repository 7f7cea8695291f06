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

/** The special methods of tensors, which programs call by name at times, by the method that each one is. */
export const specialMethods: Readonly<Record<string, string>> = {
  __add__: "add",
  __radd__: "add",
  __sub__: "sub",
  __mul__: "mul",
  __rmul__: "mul",
  __truediv__: "div",
  __div__: "div",
  __floordiv__: "floor_divide",
  __mod__: "remainder",
  __pow__: "pow",
  __matmul__: "matmul",
  __and__: "bitwise_and",
  __or__: "bitwise_or",
  __xor__: "bitwise_xor",
  __lt__: "lt",
  __le__: "le",
  __gt__: "gt",
  __ge__: "ge",
  __eq__: "eq",
  __ne__: "ne",
  __neg__: "neg",
  __abs__: "abs",
  __invert__: "bitwise_not",
  __iadd__: "add_",
  __isub__: "sub_",
  __imul__: "mul_",
  __itruediv__: "div_",
};
