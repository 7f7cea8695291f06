/** What tests ask of values. */

import type { Value } from "../../src/interpreter/values";

export function isLabelled(value: Value): string | undefined {
  return "label" in value ? value.label : undefined;
}
