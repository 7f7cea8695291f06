/**
 * Guesses what each input of a loss is, from how the program uses it first and from its name second. A guess is a ranked
 * list; the trial (trial.ts) keeps the first combination that the program accepts.
 */

import type { Expression, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import type { Role } from "./request";

export interface RoleGuess {
  readonly role: Role;
  readonly score: number;
  readonly reason: string;
}

/** The ranked guesses of each parameter, best first; never empty. */
export function guessRoles(
  parameters: readonly string[],
  body: readonly Statement[],
  attributes: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, readonly RoleGuess[]> {
  const ballots = new Map(parameters.map((name) => [name, new Map<Role, RoleGuess>()]));
  const vote = (name: string | undefined, role: Role, score: number, reason: string) => {
    const ballot = name === undefined ? undefined : ballots.get(name);
    if (!ballot) return;
    const before = ballot.get(role);
    const total = (before?.score ?? 0) + score;
    ballot.set(role, { role, score: total, reason: before && before.score >= score ? before.reason : reason });
  };
  for (const name of parameters) {
    for (const guess of rolesByName(name)) vote(name, guess.role, guess.score, guess.reason);
  }
  votesFromUse(parameters, body, attributes, vote);
  return new Map(
    parameters.map((name) => {
      const ranked = [...(ballots.get(name)?.values() ?? [])].sort((a, b) => b.score - a.score);
      return [name, ranked.length > 0 ? ranked : [{ role: "prediction", score: 0, reason: "nothing says otherwise" }]];
    }),
  );
}

type Vote = (name: string | undefined, role: Role, score: number, reason: string) => void;

// ---------------------------------------------------------------- names

const byName: readonly (readonly [RegExp, readonly (readonly [Role, number])[]])[] = [
  [/(^|_)(log_?probs?|logps?|log_?pi|log_?p|log_?likelihoods?)($|_)|logp(rob)?s?($|_)|_logps?$/, [["logProbabilities", 6]]],
  [/(^|_)log_?(var|sigma|std|scale|vars|variance)s?($|_)/, [["residual", 4]]],
  [/logits?($|_)|(^|_)scores?($|_)/, [["logits", 4], ["binaryLogits", 3]]],
  [/(^|_)(prob(s|abilit(y|ies))?|p_hat|softmax)($|_)/, [["probabilities", 4], ["binaryProbabilities", 4]]],
  [/(^|_)(mask|masks|valid|padding|pad)($|_)/, [["mask", 6]]],
  [/(^|_)(weights?|w|importance|snr_?weights?)($|_)/, [["weights", 5]]],
  [/(^|_)(advantages?|advs?|adv|gae)($|_)/, [["advantage", 6]]],
  [/(^|_)(bbox(es)?|box(es)?)($|_)/, [["boxes", 6]]],
  [/(^|_)(images?|imgs?|frames?|pixels?)($|_)/, [["images", 5]]],
  [/(^|_)(losses|loss_list|task_losses)$/, [["taskLosses", 7]]],
  [/(^|_)loss(_|$)|^l\d+$|^(kl|kld|recon|nll)$/, [["scalarLoss", 4]]],
  [/(^|_)(anchor|positives?|negatives?|embeddings?|embeds?|emb|query|keys?|queries|projections?|z_?[ij12ab]?|h_?[12ij])($|_)/, [["embedding", 4]]],
  [/(^|_)(feat|feats|features?|centers?|prototypes?|codes?|latents?|hidden)($|_)/, [["features", 4], ["embedding", 3]]],
  [/(^|_)(one_?hot)($|_)/, [["oneHot", 6]]],
  [/(^|_)(lengths?|lens?|num_frames)($|_)/, [["lengths", 5]]],
  [/(^|_)(sigmas?|stds?|stddev|vars?|variances?|scales?|entropy|entropies|distances?|dist|durations?|times?)($|_)/, [["positive", 4]]],
  [/(^|_)(labels?|classes|class_?ids?|ids|cls|idx|index|indices)($|_)/, [["classIndex", 4], ["binaryLabels", 3], ["signedLabels", 1]]],
  [/(^|_)(events?|dones?|terminals?)($|_)/, [["binaryLabels", 4], ["mask", 2]]],
  [/(^|_)(targets?|tgts?|y_?true|trues?|truth|gts?|ground_?truth|expected|actual|references?|ref|returns?|rewards?|y|t)($|_)/, [["target", 3], ["classIndex", 1.5], ["binaryLabels", 1.4]]],
  [/(^|_)(preds?|predictions?|predicted|y_?pred|y_?hat|yhat|estimates?|outputs?|out|inputs?|recon(struction)?s?|x_?hat|values?|mu|means?|x|q|qs?)($|_)/, [["prediction", 3], ["logits", 1], ["binaryLogits", 1]]],
  [/(^|_)(residuals?|errors?|diffs?|deltas?)($|_)/, [["residual", 5]]],
];

function rolesByName(name: string): RoleGuess[] {
  const lower = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  const guesses = new Map<Role, RoleGuess>();
  for (const [pattern, roles] of byName) {
    if (!pattern.test(lower)) continue;
    for (const [role, score] of roles) {
      if (!guesses.has(role)) guesses.set(role, { role, score, reason: "by its name" });
    }
  }
  return [...guesses.values()];
}

// ---------------------------------------------------------------- use

/** What the arguments of a known function are to it, by position and keyword. */
const argumentRoles: readonly (readonly [RegExp, readonly Role[]])[] = [
  [/^(binary_cross_entropy_with_logits|BCEWithLogitsLoss|sigmoid_cross_entropy(_with_logits)?|sigmoid_binary_cross_entropy)$/, ["binaryLogits", "binaryLabels"]],
  [/^(binary_cross_entropy|BCELoss)$/, ["binaryProbabilities", "binaryLabels"]],
  [/^(cross_entropy|CrossEntropyLoss|softmax_cross_entropy_with_integer_labels|multi_margin_loss|MultiMarginLoss)$/, ["logits", "classIndex"]],
  [/^(nll_loss|NLLLoss)$/, ["logits", "classIndex"]],
  [/^(mse_loss|MSELoss|l1_loss|L1Loss|smooth_l1_loss|SmoothL1Loss|huber_loss|HuberLoss|poisson_nll_loss|PoissonNLLLoss|GaussianNLLLoss|gaussian_nll_loss)$/, ["prediction", "target"]],
  [/^(kl_div|KLDivLoss)$/, ["logits", "probabilities"]],
  [/^(cosine_similarity|CosineSimilarity|pairwise_distance|PairwiseDistance|cdist)$/, ["embedding", "embedding"]],
  [/^(triplet_margin_loss|TripletMarginLoss)$/, ["embedding", "embedding", "embedding"]],
  [/^(cosine_embedding_loss|CosineEmbeddingLoss)$/, ["embedding", "embedding", "signedLabels"]],
  [/^(margin_ranking_loss|MarginRankingLoss)$/, ["prediction", "prediction", "signedLabels"]],
  [/^(softmax|log_softmax|Softmax|LogSoftmax|logsumexp)$/, ["logits"]],
  [/^(sigmoid|logsigmoid|log_sigmoid|Sigmoid|LogSigmoid|expit)$/, ["binaryLogits"]],
  [/^(one_hot)$/, ["classIndex"]],
  [/^(normalize|Normalize)$/, ["embedding"]],
  [/^(log|log2|log10|log1p)$/, ["positive"]],
];

const soundless = new Set(["view", "reshape", "unsqueeze", "squeeze", "float", "detach", "contiguous", "flatten", "to", "clone", "double", "type_as", "cpu", "cuda", "permute", "transpose"]);

function votesFromUse(
  parameters: readonly string[],
  body: readonly Statement[],
  attributes: ReadonlyMap<string, string>,
  vote: Vote,
): void {
  const aliases = new Map(parameters.map((name) => [name, name]));
  const source = (expression: Expression | undefined): string | undefined => {
    if (expression?.kind === "name") return aliases.get(expression.name);
    if (expression?.kind === "call" && expression.callee.kind === "member" && soundless.has(expression.callee.name)) {
      return source(expression.callee.object);
    }
    return undefined;
  };
  walk(body, (node) => {
    if (node.kind === "assign" && node.value) {
      const from = source(node.value);
      for (const target of node.targets) {
        if (target.kind === "name" && from !== undefined && !aliases.has(target.name)) aliases.set(target.name, from);
      }
    } else if (node.kind === "for") {
      voteFromLoop(node.iterable, source, vote);
    } else if (node.kind === "comprehension") {
      for (const clause of node.clauses) if (clause.kind === "for") voteFromLoop(clause.iterable, source, vote);
    } else if (node.kind === "call") {
      voteFromCall(node, attributes, source, vote);
    } else if (node.kind === "binary") {
      voteFromArithmetic(node, source, vote);
    } else if (node.kind === "index") {
      const index = source(node.index);
      vote(index, "mask", 2, "used as an index");
      if (node.index.kind === "string") vote(source(node.object), "option", 3, "a mapping");
    } else if (node.kind === "compare") {
      const [left, right] = node.operands;
      const isWholeConstant = right?.kind === "number" && right.isWhole;
      if (node.operators[0] === "==" && isWholeConstant) vote(source(left), "binaryLabels", 2, "compared with a whole number");
    }
  });
}

function voteFromLoop(iterable: Expression, source: (e: Expression | undefined) => string | undefined, vote: Vote): void {
  const items = iterable.kind === "call" ? iterable.arguments.map((argument) => argument.value) : [iterable];
  for (const item of items) {
    if (iterable.kind === "call" && !(iterable.callee.kind === "name" && /^(enumerate|zip|list|reversed)$/.test(iterable.callee.name))) continue;
    vote(source(item), "taskLosses", 5, "walked over as a list");
  }
}

function voteFromCall(
  call: Extract<Expression, { kind: "call" }>,
  attributes: ReadonlyMap<string, string>,
  source: (e: Expression | undefined) => string | undefined,
  vote: Vote,
): void {
  const name = calleeName(call.callee, attributes);
  if (name === undefined) return;
  const given = call.arguments.filter((argument) => argument.kind === "positional").map((argument) => argument.value);
  const isMethod = call.callee.kind === "member" && source(call.callee.object) !== undefined;
  const operands = isMethod && call.callee.kind === "member" ? [call.callee.object, ...given] : given;
  for (const [pattern, roles] of argumentRoles) {
    if (!pattern.test(name)) continue;
    roles.forEach((role, position) => vote(source(operands[position]), role, 6, `given to ${name}`));
  }
  if (name === "gather" || name === "take_along_dim") {
    vote(source(operands[0]), "logits", 3, "its entries are picked by class");
    for (const operand of operands.slice(1)) vote(source(operand), "classIndex", 7, "picks entries");
  }
  if (name === "long" && isMethod) vote(source(operands[0]), "classIndex", 3, "made whole");
  if (name === "bool" && isMethod) vote(source(operands[0]), "mask", 3, "made a mask");
  if ((name === "len" || name === "sum" || name === "stack") && call.callee.kind === "name" && name !== "stack") {
    vote(source(operands[0]), "taskLosses", name === "sum" ? 1.5 : 1, `given to ${name}`);
  }
  if (name === "stack" && !isMethod) vote(source(operands[0]), "taskLosses", 4, "stacked");
}

function voteFromArithmetic(
  node: Extract<Expression, { kind: "binary" }>,
  source: (e: Expression | undefined) => string | undefined,
  vote: Vote,
): void {
  const left = source(node.left);
  const right = source(node.right);
  if (node.operator === "-" && left !== undefined && right !== undefined) {
    vote(left, "prediction", 1.5, `compared with ${right}`);
    vote(right, "target", 1.5, `compared with ${left}`);
  }
  if (node.operator === "@") {
    vote(left, "embedding", 4, "multiplied as vectors");
    vote(right, "embedding", 4, "multiplied as vectors");
  }
}

/** The last word of what is called; `self.criterion(…)` counts as what the constructor put there. */
function calleeName(callee: Expression, attributes: ReadonlyMap<string, string>): string | undefined {
  if (callee.kind === "name") return callee.name;
  if (callee.kind === "call") return calleeName(callee.callee, attributes);
  if (callee.kind !== "member") return undefined;
  if (callee.object.kind === "name" && callee.object.name === "self") return attributes.get(callee.name) ?? callee.name;
  return callee.name;
}
