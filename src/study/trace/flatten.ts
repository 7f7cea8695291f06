/** The results of a loss as a flat list of named nodes: tuples, lists and dicts in order, plain numbers as constants. */

import type { NodeId } from "../../graph/graph";
import type { Tracer, Value } from "../../interpreter/values";

export interface FlatResult {
  readonly name: string;
  readonly node: NodeId;
}

/** @param names what the `return` statement calls its results */
export function flattenResult(tracer: Tracer, result: Value, names: readonly string[]): readonly FlatResult[] {
  const found: FlatResult[] = [];
  const visit = (value: Value, name: string): void => {
    switch (value.kind) {
      case "tensor":
      case "traced":
        found.push({ name, node: value.node });
        break;
      case "int":
      case "float":
        found.push({ name, node: tracer.graph.scalar(value.value) });
        break;
      case "bool":
        found.push({ name, node: tracer.graph.scalar(value.value ? 1 : 0, "bool") });
        break;
      case "tuple":
      case "list": {
        const isTop = value === result;
        value.items.forEach((item, i) =>
          visit(item, (isTop ? names[i] : undefined) ?? value.fields?.[i] ?? `${name}[${i}]`),
        );
        break;
      }
      case "dict":
        for (const [key, item] of value.entries.values())
          visit(item, key.kind === "str" ? key.value : `${name}[${found.length}]`);
        break;
      case "instance":
        for (const [attribute, item] of value.attributes) visit(item, attribute);
        break;
      default:
    }
  };
  const isSingle = result.kind !== "tuple" && result.kind !== "list" && result.kind !== "dict";
  visit(result, isSingle ? (names[0] ?? "loss") : "output");
  return found;
}
