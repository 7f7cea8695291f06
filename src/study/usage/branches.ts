/**
 * Branches that the definition's own options decide: with `mode="binary"` nothing in `if self.mode == "multiclass":` tells
 * what the inputs are.
 */

import type { Expression } from "../../syntax/tree";
import { textsOf } from "../subject/texts";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { numberOf, type Reader, touch } from "./usage";

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
      const path = pathOf(reader, names, test);
      const option = path === undefined ? undefined : reader.order.options.get(path);
      return typeof option === "boolean" ? option : undefined;
    }
    default:
      return undefined;
  }
}

/** `if beta == 0:`, `if 0 < alpha < 1:`: a branch is taken by a number, not by a tensor. */
export function readNumberTest(reader: Reader, names: Names, test: Expression): void {
  if (test.kind === "logical") {
    readNumberTest(reader, names, test.left);
    readNumberTest(reader, names, test.right);
    return;
  }
  if (test.kind !== "compare" || !test.operands.some((one) => numberOf(one) !== undefined)) return;
  const votes = votesFor(reader, names);
  for (const operand of test.operands)
    if (operand.kind === "name" || operand.kind === "member") votes(operand, "number", 4, "a branch is taken by it");
}

/** `if self.auxiliary and not self.frozen:` asks of both whether they are true. */
export function readSwitches(reader: Reader, names: Names, test: Expression): void {
  switch (test.kind) {
    case "unary":
      if (test.operator === "not") readSwitches(reader, names, test.operand);
      return;
    case "logical":
      readSwitches(reader, names, test.left);
      readSwitches(reader, names, test.right);
      return;
    case "name":
    case "member": {
      const path = pathOf(reader, names, test);
      if (path !== undefined) touch(reader, path).isSwitch = true;
      return;
    }
    default:
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
  const option = reader.order.options.get(path);
  // a word that is chosen among those that the program knows: the first
  const chosen = option === null ? null : (option ?? reader.usages.get(path)?.words[0] ?? texts[0]);
  if (chosen !== null && (typeof chosen !== "string" || chosen === "open")) return undefined;
  const isAmong = chosen !== null && texts.includes(chosen);
  if (operator === "==" || operator === "in") return isAmong;
  return operator === "!=" || operator === "not in" ? !isAmong : undefined;
}
