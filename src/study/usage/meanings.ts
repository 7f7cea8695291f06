/** What is meant where no path stands: an entry in its turn, what was put together, what something was computed from; and votes for it. */

import type { Expression } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { Role } from "../request";
import { rolesByName } from "../roles/roleNames";
import { lastWord } from "./callNames";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { faithful, reshaping } from "./table";
import { type Reader, touch } from "./usage";

export function votesFor(
  reader: Reader,
  names: Names,
): (expression: Expression | undefined, role: Role, score: number, reason: string) => void {
  return (expression, role, score, reason) => {
    for (const path of meantBy(reader, names, expression)) {
      const { votes } = touch(reader, path);
      const before = votes.get(role);
      votes.set(role, {
        score: (before?.score ?? 0) + score,
        reason: before && before.score >= score ? before.reason : reason,
      });
    }
  };
}

/** The inputs that have the meaning of an expression: itself, what it is an entry of, what it was put together from. */
export function meantBy(reader: Reader, names: Names, expression: Expression | undefined): readonly string[] {
  const path = pathOf(reader, names, expression) ?? entryPath(reader, names, expression);
  if (path !== undefined || expression === undefined) return path === undefined ? [] : [path];
  const parts = expression.kind === "name" ? names.joined.get(expression.name) : joinedParts(expression);
  const found = (parts ?? []).map((part) => pathOf(reader, names, part)).filter((one) => one !== undefined);
  return found.length === parts?.length ? [...new Set(found)] : [];
}

/** The one input that an expression is computed from, apart from numbers. */
export function sourceOf(names: Names, expression: Expression): string | undefined {
  const found = new Set<string>();
  walk(expression, (node) => {
    const path = node.kind === "name" ? (names.paths.get(node.name) ?? names.sources.get(node.name)) : undefined;
    if (path !== undefined && !isNumber(path)) found.add(path);
  });
  return found.size === 1 ? [...found][0] : undefined;
}

function isNumber(path: string): boolean {
  return path.startsWith("@") || rolesByName(path)[0]?.[0] === "number";
}

/** `a` and `b` of `torch.cat([a, b])`. */
export function joinedParts(value: Expression): readonly Expression[] | undefined {
  if (value.kind !== "call" || !/^(cat|concat|concatenate|hstack|vstack)$/.test(lastWord(value.callee) ?? ""))
    return undefined;
  const [given] = value.arguments;
  return given?.value.kind === "list" || given?.value.kind === "tuple" ? given.value.items : undefined;
}

/** What `x[i]` is an entry of, taken in its turn: its entries are what it is. */
export function entryPath(reader: Reader, names: Names, expression: Expression | undefined): string | undefined {
  switch (expression?.kind) {
    case "name":
      return names.entries.get(expression.name);
    case "index": {
      const { object, index } = expression;
      if (index.kind === "constant" && index.value === "none") return entryPath(reader, names, object);
      // `x[i]`, `x[:, i]`
      const indexes = index.kind === "tuple" ? index.items : [index];
      const isWhole = (one: Expression) => one.kind === "slice" && one.lower === undefined && one.upper === undefined;
      const isTurn = (one: Expression) => one.kind === "name" && names.counters.has(one.name);
      if (!indexes.some(isTurn) || !indexes.every((one) => isTurn(one) || isWhole(one))) return undefined;
      return pathOf(reader, names, object) ?? entryPath(reader, names, object);
    }
    case "call": {
      const { callee } = expression;
      const isKept = callee.kind === "member" && (faithful.has(callee.name) || reshaping.has(callee.name));
      return isKept ? entryPath(reader, names, callee.object) : undefined;
    }
    default:
      return undefined;
  }
}
