/** What bounds say: kept off 0 and 1, kept near 1, kept near something else by the same number on both sides. */

import type { Argument, Expression } from "../../syntax/tree";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { meet, numberOf, type Reader, touch } from "./usage";

export function readClamp(
  reader: Reader,
  names: Names,
  given: readonly Argument[],
  operands: readonly Expression[],
): void {
  const [clamped, ...bounds] = operands;
  const [lower, upper] = [named(given, lowerNames) ?? bounds[0], named(given, upperNames) ?? bounds[1]];
  readChance(reader, names, clamped, upper);
  readRatio(reader, names, clamped, [lower, upper]);
  readHalfWidth(reader, names, clamped, lower, upper);
}

const lowerNames = /^(min|a_min|min_value|clip_value_min|lower)$/;
const upperNames = /^(max|a_max|max_value|clip_value_max|upper)$/;

function named(given: readonly Argument[], pattern: RegExp): Expression | undefined {
  return given.find((one) => one.kind === "keyword" && pattern.test(one.name))?.value;
}

/** `clamp(p, eps, 1 - eps)`: kept off 0 and 1, and so between them. */
function readChance(
  reader: Reader,
  names: Names,
  clamped: Expression | undefined,
  upper: Expression | undefined,
): void {
  const votes = votesFor(reader, names);
  const below = upper?.kind === "binary" && upper.operator === "-" ? numberOf(upper.left) : numberOf(upper);
  const isShy = upper?.kind === "binary" ? below === 1 : below !== undefined && below > 0.98 && below < 1;
  if (!isShy) return;
  votes(clamped, "binaryProbabilities", 6, "kept off 0 and 1");
  votes(clamped, "probabilities", 4, "kept off 0 and 1");
}

/** `clamp(r, 1 - eps, 1 + eps)`: kept near 1. */
function readRatio(
  reader: Reader,
  names: Names,
  clamped: Expression | undefined,
  bounds: readonly (Expression | undefined)[],
): void {
  const operators = bounds.map((one) =>
    one?.kind === "binary" && numberOf(one.left) === 1 ? one.operator : undefined,
  );
  const path = pathOf(reader, names, clamped);
  if (path === undefined || !operators.includes("-") || !operators.includes("+")) return;
  touch(reader, path).isRatio = true;
  votesFor(reader, names)(clamped, "positive", 8, "kept near 1");
}

/** `clamp(x, v - c, v + c)`, `clamp(x, -c, c)`: `c` is as far as it may go, and `v` is what `x` is. */
function readHalfWidth(
  reader: Reader,
  names: Names,
  clamped: Expression | undefined,
  lower: Expression | undefined,
  upper: Expression | undefined,
): void {
  const votes = votesFor(reader, names);
  if (lower?.kind === "unary" && lower.operator === "-") {
    const width = pathOf(reader, names, lower.operand);
    if (width !== undefined && width === pathOf(reader, names, upper))
      votes(upper, "number", 6, "a bound on both sides");
    return;
  }
  if (lower?.kind !== "binary" || upper?.kind !== "binary" || lower.operator !== "-" || upper.operator !== "+") return;
  const width = pathOf(reader, names, lower.right);
  const centre = [upper.left, upper.right].find((one) => pathOf(reader, names, one) !== width);
  const isSymmetric = [upper.left, upper.right].some((one) => pathOf(reader, names, one) === width);
  if (width === undefined || !isSymmetric) return;
  votes(lower.right, "number", 6, "a bound on both sides");
  const [around, own] = [pathOf(reader, names, centre), pathOf(reader, names, clamped)];
  if (around !== undefined && own !== undefined) meet(reader, [around, own]);
}
