/** How a loss looks in a list: its icon, and its coefficients as a description. Pure. */

import type { Loss, LossKind } from "../discovery/loss";
import { formatValue } from "./values";

/** Names of VS Code's icons. */
export const lossIcons: Readonly<Record<LossKind, string>> = {
  function: "symbol-function",
  class: "symbol-class",
  method: "symbol-method",
  lambda: "symbol-function",
  call: "references",
  expression: "symbol-operator",
};

export function describeLoss(loss: Loss): string {
  return loss.coefficients.map(({ name, value }) => `${name} = ${formatValue(value)}`).join(", ");
}

/** The definition's name without `<locals>`, which only Python's reader needs. */
export function readableName({ name, qualifiedName, kind }: Loss): string {
  if (kind === "call" || kind === "expression") return name;
  return qualifiedName.replaceAll(".<locals>", "") || name;
}
