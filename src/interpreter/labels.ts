/** Labels: a number's expression in terms of coefficients (`1 - clip_epsilon`), carried through plain arithmetic while short. */

import type { BinaryOperator } from "../syntax/tree";
import { reprFloat, reprInt } from "./numberFormat";
import type { NumberValue, Value } from "./values";

const longest = 32;
/** Depends on coefficients, in too many words. */
const tooLong = "…";

export function labelOf(value: Value): string | undefined {
  return value.kind === "int" || value.kind === "float" || value.kind === "traced" ? value.label : undefined;
}

/** The label of `left operator right`; none where neither side has one. */
export function combineLabels(operator: BinaryOperator, left: Value, right: Value): string | undefined {
  if (labelOf(left) === undefined && labelOf(right) === undefined) return undefined;
  const [leftText, rightText] = [labelText(left), labelText(right)];
  if (leftText === undefined || rightText === undefined) return undefined;
  const rank = rankOf(operator);
  const leftPart = rankOfText(leftText) < rank || operator === "**" ? inParentheses(leftText) : leftText;
  const rightPart = rankOfText(rightText) <= rank ? inParentheses(rightText) : rightText;
  return short(operator === "**" ? `${leftPart}**${rightPart}` : `${leftPart} ${operator} ${rightPart}`);
}

export function negatedLabel(value: Value): string | undefined {
  const label = labelOf(value);
  return label === undefined ? undefined : short(`-${rankOfText(label) <= 1 ? inParentheses(label) : label}`);
}

/** `math.log(beta)`. */
export function calledLabel(name: string, value: Value): string | undefined {
  const label = labelOf(value);
  return label === undefined ? undefined : short(`${name}(${label})`);
}

export function withLabel(value: NumberValue, label: string | undefined): NumberValue {
  return label === undefined ? value : { ...value, label };
}

function labelText(value: Value): string | undefined {
  const label = labelOf(value);
  if (label !== undefined) return label;
  if (value.kind === "int") return reprInt(value.value);
  return value.kind === "float" ? reprFloat(value.value) : undefined;
}

function short(text: string): string {
  return text.length <= longest && !text.includes(tooLong) ? text : tooLong;
}

function inParentheses(text: string): string {
  return /^[\w.]+$/.test(text) ? text : `(${text})`;
}

function rankOf(operator: BinaryOperator): number {
  if (operator === "+" || operator === "-") return 1;
  return operator === "**" ? 3 : 2;
}

/** How tightly a label holds together: sums 1, products 2, signs and powers 3, names and numbers 4. */
function rankOfText(text: string): number {
  const outside = text.replace(/\([^()]*\)/g, "()");
  if (/ [+-] /.test(outside)) return 1;
  if (/ [*/%@&|^<>]+ |\/\//.test(outside)) return 2;
  return /^-|\*\*/.test(outside) ? 3 : 4;
}
