/** Weighs what a function computes, does and is called into one verdict: is it a loss? */

import { type Flow, has, join, mark, whole } from "../flow/flow";
import { type Analysis, joinedReturn, primaryFlow } from "../flow/functionAnalysis";
import type { Framework } from "../loss";
import { isCoefficientName, isLossValueName, isPairOfInputs, isPredictionAndTarget } from "../names";
import { isMarginOfLabel, lossCore } from "./lossCore";
import { isNetworkName, isOfNetwork, type NameVote, voteOfName } from "./nameVote";
import { type Place, placeOf } from "./place";

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
  /** Arithmetic of numpy in a file of tensors: it looks at what was learnt. */
  readonly isBesideTensors?: boolean;
  /** The file calls its results losses. */
  readonly isUsedAsLoss: boolean;
  /** Put among losses where it is defined: `@register_loss("bpr")`. */
  readonly isRegistered?: boolean;
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

/** `The j-th partial derivative for one point`, `Gradient of the logistic loss` */
const isDerivativeOf =
  /^\W*(?:(?:computes?|calculates?|returns?|the|a|\w+-?th|partial) )*(?:derivatives?|gradients?) (?:of|for)\b/i;

/** `lambda_reg`, `reg_strength`, `weight_decay`: what a penalty is multiplied by. */
const isPenaltyWeight =
  /^(lambda_?reg\w*|lambda_?l[12]|l[12]_?(lambda|weight|coef\w*|strength)|reg\w*_(weight|coef\w*|lambda|strength|factor)|weight_decay)$/i;

function firstSentence(docstring = ""): string {
  return /^\s*[^.\n]*/.exec(docstring)?.[0] ?? "";
}

export function judge(candidate: Candidate): Verdict {
  const { analysis, parameters, base } = candidate;
  const flow = joinedReturn(analysis);
  const returned = primaryFlow(flow, base === "module" ? 0 : analysis.lossPlace);
  // Modules that sit between layers keep their loss on themselves and hand their input on.
  const isPassing = base === "module" && returned.marks === 0 && analysis.kept.length > 0;
  const primary = isPassing ? join(analysis.kept.map(whole)) : returned;
  const vote = voteOfName(calledName(candidate));
  const no: Verdict = { isLoss: false, isLikely: false, score: -1, flow };
  if (analysis.returns.length === 0 || isVetoed(candidate) || isNetworkToo(candidate)) return no;
  if (has(primary, mark.callable) && !has(primary, ~(mark.callable | mark.lossCall | mark.network))) return no;

  const hasOption = parameters.some((parameter) =>
    /^(reduction|reduce|size_average|average|averaging|avg_factor)$/.test(parameter),
  );
  const isKeras = /^(y_true|y_pred)$/.test((parameters[0] === "_" ? parameters[1] : parameters[0]) ?? "");
  const place = placeOf(candidate.path);
  const arithmetic = lossCore(primary, hasOption || (isKeras && has(primary, mark.partlyReduced)));
  // What a file of losses calls a loss and sums up is one: `loss = torch.sum(activity)`.
  const isSummed =
    vote.score >= 0 &&
    analysis.isWrittenAsLoss &&
    place.isOfLosses &&
    has(primary, mark.reduced) &&
    primary.roots.size > 0;
  const isTensors = candidate.framework !== "plain" && candidate.framework !== "numpy";
  const isCost = isTensors && isExpectedCost(primary);
  const isWeighing = vote.isWhole && weighsParameters(analysis);
  const computed = isCost || isWeighing ? 3 : isSummed ? Math.max(1, arithmetic) : arithmetic;
  const name = nameScore(vote, primary, computed, analysis);
  const isPair = isCost || isPredictionAndTarget(parameters);
  const pair = isPair ? (isKeras ? 1.5 : 1) : isPairOfInputs(parameters) ? 0.5 : 0;
  let score = computed + name + pair;
  if (
    /\bloss(es)?\b|penalty|divergence|cross[- ]entropy|objective|negative log[- ]likelihood/i.test(
      candidate.docstring ?? "",
    )
  )
    score += 0.5;
  else if (/regulari[sz]/i.test(firstSentence(candidate.docstring))) score += 0.5;
  if (/\b(metric|accuracy|evaluat)/i.test(candidate.docstring ?? "")) score -= 1;
  if (candidate.isUsedAsLoss && !vote.isLoss && name > -2 && computed >= 1) score += 1.5;
  if (analysis.isWrittenAsLoss && !vote.isLoss && name > -2 && vote.lost.pass === 0 && computed >= 1) score += 1;
  if (!vote.isLoss && computed >= 1 && has(primary, mark.scaled) && parameters.some((one) => isPenaltyWeight.test(one)))
    score += 1.5;
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
  // What SciPy minimises is a plain number, and so is everything in a file without arrays.
  const isPlainNumber =
    candidate.framework === "plain" || (candidate.framework === "numpy" && (vote.isLoss || candidate.isUsedAsLoss));
  if (has(primary, mark.extracted) && !isPlainNumber) score -= 3;
  if (isDerivativeOf.test(candidate.docstring ?? "") && !hasOwnGradient(candidate)) score -= 3;
  if (place.isOfMeasures && !vote.isLoss) score -= 3;
  if (place.isOfTests && !vote.isLoss) score -= 1;
  if (!vote.isLoss && !has(primary, mark.lossCall) && isReport(flow)) score -= 3;
  if (place.isAmongLosses) score += placeScore(candidate, place, computed, name, primary);
  if (
    parameters.some(
      (parameter) =>
        /loader|optimi[sz]er(?!_idx)|^opt$|dataset|batch_idx|scheduler|writer|^args$|^config$/.test(parameter) &&
        !isTakenApart(parameter, primary) &&
        !(
          vote.isLoss &&
          /^(config|args)$/.test(parameter) &&
          (primary.roots.has(parameter) || isReadBesideInputs(parameter, primary))
        ),
    )
  )
    score -= 3;
  if (!vote.isLoss && parameters.some((parameter) => /epoch/.test(parameter))) score -= 3;

  // A plain file's `loss` may be of money, weight or packets.
  const isOfBase = base === "loss" && place.isOfLosses;
  const isCalledSo = vote.isLoss || (vote.score > 0 && place.isOfLosses);
  if (candidate.framework === "plain" && !isOfBase && (computed < 1 || (!isCalledSo && pair < 1)))
    return { ...no, score };

  const isNamedLoss = vote.isLoss && name >= 2;
  const wanted =
    candidate.framework === "numpy" &&
    !vote.isLoss &&
    !candidate.isUsedAsLoss &&
    pair < 1 &&
    !place.isOfLosses &&
    !isMarginOfLabel(primary)
      ? threshold + 1
      : threshold;
  const isEnough =
    computed >= 1
      ? score >= wanted
      : isNamedLoss && (base !== "none" || score >= 2) && hasSubstance(primary, candidate, pair);
  const isHanded = isHandedOn(candidate, vote, primary) && !(vote.isLoss && computesBeside(flow));
  const isLikely =
    !isEnough &&
    !isHanded &&
    candidate.isBesideTensors !== true &&
    computed >= 1 &&
    name >= 0 &&
    primary.direction !== -1 &&
    score >= wanted - (computed >= 1.5 ? 1 : 0.5) &&
    flow.items === undefined &&
    has(primary, mark.reduced | mark.partlyReduced) &&
    (has(primary, mark.difference | mark.complement | mark.margin) ||
      (primary.roots.size > 1 && !has(primary, mark.log)) ||
      (place.isAmongLosses && has(primary, mark.magnitude)));
  return { isLoss: isEnough && !isHanded, isLikely, score, flow };
}

