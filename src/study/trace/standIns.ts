/** Makes what a loss wants to call or to pick fields from: small classes written in the program's own language. */

import type { Interpreter } from "../../interpreter/interpreter";
import { dictOf } from "../../interpreter/keys";
import { bool, int, none, str, tuple, type Value } from "../../interpreter/values";
import { splitChunks } from "../../syntax/chunks";
import type { Chunk, Module } from "../../syntax/tree";
import type { LibraryPlan, RecordPlan, StandInPlan } from "../inputs/inputs";
import standInsText from "./standIns.py";

/** Parsed once a parser; the interpreter keeps what it learnt about a module by identity. */
export function parseStandIns(parseChunk: (text: string) => Chunk): Module {
  const chunks = splitChunks(standInsText).map(({ offset, text }) => ({ offset, chunk: parseChunk(text) }));
  return { path: "<preview>", language: "python", text: standInsText, chunks };
}

export function recordOf(
  interpreter: Interpreter,
  module: Module,
  { form, path, without = [] }: Pick<RecordPlan, "form" | "path" | "without">,
  fields: readonly (readonly [string, Value])[],
): Value {
  if (form === "tuple") return tuple(fields.map(([, value]) => value));
  const dict = dictOf(fields);
  const given = [
    ["fields", dict],
    ["path", str(path)],
  ] as const;
  return form === "dict"
    ? make(interpreter, module, "Fields", given)
    : make(interpreter, module, "Record", [...given, ["without", tuple(without.map(str))]]);
}

export function standInOf(
  interpreter: Interpreter,
  module: Module,
  plan: StandInPlan,
  weight: Value | undefined,
  output: Value | undefined,
  fields: readonly (readonly [string, Value])[],
): Value {
  if (plan.role === "lossFunction") return make(interpreter, module, "SquaredError", []);
  return make(interpreter, module, "Model", [
    ["weight", weight ?? none],
    ["output", output ?? none],
    ["times", int(plan.times)],
    ["answers", tuple(plan.answers.map(str))],
    ["is_curved", bool(plan.isCurved)],
    ["fields", dictOf(fields)],
    ["path", str(plan.path)],
  ]);
}

export function libraryOf(interpreter: Interpreter, module: Module, { library }: LibraryPlan): Value {
  return make(interpreter, module, "library", [["name", str(library)]]);
}

function make(
  interpreter: Interpreter,
  module: Module,
  name: string,
  given: readonly (readonly [string, Value])[],
): Value {
  const type = interpreter.find(interpreter.load(module), name);
  if (type === undefined) throw new Error(`internal: there is no stand-in ${name}`);
  return interpreter.call(type, [], new Map(given));
}
