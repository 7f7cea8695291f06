/** What a plan of inputs is made from. */

import type { Attempt } from "./attempts";
import type { InputPlan } from "./inputs";
import type { InputOverride } from "./request";
import type { Usages } from "./usage";

export interface PlanningOrder {
  readonly attempt: Attempt;
  readonly usages: Usages;
  readonly overrides: ReadonlyMap<string, { readonly override: InputOverride; readonly isFromComment: boolean }>;
  readonly seed: number;
}

/** With the way to plan what is a part of something else, by its path. */
export interface Planning extends PlanningOrder {
  readonly plan: (path: string) => InputPlan;
}
