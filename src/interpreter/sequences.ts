/** `+`, `*`, `%`, `|`, `&` and `-` on strings, lists, tuples, sets, dicts and types. */

import type { BinaryOperator } from "../syntax/tree";
import { toInt } from "./conversions";
import { fault, Stopped } from "./errors";
import { typeOf } from "./natives";
import { percentFormat } from "./percentFormat";
import type { Runtime } from "./runtime";
import type { DictValue, ListValue, SetValue, Value } from "./values";
import { str, tuple } from "./values";

/** `undefined`: not defined for these. */
export function sequenceBinary(run: Runtime, operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  switch (operator) {
    case "+":
      if (left.kind === "str" && right.kind === "str") return str(left.value + right.value);
      if ((left.kind === "list" || left.kind === "tuple") && left.kind === right.kind)
        return { kind: left.kind, items: [...left.items, ...right.items] };
      if (left.kind === "str" || left.kind === "list" || left.kind === "tuple") {
        if (right.kind === "absent") return undefined;
        throw fault("TypeError", `can only concatenate ${left.kind} (not "${typeOf(right).name}") to ${left.kind}`);
      }
      return undefined;
    case "*":
      return isWhole(right) ? repeat(run, left, right) : isWhole(left) ? repeat(run, right, left) : undefined;
    case "%":
      return left.kind === "str" ? str(percentFormat(run, left.value, right)) : undefined;
    case "|":
      if (left.kind === "set" && right.kind === "set") return merged(left, right);
      if (left.kind === "dict" && right.kind === "dict") return mergedDict(left, right);
      return isType(left) && isType(right) ? tuple([left, right]) : undefined;
    case "&":
    case "-":
    case "^":
      return left.kind === "set" && right.kind === "set" ? setOperation(operator, left, right) : undefined;
    default:
      return undefined;
  }
}

function repeat(run: Runtime, value: Value, times: Value): Value | undefined {
  if (value.kind !== "str" && value.kind !== "list" && value.kind !== "tuple") return undefined;
  const count = Math.max(0, toInt(run, times));
  const size = value.kind === "str" ? value.value.length : value.items.length;
  if (size * count > run.limits.elements)
    throw new Stopped(`a ${value.kind} of ${size * count} items is too large for a preview`, run.graph.site, true);
  if (value.kind === "str") return str(value.value.repeat(count));
  const repeated: ListValue = { kind: value.kind, items: Array.from({ length: count }, () => value.items).flat() };
  return repeated;
}

function merged(left: SetValue, right: SetValue): SetValue {
  const entries = new Map(left.entries);
  for (const [key, item] of right.entries) if (!entries.has(key)) entries.set(key, item);
  return { ...left, entries };
}

function mergedDict(left: DictValue, right: DictValue): DictValue {
  return { ...left, entries: new Map([...left.entries, ...right.entries]) };
}

function setOperation(operator: "&" | "-" | "^", left: SetValue, right: SetValue): SetValue {
  const entries = new Map<string, Value>();
  for (const [key, item] of left.entries) if (right.entries.has(key) === (operator === "&")) entries.set(key, item);
  if (operator === "^") for (const [key, item] of right.entries) if (!left.entries.has(key)) entries.set(key, item);
  return { ...left, entries };
}

/** `int | None` in `isinstance`: a tuple of types serves. */
function isType(value: Value): boolean {
  return (
    value.kind === "class" ||
    value.kind === "none" ||
    value.kind === "token" ||
    (value.kind === "tuple" && value.items.every(isType))
  );
}

function isWhole(value: Value): boolean {
  return value.kind === "int" || value.kind === "bool" || (value.kind === "traced" && value.type !== "float");
}
