/** The divergence of a Gaussian from the normal one, `1 + v - mu**2 - exp(v)`: its mean and its logarithm of a variance are latent. */

import type { Expression } from "../../syntax/tree";
import { lastWord } from "./callNames";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { numberOf, type Reader, touch } from "./usage";

/** Beside a reconstruction they are not what the curve is asked over. */
export function readLatents(reader: Reader, names: Names, sum: Expression): void {
  const terms = termsOf(sum);
  if (terms.length < 3) return;
  const paths = terms.map((term) => pathOf(reader, names, term));
  const logs = terms.map((term) => exponentIn(term));
  const log = logs.find((one) => one !== undefined && paths.includes(pathOf(reader, names, one) ?? "#"));
  const mean = terms.map((term) => rootIn(reader, names, term)).find((one) => one !== undefined);
  if (log === undefined || mean === undefined) return;
  for (const one of [mean, log]) {
    const path = pathOf(reader, names, one);
    // part of a longer sum, it was met before
    if (path === undefined || touch(reader, path).votes.has("features")) continue;
    votesFor(reader, names)(one, "features", 7, "of a latent Gaussian");
  }
}

/** `a`, `b`, `c` of `a + b - c`. */
function termsOf(sum: Expression): readonly Expression[] {
  if (sum.kind === "unary") return termsOf(sum.operand);
  if (sum.kind === "binary" && (sum.operator === "+" || sum.operator === "-"))
    return [...termsOf(sum.left), ...termsOf(sum.right)];
  return [sum];
}

/** `v` of `exp(v)`, `v.exp()`. */
function exponentIn(term: Expression): Expression | undefined {
  if (term.kind !== "call" || lastWord(term.callee) !== "exp") return undefined;
  const [first] = term.arguments;
  return first?.value ?? (term.callee.kind === "member" ? term.callee.object : undefined);
}

/** `mu` of `mu ** 2`, `mu.pow(2)`, `torch.square(mu)`, `mu * mu`. */
function rootIn(reader: Reader, names: Names, term: Expression): Expression | undefined {
  if (term.kind === "binary") {
    if (term.operator === "**") return numberOf(term.right) === 2 ? term.left : undefined;
    const path = term.operator === "*" ? pathOf(reader, names, term.left) : undefined;
    return path !== undefined && path === pathOf(reader, names, term.right) ? term.left : undefined;
  }
  if (term.kind !== "call") return undefined;
  const word = lastWord(term.callee);
  const [first, second] = term.arguments;
  if (word === "square") return first?.value ?? (term.callee.kind === "member" ? term.callee.object : undefined);
  if (word !== "pow" && word !== "power") return undefined;
  if (second !== undefined) return numberOf(second.value) === 2 ? first?.value : undefined;
  return term.callee.kind === "member" && numberOf(first?.value) === 2 ? term.callee.object : undefined;
}
