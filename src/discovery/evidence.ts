/** Weighs what a function computes, does and is called into one verdict: is it a loss? */

import { type Flow, has, join, mark, whole } from "./flow";
import { type Analysis, joinedReturn, primaryFlow } from "./functionAnalysis";
import type { Framework } from "./loss";
import { isLossValueName, isNetworkName, isPairOfInputs, isPredictionAndTarget, voteOfName } from "./names";

export interface Candidate {
  /** The name that speaks for it: a class's for its `forward`. */
  readonly name: string;
  readonly analysis: Analysis;
  readonly docstring: string | undefined;
  readonly parameters: readonly string[];
  /** A module, or a class derived from a framework's loss. */
  readonly base: "none" | "module" | "loss";
  /** A class, of which the analysis is of the method that an object of it is called by. */
  readonly isClass?: boolean;
  /** Tokens of the file's path speak too: what stands in metrics.py measures. */
  readonly path: string;
  /** Where the file has no framework of tensors arithmetic says little, and in numpy's alone not much more. */
  readonly framework: Framework;
  /** The file calls its results losses. */
  readonly isUsedAsLoss: boolean;
}

export interface Verdict {
  readonly isLoss: boolean;
  /** Not certain on its own, but one in the company of losses. */
  readonly isLikely: boolean;
  readonly score: number;
  /** What it returns, as others see it when they call it. */
  readonly flow: Flow;
}

const threshold = 3;

export function judge(candidate: Candidate): Verdict {
  const { analysis, parameters, base } = candidate;
  const flow = joinedReturn(analysis);
  const returned = primaryFlow(flow);
  // Modules that sit between layers keep their loss on themselves and hand their input on.
  const isPassing = base === "module" && returned.marks === 0 && analysis.kept.length > 0;
  const primary = isPassing ? join(analysis.kept.map(whole)) : returned;
  const vote = voteOfName(isCalledLoss(candidate) ? `${candidate.name}_loss` : candidate.name);
  const no: Verdict = { isLoss: false, isLikely: false, score: -1, flow };
  if (analysis.returns.length === 0 || isVetoed(candidate) || isNetworkToo(candidate)) return no;
  const name = vote.score;
  if (has(primary, mark.callable) && !has(primary, ~(mark.callable | mark.lossCall | mark.network))) return no;

  const hasOption = parameters.some((parameter) =>
    /^(reduction|reduce|size_average|average|averaging|avg_factor)$/.test(parameter),
  );
  const isKeras = /^(y_true|y_pred)$/.test(parameters[0] ?? "");
  const computed = core(primary, hasOption || (isKeras && has(primary, mark.partlyReduced)));
  const pair = isPredictionAndTarget(parameters) ? (isKeras ? 1.5 : 1) : isPairOfInputs(parameters) ? 0.5 : 0;
  let score = computed + name + pair;
  if (/\bloss(es)?\b|penalty|divergence|cross[- ]entropy|objective/i.test(candidate.docstring ?? "")) score += 0.5;
  if (/\b(metric|accuracy|evaluat)/i.test(candidate.docstring ?? "")) score -= 1;
  if (candidate.isUsedAsLoss && !vote.isLoss && name > -2 && computed >= 1) score += 1.5;
  // What is called with losses and weighs them is the loss of several tasks.
  if (candidate.isClass && has(primary, mark.weightedLosses) && [...primary.roots].some(isLossValueName)) score += 2;
  if (base === "loss") score += 3;
  if (
    base === "module" &&
    (computed >= 3 || (computed >= 1.5 && primary.roots.size > 1 && !has(primary, mark.network)))
  )
    score += 1;
  if (parameters.some((parameter) => /^(d_)?fake|_fake$|^gen(erated)?_|^dgz$/i.test(parameter)) && computed >= 1)
    score += 1;
  if (has(primary, mark.network) && has(primary, mark.reduced) && computed >= 1) score += 0.5;
  if (primary.direction === -1 && !vote.isLoss && !has(primary, mark.lossCall | mark.weightedLosses)) score -= 2.5;
  if (analysis.effects.prints) score -= 0.5;
  if (analysis.effects.switchesMode) score -= 3;
  if (analysis.effects.logs) score -= vote.isLoss ? 1 : 3;
  if (has(primary, mark.extracted)) score -= 3;
  // the file and its folder; what stands above is where a person keeps projects
  const place = candidate.path.split("/").slice(-2).join("/");
  if (/(^|[/_])((?:torch)?metrics?|evaluat\w*|eval|visuali\w*|plots?|plotting)(\.\w+$|\/)/i.test(place))
    score -= vote.isLoss ? 0 : 3;
  if (!vote.isLoss && !has(primary, mark.lossCall) && isReport(flow)) score -= 3;
  if (/(^|[/_.])(loss\w*|criteri\w*|objectives?)([/_.]|$)/i.test(place)) score += 0.5;
  if (
    parameters.some(
      (parameter) =>
        /loader|optimi[sz]er(?!_idx)|^opt$|dataset|batch_idx|scheduler|writer|^args$|^config$/.test(parameter) &&
        !isTakenApart(parameter, primary),
    )
  )
    score -= 3;
  if (!vote.isLoss && parameters.some((parameter) => /epoch/.test(parameter))) score -= 3;

  // A plain file's `loss` may be of money, weight or packets.
  if (candidate.framework === "plain" && (computed < 1 || (!vote.isLoss && pair < 1))) return { ...no, score };

  const isNamedLoss = vote.isLoss && name >= 2;
  const wanted = candidate.framework === "numpy" && !vote.isLoss && pair < 1 ? threshold + 1 : threshold;
  const isEnough =
    computed >= 1
      ? score >= wanted
      : isNamedLoss && (base !== "none" || score >= 2) && hasSubstance(primary, candidate, pair);
  const isHanded = isHandedOn(candidate, primary);
  const isLikely =
    !isEnough &&
    !isHanded &&
    computed >= 1 &&
    name >= 0 &&
    primary.direction !== -1 &&
    score >= wanted - (computed >= 1.5 ? 1 : 0.5) &&
    flow.items === undefined &&
    has(primary, mark.reduced | mark.partlyReduced) &&
    (has(primary, mark.difference | mark.complement | mark.margin) ||
      (primary.roots.size > 1 && !has(primary, mark.log)));
  return { isLoss: isEnough && !isHanded, isLikely, score, flow };
}

