/** Makes the inputs of a loss: shapes and seeded numbers for roles in a layout, and what a person gave instead. */

import type { Data } from "../../graph/graph";
import { sizeOf } from "../../graph/graph";
import type { Given, InputChoice, InputOverride, Role } from "../request";
import type { LibraryName } from "../roles/libraryNames";
import { entryAxis, type Layout, roleTable, type Sizes, shapeOfRole } from "../roles/roleTable";

/** One input, ready to be handed to the program. */
export type InputPlan = TensorPlan | ListPlan | PlainPlan | RecordPlan | StandInPlan | LibraryPlan;

export interface TensorPlan {
  readonly kind: "tensor";
  readonly name: string;
  readonly role: Role;
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int64" | "bool";
  readonly data: Data;
  readonly source: InputChoice["source"];
  readonly reason: string;
  /** Held still by the program, or by its name: no axis while anything else can be one. */
  readonly isHeld?: boolean;
  /** The axis along which classes compete. */
  readonly classAxis?: number;
}

export interface ListPlan {
  readonly kind: "list";
  readonly name: string;
  readonly role: Role;
  readonly items: readonly TensorPlan[];
  readonly source: InputChoice["source"];
  readonly reason: string;
}

export interface PlainPlan {
  readonly kind: "plain";
  readonly name: string;
  readonly role: Role;
  readonly value: Given;
  readonly source: InputChoice["source"];
  readonly reason: string;
}

/** A dict, an object with attributes, or a tuple, of inputs with dotted names of their own. */
export interface RecordPlan {
  readonly kind: "record";
  readonly name: string;
  /** Where the program's use of it is noted. */
  readonly path: string;
  readonly form: "dict" | "object" | "tuple";
  readonly fields: readonly { readonly key: string; readonly plan: InputPlan }[];
  /** What it is asked for and lacks: the program has something to fall back on. */
  readonly without?: readonly string[];
}

/** Something to be called: a model that gives back its first input (or `output`), or a loss that is the squared error. */
export interface StandInPlan {
  readonly kind: "standIn";
  readonly name: string;
  /** Where the program's use of it is noted. */
  readonly path: string;
  readonly role: "model" | "lossFunction";
  /** What the model answers, where the program reads more from it than one tensor. */
  readonly output: InputPlan | undefined;
  /** How often it is asked: where more than once, `output` is a tuple of answers in turn. */
  readonly times: number;
  /** Its one parameter, where the program asks for parameters. */
  readonly weight: TensorPlan | undefined;
  /** What else the program reads from it. */
  readonly fields: RecordPlan["fields"];
  /** Names under which its answer is read, where it is asked several times. */
  readonly answers: readonly string[];
  /** Bent, where the program differentiates it. */
  readonly isCurved: boolean;
  readonly source: InputChoice["source"];
  readonly reason: string;
}

/** A library that the program is handed instead of importing it. */
export interface LibraryPlan {
  readonly kind: "library";
  readonly name: string;
  readonly library: LibraryName;
}

export interface InputOrder {
  readonly name: string;
  readonly role: Role;
  readonly reason: string;
  readonly override: InputOverride | undefined;
  /** Whether the override stands in a comment beside the definition. */
  readonly isFromComment: boolean;
  readonly isHeld: boolean;
  /** A mask or a label that must be boolean. */
  readonly isChooser?: boolean;
  /** A target of numbers of its own, instead of 0. */
  readonly isDrawn?: boolean;
  /** Something is divided by it: no target of 0. */
  readonly isDivisor?: boolean;
  /** The class of the first sample. */
  readonly first?: number;
  /** On a picture that class has a patch in the middle, with another around it. */
  readonly isPatch?: boolean;
}

/** The plans that hold numbers, in order. */
export function leavesOf(plans: readonly InputPlan[]): readonly (TensorPlan | ListPlan | PlainPlan)[] {
  return plans.flatMap((plan): readonly (TensorPlan | ListPlan | PlainPlan)[] => {
    if (plan.kind === "record") return leavesOf(plan.fields.map((field) => field.plan));
    if (plan.kind === "standIn") return leavesOf(partsOf(plan));
    if (plan.kind === "library") return [];
    return [plan];
  });
}

