/**
 * Knobs: the numbers that a curve can be drawn over, by their written names (`pred`, `logits[0,2]`, `delta`,
 * `log_vars[1]`, `ratio`), and which of them tells most.
 */

import type { Data } from "../../graph/graph";
import { sizeOf } from "../../graph/graph";
import { type InputPlan, leavesOf, type TensorPlan } from "../inputs/inputs";
import type { AxisRequest, Knob, KnobChoice } from "../request";
import { rolesByName } from "../roles/roleNames";
import { roleTable } from "../roles/roleTable";
import { type KnobTarget, unravel } from "./knobTarget";
import { lineOf, shareOf } from "./lines";

type LeafPlan = ReturnType<typeof leavesOf>[number];

/** Everything of one loss that could be moved. */
export interface KnobSpace {
  readonly inputs: readonly InputPlan[];
  /** Coefficients that are single numbers, as they stand now. */
  readonly coefficients: readonly { readonly name: string; readonly value: number }[];
  readonly learnables: readonly NamedTensor[];
  readonly locals: readonly NamedLocal[];
}

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Data;
}

/** A tensor that the program gave a name on its way. */
export interface NamedLocal extends NamedTensor {
  /** The exponential of something: a ratio of what was given as logarithms. */
  readonly isExponential: boolean;
}

/** Ranks below are of labels, masks and locals. */
const incidentalBelow = 10;

export const defaultCount = 201;
export const defaultGrid = 41;

/** All knobs, the most telling first. One element stands for each tensor; others can be asked for by index. */
export function listKnobs(space: KnobSpace): readonly KnobTarget[] {
  const ranked: { target: KnobTarget; rank: number }[] = [];
  const takesLogs = leavesOf(space.inputs).some((plan) => plan.role === "logProbabilities");
  const leaves = leavesOf(space.inputs);
  const tensors = leaves.flatMap(tensorsOf);
  leaves.forEach((plan, order) => {
    for (const tensor of tensorsOf(plan)) {
      if (tensor.dtype !== "float32" || tensor.data.length === 0) continue;
      const { asAxis } = roleTable[tensor.role];
      const rank = asAxis - order / 100 - (tensor.isHeld ? 45 : 0) - (isWantedByName(plan.name) ? 2 : 0);
      if (plan.kind === "tensor") {
        const line = lineOf(plan, tensors);
        if (line) ranked.push({ target: line, rank: rank + 0.5 });
        const other = otherElement(tensor);
        if (other !== undefined)
          ranked.push({ target: targetOfInput(plan, tensor, [other], false, tensors), rank: rank - 0.003 });
        const share = shareOf(plan, tellingElement(plan, tensors));
        if (share) ranked.push({ target: share, rank: rank - 0.005 });
      }
      ranked.push({ target: targetOfInput(plan, tensor, [tellingElement(tensor, tensors)], false, tensors), rank });
    }
    if (plan.kind === "plain" && typeof plan.value === "number")
      ranked.push({ target: targetOfPlain(plan.name, plan.value), rank: 30 });
  });
  space.locals.forEach((local, order) => {
    if (sizeOf(local.shape) === 0) return;
    const isNatural = takesLogs && local.isExponential;
    const target = targetOfTensor("local", local, [0], rangeOfLocal(local), false, !isNatural);
    ranked.push({ target, rank: isNatural ? 110 : 6 - order / 100 });
  });
  for (const learnable of space.learnables.slice(0, 12)) {
    const isSmall = learnable.data.length <= 8;
    learnable.data.slice(0, isSmall ? 4 : 1).forEach((_, i) => {
      ranked.push({ target: targetOfTensor("learnable", learnable, [i], [-3, 3]), rank: isSmall ? 40 - i / 10 : 4 });
    });
  }
  space.coefficients.forEach(({ name, value }, order) => {
    ranked.push({ target: targetOfPlain(name, value), rank: 35 - order / 100 });
  });
  return ranked
    .sort((a, b) => b.rank - a.rank)
    .map(({ target, rank }) =>
      rank >= incidentalBelow || target.isIncidental ? target : { ...target, isIncidental: true },
    );
}

