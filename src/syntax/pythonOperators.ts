/** Python's operators as they are written; what no reader of code could mean counts as the commonest of its kind. */

import type { BinaryOperator, CompareOperator, UnaryOperator } from "./tree";

const unaryOperators: readonly UnaryOperator[] = ["-", "+", "~"];
export function unaryOperator(written: string): UnaryOperator {
  return unaryOperators.find((operator) => operator === written) ?? "+";
}

const binaryOperators: readonly BinaryOperator[] = [
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "**",
  "@",
  "<<",
  ">>",
  "&",
  "|",
  "^",
];
export function binaryOperator(written: string): BinaryOperator {
  return binaryOperators.find((operator) => operator === written) ?? "+";
}

const compareOperators: readonly CompareOperator[] = ["<", "<=", ">", ">=", "==", "!=", "in", "not in", "is", "is not"];
export function compareOperator(written: string): CompareOperator {
  return compareOperators.find((operator) => operator === written) ?? (written === "<>" ? "!=" : "==");
}
