/** By what call a value was made: the last word of it says what the value is (`nn.BCELoss()`, `partial(focal, gamma=2)`). */

import type { Block, Expression } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

/** The last word of what was called, or of a function itself; `partial(f, …)` is an `f`. */
export function makerOf(value: Expression): string | undefined {
  const callee = value.kind === "call" ? value.callee : value;
  const word = callee.kind === "name" || callee.kind === "member" ? callee.name : undefined;
  const first = value.kind === "call" ? value.arguments[0]?.value : undefined;
  if (word === "partial" && first !== undefined) return makerOf(first);
  return word !== undefined && value.kind === "call" && isOfLogits(value) ? `${word}OfLogits` : word;
}

/** Keras says so of its losses: `BinaryCrossentropy(from_logits=True)`. */
export function isOfLogits({ arguments: given }: Extract<Expression, { kind: "call" }>): boolean {
  return given.some(
    ({ kind, value, ...rest }) =>
      kind === "keyword" &&
      "name" in rest &&
      rest.name === "from_logits" &&
      value.kind === "constant" &&
      value.value === "true",
  );
}

/** What statements put on `self`, by the last word of the call that made it. */
export function attributesSetBy(body: Block): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const ambiguous = new Set<string>();
  const always = new Set<object>(body);
  walk(body, (node) => {
    if (node.kind !== "assign" || node.value === undefined) return;
    const made = makerOf(node.value);
    for (const target of node.targets) {
      if (made === undefined || target.kind !== "member" || target.object.kind !== "name") continue;
      // what is set whatever happens takes the place of what was set before
      if (always.has(node)) ambiguous.delete(target.name);
      else if (found.has(target.name) && found.get(target.name) !== made) ambiguous.add(target.name);
      found.set(target.name, made);
    }
  });
  for (const name of ambiguous) found.delete(name);
  return found;
}
