/** What a call calls, by name. */

import type { Expression } from "../../syntax/tree";

/** The last word of what is called; `self.criterion(…)` counts as what the constructor put there. */
export function lastWord(callee: Expression): string | undefined {
  if (callee.kind === "name") return callee.name;
  if (callee.kind === "member") return callee.name;
  return callee.kind === "call" ? lastWord(callee.callee) : undefined;
}
