/** Uses of losses outside their definitions: library losses given explicit numbers, and weighted sums of losses. */

import type { CallExpression, Span, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import type { Around } from "./coefficients/boundLiterals";
import type { Constants, LocalCoefficient } from "./coefficients/localCoefficient";
import { callCoefficients, literalWeights, namedWeights } from "./coefficients/sumWeights";
import type { SumSite } from "./flow/weightedSums";
import { dottedPath, writtenPath } from "./imports";
import { libraryLoss } from "./libraryLosses";
import type { Framework, Use } from "./loss";
import { isLossTermName, isLossValueName, words } from "./names";

export interface FoundUse {
  readonly kind: "call" | "expression";
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly coefficients: readonly LocalCoefficient[];
  readonly use: Use;
  /** The library that a call belongs to. */
  readonly callee: string | undefined;
}

/** Library losses with explicit coefficients. Definitions are left to their own turn. */
export function findCalls(statements: readonly Statement[], context: Constants, around: Around): FoundUse[] {
  const found: FoundUse[] = [];
  walk(statements, (node) => {
    if (node.kind === "function" || node.kind === "class") return false;
    if (node.kind === "call") {
      const use = readCall(node, context, around);
      if (use) found.push(use);
    }
    return undefined;
  });
  return found;
}

function readCall(node: CallExpression, context: Constants, around: Around): FoundUse | undefined {
  const callee = dottedPath(node.callee, context.imports);
  const library = callee === undefined ? undefined : libraryLoss(callee);
  if (callee === undefined || !library) return undefined;
  // a number in the call makes it worth a lens; what stands behind the names beside it belongs to it
  if (callCoefficients(node.arguments, callee, context).length === 0) return undefined;
  const coefficients = callCoefficients(node.arguments, callee, context, around);
  return {
    kind: "call",
    name: writtenPath(node.callee) ?? callee,
    callee,
    span: { start: node.start, end: node.end },
    nameSpan: { start: node.callee.start, end: node.callee.end },
    coefficients,
    use: { kind: "call", callee, isConstructor: library.isConstructor },
  };
}

/** Weighted sums of losses among the sums that an analysis has seen: one for each name that they are assigned to. */
export function findSums(
  sums: readonly SumSite[],
  context: Constants & { readonly framework: Framework },
  around: Around,
): FoundUse[] {
  const found: FoundUse[] = [];
  const isNumeric = context.framework === "plain" || context.framework === "numpy";
  for (const site of sums) {
    if (site.target === undefined || !isWeightedSum(site)) continue;
    // Arithmetic on arrays is full of weighted sums of squares: there a name has to say that it is of losses.
    if (isNumeric && ![site.target, ...site.terms.map((term) => term.name)].some(isLossValueName)) continue;
    // `loss += 0.1 * extra` below `loss = a + 0.5 * b` goes on with the same sum.
    if (site.statement.kind === "augmented" && found.some((one) => one.name === site.target)) continue;
    const nameSpan = site.targetNode ?? site.node;
    found.push({
      kind: "expression",
      name: site.target,
      callee: undefined,
      span: { start: site.statement.start, end: site.statement.end },
      nameSpan: { start: nameSpan.start, end: nameSpan.end },
      coefficients: [...literalWeights([readable(site)], context), ...namedWeights(site, context, around)],
      use: {
        kind: "sum",
        terms: site.terms.map((term) => ({ name: term.name, weight: signed(term.literal, term.isNegative) })),
      },
    });
  }
  return found;
}

/** In a sum of losses every term with a name counts as one. */
function readable(site: SumSite): SumSite {
  return { ...site, terms: site.terms.map((term) => ({ ...term, isLoss: term.isLoss || term.name !== "" })) };
}

function signed(weight: number | undefined, isNegative: boolean): number | undefined {
  return weight !== undefined && isNegative ? -weight : weight;
}

export function isWeightedSum(site: SumSite): boolean {
  if (!site.terms.some((term) => term.weight !== undefined)) return false;
  if (
    /^(lr|learning_rate|acc|running|avg|mean|x|y|out|output|logits?|reward|score|ema|std|var)$/.test(site.target ?? "")
  )
    return false;
  if (/^(running|epoch|avg|average|ema|smooth|smoothed|best|mean|moving)$/.test(words(site.target ?? "")[0] ?? ""))
    return false;
  const losses = site.terms.filter((term) => term.isLoss || isLossTermName(term.name)).length;
  const certain = site.terms.filter((term) => term.isLoss || isLossValueName(term.name)).length;
  const isTarget =
    isLossValueName(site.target ?? "") ||
    /^(total|objective|cost|elbo|err\w*|j|l|g_\w+|d_\w+)$/i.test(site.target ?? "");
  // The same name on both sides of a running average is no sum of losses.
  if (site.terms.every((term) => term.name === site.terms[0]?.name && term.factor.kind !== "call")) return false;
  return isTarget
    ? (losses >= 2 && certain >= 1) ||
        (certain >= 1 && site.terms.length >= 2 && site.terms.every((term) => term.name !== ""))
    : certain >= 2;
}