/** Its docstring begins by saying so: `ApproxNDCG loss introduced in …`. */
function isCalledLoss({ name, docstring = "" }: Candidate): boolean {
  const called = /^\W*(?:the |an? )?([\w-]+) loss\b/i.exec(docstring)?.[1];
  return called !== undefined && plain(called) === plain(name);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Several measures beside each other, counts of hits among them: `rmse, abs_rel, a1, a2, a3`. */
function isReport({ items = [] }: Flow): boolean {
  return (
    items.length >= 4 &&
    items.every((item) => whole(item).roots.size > 0) &&
    items.some((item) => has(item, mark.discrete) && !has(item, mark.difference | mark.lossCall))
  );
}

/** `args[0]`, `args[1]`: positional arguments by another way. */
function isTakenApart(parameter: string, { roots }: Flow): boolean {
  return [...roots].some((root) => root.startsWith(`${parameter}.`) && /^\d+$/.test(root.slice(parameter.length + 1)));
}

/** Gives back a loss that came in: scaled, averaged or gathered, but not computed. */
function isHandedOn({ base, name }: Candidate, flow: Flow): boolean {
  // What knows no input computes no loss: an entropy of the object's own numbers.
  if (base === "none" && flow.roots.size === 0 && !voteOfName(name).isLoss) return true;
  if (base !== "none" || flow.roots.size === 0 || has(flow, mark.weightedLosses | mark.learnable | mark.difference))
    return false;
  return (
    [...flow.roots].some(isLossValueName) &&
    [...flow.roots].every(
      (root) => isLossValueName(root) || /^(name|key|index|idx|i|n|mask|reduction|step)$/.test(root),
    )
  );
}

/** A network that returns its outputs beside its loss, or its loss only in training, is a network. */
function isNetworkToo({ analysis, base, name }: Candidate): boolean {
  if (voteOfName(name).isWhole) return false;
  const beside = joinedReturn(analysis).items?.slice(1) ?? [];
  const isLearnt = isNetworkName(name) || has(primaryFlow(joinedReturn(analysis)), mark.network);
  if (
    base !== "none" &&
    isLearnt &&
    beside.some((one) => has(whole(one), mark.network) && core(whole(one), false) === 0)
  )
    return true;
  return (
    base !== "none" &&
    analysis.returns.some((one) => {
      const flow = primaryFlow(one);
      return has(flow, mark.network | mark.discrete) && core(flow, false) === 0;
    }) &&
    analysis.returns.length > 1
  );
}

/** With a loss's name, being computed from inputs at all is enough for a class; a function must also reduce or compare. */
function hasSubstance(flow: Flow, { base, framework, name }: Candidate, pair: number): boolean {
  if (base === "module" && isNetworkName(name)) return false;
  if (base !== "none") return flow.roots.size > 1 || (flow.marks & ~(mark.network | mark.sliced)) !== 0;
  const isTensors = framework !== "plain" && framework !== "numpy";
  // The divergence of a field is no divergence of distributions.
  if (has(flow, mark.gradient) && !has(flow, mark.magnitude | mark.difference | mark.log)) return false;
  return (
    flow.roots.size > 0 &&
    has(
      flow,
      mark.reduced |
        mark.partlyReduced |
        mark.lossNamed |
        (isTensors
          ? mark.difference | mark.log | mark.negated | (pair > 0 || isOfErrors(flow) ? mark.magnitude : 0)
          : 0),
    )
  );
}

/** What it is given is a difference already. */
function isOfErrors({ roots }: Flow): boolean {
  return roots.size > 0 && [...roots].every((root) => /(^|_)(err(or)?s?|residuals?|diffs?|deltas?)($|_)/i.test(root));
}

function isVetoed(candidate: Candidate): boolean {
  const { effects, isWithoutGradient } = candidate.analysis;
  return (
    effects.backward ||
    effects.optimizer ||
    effects.plots ||
    effects.loader ||
    effects.mutatesModel ||
    isWithoutGradient ||
    /^test_|_test$/.test(candidate.name)
  );
}

/** How much of a loss was computed: 3 a whole one, 1 its per-sample core, 0 none. */
function core(flow: Flow, hasReductionOption: boolean): number {
  if (has(flow, mark.lossCall)) return 3;
  if (has(flow, mark.weightedLosses))
    return has(flow, mark.lossNamed | mark.difference | mark.log | mark.margin) ? 3 : 2;
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
  const isPenalty =
    has(flow, mark.reduced) && has(flow, mark.magnitude | mark.log | mark.negated) && flow.roots.size > 0;
  // `-logsigmoid(a - b)` for each pair: nothing else looks like this.
  const isPairwise =
    has(flow, mark.difference) && has(flow, mark.log) && has(flow, mark.negated) && flow.direction === 1;
  const isAligned = isReduced && has(flow, mark.product) && !has(flow, mark.network | mark.discrete | mark.ratio);
  const isBalance =
    isReduced && has(flow, mark.product) && has(flow, mark.partlyReduced) && !has(flow, mark.ratio | mark.network);
  const extent = isReduced ? 3 : has(flow, mark.partlyReduced) ? 1.5 : isPairwise ? 2 : 1;
  if (isComparison) return isPair ? extent : Math.max(1, extent - 1);
  if (isLinear) return 2;
  if (isReduced && has(flow, mark.network) && has(flow, mark.magnitude)) return 2;
  if (isLearnt) return 1.5;
  if (isReduced && has(flow, mark.complement) && has(flow, mark.magnitude)) return flow.direction === 1 ? 3 : 2;
  if (isBalance) return 1.5;
  if (isPenalty && (has(flow, mark.scaled) || (has(flow, mark.log) && has(flow, mark.magnitude)))) return 1.5;
  return isPenalty || (isAligned && isPair) ? 1 : 0;
}
