/** Bundles: inputs that are only taken apart by places, `mel, gate = targets[0], targets[1]`, so that each entry is an input of its own. */

import type { Block, Expression } from "../../syntax/tree";
import { type SyntaxNode, walk } from "../../syntax/walk";
import type { Names } from "./names";
import type { Reader } from "./usage";

/** Paths of what is only taken apart: each entry has a name, or one of them is what a model is called on. */
export function takenApart(reader: Reader, names: Names, body: Block): readonly string[] {
  const named = new Map<string, Set<number>>();
  const entries = new Map<string, Set<number>>();
  const toModels = new Set<string>();
  const whole = new Set<string>();
  const heads = new WeakSet<SyntaxNode>();
  const note = (found: Map<string, Set<number>>, entry: Entry): void => {
    found.set(entry.name, (found.get(entry.name) ?? new Set()).add(entry.place));
  };
  const enter = (node: SyntaxNode): void => {
    if (node.kind === "member" && node.object.kind === "name" && reader.order.tensorNames.has(node.name))
      whole.add(node.object.name);
    const entry = entryIn(node);
    if (entry !== undefined) {
      note(entries, entry);
      heads.add(entry.head);
    } else if (node.kind === "name" && !heads.has(node)) whole.add(`${node.name} itself`);
    if (node.kind === "call" && isOfModel(names, node.callee))
      for (const { value } of node.arguments) {
        const given = entryIn(value);
        if (given !== undefined) toModels.add(given.name);
      }
    if (node.kind !== "assign" || node.value === undefined) return;
    const [target] = node.targets;
    const values = node.value.kind === "tuple" ? node.value.items : [node.value];
    const targets = target?.kind === "tuple" ? target.items : [target];
    values.forEach((value, i) => {
      const one = entryIn(value);
      if (one !== undefined && targets[i]?.kind === "name") note(named, one);
    });
  };
  walk(body, (node) => {
    enter(node);
    return true;
  });
  const isApart = (places: Set<number> | undefined) => places !== undefined && places.size > 1 && places.has(0);
  const found = [...entries.keys()].filter((name) => {
    if (whole.has(name)) return false;
    return (
      isApart(named.get(name)) || (toModels.has(name) && !whole.has(`${name} itself`) && isApart(entries.get(name)))
    );
  });
  return found.flatMap((name) => names.paths.get(name) ?? []);
}

interface Entry {
  readonly name: string;
  readonly place: number;
  readonly head: Expression;
}

/** `x[1]` */
function entryIn(node: SyntaxNode): Entry | undefined {
  if (node.kind !== "index" || node.object.kind !== "name" || node.index.kind !== "number") return undefined;
  return { name: node.object.name, place: node.index.value, head: node.object };
}

/** `model(…)`, `model.apply(…)`, `state.apply_fn(…)` of what is given. */
function isOfModel(names: Names, callee: Expression): boolean {
  if (callee.kind === "member") return isOfModel(names, callee.object);
  return callee.kind === "name" && names.paths.has(callee.name);
}
