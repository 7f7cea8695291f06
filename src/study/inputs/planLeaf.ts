/** One input that holds numbers: by its role in the attempt's layout, or as a person gave it. */

import type { Role } from "../request";
import { isHeldByName, rolesByName } from "../roles/roleNames";
import { shortName, type Usage } from "../usage/usage";
import { layoutOf, ownSizes } from "./attempts";
import { type InputPlan, planInput, type TensorPlan } from "./inputs";
import { numberFor } from "./nameValues";
import type { PlanningOrder } from "./planningOrder";

export function leaf(path: string, order: PlanningOrder, name = shortName(path)): ReturnType<typeof planInput> {
  const { roles } = order.attempt;
  const sizes = ownSizes(order.attempt.sizes, path, order.usages);
  const guess = roles.get(path) ?? { role: "option", reason: "has no default" };
  const found = order.overrides.get(name);
  const usage = order.usages.get(path);
  const layout = layoutOf(order.attempt, found?.override.role ?? guess.role, usage);
  const isHeld = usage?.isHeld === true || isHeldByName(path) || ("score" in guess && guess.score <= 0);
  const isChooser = usage?.isChooser === true;
  const own =
    guess.role === "option"
      ? wordFor(path, usage)
      : guess.role !== "number" && !isNumberInTensor(path, guess.role)
        ? undefined
        : usage?.isClassCount
          ? sizes.C
          : usage?.isBase
            ? shareKept
            : numberFor(name, sizes);
  const override = found?.override ?? (own === undefined ? undefined : { value: own });
  const planned = planInput(
    {
      name,
      isChooser,
      first: usage?.above || comparedClass(usage) || 0,
      role: guess.role,
      reason: guess.reason,
      override,
      isFromComment: found?.isFromComment ?? false,
      isHeld,
      isDrawn: order.attempt.isDrawn === true || usage?.isSorted === true || usage?.isSpread === true,
      // 0 has no logarithm either
      isDivisor: usage?.isDivisor === true || (usage?.votes.get("positive")?.score ?? 0) >= 4,
      isPatch: comparedClass(usage) > 0,
    },
    layout,
    sizes,
    order.seed,
  );
  return found === undefined ? { ...planned, source: "inferred" } : planned;
}

/** `tau.detach()`: a number by its name, of which the program takes a tensor. */
function isNumberInTensor(path: string, role: Role): boolean {
  return role === "scalarLoss" && rolesByName(path).some(([one]) => one === "number");
}

/** A share that is raised to counts: 1 would stay 1. */
const shareKept = 0.9;

/** The one class that the program asks for. */
function comparedClass(usage: Usage | undefined): number {
  const asked = [...(usage?.compared ?? [])];
  return asked.length === 1 && asked[0] !== undefined && asked[0] > 0 ? asked[0] : 0;
}

function wordFor(path: string, usage: Usage | undefined): string | undefined {
  return usage?.words[0] ?? (/reduction$/.test(path) ? "mean" : /device$/.test(path) ? "cpu" : undefined);
}

export function off(name: string): InputPlan {
  const reason = "only asked whether it is true";
  return { kind: "plain", name, role: "option", value: false, source: "inferred", reason };
}

export function tensorOf(name: string, role: Role, size: number, value: number, reason: string): TensorPlan {
  const data = new Float32Array(size).fill(value);
  return { kind: "tensor", name, role, shape: [size], dtype: "float32", data, source: "inferred", reason };
}