function partsOf({ output, weight, fields }: StandInPlan): readonly InputPlan[] {
  return [output, weight, ...fields.map(({ plan }) => plan)].filter((part) => part !== undefined);
}

/** The same plans with every plan that holds numbers changed. */
export function mapLeaves(
  plan: InputPlan,
  change: (leaf: TensorPlan | ListPlan | PlainPlan) => TensorPlan | ListPlan | PlainPlan,
): InputPlan {
  if (plan.kind === "record")
    return { ...plan, fields: plan.fields.map(({ key, plan: inner }) => ({ key, plan: mapLeaves(inner, change) })) };
  if (plan.kind === "library") return plan;
  if (plan.kind === "standIn") return { ...plan, output: plan.output && mapLeaves(plan.output, change) };
  return change(plan);
}

/** The same plan under another name. */
export function renamed(plan: InputPlan, before: string, after: string): InputPlan {
  return mapLeaves(plan, (leaf) => {
    const name = leaf.name.startsWith(before) ? after + leaf.name.slice(before.length) : leaf.name;
    return { ...leaf, name };
  });
}

/** How many losses a list of task losses holds when nothing says otherwise. */
const taskCount = 2;

/** A single input: no record, nothing to be called. */
export function planInput(
  order: InputOrder,
  layout: Layout,
  sizes: Sizes,
  seed: number,
): TensorPlan | ListPlan | PlainPlan {
  const { name, override } = order;
  const role = override?.role ?? order.role;
  const source = override === undefined ? "inferred" : order.isFromComment ? "comment" : "given";
  const reason = override?.role === undefined ? order.reason : "as given";
  const base = { name, role, source, reason, isHeld: order.isHeld } as const;
  if (role === "option" || role === "number" || role === "model" || role === "lossFunction")
    return { kind: "plain", ...base, value: override?.value ?? (role === "number" ? 1 : null) };
  if (role === "taskLosses") {
    const given = override?.value;
    const values = isNumberList(given) ? given : Array.from({ length: override?.shape?.[0] ?? taskCount }, () => 1);
    const items = values.map(
      (value, i): TensorPlan => ({
        kind: "tensor",
        name: `${name}[${i}]`,
        role: "scalarLoss",
        shape: [],
        dtype: "float32",
        data: Float32Array.of(value),
        source,
        reason,
      }),
    );
    return { kind: "list", ...base, items };
  }
  const given = override?.value;
  if (given !== undefined && (given === null || typeof given === "string" || typeof given === "boolean")) {
    return { kind: "plain", ...base, value: given };
  }
  const fromValue = given === undefined ? undefined : shapeOfGiven(given);
  const wanted = override?.shape ?? (fromValue && fromValue.length > 0 ? fromValue : shapeOfRole(role, layout, sizes));
  const facts = roleTable[role];
  const isBool = (role === "mask" || role === "binaryLabels") && order.isChooser === true;
  // language models are given theirs as whole numbers, to be multiplied with token ids
  const isWhole = role === "mask" && !isBool && /attention_?mask/i.test(name);
  const dtype = isWhole ? "int64" : isBool ? "bool" : facts.dtype === "none" ? "float32" : facts.dtype;
  const data = allocate(dtype, sizeOf(wanted));
  const flat = given === undefined ? undefined : flatten(given);
  const draw = createDraw(seed, name);
  const shared = isApartByName(name) ? draw : createDraw(seed, "shared");
  const axis = entryAxis(role, layout);
  const inner = axis === undefined ? 1 : sizeOf(wanted.slice(axis + 1));
  const entries = axis === undefined ? (wanted.at(-1) ?? 1) : (wanted[axis] ?? 1);
  // the spectrum of silence has no logarithm
  const isDrawn =
    (role === "target" && (data.length > 256 || order.isDrawn === true)) ||
    // measured from their mean, advantages that are all alike are none
    (role === "advantage" && order.isDrawn === true);
  const around = role === "target" && order.isDivisor === true ? 1 : 0;
  const isOutside = order.isPatch === true ? outsideOf(wanted) : () => false;
  const perSample = Math.max(1, sizeOf(wanted.slice(1)));
  for (let i = 0; i < data.length; i++) {
    data[i] =
      flat !== undefined
        ? (flat[i % flat.length] ?? 0)
        : facts.value({
            flat: i,
            sample: Math.floor(i / perSample),
            entry: Math.floor(i / inner) % entries,
            sizes,
            first: isOutside(i) ? 0 : (order.first ?? 0),
            draw,
            shared,
          }) +
          around +
          (isDrawn ? draw() - 0.5 : 0);
  }
  return { kind: "tensor", ...base, shape: wanted, dtype, data, ...(axis === undefined ? {} : { classAxis: axis }) };
}

