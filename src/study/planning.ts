/** From an attempt to inputs: records get their fields, lists their entries, callables a stand-in, the rest its numbers. */

import { type Attempt, isStructure, layoutOf, ownSizes } from "./attempts";
import {
  type InputPlan,
  mapLeaves,
  planInput,
  type RecordPlan,
  renamed,
  type StandInPlan,
  type TensorPlan,
} from "./inputs";
import {
  isFactorByName,
  isModelByName,
  isNumberByName,
  isQuestionByName,
  numberFor,
  sizeOrNumber,
  taskCount,
} from "./nameValues";
import type { InputOverride, Role } from "./request";
import { isHeldByName, wordsOf } from "./roleNames";
import type { RoleGuess } from "./roles";
import { attributeOf } from "./subject";
import { textsOfShape } from "./textInputs";
import { isFlag, isLossByName, shortName, type Usage, type Usages } from "./usage";

export interface PlanningOrder {
  readonly attempt: Attempt;
  readonly usages: Usages;
  readonly overrides: ReadonlyMap<string, { readonly override: InputOverride; readonly isFromComment: boolean }>;
  readonly seed: number;
}

/** How many entries a list has when nothing says. */
const listLength = taskCount;
const mappingKeys = ["a", "b"] as const;

export function planParameter(path: string, order: PlanningOrder, isVariadic = false): InputPlan {
  const usage = order.usages.get(path);
  const found = order.overrides.get(shortName(path));
  if (found !== undefined) {
    const { role } = found.override;
    return role === "model" || role === "lossFunction" ? standIn(path, usage, order, role, true) : leaf(path, order);
  }
  const guess = order.attempt.roles.get(path);
  if (guess?.texts !== undefined) {
    const length = Math.max(listLength, usage?.length ?? 0);
    const value = textsOfShape(guess.texts, order.attempt.sizes.N, length);
    return { kind: "plain", name: shortName(path), role: "option", value, source: "inferred", reason: guess.reason };
  }
  if (usage !== undefined) {
    if (usage.calledWith !== undefined || usage.isModule)
      return standIn(path, usage, order, roleOfCallable(path, usage), false);
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

/** Walked over beside records, one for each sample: pairs of indexes that match what was found with what is there. */
function isOneEach(usage: Usage | undefined, { usages }: PlanningOrder): boolean {
  return [...(usage?.zipped ?? [])].some((other) => (usages.get(`${other}[]`)?.fields.size ?? 0) > 0);
}

/** What was found goes with what is there, in its order. */
function matches(path: string, parts: number, { attempt }: PlanningOrder): RecordPlan {
  const { N, T } = attempt.sizes;
  const name = shortName(path);
  const tuple = (own: string, fields: readonly InputPlan[]): RecordPlan => ({
    kind: "record",
    name: own,
    path,
    form: "tuple",
    fields: fields.map((plan, key) => ({ key: String(key), plan })),
  });
  const indexes = (own: string): TensorPlan => ({
    kind: "tensor",
    name: own,
    role: "classIndex",
    shape: [T],
    dtype: "int64",
    data: Int32Array.from({ length: T }, (_, i) => i),
    source: "inferred",
    reason: "pairs beside the records of the samples",
  });
  const pair = (own: string) =>
    tuple(
      own,
      Array.from({ length: parts }, (_, i) => indexes(`${own}.${i}`)),
    );
  return tuple(
    name,
    Array.from({ length: N }, (_, i) => pair(`${name}[${i}]`)),
  );
}

/** Arguments of a constructor are sizes, numbers or words; a name tells which. */
export function planConstruction(name: string, order: PlanningOrder): InputPlan {
  const path = `@${name}`;
  const usage = order.usages.get(path);
  const { sizes } = order.attempt;
  if (order.overrides.has(name)) return leaf(name, order);
  if (usage !== undefined && (usage.calledWith !== undefined || usage.isModule))
    return standIn(path, usage, order, roleOfCallable(path, usage), false);
  if (usage !== undefined && usage.fields.size > 0) return record(path, usage, order);
  if (usage?.isMapping) return mapping(path, order);
  if (isFlag(usage) && !isFactorByName(name)) return off(name);
  if (order.usages.get(`${path}[]`)?.calledWith !== undefined) {
    const keys = Array.from({ length: listLength }, (_, i) => String(i));
    return {
      kind: "record",
      name,
      path,
      form: "tuple",
      fields: keys.map((key) => ({ key, plan: planParameter(`${path}[]`, order) })),
    };
  }
  const isCompared = usage?.votes.has("target") || usage?.votes.has("prediction");
  if (usage?.rank !== undefined || usage?.isHeld || (isCompared && !isNumberByName(name))) return leaf(path, order);
  if (usage?.isWalked && isStructure(order.usages.get(`${path}[]`))) return listOf(path, order);
  if (usage?.isWalked || /list|counts|per_cls|per_class|freq/.test(name.toLowerCase())) {
    const length = usage?.isBesideList ? listLength : sizes.C;
    const isOfIndexes = usage?.votes.has("classIndex") === true;
    const words = new Set(order.usages.get(`${path}[]`)?.words);
    const value = words.size > 0 ? [...words] : Array.from({ length }, (_, i) => (isOfIndexes ? i : sizes.C - i));
    return { kind: "plain", name, role: "number", value, source: "inferred", reason: "the constructor needs a list" };
  }
  if (usage?.votes.has("weights")) return tensorOf(name, "weights", sizes.C, 1, "one weight for each class");
  const guess = order.attempt.roles.get(path);
  if (isReceived(name) && usage?.isTable) return table(name);
  if (isReceived(name) && isTensorLike(path, usage, guess)) return leaf(path, order);
  if (isReceived(name) && usage?.isAsked) return standIn(path, usage, order, "model", false);
  if (isModelByName(name) && usage?.words[0] === undefined) return standIn(path, usage, order, "model", false);
  if (isQuestionByName(name))
    return { kind: "plain", name, role: "option", value: true, source: "inferred", reason: "its name is a yes or no" };
  const value = usage?.words[0] ?? sizeOrNumber(name.toLowerCase(), sizes);
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

function off(name: string): InputPlan {
  const reason = "only asked whether it is true";
  return { kind: "plain", name, role: "option", value: false, source: "inferred", reason };
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

function tensorOf(name: string, role: Role, size: number, value: number, reason: string): TensorPlan {
  const data = new Float32Array(size).fill(value);
  return { kind: "tensor", name, role, shape: [size], dtype: "float32", data, source: "inferred", reason };
}

function leaf(path: string, order: PlanningOrder, name = shortName(path)): ReturnType<typeof planInput> {
  const { roles } = order.attempt;
  const sizes = ownSizes(order.attempt.sizes, path, order.usages);
  const guess = roles.get(path) ?? { role: "option", reason: "has no default" };
  const found = order.overrides.get(name);
  const usage = order.usages.get(path);
  const layout = layoutOf(order.attempt, found?.override.role ?? guess.role, usage);
  const isHeld = usage?.isHeld === true || isHeldByName(path) || ("score" in guess && guess.score <= 0);
  const isChooser = usage?.isChooser === true;
  const own =
    guess.role === "option" ? wordFor(path, usage) : guess.role === "number" ? numberFor(name, sizes) : undefined;
  const override = found?.override ?? (own === undefined ? undefined : { value: own });
  const planned = planInput(
    {
      name,
      isChooser,
      first: usage?.above ?? 0,
      role: guess.role,
      reason: guess.reason,
      override,
      isFromComment: found?.isFromComment ?? false,
      isHeld,
    },
    layout,
    sizes,
    order.seed,
  );
  return found === undefined && planned.kind === "plain" ? { ...planned, source: "inferred" } : planned;
}

function wordFor(path: string, usage: Usage | undefined): string | undefined {
  return usage?.words[0] ?? (/reduction$/.test(path) ? "mean" : /device$/.test(path) ? "cpu" : undefined);
}

/** A method of a base class that is not there. */
function isOfBase(path: string): boolean {
  return path.startsWith("@super.");
}

function roleOfCallable(path: string, usage: Usage): StandInPlan["role"] {
  return !isOfBase(path) && !usage.isModule && (usage.calledWith ?? 0) >= 2 && isLossByName(path)
    ? "lossFunction"
    : "model";
}

function standIn(
  path: string,
  usage: Usage | undefined,
  order: PlanningOrder,
  role: StandInPlan["role"],
  isGiven: boolean,
): StandInPlan {
  const outputPath = `${path}.output`;
  const answered = order.usages.get(outputPath);
  // what a model answers once is an input of its own; asked twice, it must answer to what it is given
  const hasOutput =
    role === "model" &&
    answered !== undefined &&
    usage !== undefined &&
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

/** Token ids and bundles of them are nothing that a model could give back as its answer. */
function takesNoFloats(usage: Usage, order: PlanningOrder): boolean {
  if (usage.given === undefined) return false;
  if (order.usages.get(usage.given)?.isMapping) return true;
  return order.attempt.roles.get(usage.given)?.role === "classIndex";
}

/** What a model answers, once for each time that it is asked. */
function answersOf(path: string, calls: number, order: PlanningOrder): InputPlan {
  const first = planParameter(path, order);
  if (calls === 1) return first;
  const name = shortName(path);
  const fields = Array.from({ length: calls }, (_, i) => ({
    key: String(i),
    plan: i === 0 ? first : renamed(first, name, `${name}${i + 1}`),
  }));
  return { kind: "record", name, path, form: "tuple", fields };
}

function fieldsOf(path: string, usage: Usage | undefined, order: PlanningOrder): RecordPlan["fields"] {
  return [...(usage?.fields.keys() ?? [])].map((key) => ({ key, plan: planParameter(`${path}.${key}`, order) }));
}

function record(path: string, usage: Usage, order: PlanningOrder): RecordPlan {
  const named = [...usage.fields.keys()];
  const form =
    named.length === 0
      ? "tuple"
      : [...usage.fields.values()].some((field) => field === "attribute")
        ? "object"
        : "dict";
  const keys = named.length > 0 ? named : Array.from({ length: usage.parts }, (_, i) => String(i));
  const fields = keys.map((key) => ({ key, plan: planParameter(`${path}.${key}`, order) }));
  return { kind: "record", name: shortName(path), path, form, fields: form === "dict" ? tensorsFirst(fields) : fields };
}

/** `next(iter(outputs.values())).device`: the first is looked at for all of them. */
function tensorsFirst(fields: RecordPlan["fields"]): RecordPlan["fields"] {
  const isTensor = ({ plan }: RecordPlan["fields"][number]) => plan.kind === "tensor";
  return [...fields.filter(isTensor), ...fields.filter((field) => !isTensor(field))];
}

/** What is known of each sample, as `targets[i]["boxes"]`: a record for every sample. */
function listOfRecords(path: string, entry: Usage, order: PlanningOrder): RecordPlan {
  const name = shortName(path);
  const length = Math.max(order.attempt.sizes.N, order.usages.get(path)?.length ?? 0);
  const keys = Array.from({ length }, (_, i) => String(i));
  const all = record(`${path}[]`, entry, order);
  const plan = (key: string, place: number): InputPlan =>
    renamed(
      mapLeaves(all, (part) => (part.kind === "tensor" ? sampleOf(part, place, keys.length) : part)),
      `${name}[]`,
      `${name}[${key}]`,
    );
  return {
    kind: "record",
    name,
    path,
    form: "tuple",
    fields: keys.map((key, place) => ({ key, plan: plan(key, place) })),
  };
}

/** One sample's part of what is known of all: several objects, or what there is one of for a sample as a list of one. */
function sampleOf(tensor: TensorPlan, place: number, samples: number): TensorPlan {
  const [extent, ...rest] = tensor.shape;
  if (extent !== samples) return tensor;
  const size = tensor.data.length / samples;
  const isOne = rest.length === 0 || (rest.length === 1 && tensor.dtype === "float32");
  return { ...tensor, shape: isOne ? [1, ...rest] : rest, data: tensor.data.slice(place * size, (place + 1) * size) };
}

/** A dict whose keys the program does not spell out. */
function mapping(path: string, order: PlanningOrder): RecordPlan {
  const name = shortName(path);
  const fields = mappingKeys.map((key) => ({ key, plan: leaf(`${path}[]`, order, `${name}.${key}`) }));
  return { kind: "record", name, path, form: "dict", fields };
}

/** A list of whatever the program takes its entries for; of losses when nothing says. */
function listOf(path: string, order: PlanningOrder, name = shortName(path)): InputPlan {
  const entryPath = `${path}[]`;
  const entry = order.usages.get(entryPath);
  const guess = order.attempt.roles.get(entryPath);
  const reason = order.attempt.roles.get(path)?.reason ?? "walked over as a list";
  const isGiven = order.overrides.has(name);
  if (entry?.isWalked && !isGiven) {
    const keys = Array.from({ length: listLength }, (_, i) => String(i));
    return {
      kind: "record",
      name,
      path,
      form: "tuple",
      fields: keys.map((key) => ({ key, plan: listOf(entryPath, order, `${name}.${key}`) })),
    };
  }
  if (isStructure(entry) && !isGiven) {
    const one = planParameter(entryPath, order);
    const fields = Array.from({ length: listLength }, (_, i) => ({
      key: String(i),
      plan: renamed(one, shortName(entryPath), `${name}[${i}]`),
    }));
    return { kind: "record", name, path, form: "tuple", fields };
  }
  const isOfLosses =
    isGiven ||
    entry === undefined ||
    guess === undefined ||
    (guess.score <= 0 && entry.minRank === 0) ||
    ["scalarLoss", "option", "number"].includes(guess.role);
  const { sizes } = order.attempt;
  if (isOfLosses) {
    const override = order.overrides.get(name);
    const base = { name, role: "taskLosses", reason, isHeld: false } as const;
    return planInput(
      { ...base, override: override?.override, isFromComment: override?.isFromComment ?? false },
      order.attempt.layout,
      sizes,
      order.seed,
    );
  }
  const layout = layoutOf(order.attempt, guess.role, entry);
  const isHeld = isHeldByName(path);
  const length = Math.max(listLength, order.usages.get(path)?.length ?? 0);
  const items = Array.from({ length }, (_, i) => {
    const base = { name: `${name}[${i}]`, role: guess.role, reason: guess.reason, isHeld } as const;
    return planInput({ ...base, override: undefined, isFromComment: false }, layout, sizes, order.seed);
  });
  return {
    kind: "list",
    name,
    role: "taskLosses",
    items: items.filter((item) => item.kind === "tensor"),
    source: "inferred",
    reason,
  };
}
