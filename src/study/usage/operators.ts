/** What differences, products and comparisons say. */

import type { Expression } from "../../syntax/tree";
import { isLibraryName } from "../roles/libraryNames";
import { isSingleByName, rolesByName } from "../roles/roleNames";
import { textsOf } from "../subject/texts";
import { lastWord } from "./callNames";
import { complementOf, readBesideChance } from "./chances";
import { isOneHot, readExponent, readNormalised } from "./classes";
import { readLatents } from "./latents";
import { meantBy, sourceOf, votesFor } from "./meanings";
import type { Names } from "./names";
import { readEntryPair, readOuterPairs, readPairs, readRaised } from "./pairs";
import { pathOf, transposedIn } from "./paths";
import { readProduct, summedPath } from "./products";
import { shapesOf } from "./sameShape";
import { atLeast, meet, numberOf, type Reader, shortName, touch } from "./usage";

type BinaryExpression = Extract<Expression, { kind: "binary" }>;

export function readArithmetic(reader: Reader, names: Names, node: BinaryExpression): void {
  const votes = votesFor(reader, names);
  const [left, right] = [pathOf(reader, names, node.left), pathOf(reader, names, node.right)];
  if (node.operator === "-" && left !== undefined && left === right && isWhole(node.left) && isWhole(node.right))
    touch(reader, left).isPaired = true;
  const divisor = node.operator === "/" ? sourceOf(names, node.right) : undefined;
  if (divisor !== undefined) touch(reader, divisor).isDivisor = true;
  const counted = node.operator === "/" ? summedPath(reader, names, node.right) : undefined;
  if (counted !== undefined) touch(reader, counted).isCount = true;
  if (node.operator === "/" && left !== undefined && left === pathOf(reader, names, normedIn(node.right)))
    votes(node.left, "embedding", 6, "divided by its own length");
  if (node.operator === "/" && isMatrixProduct(node.right)) votes(node.left, "positive", 3, "scaled to a matrix");
  if (node.operator === "-") readOuterPairs(reader, names, node.left, node.right);
  if (node.operator === "-" && left !== undefined && right !== undefined && left !== right) {
    const isTurned = isTargetByName(left) && !isTargetByName(right);
    const [found, wanted] = isTurned ? [node.right, node.left] : [node.left, node.right];
    votes(found, "prediction", 1.5, `compared with ${shortName(isTurned ? left : right)}`);
    votes(wanted, "target", 1.5, `compared with ${shortName(isTurned ? right : left)}`);
  }
  if (node.operator === "-" && isOneHot(names, node.right))
    votes(node.left, "probabilities", 4, "compared with classes");
  if (node.operator === "-" && left !== undefined && left === pathOf(reader, names, averagedIn(node.right))) {
    votes(node.left, "binaryLabels", -2.5, "measured from its mean");
    votes(node.left, "binaryProbabilities", -2.5, "measured from its mean");
    touch(reader, left).isSpread = true;
  }
  if (node.operator === "-" && numberOf(node.right) === 1) votesForSigns(node.left, votes);
  if (node.operator === "**") readExponent(reader, names, node.left, node.right);
  if (node.operator === "/") readNormalised(reader, names, node.left, node.right);
  if (node.operator === "*") readLevel(reader, names, node);
  if (node.operator === "**" && numberOf(node.right) === 2) noteSquared(reader, names, node.left);
  const complement = complementOf(node, names);
  votes(complement, "binaryLabels", 2.5, "taken from 1");
  votes(complement, "binaryProbabilities", 1, "taken from 1");
  if (["+", "-", "*", "/"].includes(node.operator)) meet(reader, shapesOf(reader, names, node));
  if (node.operator === "*") {
    readProduct(reader, names, node);
    readRaised(reader, names, node.left, node.right);
    readBesideChance(reader, names, node.left, node.right);
  }
  if (node.operator === "+" || node.operator === "-") readLatents(reader, names, node);
  if (node.operator === "+") readSums(reader, names, node);
  if (node.operator === "@") {
    readPairs(reader, names, node.left, node.right);
    for (const side of [node.left, node.right]) {
      for (const factor of factorsOf(side)) {
        votes(transposedIn(factor) ?? factor, "embedding", 4, "multiplied as vectors");
        for (const path of shapesOf(reader, names, factor)) atLeast(reader, path, 2);
      }
    }
  }
}

/** `kernel @ v`, also with a little added. */
function isMatrixProduct(expression: Expression): boolean {
  if (expression.kind === "binary" && expression.operator === "+") return isMatrixProduct(expression.left);
  if (expression.kind === "binary") return expression.operator === "@";
  return expression.kind === "call" && /^(matmul|mm|mv)$/.test(lastWord(expression.callee) ?? "");
}

/** `x` of `x.mean()`, `torch.mean(x)`. */
function averagedIn(expression: Expression): Expression | undefined {
  if (expression.kind !== "call" || expression.callee.kind !== "member" || expression.callee.name !== "mean")
    return undefined;
  const { object } = expression.callee;
  return isLibraryName(object) ? expression.arguments[0]?.value : object;
}