/** @param listed the space's knobs. @throws Error with what is possible, when there is no such knob. */
export function requireKnob(space: KnobSpace, listed: readonly KnobTarget[], knob: Knob): KnobTarget {
  const found = listed.find((target) => target.knob === knob.trim()) ?? findKnob(space, knob);
  if (found) return found;
  throw new Error(`unknown knob: ${knob} (have: ${listed.map((target) => target.knob).join(", ")})`);
}

/** Any element of any tensor, by its written name. */
function findKnob(space: KnobSpace, knob: Knob): KnobTarget | undefined {
  const [, name = "", written] = /^([\w.]+)(?:\[([\d\s,]*)\])?$/.exec(knob.trim()) ?? [];
  const index =
    written === undefined
      ? undefined
      : written
          .split(",")
          .filter((part) => part.trim() !== "")
          .map(Number);
  for (const plan of leavesOf(space.inputs)) {
    if (plan.name !== name) continue;
    if (plan.kind === "plain") return typeof plan.value === "number" ? targetOfPlain(name, plan.value) : undefined;
    if (plan.kind === "list") {
      const item = plan.items[index?.[0] ?? 0];
      return item && targetOfInput(plan, item, [0]);
    }
    const flat = flatIndexes(plan, index);
    return flat && targetOfInput(plan, plan, flat, index === undefined);
  }
  const coefficient = space.coefficients.find((candidate) => candidate.name === name);
  if (coefficient) return targetOfPlain(name, coefficient.value);
  const learnable = space.learnables.find((candidate) => candidate.name === name);
  if (learnable) {
    const flat = flatIndexes(learnable, index);
    return flat && targetOfTensor("learnable", learnable, flat, [-3, 3], index === undefined);
  }
  const local = space.locals.find((candidate) => candidate.name === name);
  const flat = local && flatIndexes(local, index);
  return local && flat && targetOfTensor("local", local, flat, rangeOfLocal(local), index === undefined);
}

/** The positions of an axis. @throws Error when the request makes no range. */
export function valuesOfAxis(target: KnobTarget, request: AxisRequest | undefined, count: number): Float64Array {
  const [low, high] = target.range;
  const from = request?.from ?? low;
  const to = request?.to ?? high;
  const points = Math.min(Math.max(2, Math.round(request?.count ?? count)), 2001);
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
    throw new Error(`the axis ${target.knob} cannot run from ${from} to ${to}`);
  const values = new Float64Array(points);
  for (let i = 0; i < points; i++) values[i] = from + ((to - from) * i) / (points - 1);
  return values;
}

export function choiceOfKnob({ knob, title, kind }: KnobTarget): KnobChoice {
  return { knob, title, kind };
}

/** `y_true` of two boxes is what the other one is held against. */
function isWantedByName(name: string): boolean {
  return rolesByName(name)[0]?.[0] === "target";
}

function tensorsOf(plan: LeafPlan): readonly TensorPlan[] {
  return plan.kind === "tensor" ? [plan] : plan.kind === "list" ? plan.items : [];
}

function targetOfInput(
  plan: LeafPlan,
  tensor: TensorPlan,
  indexes: readonly number[],
  isWhole = false,
  all: readonly TensorPlan[] = [],
): KnobTarget {
  const entry = plan.kind === "list" ? plan.items.indexOf(tensor) : undefined;
  const range = roleTable[tensor.role].range;
  const base = targetOfTensor("input", tensor, indexes, range, isWhole);
  if (entry !== undefined) {
    const knob = base.knob.includes("[", tensor.name.length) ? base.knob : tensor.name;
    return { ...base, name: plan.name, knob, title: knob, entry };
  }
  const isTrueClass = isScored(tensor) && all.length > 0 && !isWhole && classOf(tensor, all) !== undefined;
  if (isTrueClass) return { ...base, title: `${base.knob} (true class)` };
  return tensor.role === "logProbabilities" ? { ...base, isOpen: true } : base;
}

function isScored({ role, shape }: TensorPlan): boolean {
  return shape.length > 0 && (role === "logits" || role === "probabilities" || role === "classLogProbabilities");
}

