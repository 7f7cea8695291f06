/** Labels that are signs: in `relu(1 - y * score)` and `exp(-y * score)` a label of -1 turns the score round, one of 0 would erase it. */

import type { Expression } from "../../syntax/tree";
import type { Role } from "../request";
import { isLibraryName } from "../roles/libraryNames";
import { rolesByName } from "../roles/roleNames";
import { lastWord } from "./callNames";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { numberOf, type Reader, touch } from "./usage";

/** `clamp(margin, min=0)`, `relu(margin)`, `max(0, margin)`: held to it from one side. */
export function readHeldMargin(reader: Reader, names: Names, name: string, operands: readonly Expression[]): void {
  if (/^(relu|relu_|clamp|clamp_|clip|clamp_min|maximum|max)$/.test(name))
    for (const operand of operands) voteMargin(reader, names, operand);
  if (/^(exp|softplus|logsigmoid|log_sigmoid)$/.test(name)) readTurned(reader, names, operands[0], name);
}

/** `short[short < 0] = 0`, `where(short > 0, short, 0)` */
export function readComparedMargin(reader: Reader, names: Names, operands: readonly Expression[]): void {
  if (operands.some((operand) => numberOf(operand) === 0))
    for (const operand of operands) voteMargin(reader, names, operand);
}

/** The factors of a margin's product. */
export type Margin = readonly [Expression, Expression];

/** `1 - y * score`, or a name of that. */
export function marginIn(names: Names, value: Expression): Margin | undefined {
  if (value.kind === "name") return names.margins.get(value.name);
  if (value.kind !== "binary" || value.operator !== "-") return undefined;
  const isBound = numberOf(value.left) !== undefined || /margin|delta/i.test(lastWord(value.left) ?? "");
  return isBound ? productIn(names, value.right) : undefined;
}

function voteMargin(reader: Reader, names: Names, operand: Expression): void {
  const margin = marginIn(names, operand);
  if (margin !== undefined) voteSign(reader, names, margin, true);
}

/** `exp(-y * score)`: what a label turns round by name only, since much is multiplied below an exponential. */
function readTurned(reader: Reader, names: Names, operand: Expression | undefined, name: string): void {
  if (operand === undefined) return;
  const isLog = name.endsWith("sigmoid");
  const factors = isLog ? productIn(names, operand) : negatedFactors(names, operand);
  if (factors !== undefined) voteSign(reader, names, factors, false);
}

/** `a` and `b` of `-a * b`, `-(a * b)`, `a * -b`. */
function negatedFactors(names: Names, operand: Expression): Margin | undefined {
  if (operand.kind === "unary" && operand.operator === "-") return productIn(names, operand.operand);
  const [left, right] = productIn(names, operand) ?? [];
  if (left?.kind === "unary" && left.operator === "-" && right) return [left.operand, right];
  return right?.kind === "unary" && right.operator === "-" && left ? [left, right.operand] : undefined;
}

/** `a * b`, `torch.mul(a, b)`, `a.mul(b)`, or a name of one. */
export function productIn(names: Names, product: Expression): Margin | undefined {
  if (product.kind === "name") return names.products.get(product.name);
  if (product.kind === "binary") return product.operator === "*" ? [product.left, product.right] : undefined;
  if (product.kind !== "call" || product.callee.kind !== "member") return undefined;
  const { name, object } = product.callee;
  if (name !== "mul" && name !== "multiply") return undefined;
  const given = product.arguments.map(({ value }) => value);
  const [left, right] = isLibraryName(object) ? given : [object, ...given];
  return left && right && [left, right];
}

/** @param isSure what is multiplied with something computed is a label, whatever it is called */
function voteSign(reader: Reader, names: Names, factors: Margin, isSure: boolean): void {
  const paths = factors.map((factor) => pathOf(reader, names, factor));
  const places = [0, 1].filter((place) => isLabelByName(paths[place]));
  const alone =
    isSure && paths.filter((path) => path !== undefined).length === 1 ? paths.findIndex(isLabelOrUnnamed) : -1;
  // where a `t` stands beside it, `y` is what was found
  const told = places.length === 2 ? paths.findIndex((path) => path !== undefined && !/^y$/i.test(path)) : -1;
  const isPair = paths.some((path) => path !== undefined && /^y$/i.test(path));
  const place = places.length === 1 ? (places[0] ?? -1) : places.length === 0 ? alone : isPair ? told : -1;
  const [label, score] = [factors[place], factors[1 - place]];
  const path = paths[place];
  if (label === undefined || path === undefined || isMadeSign(reader, path)) return;
  const votes = votesFor(reader, names);
  votes(label, "signedLabels", 9, "its sign turns a score round");
  votes(score, "binaryLogits", 5, "turned round by a label");
}

/** `2 * y - 1` before: what is given is 0 or 1. */
function isMadeSign(reader: Reader, path: string): boolean {
  return (touch(reader, path).votes.get("binaryLabels")?.score ?? 0) >= 5;
}

function isLabelByName(path: string | undefined): boolean {
  return path !== undefined && rolesByName(path).some(([role]) => labels.includes(role));
}

function isLabelOrUnnamed(path: string | undefined): boolean {
  return path !== undefined && !path.startsWith("@") && (isLabelByName(path) || rolesByName(path).length === 0);
}

const labels: readonly Role[] = ["target", "classIndex", "binaryLabels", "signedLabels"];
