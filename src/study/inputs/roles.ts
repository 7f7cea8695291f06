/**
 * Guesses what each input of a loss is, from how the program uses it first and from its names second. A guess is a ranked
 * list; the trial (trial.ts) keeps the first combination that the program accepts.
 */

import type { Role } from "../request";
import { rolesByName } from "../roles/roleNames";
import { hasTensors, isTensorList } from "../subject/annotations";
import type { Usage } from "../usage/usage";
import { type TextShape, textShapeOf } from "./textInputs";

export interface RoleGuess {
  readonly role: Role;
  readonly score: number;
  readonly reason: string;
  /** It is texts, so deep in lists. */
  readonly texts?: TextShape;
}

/** What a name inside the body says, against what the input's own name says. */
const innerNameWeight = 0.6;

/** What a path of what a call gives ends with. */
const answer = ".output";

/** Entries that pick rows of something else say so. */
const placeScore = 5;

/**
 * The ranked guesses of one input, best first; never empty.
 *
 * @param entry how the program uses its entries, where it walks over them
 */
export function guessRoles(
  path: string,
  usage: Usage | undefined,
  annotation: string | undefined,
  entry?: Usage,
): readonly RoleGuess[] {
  const texts = textShapeOf(annotation);
  if (texts !== undefined) return [{ role: "option", score: 10, reason: "annotated as texts", texts }];
  const ballot = new Map<Role, RoleGuess>();
  const isEntry = path.endsWith("[]");
  const vote = (wanted: Role, score: number, reason: string): void => {
    const role = isEntry && wanted === "taskLosses" ? "scalarLoss" : wanted;
    const before = ballot.get(role);
    const isBetter = before === undefined || score > before.score;
    ballot.set(role, { role, score: (before?.score ?? 0) + score, reason: isBetter ? reason : before.reason });
  };
  // what has axes is no number, whatever it is called
  const isAnnotated = annotation !== undefined && hasTensors(annotation) && !/\b(float|int)\b/.test(annotation);
  const isArray = (usage !== undefined && usage.minRank > 1) || (isAnnotated && !path.startsWith("@"));
  const byOwnName = rolesByName(path).filter(([role]) => role !== "number" || !isArray);
  if (usage?.isBase && !path.startsWith("@")) vote("number", 8, "raised to how many there are");
  for (const [role, score] of byOwnName) {
    vote(role, score, "by its name");
    // a number has no methods: it is a tensor that holds one
    if (role === "number" && usage?.isTensor && !path.startsWith("@")) vote("scalarLoss", score + 0.5, "by its name");
  }
  for (const [role, score] of holderRoles(path)) vote(role, score, "by what holds it");
  if (path.endsWith(answer))
    for (const [role, score] of rolesByName(path.slice(0, -answer.length))) vote(role, score, "by what answers it");
  for (const name of usage?.names ?? [])
    for (const [role, score] of rolesByName(name)) vote(role, innerNameWeight * score, `called ${name}`);
  for (const [role, { score, reason }] of usage?.votes ?? []) vote(role, score, reason);
  if ((usage?.words.length ?? 0) > 0) vote("option", 8, "compared with texts");
  if (/^@self\.\w+$/.test(path) && byOwnName.some(([role]) => role === "number")) vote("number", 4, "a setting");
  if (isSetting(path)) vote("number", path.startsWith("@") ? 2.5 : 11, "a setting");
  if (usage?.isWalked && isBesideSamples(path, usage)) {
    vote("taskLosses", 2, "walked over as a list");
    for (const [role, { score, reason }] of entry?.votes ?? []) vote(role, score, reason);
  } else if (usage?.isWalked) vote("taskLosses", 5, "walked over as a list");
  const place = entry?.votes.get("classIndex");
  if (usage?.isWalked && place !== undefined && place.score >= placeScore) vote("classIndex", 6, place.reason);
  if (usage !== undefined && usage.width === 4 && !usage.isShifted) {
    const opposed = Math.max(...(["prediction", "target"] as const).map((role) => ballot.get(role)?.score ?? 0));
    vote("boxes", 3 + Math.max(3, opposed), "four numbers a box");
  }
  if (usage !== undefined && (usage.rank ?? usage.minRank) >= 4) vote("images", 1, "has four axes");
  if (annotation !== undefined) {
    const role = roleOfAnnotation(annotation);
    if (role !== undefined) vote(role, 10, `annotated ${annotation}`);
  }
  const scores = usage?.votes.get("logits");
  const logs = ballot.get("logProbabilities");
  // logarithms of chances, that the program takes for scores over classes
  if (logs !== undefined && scores !== undefined)
    vote("classLogProbabilities", logs.score + scores.score, scores.reason);
  // whatever the rest says, being one number for each sample stays possible
  if (ballot.size < 3) vote("prediction", 0, "nothing says otherwise");
  if (!isEntry) vote("embedding", 0, "nothing says otherwise");
  vote("positive", -0.5, "numbers above 0");
  return [...ballot.values()].sort((a, b) => b.score - a.score);
}

/** `y_true["total"]`, `pred.depth`: parts of what is wanted are wanted, parts of what is found are found. */
function holderRoles(path: string): readonly (readonly [Role, number])[] {
  const [holder = "", ...parts] = path.split(".");
  if (parts.length === 0 || holder.startsWith("@") || path.endsWith(answer)) return [];
  const [best] = rolesByName(holder);
  return best !== undefined && (best[0] === "target" || best[0] === "prediction") ? [[best[0], 2]] : [];
}

/** Walked over beside labels or masks, one sample after the other: `zip(logits, labels)`. */
function isBesideSamples(path: string, { zipped }: Usage): boolean {
  if (zipped.size === 0) return false;
  return [path, ...zipped].some((one) =>
    rolesByName(one).some(([role]) => role === "classIndex" || role === "binaryLabels" || role === "mask"),
  );
}

/** `self.args.alpha`, `config.beta`: what a constructor is given in a bundle, or an object holds. */
function isSetting(path: string): boolean {
  return /(^@.*\b|^)(args|arg|config|cfg|conf|opt|opts|options|hparams|params|settings|hps|hp|FLAGS|flags)\.[A-Za-z_]\w*$/.test(
    path,
  );
}

function roleOfAnnotation(annotation: string): Role | undefined {
  const isTensor = hasTensors(annotation);
  if (isTensorList(annotation)) return "taskLosses";
  if (/\b(float|int)\b/.test(annotation) && !isTensor && !/List|list/.test(annotation)) return "number";
  if (/\b(str|bool)\b/.test(annotation)) return "option";
  if (/LongTensor/.test(annotation)) return "classIndex";
  if (/BoolTensor/.test(annotation)) return "mask";
  return undefined;
}
