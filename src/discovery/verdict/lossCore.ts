/** How much of a loss the arithmetic itself is, whatever it is called. */

import { type Flow, has, mark } from "../flow/flow";

/** How much of a loss was computed: 3 a whole one, 1 its per-sample core, 0 none. */
export function lossCore(flow: Flow, hasReductionOption: boolean): number {
  if (has(flow, mark.lossCall)) return 3;
  if (has(flow, mark.weightedLosses)) {
    // Of one thing alone logarithms are its entropies.
    const isOfLosses = has(flow, mark.lossNamed | mark.difference | mark.margin);
    return isOfLosses || (has(flow, mark.log) && flow.roots.size > 1) ? 3 : 2;
  }
  if (has(flow, mark.decibel)) return !has(flow, mark.negated | mark.complement) ? 0 : has(flow, mark.ratio) ? 3 : 2;
  const nonlinear = has(flow, mark.magnitude | mark.margin | mark.log | mark.exponential);
  const isPair = flow.roots.size > 1;
  const isComparison =
    (has(flow, mark.difference) && nonlinear) ||
    (has(flow, mark.log) && has(flow, mark.product | mark.negated | mark.complement)) ||
    (has(flow, mark.complement) && has(flow, mark.ratio | mark.similarity | mark.product) && isPair) ||
    (has(flow, mark.similarity) && has(flow, mark.negated) && flow.direction === 1 && isPair) ||
    (has(flow, mark.margin) && has(flow, mark.product | mark.difference | mark.complement)) ||
    (has(flow, mark.gradient) && has(flow, mark.magnitude | mark.difference));
  const isReduced = hasReductionOption || has(flow, mark.reduced);
  const isLearnt = has(flow, mark.network) && has(flow, mark.reduced) && isPair && !has(flow, mark.discrete);
  const isLinear =
    isPair &&
    has(flow, mark.reduced) &&
    (has(flow, mark.difference) || (has(flow, mark.negated) && has(flow, mark.product)));
  const isPenalty = isReduced && has(flow, mark.magnitude | mark.log | mark.negated) && flow.roots.size > 0;
  const isAligned = isReduced && has(flow, mark.product) && !has(flow, mark.network | mark.discrete | mark.ratio);
  const isBalance =
    isReduced && has(flow, mark.product) && has(flow, mark.partlyReduced) && !has(flow, mark.ratio | mark.network);
  if (isComparison) {
    const extent = extentOf(flow, isReduced);
    // `relu(margin - x).mean()` asks for nothing but `x`.
    const isHinge = has(flow, mark.margin) && has(flow, mark.complement) && !has(flow, mark.discrete);
    return isPair ? extent : Math.max(1, extent - (isReduced && isHinge ? 0.5 : 1));
  }
  if (isLinear) return 2;
  if (isReduced && has(flow, mark.network) && has(flow, mark.magnitude)) return 2;
  if (isLearnt) return 1.5;
  if (isReduced && has(flow, mark.complement) && has(flow, mark.magnitude)) return flow.direction === 1 ? 3 : 2;
  // `logsumexp(x).square().mean()`
  if (isPenalty && has(flow, mark.log) && has(flow, mark.magnitude) && flow.direction === 1) return 3;
  if (isSpread(flow)) return has(flow, mark.partlyReduced) ? 3 : 2;
  if (isBalance) return 1.5;
  if (isPenalty && (has(flow, mark.scaled) || (has(flow, mark.log) && has(flow, mark.magnitude)))) return 1.5;
  return isPenalty || (isAligned && isPair) ? 1 : 0;
}

/** `x.var() / x.mean() ** 2`: how uneven one thing is, and most of all what was summed up before, a load. */
function isSpread(flow: Flow): boolean {
  return (
    flow.roots.size === 1 &&
    flow.direction === 0 &&
    has(flow, mark.ratio) &&
    has(flow, mark.magnitude) &&
    has(flow, mark.reduced) &&
    !has(
      flow,
      mark.log | mark.exponential | mark.difference | mark.product | mark.margin | mark.network | mark.discrete,
    )
  );
}

/** `max(0, 1 - y * score)`, a label in it: a margin loss is whole for each sample. */
export function isMarginOfLabel(flow: Flow): boolean {
  return (
    has(flow, mark.hinge) && [...flow.roots].some((root) => /^(y|labels?|targets?|y_?(true|i)|signs?)$/i.test(root))
  );
}

/** How far a comparison was carried: to one number, along an axis, or only to each sample's. */
function extentOf(flow: Flow, isReduced: boolean): number {
  if (isReduced || isMarginOfLabel(flow)) return 3;
  const isPair = flow.roots.size > 1;
  const isNegatedLog = has(flow, mark.log) && has(flow, mark.negated);
  // `-log(exp(a) / sum(exp(b)))` for each sample is a likelihood's.
  const isTurned = flow.direction === 1 || has(flow, mark.minus);
  if (isPair && isNegatedLog && isTurned && has(flow, mark.exponential) && has(flow, mark.ratio)) return 2.5;
  // `(1 - ssim) / 2` for each pixel: likeness, turned round.
  if (isPair && flow.direction === 1 && has(flow, mark.complement) && has(flow, mark.similarity)) return 2;
  if (has(flow, mark.partlyReduced)) return 1.5;
  // `-logsigmoid(a - b)` for each pair: nothing else looks like this.
  return isNegatedLog && flow.direction === 1 && has(flow, mark.difference) ? 2 : 1;
}
