/** From the tables of operations to values of the program: functions, methods and their in-place twins. */

import {
  type BuiltinValue,
  type InstanceValue,
  str,
  type TensorValue,
  type Tracer,
  type Value,
} from "../../interpreter/values";
import { isRepeated } from "../array/layout";
import type { Entry, Home } from "./entry";
import { type Implementation, Operation, type Table } from "./operation";
import { runOnSelections } from "./selection";
import { type Arguments, bindArguments, parseSignature } from "./signature";
import { layoutOf } from "./tensor";

/** Entries by name; a later table's win. */
export function entriesOf(...tables: readonly Table[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const table of tables) {
    for (const [text, run] of Object.entries(table)) {
      const signature = parseSignature(text);
      for (const name of signature.names) entries.set(name, { name, signature, run });
    }
  }
  return entries;
}

export function pick(entries: ReadonlyMap<string, Entry>, names: readonly string[]): Map<string, Entry> {
  const picked = new Map<string, Entry>();
  for (const name of names) {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`internal: no operation ${name}`);
    picked.set(name, entry);
  }
  return picked;
}

/** `add_` from `add`: the result is written into the first argument, whose elements may have to lie apart. */
export function inPlace(entries: ReadonlyMap<string, Entry>, { isApart = false } = {}): Map<string, Entry> {
  const twins = new Map<string, Entry>();
  for (const entry of entries.values()) {
    const run: Implementation = (o) => {
      if (isApart && isRepeated(layoutOf(o.g, o.tensor("input"))))
        o.fail(
          "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
        );
      const result = entry.run(o);
      return result.kind === "tensor" ? o.assign(o.tensor("input"), o.termOf(result), result.element) : result;
    };
    twins.set(`${entry.name}_`, { name: `${entry.name}_`, signature: entry.signature, run });
  }
  return twins;
}

/** `unsqueeze_`: the tensor takes the result's shape. */
export function inPlaceShape(entries: ReadonlyMap<string, Entry>): Map<string, Entry> {
  const twins = new Map<string, Entry>();
  for (const entry of entries.values()) {
    const run: Implementation = (o) => {
      const target = o.tensor("input");
      const result = entry.run(o);
      if (result.kind === "tensor") target.node = result.node;
      return target;
    };
    twins.set(`${entry.name}_`, { name: `${entry.name}_`, signature: entry.signature, run });
  }
  return twins;
}

export function builtinOf(home: Home, prefix: string, entry: Entry): BuiltinValue {
  return {
    kind: "builtin",
    name: `${prefix}.${entry.name}`,
    signature: undefined,
    run: (t, call) => {
      const like = torchLikeIn(call.rest);
      if (like !== undefined)
        return t.call(t.attribute(like, "__torch_like__"), [str(entry.name), ...call.rest], call.keywords);
      const args = bindArguments(entry.name, entry.signature, call.rest, call.keywords);
      const result = run(home, t, entry, args);
      const out = call.keywords.get("out");
      if (out?.kind !== "tensor" || result.kind !== "tensor") return result;
      const o = new Operation(t, home.tensors, entry.name, args, home.sizeClass);
      return o.assign(out, o.termOf(o.toTensor(result)), result.element);
    },
  };
}

/** What is written in Python as a kind of tensor answers torch's functions itself, also where it stands in a list. */
function torchLikeIn(values: readonly Value[]): InstanceValue | undefined {
  for (const value of values) {
    if (isTorchLike(value)) return value;
    const found = value.kind === "list" || value.kind === "tuple" ? value.items.find(isTorchLike) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isTorchLike(value: Value): value is InstanceValue {
  return value.kind === "instance" && value.type.attributes.has("__torch_like__");
}

export function builtinsOf(
  home: Home,
  prefix: string,
  entries: ReadonlyMap<string, Entry>,
): Record<string, BuiltinValue> {
  return Object.fromEntries([...entries.values()].map((entry) => [entry.name, builtinOf(home, prefix, entry)]));
}

/** Calls an entry from within, with positional arguments. */
export function invoke(home: Home, t: Tracer, entry: Entry, positional: readonly Value[]): Value {
  const args = bindArguments(entry.name, entry.signature, positional, new Map());
  return run(home, t, entry, args);
}

function run(home: Home, t: Tracer, entry: Entry, args: Arguments): Value {
  return (
    runOnSelections(home, t, entry, args) ?? entry.run(new Operation(t, home.tensors, entry.name, args, home.sizeClass))
  );
}

/** An operation on one tensor that takes no other arguments. */
export function operationOn(home: Home, t: Tracer, name: string, tensor: TensorValue): Operation {
  const args: Arguments = { values: new Map([["input", tensor]]), given: new Set(["input"]), rest: [] };
  return new Operation(t, home.tensors, name, args, home.sizeClass);
}
