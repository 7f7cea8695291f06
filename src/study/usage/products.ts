/** What products say: chances beside what happened, classes that pick, masks whose sum is what is divided by. */

import type { Expression } from "../../syntax/tree";
import { isLibraryName } from "../roles/libraryNames";
import { lastWord } from "./callNames";
import { complementBehind } from "./chances";
import { isOneHot } from "./classes";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { shapesOf } from "./sameShape";
import { numberOf, type Reader, touch } from "./usage";

/** `(1 - p) * y` and `y * log(p)`: chances, and what happened. */
export function readProduct(
  reader: Reader,
  names: Names,
  { left, right }: Extract<Expression, { kind: "binary" }>,
): void {
  const votes = votesFor(reader, names);
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (loggedIn(other) !== undefined)
      votes(complementBehind(names, one), "binaryLabels", 3.5, "its complement weighs a logarithm");
    if (isLogSoftmax(one)) {
      const weight = other.kind === "unary" ? other.operand : other;
      votes(weight, "probabilities", 4.5, "weighs the logarithms of chances");
      votes(weight, "oneHot", 3, "weighs the logarithms of chances");
    }
    if (isOneHot(names, one)) votes(other, "logits", 4, "one of its entries is picked by class");
    const partner = pathOf(reader, names, other.kind === "unary" ? other.operand : other);
    if (partner === undefined) continue;
    const logged = loggedIn(one);
    const loggedPath = pathOf(reader, names, logged);
    if (loggedPath !== undefined && loggedPath === partner) {
      votes(logged, "probabilities", 5, "weighed with its own logarithm");
      votes(logged, "binaryProbabilities", 4, "weighed with its own logarithm");
    }
    if (loggedPath !== undefined && loggedPath !== partner) {
      votes(logged, "binaryProbabilities", 4.5, "its logarithm is weighed");
      votes(logged, "probabilities", 4, "its logarithm is weighed");
    }
    if (isComputed(reader, names, one)) touch(reader, partner).isFactor = true;
    // `beta * (1 - y) * p` is a product of three
    const complement = factorsOf(one)
      .map((factor) => complementBehind(names, factor))
      .find((factor) => factor !== undefined);
    const path = pathOf(reader, names, complement);
    if (path === undefined || path === partner) continue;
    votes(complement, "binaryProbabilities", 2.5, "its complement is a factor");
    votes(complement, "binaryLabels", 2, "its complement is a factor");
    votes(other, "binaryProbabilities", 2.5, "a factor beside a complement");
    votes(other, "binaryLabels", 2, "a factor beside a complement");
  }
}

/** `a.log_softmax(1)`, `F.log_softmax(a, dim=1)`, `nn.LogSoftmax(1)(a)`, each negated or not. */
function isLogSoftmax(expression: Expression): boolean {
  if (expression.kind === "unary") return isLogSoftmax(expression.operand);
  return expression.kind === "call" && /^(log_softmax|LogSoftmax)$/.test(lastWord(expression.callee) ?? "");
}

export function isLogarithm(name: string | undefined): boolean {
  return name === "log" || name === "log2" || name === "log10";
}

/** `p` of `log(p)`, `p.log()`. */
function loggedIn(expression: Expression): Expression | undefined {
  if (expression.kind === "unary") return loggedIn(expression.operand);
  if (expression.kind !== "call" || !isLogarithm(lastWord(expression.callee))) return undefined;
  const [first] = expression.arguments;
  return first?.value ?? (expression.callee.kind === "member" ? expression.callee.object : undefined);
}

/** `a`, `b`, `c` of `a * b * c`. */
function factorsOf(product: Expression): readonly Expression[] {
  if (product.kind !== "binary" || product.operator !== "*") return [product];
  return [...factorsOf(product.left), ...factorsOf(product.right)];
}

/** No input, and no plain number: something that was made of inputs. */
function isComputed(reader: Reader, names: Names, value: Expression): boolean {
  return (
    pathOf(reader, names, value) === undefined && (value.kind === "call" || shapesOf(reader, names, value).length > 0)
  );
}

/** `m` of `m.sum()`, `torch.sum(m, 1) + eps`, `m.sum().clamp(min=1)`, or a name of one: how much of it there is. */
export function summedPath(reader: Reader, names: Names, value: Expression): string | undefined {
  if (value.kind === "name") return names.sums.get(value.name);
  if (value.kind === "binary")
    return value.operator === "+" &&
      pathOf(reader, names, value.right) === undefined &&
      numberOf(value.right) !== undefined
      ? summedPath(reader, names, value.left)
      : undefined;
  if (value.kind !== "call") return undefined;
  const word = lastWord(value.callee) ?? "";
  const own = value.callee.kind === "member" && !isLibraryName(value.callee.object) ? value.callee.object : undefined;
  const [first] = value.arguments;
  if (/^(sum|reduce_sum)$/.test(word)) return pathOf(reader, names, own ?? first?.value);
  const inner = own ?? first?.value;
  return inner !== undefined && /^(clamp|clamp_min|clip|max|maximum|float)$/.test(word)
    ? summedPath(reader, names, inner)
    : undefined;
}

/** `max(q * error, (q - 1) * error)`: a level of a quantile. */
export function readTilt(reader: Reader, names: Names, name: string, operands: readonly Expression[]): void {
  if (!/^(max|maximum)$/.test(name)) return;
  const [one, other] = operands.map(factorsOf);
  for (const [whole = [], less = []] of [
    [one, other],
    [other, one],
  ]) {
    const levels = new Set(whole.map((factor) => pathOf(reader, names, factor)));
    for (const factor of less) {
      const isLess = factor.kind === "binary" && factor.operator === "-" && numberOf(factor.right) === 1;
      const path = isLess ? pathOf(reader, names, factor.left) : undefined;
      if (isLess && path !== undefined && levels.has(path))
        votesFor(reader, names)(factor.left, "binaryProbabilities", 5, "a level of a quantile");
    }
  }
}
