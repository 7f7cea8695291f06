/** Bounds of sizes: in `abs(error) < delta` the bound is a number, whatever it is called. */

import type { Expression } from "../../syntax/tree";
import { lastWord } from "./callNames";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import type { Reader } from "./usage";

/** `x.abs()`, `np.abs(x)`, or a name of that. */
export function isAbsolute(names: Names, value: Expression | undefined): boolean {
  if (value?.kind === "name") return names.absolutes.has(value.name);
  return value?.kind === "call" && /^(abs|absolute|fabs)_?$/.test(lastWord(value.callee) ?? "");
}

/** A vote for what an absolute value is compared with. */
export function readBound(reader: Reader, names: Names, [left, right]: readonly Expression[]): void {
  const votes = votesFor(reader, names);
  for (const [size, bound] of [
    [left, right],
    [right, left],
  ] as const) {
    if (isAbsolute(names, size) && pathOf(reader, names, bound) !== undefined)
      votes(bound, "number", 5.5, "held against a size");
  }
}
