/**
 * Branches that the definition's own options decide: with `mode="binary"` nothing in `if self.mode == "multiclass":` tells
 * what the inputs are.
 */

import type { Expression } from "../syntax/tree";
import { textsOf } from "./texts";
import type { Names, Option, Reader } from "./usage";
import { pathOf } from "./usagePaths";

/** Whether a test holds; `undefined` where the options do not tell. */
export function decide(reader: Reader, names: Names, test: Expression): boolean | undefined {
  switch (test.kind) {
    case "unary": {
      const inner = test.operator === "not" ? decide(reader, names, test.operand) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case "logical": {
      if (test.operator === "??") return undefined;
      const parts = [test.left, test.right].map((part) => decide(reader, names, part));
      const deciding = test.operator === "or";
      if (parts.includes(deciding)) return deciding;
      return parts.includes(undefined) ? undefined : !deciding;
    }
    case "compare":
      return decideComparison(reader, names, test);
    case "name":
    case "member": {
      const option = optionOf(reader, names, test);
      return typeof option === "boolean" ? option : undefined;
    }
    default:
      return undefined;
  }
}

function decideComparison(
  reader: Reader,
  names: Names,
  { operands, operators }: Extract<Expression, { kind: "compare" }>,
): boolean | undefined {
  const [left, right] = operands;
  const [operator] = operators;
  if (left === undefined || operators.length !== 1) return undefined;
  const texts = textsOf(right, reader.order.lookUp);
  const path = pathOf(reader, names, left);
  if (path === undefined || texts.length === 0) return undefined;
  // a word that is chosen among those that the program knows: the first
  const chosen = reader.order.options.get(path) ?? reader.usages.get(path)?.words[0] ?? texts[0];
  if (typeof chosen !== "string" || chosen === "open") return undefined;
  const isAmong = texts.includes(chosen);
  if (operator === "==" || operator === "in") return isAmong;
  return operator === "!=" || operator === "not in" ? !isAmong : undefined;
}

function optionOf(reader: Reader, names: Names, expression: Expression): Option | undefined {
  const path = pathOf(reader, names, expression);
  return path === undefined ? undefined : reader.order.options.get(path);
}
