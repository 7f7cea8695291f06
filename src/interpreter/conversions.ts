/** Plain values out of Python values: truth, numbers, text. Traced ones make guards. */

import { findMethod, needed } from "./attributes";
import { fault } from "./errors";
import { lengthOf } from "./iteration";
import { typeOf } from "./natives";
import type { Runtime } from "./runtime";
import type { Value } from "./values";

export function isTrue(run: Runtime, value: Value): boolean {
  switch (value.kind) {
    case "bool":
      return value.value;
    case "none":
      return false;
    case "int":
    case "float":
      return value.value !== 0;
    case "str":
      return value.value !== "";
    case "list":
    case "tuple":
      return value.type === undefined ? value.items.length > 0 : isTrueInstance(run, value, value.items.length > 0);
    case "dict":
    case "set":
      return value.type === undefined ? value.entries.size > 0 : isTrueInstance(run, value, value.entries.size > 0);
    case "range":
      return lengthOf(run, value) > 0;
    case "traced":
    case "tensor":
      return oneNumber(run, value, "the truth value") !== 0;
    case "absent":
      throw needed(value);
    case "instance":
      return isTrueInstance(run, value, value.primitive === undefined || isTrue(run, value.primitive));
    default:
      return true;
  }
}

function isTrueInstance(run: Runtime, value: Value, otherwise: boolean): boolean {
  const test = findMethod(run, value, "__bool__");
  if (test !== undefined) return isTrue(run, run.call(test, []));
  const length = findMethod(run, value, "__len__");
  if (length === undefined || (length.kind === "method" && length.callable.kind === "builtin")) return otherwise;
  return run.toNumber(run.call(length, [])) > 0;
}

/** @throws Raised TypeError when it is no number */
export function toNumber(run: Runtime, value: Value): number {
  switch (value.kind) {
    case "int":
    case "float":
      return value.value;
    case "bool":
      return value.value ? 1 : 0;
    case "traced":
    case "tensor":
      return oneNumber(run, value, "a number");
    case "absent": {
      const assumed = run.assume(value.name, "number");
      if (assumed !== undefined) return toNumber(run, assumed);
      throw needed(value);
    }
    case "instance": {
      if (value.primitive !== undefined) return toNumber(run, value.primitive);
      const method =
        findMethod(run, value, "__index__") ?? findMethod(run, value, "__float__") ?? findMethod(run, value, "__int__");
      if (method !== undefined) return toNumber(run, run.call(method, []));
      break;
    }
    default:
      break;
  }
  throw fault("TypeError", `expected a number, got '${typeOf(value).name}'`);
}

/** A whole number for sizes, positions and counts. @throws Raised TypeError */
export function toInt(run: Runtime, value: Value): number {
  const number = toNumber(run, value);
  if (value.kind === "float" || !Number.isInteger(number)) {
    throw fault("TypeError", `'${typeOf(value).name}' object cannot be interpreted as an integer`);
  }
  return number;
}

/** @throws Raised TypeError when it is no string */
export function toText(value: Value): string {
  if (value.kind === "str") return value.value;
  if (value.kind === "instance" && value.primitive !== undefined) return toText(value.primitive);
  throw fault("TypeError", `expected str, got '${typeOf(value).name}'`);
}

function oneNumber(run: Runtime, value: Value & { readonly kind: "traced" | "tensor" }, purpose: string): number {
  const data = run.concrete(value.node);
  if (data.length !== 1) {
    throw fault("RuntimeError", `${purpose} of a tensor with ${data.length} values is ambiguous`);
  }
  return data[0] ?? 0;
}
