/** What documentation adds to the evidence of use: numbers of axes, fixed extents, and words for what an input is. */

import type { Role } from "../request";
import type { Subject } from "../subject/subject";
import { axesOfAnnotation, type Documented, documentedInputs } from "./documented";
import type { Usage, Usages } from "./usage";

/** Adds to the usages what the definition's documentation says; what the program does with an input goes before. */
export function readDocumentation(usages: Usages, { documentation = [], parameters, construction }: Subject): void {
  const names = parameters.map(({ name }) => name);
  const found = new Map<string, Documented>(documentedInputs(documentation, names));
  for (const { name, annotation } of parameters) {
    const axes = axesOfAnnotation(annotation);
    if (axes !== undefined) found.set(name, { axes, text: found.get(name)?.text ?? "" });
  }
  for (const [name, { axes, text }] of found) {
    const usage = usages.get(name);
    if (usage === undefined) continue;
    if (axes !== undefined) readAxes(usage, axes);
    // `(batch_size, feat_dim)` where the constructor has a `feat_dim`
    const width = construction.find((one) => one.name === axes?.at(-1))?.initial;
    if (width !== undefined && axes !== undefined && axes.length > 1) usage.width = Math.max(usage.width, width);
    if (axes === undefined && isNumber.test(text)) vote(usage, "number", typeWeight);
    else readWords(usage, text);
  }
}

function readAxes(usage: Usage, axes: readonly string[]): void {
  // of another case than the one that the program is in
  if (usage.rank !== undefined || axes.length < usage.minRank) return;
  usage.told = axes.length;
  const last = axes.at(-1) ?? "";
  if (axes.length === 2 && axes[0] === last && /^[A-Z]$/.test(last)) usage.isSquare = true;
  const extent = Number(last);
  if (axes.length > 1 && Number.isInteger(extent) && extent > 1) usage.width = Math.max(usage.width, extent);
  if (axes.length > 1 && /^d(im)?$|emb|feat|hidden|latent|_dim$/i.test(last)) vote(usage, "embedding", 3);
}

const words: readonly (readonly [RegExp, readonly Role[]])[] = [
  [/\blogits?\b/i, ["logits", "binaryLogits"]],
  [/\blog[- ]?(prob|likelihood)/i, ["logProbabilities"]],
  [/(?<!log[- ])probabilit(y|ies)\b|\bsoftmax outputs?\b/i, ["probabilities", "binaryProbabilities"]],
  [/\bembeddings?\b|\bfeature vectors?\b/i, ["embedding"]],
  [/\bone[- ]hot\b/i, ["oneHot"]],
  [/\bground[- ]?truth|\bobserv(ed|ations?)\b|\btrue (values?|labels?|targets?)\b/i, ["target"]],
  [/\bpredict(ed|ions?)\b|\bestimate[sd]?\b/i, ["prediction"]],
  [/\bind(ex|ices)\b|\bclass labels?\b/i, ["classIndex"]],
];

/** `temperature : float`, `alpha (float, optional): …` */
const isNumber = /^\s*[:(]\s*(float|int|number)\b(?![^\n:)]*(tensor|array|list))/i;

/** What a type says, which is chosen and no mere word of a sentence. */
const typeWeight = 6;

/** What a word says, against what a use does. */
const wordWeight = 1.5;

/** By the first sentence: what follows tells of details. */
function readWords(usage: Usage, text: string): void {
  const [sentence = ""] = text.trim().split(/\.\s|\n\n/);
  for (const [pattern, roles] of words)
    if (pattern.test(sentence)) for (const role of roles) vote(usage, role, wordWeight);
}

function vote({ votes }: Usage, role: Role, score: number): void {
  const before = votes.get(role);
  votes.set(role, { score: (before?.score ?? 0) + score, reason: before?.reason ?? "documented so" });
}
