/** Lists of edges: pairs of places whose rows are taken from something else, `x[edges[0]]` and `x[edges[1]]`. */

import type { Block, Expression } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { faithful } from "./table";
import { atLeast, exactly, numberOf, type Reader, touch } from "./usage";

/** An end of every edge: a row of `[2, E]`, or a column of `[E, 2]`. */
interface End {
  readonly list: string;
  readonly place: number;
  readonly isColumn: boolean;
}

/** Notes the inputs that are lists of edges, before anything else is read of a body. */
export function readEdges(reader: Reader, names: Names, body: Block): void {
  const ends = endsByName(names, body);
  const used = new Map<string, Map<number, End>>();
  const nodes = new Set<string>();
  walk(body, (node) => {
    if (node.kind !== "index") return;
    const { object, index } = node;
    for (const one of index.kind === "tuple" ? index.items : [index]) {
      const end = endIn(names, ends, one);
      const rows = pathOf(reader, names, object);
      if (end === undefined || rows === end.list) continue;
      const places = used.get(end.list) ?? new Map<number, End>();
      used.set(end.list, places.set(end.place, end));
      if (rows !== undefined) nodes.add(rows);
    }
  });
  let isFound = false;
  for (const [list, places] of used) {
    const [first, second] = [places.get(0), places.get(1)];
    if (first === undefined || second === undefined || places.size !== 2) continue;
    isFound = true;
    reader.edges.add(list);
    const role = first.isColumn ? "edgeList" : "edgeIndex";
    touch(reader, list).votes.set(role, { score: 30, reason: "its pairs are places of what edges join" });
    exactly(reader, list, 2);
  }
  if (!isFound) return;
  for (const path of nodes) {
    touch(reader, path).isPaired = true;
    atLeast(reader, path, 1);
  }
}

/** `src, dst = edges`, `src = edges[0].long()`, `a, b = edges[:, 0], edges[:, 1]`, `src, dst = edges.t()`. */
function endsByName(names: Names, body: Block): ReadonlyMap<string, End> {
  const ends = new Map<string, End>();
  walk(body, (node) => {
    const [target] = node.kind === "assign" ? node.targets : [];
    if (node.kind !== "assign" || node.value === undefined || target === undefined) return;
    const value = node.value;
    const targets = target.kind === "tuple" || target.kind === "list" ? target.items : undefined;
    if (targets === undefined) {
      const end = endIn(names, ends, value);
      if (target.kind === "name" && end !== undefined) ends.set(target.name, end);
    } else if (targets.length === 2)
      targets.forEach((one, place) => {
        const end = value.kind === "tuple" ? endIn(names, ends, value.items[place]) : rowOf(names, value, place);
        if (one.kind === "name" && end !== undefined) ends.set(one.name, end);
      });
  });
  return ends;
}

/** One of two parts that something is unpacked into. */
function rowOf(names: Names, value: Expression, place: number): End | undefined {
  const kept = keptIn(value);
  const turned =
    kept.kind === "member" && kept.name === "T"
      ? kept.object
      : kept.kind === "call" && kept.callee.kind === "member" && kept.callee.name === "t"
        ? kept.callee.object
        : undefined;
  const list = nameOf(names, turned ?? kept);
  return list === undefined ? undefined : { list, place, isColumn: turned !== undefined };
}

function endIn(names: Names, ends: ReadonlyMap<string, End>, expression: Expression | undefined): End | undefined {
  if (expression === undefined) return undefined;
  const kept = keptIn(expression);
  if (kept.kind === "name") return ends.get(kept.name);
  if (kept.kind !== "index") return undefined;
  const list = nameOf(names, kept.object);
  const indexes = kept.index.kind === "tuple" ? kept.index.items : [kept.index];
  const place = numberOf(indexes.at(-1));
  const isColumn = indexes.length === 2;
  const isWhole = !isColumn || (indexes[0]?.kind === "slice" && !indexes[0].lower && !indexes[0].upper);
  if (list === undefined || place === undefined || indexes.length > 2 || !isWhole) return undefined;
  return { list, place, isColumn };
}

/** Without what only moves or casts it. */
function keptIn(expression: Expression): Expression {
  if (expression.kind !== "call" || expression.callee.kind !== "member") return expression;
  const { name, object } = expression.callee;
  return faithful.has(name) || name === "long" || name === "int" ? keptIn(object) : expression;
}

function nameOf(names: Names, expression: Expression): string | undefined {
  const kept = keptIn(expression);
  return kept.kind === "name" ? names.paths.get(kept.name) : undefined;
}
