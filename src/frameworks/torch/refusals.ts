/** What could be computed but PyTorch refuses. Libraries that borrow its operations have rules of their own. */

import type { Operation } from "./operation";
import { isFloating } from "./promotion";

/** @throws Raised with PyTorch's words where `holds` is not so */
export function demand(o: Operation, holds: boolean, message: string): void {
  if (!holds && o.library.name === "torch") o.fail(message);
}

export function demandFloat(o: Operation, message: string): void {
  demand(o, isFloating(o.tensor("input").element), message);
}

/** That an argument has one of these ranks. */
export function demandRank(o: Operation, name: string, ranks: readonly number[], message: string): void {
  demand(o, ranks.includes(o.term(name).rank), message);
}
