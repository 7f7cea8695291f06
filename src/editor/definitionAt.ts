/** Which loss a person means by a place in a file. */

import type { Loss } from "../discovery/loss";

/** Index of the innermost loss around an offset (of the file, or of the cell); `undefined` when there is none. */
export function definitionAt(losses: readonly Loss[], offset: number, cell: number | undefined): number | undefined {
  let best: { readonly index: number; readonly length: number } | undefined;
  for (const [index, loss] of losses.entries()) {
    const { start, end } = loss.span;
    const isAround = loss.cell === cell && start <= offset && offset <= end;
    if (isAround && (!best || end - start < best.length)) best = { index, length: end - start };
  }
  return best?.index;
}
