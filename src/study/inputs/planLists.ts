/** Lists of inputs: of whatever the program takes their entries for. */

import { isHeldByName } from "../roles/roleNames";
import { shortName } from "../usage/usage";
import { isStructure, layoutOf } from "./attempts";
import { type InputPlan, planInput, renamed } from "./inputs";
import { taskCount } from "./nameValues";
import type { Planning } from "./planningOrder";

/** How many entries a list has when nothing says. */
export const listLength = taskCount;

/** As many entries as a list has, each planned by its key. */
export function tupleOf(
  name: string,
  path: string,
  { attempt }: Planning,
  plan: (key: string) => InputPlan,
): InputPlan {
  const fields = Array.from({ length: attempt.entries ?? listLength }, (_, i) => ({
    key: String(i),
    plan: plan(String(i)),
  }));
  return { kind: "record", name, path, form: "tuple", fields };
}

/** A list of whatever the program takes its entries for; of losses when nothing says. */
export function listOf(path: string, order: Planning, name = shortName(path)): InputPlan {
  const entryPath = `${path}[]`;
  const entry = order.usages.get(entryPath);
  const guess = order.attempt.roles.get(entryPath);
  const reason = order.attempt.roles.get(path)?.reason ?? "walked over as a list";
  const isGiven = order.overrides.has(name);
  if (entry?.isWalked && !isGiven)
    return tupleOf(name, path, order, (key) => listOf(entryPath, order, `${name}.${key}`));
  if (isStructure(entry) && !isGiven) {
    const one = order.plan(entryPath);
    return tupleOf(name, path, order, (key) => renamed(one, shortName(entryPath), `${name}[${key}]`));
  }
  const isOfLosses =
    isGiven ||
    entry === undefined ||
    guess === undefined ||
    (guess.score <= 0 && entry.minRank === 0) ||
    ["scalarLoss", "option", "number"].includes(guess.role);
  const { sizes } = order.attempt;
  if (isOfLosses) {
    const override = order.overrides.get(name);
    const base = { name, role: "taskLosses", reason, isHeld: false } as const;
    return planInput(
      { ...base, override: override?.override, isFromComment: override?.isFromComment ?? false },
      order.attempt.layout,
      sizes,
      order.seed,
    );
  }
  const layout = layoutOf(order.attempt, guess.role, entry);
  const isHeld = isHeldByName(path);
  const isDrawn = order.attempt.isDrawn === true;
  const length = order.attempt.entries ?? Math.max(listLength, order.usages.get(path)?.length ?? 0);
  const items = Array.from({ length }, (_, i) => {
    const base = { name: `${name}[${i}]`, role: guess.role, reason: guess.reason, isHeld, isDrawn } as const;
    return planInput({ ...base, override: undefined, isFromComment: false }, layout, sizes, order.seed);
  });
  return {
    kind: "list",
    name,
    role: "taskLosses",
    items: items.filter((item) => item.kind === "tensor"),
    source: "inferred",
    reason,
  };
}
