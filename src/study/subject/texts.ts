/** The texts that an expression stands for: itself, a constant of the program (`BINARY_MODE`), or a collection of those. */

import type { Value } from "../../interpreter/values";
import type { Expression } from "../../syntax/tree";

/** What a name means in the module of the definition; `undefined` where it means nothing yet. */
export type LookUp = (name: string) => Value | undefined;

export function textsOf(expression: Expression | undefined, lookUp: LookUp): readonly string[] {
  switch (expression?.kind) {
    case "string":
      return [expression.value];
    case "tuple":
    case "list":
    case "set":
      return expression.items.flatMap((item) => textsOf(item, lookUp));
    case "name":
      return textsIn(lookUp(expression.name));
    default:
      return [];
  }
}

function textsIn(value: Value | undefined): readonly string[] {
  switch (value?.kind) {
    case "str":
      return [value.value];
    case "list":
    case "tuple":
      return value.items.flatMap(textsIn);
    case "set":
      return [...value.entries.values()].flatMap(textsIn);
    case "dict":
      return [...value.entries.values()].flatMap(([key]) => textsIn(key));
    default:
      return [];
  }
}
