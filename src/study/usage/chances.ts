/** What stands beside chances that the program made itself, `p = torch.sigmoid(x)`: in `p * y` the `y` says what happened. */

import type { Expression } from "../../syntax/tree";
import { lastWord } from "./callNames";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { faithful } from "./table";
import { numberOf, type Reader } from "./usage";

const squashing: ReadonlySet<string> = new Set(["sigmoid", "sigmoid_", "expit"]);

/** Calls that leave the numbers as they are. */
const keeping = /^(view|flatten|reshape|squeeze|unsqueeze|contiguous|float|clamp|clip|ravel|permute|transpose)$/;

/** Of a product with chances: the other factor, or what its complement is of, happened or did not. */
export function readBesideChance(reader: Reader, names: Names, left: Expression, right: Expression): void {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const fact = complementBehind(names, other) ?? other;
    if (!isChance(names, complementOf(one) ?? one) || pathOf(reader, names, fact) === undefined) continue;
    votesFor(reader, names)(fact, "binaryLabels", 2, "a factor beside chances");
  }
}

/** `torch.sigmoid(x)`, or a name of that. */
export function isChance(names: Names, expression: Expression): boolean {
  if (expression.kind === "name") return names.chances.has(expression.name);
  if (expression.kind === "index") return isChance(names, expression.object);
  if (expression.kind !== "call") return false;
  const word = lastWord(expression.callee);
  if (word === undefined) return false;
  if (squashing.has(word)) return true;
  if (!keeping.test(word)) return false;
  const [first] = expression.arguments;
  const { callee } = expression;
  const isOf = (one: Expression | undefined) => one !== undefined && isChance(names, one);
  return isOf(callee.kind === "member" ? callee.object : undefined) || isOf(first?.value);
}

/** `p` of `1 - p`, `1 + -p`, `1 + -1 * p`, `torch.ones_like(p) - p`. */
export function complementOf(expression: Expression, names?: Names): Expression | undefined {
  // `(1 - y).float()`
  if (expression.kind === "call" && expression.callee.kind === "member" && faithful.has(expression.callee.name))
    return complementOf(expression.callee.object, names);
  if (expression.kind !== "binary") return undefined;
  const { operator, left, right } = expression;
  const isOne = numberOf(left) === 1 || isOnes(left, names);
  if (!isOne) return undefined;
  return operator === "-" ? right : operator === "+" ? negatedIn(right) : undefined;
}

/** A complement in place, or a name of one: `q = 1 - p` before. */
export function complementBehind(names: Names, expression: Expression): Expression | undefined {
  return expression.kind === "name" ? names.complements.get(expression.name) : complementOf(expression, names);
}

/** `torch.ones_like(x)`, `K.ones(K.shape(x))`, or a name of that. */
export function isOnes(expression: Expression, names?: Names): boolean {
  if (expression.kind === "name") return names?.ones.has(expression.name) === true;
  return expression.kind === "call" && /^ones(_like)?$/.test(lastWord(expression.callee) ?? "");
}

/** `p` of `-p`, `-1 * p`. */
function negatedIn(expression: Expression): Expression | undefined {
  if (expression.kind === "unary" && expression.operator === "-") return expression.operand;
  const isTurned = expression.kind === "binary" && expression.operator === "*" && numberOf(expression.left) === -1;
  return isTurned ? expression.right : undefined;
}