/** `return content + adv_weight * adversarial`: the sum of what it was given, each term by its weight. */
function weighsParameters({ sums, inputs }: Analysis): boolean {
  return sums.some(
    ({ target, terms }) =>
      target === undefined &&
      terms.length > 1 &&
      terms.every(({ name }) => inputs.includes(name)) &&
      terms.some(({ weight }) => weight?.kind === "name" && isCoefficientName(weight.name)),
  );
}

/** `(probs * dist_map).mean()`, `(plan * cost_matrix).sum()`: how much each place costs, times how much of it there is. */
function isExpectedCost(flow: Flow): boolean {
  return (
    has(flow, mark.product) &&
    has(flow, mark.reduced) &&
    flow.roots.size > 1 &&
    !has(flow, mark.ratio | mark.discrete | mark.network) &&
    [...flow.roots].some((root) => /(^|_)(dist|distance|cost|penalty)_?(maps?|matrix|matrices)$/i.test(root))
  );
}

/** In a file of losses what ends in one number is one, and most of all what would say little elsewhere: `ridge(values)`. */
function placeScore({ name: written }: Candidate, place: Place, computed: number, name: number, flow: Flow): number {
  if (!place.isOfLosses || computed < 1 || !has(flow, mark.reduced | mark.lossCall)) return 0.5;
  return computed < 2 && name >= 0 && !written.startsWith("_") ? 2 : 1;
}

/**
 * Its docstring begins by saying so: `ApproxNDCG loss introduced in …`, `L2 weight decay loss` of `weight_decay`; of a
 * class it need not be the name: `Exposure loss to control the brightness`.
 */
function isCalledLoss({ name, docstring = "", isClass }: Candidate): boolean {
  const [, called, next = ""] =
    /^\W*(?:(?:computes?|calculates?|returns?|implements?|the|an?) )*((?:[\w-]+ ){1,4})loss\b[ -]?(\w*)/i.exec(
      docstring,
    ) ?? [];
  if (called === undefined) return false;
  if (plain(called).endsWith(plain(name))) return true;
  const isOfAnother = /\b(with|without|using|for|of|and|via|through|to|in|on|by|from|that|which|is)\b/i.test(called);
  return isClass === true && !isOfAnother && !/^(curve|history|log|tracker|meter|landscape|scaler)/i.test(next);
}

