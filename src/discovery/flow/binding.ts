/** What a name, a tuple or a container holds after an assignment. */

import type { Expression } from "../../syntax/tree";
import { isLossValueName, isTotalName } from "../names";
import { type Flow, has, join, mark, marked, root, whole } from "./flow";
import type { State } from "./state";

/** Binds a target; parts of one untouched input become inputs of their own. */
export function bind(state: State, target: Expression, value: Flow): void {
  switch (target.kind) {
    case "name":
      state.names.set(
        target.name,
        isLossValueName(target.name) && value.roots.size === 1 && has(value, mark.network)
          ? marked(value, mark.lossNamed)
          : value,
      );
      break;
    case "tuple":
    case "list":
      target.items.forEach((item, i) => {
        const inner = item.kind === "spread" ? item.value : item;
        const named = inner.kind === "name" ? inner.name : String(i);
        const part = value.items ? (value.items[i] ?? whole(value)) : partOf(value, named);
        bind(state, inner, part);
      });
      break;
    case "index":
    case "member": {
      const [name] = target.object.kind === "name" ? [target.object.name] : [];
      const before = name === undefined ? undefined : state.names.get(name);
      // A dict or list that is filled step by step holds what was put in.
      if (name !== undefined && before && name !== state.receiver)
        state.names.set(
          name,
          before.items ? { ...before, items: filled(before.items, target, value) } : join([before, whole(value)]),
        );
      break;
    }
    default:
      break;
  }
}

/** What is put under a loss's own name comes first; a number that only starts a sum holds nothing yet. */
function filled(items: readonly Flow[], target: Expression, value: Flow): readonly Flow[] {
  if (value.roots.size === 0 && value.marks === 0 && !value.items) return items;
  const isTotal = target.kind === "index" && target.index.kind === "string" && isTotalName(target.index.value);
  const kept = items.slice(0, 7);
  return isTotal ? [value, ...kept] : [...kept, value];
}

/** `batch.x`, `batch["x"]`: parts of an untouched input are inputs of their own. */
export function partOf(flow: Flow, name: string): Flow {
  if (flow.items) return whole(flow);
  const [only] = flow.roots;
  if (flow.roots.size !== 1 || only === undefined || flow.marks & ~(mark.network | mark.lossNamed)) return flow;
  return root(`${only}.${name}`, (flow.marks & mark.network) | (isLossValueName(name) ? mark.lossNamed : 0));
}
