/**
 * Inputs that decide between two behaviours are drawn once for each, side by side: the sign of an advantage, the label of a
 * sample (right or wrong, alike or not).
 */

import { type InputPlan, leavesOf, mapLeaves, type TensorPlan } from "../inputs/inputs";
import type { KnobTarget } from "../knobs/knobTarget";
import type { Role } from "../request";

export interface Variant {
  /** Empty when there is only one. */
  readonly title: string;
  readonly apply: (plan: InputPlan) => InputPlan;
  /** It leaves the inputs as they are. */
  readonly isBase: boolean;
}

interface Deciding {
  readonly other: (value: number) => number;
  readonly title: (name: string, value: number) => string;
  /** Only where there is one number of it: of several samples some have one label, some the other, already. */
  readonly isSingle: boolean;
}

const equal = (name: string, value: number): string => `${name} = ${value}`.replace("-", "−");

const deciding: { readonly [R in Role]?: Deciding } = {
  advantage: {
    other: (value) => -value,
    title: (name, value) => `${name} ${value > 0 ? ">" : "<"} 0`,
    isSingle: false,
  },
  binaryLabels: { other: (value) => 1 - value, title: equal, isSingle: true },
  signedLabels: { other: (value) => -value, title: equal, isSingle: true },
};

/**
 * @param fixed names of inputs whose numbers were given
 * @param isCheap a second curve costs next to nothing
 */
export function variantsOf(
  plans: readonly InputPlan[],
  x: KnobTarget,
  fixed: ReadonlySet<string>,
  isCheap: boolean,
): readonly Variant[] {
  const found = leavesOf(plans).flatMap((plan) => {
    const rule = plan.kind === "tensor" ? deciding[plan.role] : undefined;
    return rule !== undefined && plan.kind === "tensor" && plan.name !== x.name && !fixed.has(plan.name)
      ? [{ plan, rule }]
      : [];
  });
  const [first] = found;
  const isClear =
    first !== undefined && (!first.rule.isSingle || (isCheap && found.length === 1 && first.plan.data.length === 1));
  if (!isClear) return [{ title: "", apply: (plan) => plan, isBase: true }];
  const { name, data } = first.plan;
  const { other, title } = first.rule;
  const value = data[0] ?? 0;
  return [
    { title: title(name, value), apply: (plan) => plan, isBase: true },
    { title: title(name, other(value)), apply: (plan) => mapped(plan, name, other), isBase: false },
  ];
}

function mapped(plan: InputPlan, name: string, change: (value: number) => number): InputPlan {
  return mapLeaves(plan, (leaf) => (leaf.name === name && leaf.kind === "tensor" ? changed(leaf, change) : leaf));
}

function changed(leaf: TensorPlan, change: (value: number) => number): TensorPlan {
  const numbers = leaf.data.map(change);
  return { ...leaf, data: numbers };
}