/** The name as it is weighed: what gives a value with its gradient is not the gradient, whatever its name says. */
function calledName(candidate: Candidate): string {
  const name = hasOwnGradient(candidate)
    ? candidate.name.replace(/_?((and|with)_)?(gradients?|grads?|jac)$/i, "")
    : candidate.name.replace(/_(and|with)_(gradients?|grads?|jac)$/i, "");
  return isCalledLoss(candidate) || candidate.isRegistered ? `${name}_loss` : name;
}

/** Where nothing differentiates, a solver is handed the value and its gradient. */
function hasOwnGradient({ analysis, framework }: Candidate): boolean {
  return analysis.isBesideGradient && (framework === "numpy" || framework === "plain");
}

/** The name's vote. What a word says that the arithmetic takes back does not count: `1 - ssim` measures nothing. */
function nameScore(vote: NameVote, flow: Flow, computed: number, analysis: Analysis): number {
  if (vote.isLoss) return vote.score;
  const isTurnedMeasure =
    computed >= 1 &&
    !has(flow, mark.discrete | mark.extracted) &&
    (analysis.isTurnedRound || (analysis.isWrittenAsLoss && has(flow, mark.complement | mark.negated)));
  const isHinge = has(flow, mark.margin) && has(flow, mark.complement) && has(flow, mark.reduced);
  const isWhole = computed >= 3 && flow.direction === 1 && has(flow, mark.complement);
  return (
    vote.score +
    (isTurnedMeasure ? vote.lost.measure : 0) +
    (isHinge ? vote.lost.statistic : 0) +
    (isWhole ? vote.lost.pass : 0)
  );
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

/** `config.weight * (a - b) ** 2`: settings that weigh what other parameters bring; `config` alone may be one of particles. */
function isReadBesideInputs(parameter: string, { roots }: Flow): boolean {
  const isOf = (root: string) => root.startsWith(`${parameter}.`);
  return [...roots].some(isOf) && ![...roots].every(isOf);
}

/** `return given.loss, kl`: two terms, of which one is its own. */
function computesBeside({ items = [] }: Flow): boolean {
  const [, other] = items;
  return items.length === 2 && other !== undefined && lossCore(whole(other), false) >= 2;
}

/** Gives back a loss that came in: scaled, averaged or gathered, but not computed. */
function isHandedOn({ base }: Candidate, vote: NameVote, flow: Flow): boolean {
  // What knows no input computes no loss: an entropy of the object's own numbers.
  if (base === "none" && flow.roots.size === 0 && !vote.isLoss) return true;
  if (base !== "none" || flow.roots.size === 0 || has(flow, mark.weightedLosses | mark.learnable | mark.difference))
    return false;
  return (
    [...flow.roots].some(isLossValueName) &&
    [...flow.roots].every(
      (root) =>
        isLossValueName(root) || /^(name|key|index|idx|i|n|mask|weights?|avg_factor|reduction|step)$/.test(root),
    )
  );
}

/** A network that returns its outputs beside its loss, or its loss only in training, is a network. */
function isNetworkToo({ analysis, base, name }: Candidate): boolean {
  if (voteOfName(name).isWhole) return false;
  const beside = joinedReturn(analysis).items?.slice(1) ?? [];
  const isLearnt = isNetworkName(name) || has(primaryFlow(joinedReturn(analysis)), mark.network);
  if (
    (base !== "none" || isOfNetwork(name)) &&
    isLearnt &&
    beside.some((one) => has(whole(one), mark.network) && lossCore(whole(one), false) === 0)
  )
    return true;
  return (
    base !== "none" &&
    analysis.returns.some((one) => {
      const flow = primaryFlow(one);
      return has(flow, mark.network | mark.discrete) && lossCore(flow, false) === 0;
    }) &&
    analysis.returns.length > 1
  );
}

/** With a loss's name, being computed from inputs at all is enough for a class; a function must also reduce or compare. */
function hasSubstance(flow: Flow, { base, framework, name, path }: Candidate, pair: number): boolean {
  if (base === "module" && isNetworkName(name)) return false;
  if (base !== "none") return flow.roots.size > 1 || (flow.marks & ~(mark.network | mark.sliced)) !== 0;
  const isTensors = framework !== "plain" && framework !== "numpy";
  // In a file of losses one may ask another file for its number: `return state.energy(operator, params)`.
  if (
    isTensors &&
    flow.roots.size > 1 &&
    voteOfName(name).isWhole &&
    placeOf(path).isOfLosses &&
    !has(flow, mark.network)
  )
    return true;
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
          ? mark.difference |
            mark.log |
            mark.negated |
            (pair > 0 || isOfErrors(flow) ? mark.magnitude : 0) |
            // `1 - score(y_true, y_pred)`, whatever the score is
            (pair >= 1 ? mark.complement : 0)
          : 0),
    )
  );
}

/** What it is given is a difference already. */
function isOfErrors({ roots }: Flow): boolean {
  return roots.size > 0 && [...roots].every((root) => /(^|_)(e|err(or)?s?|residuals?|diffs?|deltas?)($|_)/i.test(root));
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
