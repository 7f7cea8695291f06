/** Knobs that move a whole tensor along a line, which is easier to read than one of its coordinates. */

import { sizeOf } from "../../graph/graph";
import type { TensorPlan } from "../inputs/inputs";
import { wordsOf } from "../roles/roleNames";
import { type KnobTarget, unravel } from "./knobTarget";

/** The chance of a class, the others sharing what is left: for programs that insist on a sum of 1. */
export function shareOf(plan: TensorPlan, own: number): KnobTarget | undefined {
  const { name, data, shape, classAxis } = plan;
  if (plan.role !== "probabilities" || classAxis === undefined) return undefined;
  const stride = sizeOf(shape.slice(classAxis + 1));
  const classes = shape[classAxis] ?? 1;
  const start = own - (Math.floor(own / stride) % classes) * stride;
  const isShared = (i: number) => i >= start && (i - start) % stride === 0 && (i - start) / stride < classes;
  const rest = 1 - (data[own] ?? 0);
  if (classes < 2 || rest <= 0) return undefined;
  const direction = Float32Array.from(data, (value, i) => (i === own ? 1 : isShared(i) ? -value / rest : 0));
  const from = Float32Array.from(data, (value, i) => (i === own ? 0 : isShared(i) ? value / rest : value));
  const at = unravel(own, shape).join(",");
  return {
    kind: "input",
    name,
    indexes: [],
    knob: `${name}.share[${at}]`,
    title: `${name}[${at}], the others sharing the rest`,
    reference: data[own] ?? 0,
    range: [0, 1],
    along: { from, direction },
  };
}

/** What is easier to read than one coordinate: an embedding on its way to another, a box that is shifted, a ratio of chances. */
export function lineOf(plan: TensorPlan, all: readonly TensorPlan[]): KnobTarget | undefined {
  const base = { kind: "input", name: plan.name, indexes: [], reference: 0 } as const;
  if (plan.role === "boxes") {
    const width = plan.shape.at(-1) ?? 4;
    const direction = Float32Array.from(plan.data, (_, i) => (i < width && i % 2 === 0 ? 1 : 0));
    return {
      ...base,
      knob: `${plan.name}.shift`,
      title: `${plan.name} shift`,
      range: [-3, 3],
      along: { from: plan.data, direction },
    };
  }
  if (plan.role === "logProbabilities") return ratioOf(plan, all);
  if (plan.role === "images") return differenceOf(plan, all);
  if (plan.role !== "embedding" || plan.shape.length < 1) return undefined;
  const others = all.filter(
    (other) =>
      other !== plan &&
      (other.role === "embedding" || other.role === "features") &&
      other.data.length === plan.data.length,
  );
  const [near] = others;
  if (near === undefined) return undefined;
  const far = others.find(({ name }) => /neg/i.test(name)) ?? near;
  const width = plan.data.length / (plan.shape[0] ?? 1);
  const isOne = (i: number) => i < width;
  if (far === near) {
    // away from its partner, through it: x is their distance with a sign, 0 the partner itself
    const away = Float32Array.from(plan.data, (value, i) => (isOne(i) ? value - (near.data[i] ?? 0) : 0));
    const distance = Math.hypot(...away);
    if (distance === 0) return undefined;
    const direction = away.map((value) => value / distance);
    const from = Float32Array.from(plan.data, (value, i) => (isOne(i) ? (near.data[i] ?? 0) : value));
    return {
      ...base,
      knob: `${plan.name}.from.${near.name}`,
      title: `offset of ${plan.name} from ${near.name}`,
      reference: distance,
      range: [-4, 4],
      along: { from, direction },
    };
  }
  const direction = Float32Array.from(plan.data, (_, i) => (isOne(i) ? (far.data[i] ?? 0) - (near.data[i] ?? 0) : 0));
  const from = Float32Array.from(plan.data, (value, i) => (isOne(i) ? (near.data[i] ?? 0) : value));
  return {
    ...base,
    knob: `${plan.name}.to.${far.name}`,
    title: `${plan.name}: ${near.name} → ${far.name}`,
    range: [-0.5, 1.5],
    along: { from, direction },
  };
}

/** A picture on its way from another through all of its pixels at once: x is their mean difference (root of the mean square). */
function differenceOf(plan: TensorPlan, all: readonly TensorPlan[]): KnobTarget | undefined {
  const near = all.find((one) => one !== plan && one.role === "images" && one.data.length === plan.data.length);
  if (near === undefined || plan.data.length < 4) return undefined;
  const away = Float32Array.from(plan.data, (value, i) => value - (near.data[i] ?? 0));
  const size = Math.hypot(...away) / Math.sqrt(away.length);
  if (size === 0) return undefined;
  return {
    kind: "input",
    name: plan.name,
    indexes: [],
    knob: `${plan.name}.from.${near.name}`,
    title: `offset of ${plan.name} from ${near.name}`,
    reference: size,
    range: [-1, 1],
    along: { from: near.data, direction: away.map((value) => value / size) },
  };
}

/** How far a policy is from what it is held against: the difference of the logarithms. */
function ratioOf(plan: TensorPlan, all: readonly TensorPlan[]): KnobTarget | undefined {
  const { name, data } = plan;
  if (plan.isHeld) return undefined;
  const held = all.filter((one) => one.role === plan.role && one.isHeld && one.data.length === data.length);
  const words = new Set(wordsOf(name).split("_"));
  const likeness = (one: TensorPlan): number =>
    wordsOf(one.name)
      .split("_")
      .filter((word) => words.has(word)).length;
  const [partner] = [...held].sort((a, b) => likeness(b) - likeness(a));
  if (partner === undefined) return undefined;
  const [own = 0, theirs = 0] = [data[0], partner.data[0]];
  return {
    kind: "input",
    name,
    indexes: [],
    knob: `${name}.minus.${partner.name}`,
    title: `${name} − ${partner.name}`,
    reference: own - theirs,
    range: [-5, 5],
    isOpen: true,
    along: {
      from: Float32Array.from(data, (value, i) => (i === 0 ? theirs : value)),
      direction: Float32Array.from(data, (_, i) => (i === 0 ? 1 : 0)),
    },
  };
}
