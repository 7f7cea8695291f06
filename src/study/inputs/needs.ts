/** What of a definition's parameters is given: what has no default, what a person gave, what errors asked for. */

import type { InputOverride } from "../request";
import type { Parameter } from "../subject/signature";
import type { Subject } from "../subject/subject";
import type { Usage, Usages } from "../usage/usage";

/** What has no default, and what a person gave; `*losses` where the definition takes nothing else. */
export function neededOf(subject: Subject, order: Needs): readonly Parameter[] {
  const needed = neededIn(subject.parameters, order, "");
  if (needed.length > 0) return needed;
  return subject.parameters.filter(({ form }) => form === "variadic");
}

export interface Needs {
  readonly overrides: ReadonlyMap<string, { readonly override: InputOverride; readonly isFromComment: boolean }>;
  readonly usages: Usages;
  /** Parameters that are `None` unless they are given, by their paths, and are given. */
  readonly optional?: readonly string[];
}

/** @param mark what the paths of these parameters begin with */
export function neededIn(parameters: readonly Parameter[], order: Needs, mark: string): readonly Parameter[] {
  const isWanted = (name: string) => isGiven(order, name) || order.optional?.includes(`${mark}${name}`) === true;
  const isTaken = (name: string) => isTakenApart(order.usages.get(`${mark}${name}`));
  return parameters.filter(
    ({ name, form, hasDefault }) =>
      form !== "keywords" && (isWanted(name) || (form === "variadic" ? isTaken(name) : !hasDefault)),
  );
}

/** `args[0]`: what a call spells out by another way. */
function isTakenApart(usage: Usage | undefined): boolean {
  return usage !== undefined && usage.parts > 0;
}

/** Whether a person gave it, or a part of it. */
export function isGiven({ overrides }: Pick<Needs, "overrides">, name: string): boolean {
  return [...overrides.keys()].some((key) => key === name || key.startsWith(`${name}.`));
}
