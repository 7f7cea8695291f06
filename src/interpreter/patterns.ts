/** The patterns of `match`: whether a value fits, and the names that are bound on the way. */

import type { Pattern } from "../syntax/tree";
import { findAttribute } from "./attributes";
import { areEqual, isInstance, isSame } from "./equality";
import { keyOf } from "./keys";
import { boolClass, dictClass, floatClass, intClass, listClass, setClass, strClass, tupleClass } from "./natives";
import type { Frame, Runtime } from "./runtime";
import type { ClassValue, DictValue, Value } from "./values";
import { list } from "./values";

export function matches(run: Runtime, frame: Frame, pattern: Pattern, value: Value): boolean {
  switch (pattern.kind) {
    case "capture":
      bind(frame, pattern.name, value);
      return true;
    case "value": {
      const wanted = run.evaluate(frame, pattern.value);
      return wanted.kind === "none" || wanted.kind === "bool" ? isSame(wanted, value) : areEqual(run, wanted, value);
    }
    case "as":
      if (!matches(run, frame, pattern.pattern, value)) return false;
      bind(frame, pattern.name, value);
      return true;
    case "or":
      return pattern.options.some((option) => matches(run, frame, option, value));
    case "sequence":
      return matchesSequence(run, frame, pattern, value);
    case "mapping":
      return value.kind === "dict" && matchesMapping(run, frame, pattern, value);
    case "class":
      return matchesClass(run, frame, pattern, value);
  }
}

function matchesSequence(
  run: Runtime,
  frame: Frame,
  pattern: Pattern & { readonly kind: "sequence" },
  value: Value,
): boolean {
  if (value.kind !== "list" && value.kind !== "tuple") return false;
  const { items, rest } = pattern;
  const length = value.items.length;
  if (rest === undefined ? length !== items.length : length < items.length) return false;
  const before = rest?.index ?? items.length;
  const after = items.length - before;
  const fits = items.every((item, index) => {
    const one = value.items[index < before ? index : length - items.length + index];
    return one !== undefined && matches(run, frame, item, one);
  });
  if (fits && rest !== undefined) bind(frame, rest.name, list(value.items.slice(before, length - after)));
  return fits;
}

function matchesMapping(
  run: Runtime,
  frame: Frame,
  pattern: Pattern & { readonly kind: "mapping" },
  value: DictValue,
): boolean {
  const others = new Map(value.entries);
  for (const entry of pattern.entries) {
    const key = keyOf(run, run.evaluate(frame, entry.key));
    const found = value.entries.get(key);
    if (found === undefined || !matches(run, frame, entry.pattern, found[1])) return false;
    others.delete(key);
  }
  bind(frame, pattern.rest, { kind: "dict", entries: others });
  return true;
}

const plainClasses: ReadonlySet<ClassValue> = new Set([
  boolClass,
  dictClass,
  floatClass,
  intClass,
  listClass,
  setClass,
  strClass,
  tupleClass,
]);

function matchesClass(
  run: Runtime,
  frame: Frame,
  pattern: Pattern & { readonly kind: "class" },
  value: Value,
): boolean {
  const type = run.evaluate(frame, pattern.type);
  if (!isInstance(run, value, type)) return false;
  const names = type.kind === "class" ? findAttribute(run, type, "__match_args__") : undefined;
  const fits = pattern.positional.every((item, index) => {
    // `int(x)` binds the value itself.
    if (type.kind === "class" && plainClasses.has(type)) return index === 0 && matches(run, frame, item, value);
    const name = names?.kind === "tuple" ? names.items[index] : undefined;
    const attribute = name?.kind === "str" ? findAttribute(run, value, name.value) : undefined;
    return attribute !== undefined && matches(run, frame, item, attribute);
  });
  return (
    fits &&
    pattern.keywords.every(({ name, pattern: item }) => {
      const attribute = findAttribute(run, value, name);
      return attribute !== undefined && matches(run, frame, item, attribute);
    })
  );
}

function bind(frame: Frame, name: string | undefined, value: Value): void {
  if (name !== undefined && name !== "_") frame.scope.bind(name, value);
}
