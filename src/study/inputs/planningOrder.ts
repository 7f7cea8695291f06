/** What a plan of inputs is made from. */

import type { InputOverride } from "../request";
import type { Usages } from "../usage/usage";
import type { Attempt } from "./attempts";
import type { InputPlan } from "./inputs";

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