/** Whether an element lies outside of the middle half of a picture. */
function outsideOf(shape: readonly number[]): (flat: number) => boolean {
  const [height = 0, width = 0] = shape.slice(-2);
  if (shape.length < 3 || Math.min(height, width) < 4) return () => false;
  const isBeside = (at: number, extent: number) => at < extent / 4 || at >= (3 * extent) / 4;
  return (flat) => isBeside(flat % width, width) || isBeside(Math.floor(flat / width) % height, height);
}

/** What is to be unlike the rest. */
function isApartByName(name: string): boolean {
  return /neg|dissimilar|fake|other/i.test(name);
}

export function summarise(plan: TensorPlan | ListPlan | PlainPlan): string {
  switch (plan.kind) {
    case "plain":
      return JSON.stringify(plan.value);
    case "list":
      return `[${plan.items.map(summarise).join(", ")}]`;
    case "tensor": {
      const shown = Array.from(plan.data.slice(0, 6), (value) => String(Number(value.toPrecision(3))));
      const all = new Set(plan.data);
      if (all.size === 1 && plan.data.length > 1) return `all ${shown[0]}`;
      return `${shown.join(", ")}${plan.data.length > 6 ? ", …" : ""}`;
    }
    default:
      return plan satisfies never;
  }
}

/** What the panel shows of an input: each number-carrying part, and each stand-in. */
export function choicesOfPlan(plan: InputPlan): readonly InputChoice[] {
  if (plan.kind === "record") return plan.fields.flatMap((field) => choicesOfPlan(field.plan));
  if (plan.kind === "standIn") {
    const { name, role, source, reason } = plan;
    const summary =
      role === "lossFunction"
        ? "squared error"
        : plan.output === undefined
          ? "gives back its input"
          : "gives a fixed answer";
    const inner = partsOf(plan);
    return [{ name, role, shape: [], dtype: "callable", summary, source, reason }, ...inner.flatMap(choicesOfPlan)];
  }
  if (plan.kind === "library") {
    const { name, library: summary } = plan;
    const reason = "asked for functions of a library";
    return [{ name, role: "option", shape: [], dtype: "module", summary, source: "inferred", reason }];
  }
  const shape = plan.kind === "tensor" ? plan.shape : plan.kind === "list" ? [plan.items.length] : [];
  const dtype = plan.kind === "tensor" ? plan.dtype : plan.kind === "list" ? "list" : "plain";
  return [
    {
      name: plan.name,
      role: plan.role,
      shape,
      dtype,
      summary: summarise(plan),
      source: plan.source,
      reason: plan.reason,
    },
  ];
}

function allocate(dtype: TensorPlan["dtype"], size: number): Data {
  return dtype === "float32" ? new Float32Array(size) : dtype === "int64" ? new Int32Array(size) : new Uint8Array(size);
}

function isNumberList(given: Given | undefined): given is readonly number[] {
  return Array.isArray(given) && given.every((item) => typeof item === "number");
}

/** The shape of a nested list; a number is rank 0. */
export function shapeOfGiven(given: Given): readonly number[] {
  if (!isList(given)) return [];
  const [first] = given;
  return [given.length, ...(first === undefined ? [] : shapeOfGiven(first))];
}

function flatten(given: Given): number[] {
  if (isList(given)) return given.flatMap(flatten);
  return [typeof given === "number" ? given : given === true ? 1 : 0];
}

function isList(given: Given): given is readonly Given[] {
  return Array.isArray(given);
}

/** Uniform draws in [0, 1) from a seed and a name, so that one input's numbers do not depend on the others (mulberry32). */
export function createDraw(seed: number, name: string): () => number {
  let state = seed | 0;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
