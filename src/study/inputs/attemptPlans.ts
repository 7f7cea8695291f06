/** From an attempt to the inputs of everything that is needed, and what makes two attempts the same. */

import type { Subject } from "../subject/subject";
import type { Attempt } from "./attempts";
import { type InputPlan, leavesOf } from "./inputs";
import { type Needs, neededIn, neededOf } from "./needs";
import { planConstruction, planParameter } from "./planning";
import type { PlanningOrder } from "./planningOrder";

export interface Plans {
  readonly construction: readonly InputPlan[];
  readonly inputs: readonly InputPlan[];
}

export function planAll(subject: Subject, order: Needs & { readonly seed: number }, attempt: Attempt): Plans {
  const planning: PlanningOrder = { attempt, usages: order.usages, overrides: order.overrides, seed: order.seed };
  return {
    construction: neededIn(subject.construction, order, "@").map(({ name }) => planConstruction(name, planning)),
    inputs: neededOf(subject, order).map(({ name, form }) => planParameter(name, planning, form === "variadic")),
  };
}

/** Attempts that differ in numbers only have the same. */
export function shapesOf({ construction, inputs }: Plans): string {
  const leaves = leavesOf([...construction, ...inputs]);
  return JSON.stringify(
    leaves.map((leaf) => {
      if (leaf.kind === "plain") return leaf.value;
      const tensors = leaf.kind === "list" ? leaf.items : [leaf];
      return tensors.map(({ dtype, shape }) => [dtype, ...shape]);
    }),
  );
}

/** How many entries the lists among them have. */
export function listLengths(plans: readonly InputPlan[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const plan of plans) {
    if (plan.kind === "list") found.add(plan.items.length);
    if (plan.kind !== "record") continue;
    if (plan.form === "tuple") found.add(plan.fields.length);
    for (const length of listLengths(plan.fields.map((field) => field.plan))) found.add(length);
  }
  return found;
}

export function sizeOfInputs({ construction, inputs }: Plans): number {
  const tensors = leavesOf([...construction, ...inputs]).flatMap((leaf) =>
    leaf.kind === "plain" ? [] : leaf.kind === "list" ? leaf.items : [leaf],
  );
  return tensors.reduce((total, { data }) => total + data.length, 0);
}

/** Attempts that differ in what is not asked for have the same. */
export function keyOf({ construction, inputs }: Plans): string {
  const leaves = leavesOf([...construction, ...inputs]);
  return `${shapesOf({ construction, inputs })} ${leaves.map(({ name, role }) => `${name}:${role}`).join(" ")}`;
}
