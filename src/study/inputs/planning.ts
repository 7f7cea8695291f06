/** From an attempt to inputs: records get their fields, lists their entries, callables a stand-in, the rest its numbers. */

import { libraryNamed } from "../roles/libraryNames";
import { wordsOf } from "../roles/roleNames";
import { isFlag, shortName } from "../usage/usage";
import type { InputPlan } from "./inputs";
import { isFactorByName } from "./nameValues";
import { roleOfCallable, standIn } from "./planCallables";
import { columnsOf } from "./planColumns";
import { planArgument } from "./planConstruction";
import { leaf, off } from "./planLeaf";
import { listLength, listOf } from "./planLists";
import type { Planning, PlanningOrder } from "./planningOrder";
import { isOneEach, listOfRecords, mapping, matches, record } from "./planRecords";
import { textsOfShape } from "./textInputs";

/** A parameter of the definition. */
export function planParameter(path: string, order: PlanningOrder, isVariadic = false): InputPlan {
  return planAt(path, planningOf(order), isVariadic);
}

/** A parameter of the constructor. */
export function planConstruction(name: string, order: PlanningOrder): InputPlan {
  const plan = planArgument(name, planningOf(order));
  // the data that a function around has; what its inner one is called on moves
  return plan.kind === "tensor" && order.usages.get(`@${name}`)?.isEnclosed ? { ...plan, isHeld: true } : plan;
}

function planningOf(order: PlanningOrder): Planning {
  const planning: Planning = { ...order, plan: (path) => planAt(path, planning, false) };
  return planning;
}

function planAt(path: string, order: Planning, isVariadic: boolean): InputPlan {
  const usage = order.usages.get(path);
  const found = order.overrides.get(shortName(path));
  if (found !== undefined) {
    const { role } = found.override;
    return role === "model" || role === "lossFunction" ? standIn(path, usage, order, role, true) : leaf(path, order);
  }
  const guess = order.attempt.roles.get(path);
  if (guess?.texts !== undefined) {
    const length = order.attempt.entries ?? Math.max(listLength, usage?.length ?? 0);
    const value = textsOfShape(guess.texts, order.attempt.sizes.N, length);
    return { kind: "plain", name: shortName(path), role: "option", value, source: "inferred", reason: guess.reason };
  }
  if (usage !== undefined) {
    const library = usage.isLibrary && !usage.isModule ? libraryNamed(shortName(path)) : undefined;
    if (library !== undefined) return { kind: "library", name: shortName(path), library };
    if (usage.calledWith !== undefined || usage.isModule)
      return standIn(path, usage, order, roleOfCallable(path, usage), false);
    if (usage.columns !== undefined) return columnsOf(path, usage, usage.columns, order);
    if (usage.fields.size > 0 || usage.parts > 0) return record(path, usage, order);
    if (usage.isMapping) return mapping(path, order);
  }
  const entry = usage?.isWalked ? order.usages.get(`${path}[]`) : undefined;
  if (entry !== undefined && entry.fields.size > 0) return listOfRecords(path, entry, order);
  if (entry !== undefined && entry.parts > 0 && isOneEach(usage, order)) return matches(path, entry.parts, order);
  if (isFlag(usage) && !isFactorByName(wordsOf(path))) return off(shortName(path));
  const role = order.attempt.roles.get(path)?.role;
  return role === "taskLosses" || isVariadic ? listOf(path, order) : leaf(path, order);
}
