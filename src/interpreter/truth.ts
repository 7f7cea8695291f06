/** Truth values that stay in the graph: the middle of a chained comparison makes no guard. */

import { isTrue } from "./conversions";
import type { Runtime } from "./runtime";
import { tracedBinary } from "./tracedNumbers";
import type { Value } from "./values";

/** `a < b < c` as `(a < b) and (b < c)`, without asking for a traced answer. */
export function combineTruth(run: Runtime, left: Value, right: Value): Value {
  const both = left.kind === "traced" || right.kind === "traced" ? tracedBinary(run, "&", left, right) : undefined;
  return both ?? (isTrue(run, left) ? right : left);
}
