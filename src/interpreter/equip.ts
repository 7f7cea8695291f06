/** Tables of functions and methods under their Python signatures. */

import { propertyClass } from "./natives";
import { builtin, type Runtime } from "./runtime";
import type { BuiltinValue, Call, ClassValue, Value } from "./values";

/** `"split(self, sep=None, maxsplit=-1)"` and what it does. */
export type Table = Readonly<Record<string, (run: Runtime, call: Call) => Value>>;

/** Gives a class of ours its methods. */
export function equip(type: ClassValue, table: Table): void {
  for (const [name, value] of functions(table, `${type.name}.`)) type.attributes.set(name, value);
}

/** Gives a class of ours attributes that are computed from the object. */
export function equipProperties(
  type: ClassValue,
  getters: Readonly<Record<string, (run: Runtime, self: Value) => Value>>,
): void {
  for (const [name, get] of Object.entries(getters)) {
    const fget = builtin(`${type.name}.${name}`, "self", (run, call) => get(run, call.get("self")));
    type.attributes.set(name, { kind: "instance", type: propertyClass, attributes: new Map([["fget", fget]]) });
  }
}

/** A class of ours with its methods. */
export function equipped(type: ClassValue, table: Table): ClassValue {
  equip(type, table);
  return type;
}

/** The functions of a module. */
export function members(table: Table, prefix = ""): Record<string, Value> {
  return Object.fromEntries(functions(table, prefix));
}

function functions(table: Table, prefix: string): readonly (readonly [string, BuiltinValue])[] {
  return Object.entries(table).map(([written, body]) => {
    const at = written.indexOf("(");
    const name = written.slice(0, at);
    return [name, builtin(prefix + name, written.slice(at + 1, -1), body)];
  });
}
