/** Arguments of a constructor, and what an object is given from outside: sizes, numbers, words, tensors, models. */

import { wordsOf } from "../roles/roleNames";
import { attributeOf } from "../subject/subject";
import { isFlag, type Usage } from "../usage/usage";
import { isStructure } from "./attempts";
import type { InputPlan, TensorPlan } from "./inputs";
import {
  isClassCountByName,
  isFactorByName,
  isModelByName,
  isNumberByName,
  isQuestionByName,
  sizeOrNumber,
} from "./nameValues";
import { roleOfCallable, standIn } from "./planCallables";
import { leaf, off, tensorOf } from "./planLeaf";
import { listLength, listOf, tupleOf } from "./planLists";
import type { Planning } from "./planningOrder";
import { mapping, record } from "./planRecords";
import type { RoleGuess } from "./roles";

/** Arguments of a constructor are sizes, numbers or words; a name tells which. */
export function planArgument(name: string, order: Planning): InputPlan {
  const path = `@${name}`;
  const usage = order.usages.get(path);
  const { sizes } = order.attempt;
  if (order.overrides.has(name)) return leaf(name, order);
  if (usage !== undefined && (usage.calledWith !== undefined || usage.isModule))
    return standIn(path, usage, order, roleOfCallable(path, usage), false);
  if (usage !== undefined && usage.fields.size > 0) return record(path, usage, order);
  if (usage?.isMapping) return mapping(path, order);
  if (isFlag(usage) && !isFactorByName(name)) return off(name);
  if (order.usages.get(`${path}[]`)?.calledWith !== undefined)
    return tupleOf(name, path, order, () => order.plan(`${path}[]`));
  const isCompared = usage?.votes.has("target") || usage?.votes.has("prediction");
  if (usage?.rank !== undefined || usage?.isHeld || (isCompared && !isNumberByName(name))) return leaf(path, order);
  if (usage?.isWalked && isStructure(order.usages.get(`${path}[]`))) return listOf(path, order);
  if (usage?.isWalked || /list|counts|per_cls|per_class|freq/.test(name.toLowerCase())) {
    const length = usage?.isBesideList ? listLength : sizes.C;
    const isOfIndexes = usage?.votes.has("classIndex") === true;
    const words = new Set(order.usages.get(`${path}[]`)?.words);
    const isOfLevels = order.usages.get(`${path}[]`)?.isLevel === true;
    const value = isOfLevels
      ? levels(length)
      : words.size > 0
        ? [...words]
        : Array.from({ length }, (_, i) => (isOfIndexes ? i : sizes.C - i));
    return { kind: "plain", name, role: "number", value, source: "inferred", reason: "the constructor needs a list" };
  }
  if (usage?.votes.has("weights")) return tensorOf(name, "weights", sizes.C, 1, "one weight for each class");
  const guess = order.attempt.roles.get(path);
  if (isReceived(name) && usage?.isTable) return table(name);
  if ((isReceived(name) || usage?.isEnclosed) && isTensorLike(path, usage, guess)) return leaf(path, order);
  if (isReceived(name) && usage?.isAsked) return standIn(path, usage, order, "model", false);
  if (isModelByName(name) && usage?.words[0] === undefined) return standIn(path, usage, order, "model", false);
  if (isQuestionByName(name))
    return { kind: "plain", name, role: "option", value: true, source: "inferred", reason: "its name is a yes or no" };
  const value =
    usage?.words[0] ??
    (usage?.isClassCount || isClassCountByName(name) ? sizes.C : sizeOrNumber(name.toLowerCase(), sizes));
  if (usage?.isTensor && typeof value === "number")
    return tensorOf(name, "positive", 1, value, "it has a tensor's methods");
  return {
    kind: "plain",
    name,
    role: typeof value === "string" ? "option" : "number",
    value,
    source: "inferred",
    reason: "the constructor needs it",
  };
}

/** Quantiles at even distances: 0.25, 0.5, 0.75. */
function levels(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => (i + 1) / (count + 1));
}

/** A schedule: shares that fall from almost 1 to almost 0, long enough for any step. */
function table(name: string): TensorPlan {
  const data = Float32Array.from({ length: tableLength }, (_, i) => 1 - (i + 1) / (tableLength + 1));
  const base = { kind: "tensor", name, role: "weights", shape: [tableLength], dtype: "float32" } as const;
  return { ...base, data, source: "inferred", reason: "its entries are picked by step", isHeld: true };
}

const tableLength = 1024;

/** What its use says, or a name that only tensors have. */
function isTensorLike(path: string, usage: Usage | undefined, guess: RoleGuess | undefined): boolean {
  if (guess === undefined || guess.role === "number" || guess.role === "option" || guess.score < 3) return false;
  const isUsed = usage !== undefined && (usage.votes.size > 0 || usage.minRank > 0);
  return isUsed || /cent(er|roid)s?$|prototypes?$|queue$|memory$|bank$|matrix$/.test(wordsOf(path));
}

/** An attribute of the object, given from outside. */
function isReceived(name: string): boolean {
  return attributeOf(name) !== undefined;
}
