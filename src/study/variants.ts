/** Inputs whose sign decides how the loss behaves are drawn once for each sign, side by side. */

import { type InputPlan, leavesOf, mapLeaves } from "./inputs";
import type { KnobTarget } from "./knobs";

export interface Variant {
  /** Empty when there is only one. */
  readonly title: string;
  readonly apply: (plan: InputPlan) => InputPlan;
}

/** @param fixed names of inputs whose numbers were given */
export function variantsOf(plans: readonly InputPlan[], x: KnobTarget, fixed: ReadonlySet<string>): readonly Variant[] {
  const signed = leavesOf(plans).find(
    (plan) => plan.kind === "tensor" && plan.role === "advantage" && plan.name !== x.name && !fixed.has(plan.name),
  );
  if (signed === undefined) return [{ title: "", apply: (plan) => plan }];
  return [
    { title: `${signed.name} > 0`, apply: (plan) => scaled(plan, signed.name, 1) },
    { title: `${signed.name} < 0`, apply: (plan) => scaled(plan, signed.name, -1) },
  ];
}

function scaled(plan: InputPlan, name: string, factor: number): InputPlan {
  return mapLeaves(plan, (leaf) =>
    leaf.name === name && leaf.kind === "tensor"
      ? { ...leaf, data: Float32Array.from(leaf.data, (value) => factor * value) }
      : leaf,
  );
}
