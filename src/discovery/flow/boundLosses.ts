/** Names that the top level binds to a loss: `bce = nn.BCELoss()`, `focal = partial(focal_loss, gamma=2.0)`. A call of one gives a loss. */

import type { Statement } from "../../syntax/tree";
import { evaluate } from "./dataflow";
import { noEffects } from "./effects";
import { type Flow, has, mark, nothing } from "./flow";
import { lossResult } from "./namedCalls";
import type { Surroundings } from "./state";

/** What a call of each such name returns. */
export function boundLosses(
  statements: readonly Statement[],
  surroundings: Surroundings,
): readonly (readonly [string, Flow])[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== "assign" || statement.targets.length !== 1) return [];
    const [target] = statement.targets;
    if (target?.kind !== "name" || statement.value?.kind !== "call") return [];
    const made = evaluate(
      { ...surroundings, names: new Map(), effects: noEffects(), receiver: undefined },
      statement.value,
    );
    const isLoss = has(made, mark.callable) && has(made, mark.lossCall) && made.roots.size === 0;
    return isLoss ? [[target.name, lossResult(nothing)] as const] : [];
  });
}