function isTargetByName(path: string): boolean {
  return rolesByName(path)[0]?.[0] === "target";
}

/** `x` of `x.norm(dim=-1, keepdim=True)`, `torch.norm(x, dim=1, keepdim=True)`, either with a little added. */
function normedIn(expression: Expression): Expression | undefined {
  if (expression.kind === "binary" && expression.operator === "+") return normedIn(expression.left);
  if (expression.kind !== "call" || expression.callee.kind !== "member") return undefined;
  const { name, object } = expression.callee;
  if (/^clamp(_min)?$/.test(name)) return normedIn(object);
  if (!/^(norm|vector_norm)$/.test(name)) return undefined;
  return lastWord(object) === "linalg" || isLibraryName(object) ? expression.arguments[0]?.value : object;
}

/** `2 * y - 1`: 0 and 1 made signs. */
function votesForSigns(doubled: Expression, votes: ReturnType<typeof votesFor>): void {
  if (doubled.kind !== "binary" || doubled.operator !== "*") return;
  const [left, right] = [numberOf(doubled.left), numberOf(doubled.right)];
  if (left === 2) votes(doubled.right, "binaryLabels", 5, "made a sign");
  if (right === 2) votes(doubled.left, "binaryLabels", 5, "made a sign");
}

/** `x ** 2` by itself: an energy, of which there is some. */
export function noteSquared(reader: Reader, names: Names, squared: Expression | undefined): void {
  const path = squared?.kind === "name" ? pathOf(reader, names, squared) : undefined;
  if (path !== undefined) touch(reader, path).isSpread = true;
}

/** `(q - 1) * error`, `(1 - q) * error` for each `q` of a list: levels of quantiles. */
function readLevel(reader: Reader, names: Names, { left, right }: BinaryExpression): void {
  for (const side of [left, right]) {
    if (side.kind !== "binary" || side.operator !== "-") continue;
    const level = numberOf(side.right) === 1 ? side.left : numberOf(side.left) === 1 ? side.right : undefined;
    const path = level?.kind === "name" ? pathOf(reader, names, level) : undefined;
    if (path?.endsWith("[]")) touch(reader, path).isLevel = true;
  }
}

/** What has the axes of `scale * x`: not what is a single number by its name. */
function factorsOf(side: Expression): readonly Expression[] {
  if (side.kind === "binary" && side.operator === "*") return [...factorsOf(side.left), ...factorsOf(side.right)];
  const name = lastWord(side);
  return name !== undefined && isSingleByName(name) ? [] : [side];
}

/** `p.sum() + y.sum()`: sizes of two sets. */
function readSums(reader: Reader, names: Names, { left, right }: BinaryExpression): void {
  const [one, other] = [summedIn(left), summedIn(right)];
  const [onePath, otherPath] = [pathOf(reader, names, one), pathOf(reader, names, other)];
  if (onePath === undefined || otherPath === undefined || onePath === otherPath) return;
  const votes = votesFor(reader, names);
  for (const side of [one, other]) {
    votes(side, "binaryProbabilities", 3.5, "its sum is the size of a set");
    votes(side, "binaryLabels", 3.5, "its sum is the size of a set");
  }
}

/** `(p * y).sum()` and `(p + y).sum()`: what two sets share, and what they have together. */
export function readSetSums(reader: Reader, names: Names, summed: Expression | undefined, isAlongLast: boolean): void {
  const operands = operandsOf(summed);
  if (operands === undefined) return;
  const [one, other] = operands.map((side) => meantBy(reader, names, side).join());
  if (!one || !other || one === other) return;
  const votes = votesFor(reader, names);
  // along the features it may be a product of vectors as well
  const isDot = isAlongLast && isProduct(summed);
  for (const side of operands) {
    if (isDot) votes(side, "embedding", 2.5, "multiplied as vectors");
    votes(side, "binaryProbabilities", isDot ? 1 : 2, "its sum is the size of a set");
    votes(side, "binaryLabels", isDot ? 1 : 2, "its sum is the size of a set");
  }
}

function isProduct(expression: Expression | undefined): boolean {
  if (expression?.kind === "binary") return expression.operator === "*";
  return expression?.kind === "call" && /^(mul|multiply)$/.test(lastWord(expression.callee) ?? "");
}

/** Both sides of `a * b`, `a + b`, `torch.mul(a, b)`, `a.mul(b)`. */
function operandsOf(expression: Expression | undefined): readonly [Expression, Expression] | undefined {
  if (expression?.kind === "binary")
    return expression.operator === "*" || expression.operator === "+" ? [expression.left, expression.right] : undefined;
  if (expression?.kind !== "call" || expression.callee.kind !== "member") return undefined;
  if (!/^(mul|multiply|add)$/.test(expression.callee.name)) return undefined;
  const { object } = expression.callee;
  const given = expression.arguments.map(({ value }) => value);
  const [left, right] = isLibraryName(object) ? given : [object, ...given];
  return left === undefined || right === undefined ? undefined : [left, right];
}

