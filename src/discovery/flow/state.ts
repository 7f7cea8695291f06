/** What an expression can see while its flow is followed. */

import type { Imports } from "../imports";
import type { Effects } from "./effects";
import type { Flow } from "./flow";

/** What an attribute of `self` is; `operation:relu` is a module that does one known thing. */
export type AttributeKind = "loss" | "network" | "learnable" | "number" | "other" | `operation:${string}`;

/** What a function can see beside its parameters. */
export interface Surroundings {
  readonly imports: Imports;
  /** What the functions of the file return, and `loss` for its loss classes. */
  readonly summaries: ReadonlyMap<string, Flow>;
  readonly attributes: ReadonlyMap<string, AttributeKind>;
  /** What the methods of the same class return. */
  readonly methods: ReadonlyMap<string, Flow>;
}

export interface State extends Surroundings {
  readonly names: Map<string, Flow>;
  readonly effects: Effects;
  readonly receiver: string | undefined;
}