/** The element that stands for a tensor: the score of the first sample's own class, else the first. */
function tellingElement(tensor: TensorPlan, all: readonly TensorPlan[]): number {
  const own = isScored(tensor) ? (classOf(tensor, all) ?? 0) : 0;
  const axis = tensor.classAxis ?? tensor.shape.length - 1;
  return own * sizeOf(tensor.shape.slice(axis + 1)) + middleOf(tensor.shape);
}

/** An element in the last channel of a picture, for losses that leave the first ones out. */
function otherElement(tensor: TensorPlan): number | undefined {
  const { shape } = tensor;
  const [, channels = 1] = shape;
  const isPicture = middleOf(shape) > 0 && shape.length > 3 && channels > 1 && channels < pictureExtent;
  return isPicture && !isScored(tensor)
    ? (channels - 1) * sizeOf(shape.slice(2)) + middleOf([1, 1, ...shape.slice(2)])
    : undefined;
}

/** Axes so long, where there are two, are a picture's height and width. */
const pictureExtent = 6;

/** From the corner of a picture to its middle, which has neighbours on all sides. */
function middleOf(shape: readonly number[]): number {
  const places = shape.map((extent, axis) => (axis > 0 && extent >= pictureExtent ? Math.floor(extent / 2) : 0));
  if (places.filter((place) => place > 0).length < 2) return 0;
  return places.reduce((flat, place, axis) => flat + place * sizeOf(shape.slice(axis + 1)), 0);
}

/** The class of the first sample, where there are labels of classes. */
function classOf(tensor: TensorPlan, all: readonly TensorPlan[]): number | undefined {
  const labels = all.find(({ role, data }) => role === "classIndex" && data.length > 0);
  const classes = tensor.shape[tensor.classAxis ?? tensor.shape.length - 1] ?? 1;
  const own = labels?.data[middleOf(labels.shape)];
  if (own !== undefined && own >= 0 && own < classes) return own;
  const oneHot = all.find(({ role }) => role === "oneHot");
  return oneHot === undefined ? undefined : 0;
}

function targetOfTensor(
  kind: KnobTarget["kind"],
  tensor: NamedTensor,
  indexes: readonly number[],
  range: readonly [number, number],
  isWhole = false,
  isIncidental = false,
): KnobTarget {
  const isSingle = sizeOf(tensor.shape) === 1;
  const knob =
    isSingle || isWhole ? tensor.name : `${tensor.name}[${unravel(indexes[0] ?? 0, tensor.shape).join(",")}]`;
  const title = isWhole && !isSingle ? `${tensor.name} (all)` : knob;
  return {
    kind,
    knob,
    name: tensor.name,
    title,
    indexes,
    range,
    get reference() {
      return tensor.data[indexes[0] ?? 0] ?? 0;
    },
    ...(isIncidental ? { isIncidental } : {}),
  };
}

function targetOfPlain(name: string, value: number): KnobTarget {
  const reach = Math.abs(value) || 1;
  const range: readonly [number, number] =
    value >= 0 ? [0, Math.max(2 * reach, reach < 1 ? Math.min(1, 4 * reach) : 0)] : [-2 * reach, 2 * reach];
  return { kind: "coefficient", knob: name, name, title: name, indexes: [], reference: value, range };
}

function rangeOfLocal(local: NamedLocal): readonly [number, number] {
  return local.isExponential ? [0, 2] : [-5, 5];
}

/** Without an index all elements move; a shorter index moves everything below it. */
function flatIndexes(tensor: NamedTensor, index: readonly number[] | undefined): readonly number[] | undefined {
  const { shape } = tensor;
  if (index === undefined || index.length === 0) return Array.from(tensor.data.keys());
  if (index.length > shape.length || index.some((value, axis) => !(value >= 0 && value < (shape[axis] ?? 0))))
    return undefined;
  const below = sizeOf(shape.slice(index.length));
  const start = index.reduce((flat, value, axis) => flat * (shape[axis] ?? 1) + value, 0) * below;
  return Array.from({ length: below }, (_, i) => start + i);
}