/** `x` of `x.sum()`, `torch.sum(x)`, `(x * x).sum()`, `(x ** 2).sum()`. */
function summedIn(expression: Expression): Expression | undefined {
  if (expression.kind !== "call" || !isSum(lastWord(expression.callee)) || expression.callee.kind !== "member")
    return undefined;
  const { object } = expression.callee;
  const summed = isLibraryName(object) ? expression.arguments[0]?.value : object;
  return summed?.kind === "binary" && (summed.operator === "*" || summed.operator === "**") ? summed.left : summed;
}

export function isSum(name: string | undefined): boolean {
  return name === "sum" || name === "reduce_sum";
}

/** All of its samples, by itself. */
function isWhole(expression: Expression): boolean {
  return expression.kind !== "binary" && !isPart(expression);
}

/** `x[1:]`, `x[..., 2]`: not the whole of it. */
function isPart(expression: Expression): boolean {
  if (expression.kind !== "index") return false;
  const indexes = expression.index.kind === "tuple" ? expression.index.items : [expression.index];
  return (
    indexes.some((one) => one.kind === "slice" && (one.lower !== undefined || one.upper !== undefined)) ||
    indexes.some((one) => numberOf(one) !== undefined)
  );
}

/** `levels < targets.unsqueeze(1)`, `targets > k`: held against every class in its turn, it is one of them. */
function readOrdered(reader: Reader, names: Names, left: Expression, right: Expression): void {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const path = pathOf(reader, names, one);
    // how long sequences are is held against positions
    if (path === undefined || path.startsWith("@") || /len|size|num|count|step/i.test(path) || !countsUp(names, other))
      continue;
    votesFor(reader, names)(one, "classIndex", 5, "held against every class");
  }
}

/** `torch.arange(k)`, also spread or moved, a name of that, or the counter of a loop. */
function countsUp(names: Names, node: Expression): boolean {
  if (node.kind === "name") return names.places.has(node.name) || names.counters.has(node.name);
  if (node.kind === "index") return countsUp(names, node.object);
  if (node.kind !== "call") return false;
  if (lastWord(node.callee) === "arange") return true;
  return node.callee.kind === "member" && countsUp(names, node.callee.object);
}

export function readComparison(
  reader: Reader,
  names: Names,
  operands: readonly Expression[],
  operator: string | undefined,
): void {
  const [left, right] = operands;
  const votes = votesFor(reader, names);
  const path = pathOf(reader, names, left);
  if (path !== undefined && right !== undefined) {
    const isMember = operator === "in" || operator === "not in";
    const table = isMember && right.kind === "name" ? names.tables.get(right.name) : undefined;
    const keys = table?.entries.flatMap(({ key }) => (key?.kind === "string" ? [key.value] : []));
    const texts = keys ?? textsOf(right, reader.order.lookUp);
    if (isMember || right.kind === "string" || right.kind === "name") touch(reader, path).words.push(...texts);
  }
  if (operator === "==" && right?.kind === "number" && right.isWhole) {
    votes(left, "binaryLabels", 2, "compared with a whole number");
    votes(left, "classIndex", 2, "compared with a whole number");
    if (path !== undefined) touch(reader, path).compared.add(right.value);
  }
  if (left !== undefined && right !== undefined && /^[<>]/.test(operator ?? ""))
    readOrdered(reader, names, left, right);
  if (operator === "!=" && right !== undefined && numberOf(right) !== undefined && (numberOf(right) ?? 0) < 0)
    votes(left, "classIndex", 5, "has an index to ignore");
  // 0 stands for padding
  if (operator === "!=" && path !== undefined && numberOf(right) === 0) {
    const usage = touch(reader, path);
    usage.above = Math.max(usage.above, 1);
  }
  if ((operator === ">" || operator === ">=") && path !== undefined && right?.kind === "number" && right.isWhole) {
    const usage = touch(reader, path);
    usage.above = Math.max(usage.above, operator === ">" ? right.value + 1 : right.value);
  }
  const number = /^@.*(_id|_idx|_index|Id|_token)$/;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const constant = other?.kind === "member" || other?.kind === "name" ? pathOf(reader, names, other) : undefined;
    if ((operator === "==" || operator === "!=") && constant !== undefined && number.test(constant))
      votes(one, "classIndex", 4, "compared with an index");
  }
  if (operator === "==" && right?.kind === "name" && names.counters.has(right.name))
    votes(left, "classIndex", 4, "compared with each class in its turn");
  readEntryPair(reader, names, operands);
  const rightPath = pathOf(reader, names, transposedIn(right) ?? right);
  if ((operator === "==" || operator === "!=") && path !== undefined && path === rightPath) {
    touch(reader, path).isPaired = true;
    votes(left, "classIndex", 7, "compared among the samples");
  }
}
