/** What makes two keys of a dict or members of a set the same: equal keys give the same text. */

import { fault } from "./errors";
import { findOverride } from "./natives";
import type { Runtime } from "./runtime";
import type { DictValue, SetValue, TensorValue, Value } from "./values";

/** @throws Raised TypeError for lists, dicts and sets */
export function keyOf(run: Runtime, value: Value): string {
  switch (value.kind) {
    case "str":
      return stringKey(value.value);
    case "int":
    case "float":
      return `n${value.value}`;
    case "bool":
      return value.value ? "n1" : "n0";
    case "traced":
      return `n${run.toNumber(value)}`;
    case "none":
      return "none";
    case "tuple":
      return `(${value.items.map((item) => keyOf(run, item)).join(",")})`;
    case "token":
      return `t${value.name}`;
    case "range":
      return `r${value.start},${value.stop},${value.step}`;
    case "set":
      if (value.type === undefined) throw unhashable("set");
      return `{${[...value.entries.keys()].sort().join(",")}}`;
    case "list":
    case "dict":
      throw unhashable(value.kind);
    case "tensor":
      return isNumberOfArray(run, value) ? `n${run.toNumber(value)}` : `o${run.identityOf(value)}`;
    case "instance":
      return instanceKey(run, value, value.primitive);
    case "method":
      return `m${run.identityOf(value.self)}.${run.identityOf(value.callable)}`;
    default:
      return `o${run.identityOf(value)}`;
  }
}

export function stringKey(text: string): string {
  return `s${text.length}:${text}`;
}

/** A dict with text keys. */
export function dictOf(entries: Iterable<readonly [string, Value]>): DictValue {
  const made: DictValue = { kind: "dict", entries: new Map() };
  for (const [name, value] of entries) made.entries.set(stringKey(name), [{ kind: "str", value: name }, value]);
  return made;
}

export function dictFrom(run: Runtime, pairs: Iterable<readonly [Value, Value]>): DictValue {
  const made: DictValue = { kind: "dict", entries: new Map() };
  for (const [key, value] of pairs) setKey(run, made, key, value);
  return made;
}

export function setFrom(run: Runtime, items: Iterable<Value>): SetValue {
  const made: SetValue = { kind: "set", entries: new Map() };
  for (const item of items) addMember(run, made, item);
  return made;
}

/** The first key stays, as in Python: `{1: a}[True] = b` keeps the key 1. */
export function setKey(run: Runtime, dict: DictValue, key: Value, value: Value): void {
  const text = keyOf(run, key);
  const known = dict.entries.get(text);
  dict.entries.set(text, [known === undefined ? key : known[0], value]);
}

export function getKey(run: Runtime, dict: DictValue, key: Value): Value | undefined {
  return dict.entries.get(keyOf(run, key))?.[1];
}

export function addMember(run: Runtime, set: SetValue, item: Value): void {
  const text = keyOf(run, item);
  if (!set.entries.has(text)) set.entries.set(text, item);
}

/** An element of an array of NumPy's equals and hashes as its number does; a tensor is a key by what it is. */
function isNumberOfArray(run: Runtime, { library, node }: TensorValue): boolean {
  return library.name === "numpy" && run.graph.aval(node).shape.length === 0;
}

/** An instance with `__hash__` is looked up by what that gives: classes that define it agree with their `__eq__`. */
function instanceKey(run: Runtime, value: Value, primitive: Value | undefined): string {
  if (primitive !== undefined) return keyOf(run, primitive);
  const hash = value.kind === "instance" ? findOverride(value.type, "__hash__") : undefined;
  if (hash !== undefined && hash.kind === "function") return `h${keyOf(run, run.call(hash, [value]))}`;
  return `o${run.identityOf(value)}`;
}

function unhashable(type: string): Error {
  return fault("TypeError", `unhashable type: '${type}'`);
}
