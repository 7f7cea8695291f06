/** What is called: a stand-in for a model or a loss, with what it answers and holds. */

import { isLossByName, shortName, type Usage } from "../usage/usage";
import { type InputPlan, type RecordPlan, renamed, type StandInPlan, type TensorPlan } from "./inputs";
import type { Planning } from "./planningOrder";

export function standIn(
  path: string,
  usage: Usage | undefined,
  order: Planning,
  role: StandInPlan["role"],
  isGiven: boolean,
): StandInPlan {
  const outputPath = `${path}.output`;
  const answered = order.usages.get(outputPath);
  // what a model answers once is an input of its own; asked twice, or where derivatives are taken, it must answer to what it is given
  const hasOutput =
    role === "model" &&
    answered !== undefined &&
    usage !== undefined &&
    !usage.isDifferentiated &&
    (usage.calls === 1 || takesNoFloats(usage, order)) &&
    (isOfBase(path) ||
      usage.calledWith === 0 ||
      answered.fields.size > 0 ||
      answered.parts > 0 ||
      answered.isWalked ||
      answered.isMapping ||
      answered.votes.size > 0);
  const name = shortName(path);
  const weight: TensorPlan = {
    kind: "tensor",
    name: `${name}.weight`,
    role: "weights",
    shape: [1],
    dtype: "float32",
    data: Float32Array.of(1),
    source: "inferred",
    reason: "its one parameter",
  };
  return {
    kind: "standIn",
    name,
    path,
    role,
    output: hasOutput ? answersOf(outputPath, usage.calls, order) : undefined,
    times: hasOutput ? usage.calls : 1,
    weight: role === "model" && usage?.isModule ? weight : undefined,
    fields: role === "model" ? fieldsOf(path, usage, order) : [],
    answers: hasOutput ? [] : [...(answered?.fields.keys() ?? [])],
    isCurved: usage?.isDifferentiated === true,
    source: isGiven ? "given" : "inferred",
    reason: usage?.isModule ? "asked for parameters" : "called by the program",
  };
}

/** A method of a base class that is not there. */
function isOfBase(path: string): boolean {
  return path.startsWith("@super.");
}

export function roleOfCallable(path: string, usage: Usage): StandInPlan["role"] {
  return !isOfBase(path) && !usage.isModule && !usage.isApplied && (usage.calledWith ?? 0) >= 2 && isLossByName(path)
    ? "lossFunction"
    : "model";
}

/** Token ids and bundles of them are nothing that a model could give back as its answer. */
function takesNoFloats(usage: Usage, order: Planning): boolean {
  if (usage.given === undefined) return false;
  if (order.usages.get(usage.given)?.isMapping) return true;
  return order.attempt.roles.get(usage.given)?.role === "classIndex";
}

/** What a model answers, once for each time that it is asked. */
function answersOf(path: string, calls: number, order: Planning): InputPlan {
  const first = order.plan(path);
  if (calls === 1) return first;
  const name = shortName(path);
  const fields = Array.from({ length: calls }, (_, i) => ({
    key: String(i),
    plan: i === 0 ? first : renamed(first, name, `${name}${i + 1}`),
  }));
  return { kind: "record", name, path, form: "tuple", fields };
}

function fieldsOf(path: string, usage: Usage | undefined, order: Planning): RecordPlan["fields"] {
  return [...(usage?.required ?? [])].map((key) => ({ key, plan: order.plan(`${path}.${key}`) }));
}
