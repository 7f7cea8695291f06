/** Numbers that a body gives a name before it computes with them: `q = 0.7`, `alpha = kwargs.get("alpha", 0.25)`. */

import type { Expression, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { constantNumber } from "../constants";
import type { Imports } from "../imports";
import { isCoefficientName } from "../names";
import { fallbackIn } from "./fallbacks";
import { actsNumerically } from "./numericUse";

export interface LocalNumber {
  readonly name: string;
  readonly value: number;
  readonly node: Expression;
}

export function localNumbers(body: readonly Statement[] | Expression, imports: Imports): readonly LocalNumber[] {
  if (!isBlock(body)) return [];
  const found: LocalNumber[] = [];
  const times = new Map<string, number>();
  const count = (target: Expression) => {
    if (target.kind === "name") times.set(target.name, (times.get(target.name) ?? 0) + 1);
    else if (target.kind === "tuple" || target.kind === "list") for (const item of target.items) count(item);
  };
  walk(body, (node) => {
    if (node.kind === "function" || node.kind === "class") return false;
    if (node.kind === "augmented" || node.kind === "for") count(node.target);
    if (node.kind !== "assign") return undefined;
    for (const target of node.targets) count(target);
    const [target] = node.targets;
    const written = node.value && (fallbackIn(node.value)?.node ?? node.value);
    if (target?.kind !== "name" || node.targets.length > 1 || !written || !isLiteral(written)) return undefined;
    const value = constantNumber(written, imports);
    if (value === undefined || value === 0 || isGuard(target.name, value)) return undefined;
    if (isWhole(written) && !isCoefficientName(target.name)) return undefined;
    found.push({ name: target.name, value, node: written });
    return undefined;
  });
  // what is bound again is a state
  return found.filter(({ name }) => times.get(name) === 1 && actsNumerically({ name }, body, imports));
}

/** What only keeps a division or a logarithm from 0. */
function isGuard(name: string, value: number): boolean {
  return /^_?(eps|epsilon|tiny|tol)\w*$/i.test(name) && Math.abs(value) <= 1e-4;
}

function isBlock(body: readonly Statement[] | Expression): body is readonly Statement[] {
  return Array.isArray(body);
}

function isLiteral(node: Expression): boolean {
  return node.kind === "number" || (node.kind === "unary" && node.operator === "-" && isLiteral(node.operand));
}

function isWhole(node: Expression): boolean {
  return node.kind === "number" ? node.isWhole : node.kind === "unary" && isWhole(node.operand);
}
