/**
 * Parameters that the program itself says how to fill: `args: Config`, where `Config` lists settings with their defaults, is
 * an object of it. Only where everything that is read from it has a value.
 */

import { type Interpreter, isOfProgram, seenByFunction } from "../../interpreter/interpreter";
import { Raised } from "../../interpreter/tracer";
import type { BuiltinValue, ClassValue, FunctionValue, Value } from "../../interpreter/values";
import type { Block, Expression } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { Parameter } from "./signature";

/** Settings by the names of the parameters that they fill. */
export type Settings = ReadonlyMap<string, Value>;

/** @param bodies where the object may be read */
export function settingsFor(
  interpreter: Interpreter,
  callee: FunctionValue | BuiltinValue | undefined,
  parameters: readonly Parameter[],
  bodies: readonly Block[],
): Settings {
  const found = new Map<string, Value>();
  if (callee?.kind !== "function") return found;
  for (const { name, hasDefault, annotation } of parameters) {
    if (hasDefault || annotation === undefined) continue;
    const type = settingsClass(interpreter, callee, annotation);
    const made = type && makeSafely(interpreter, type);
    if (made !== undefined && isWhole(interpreter, made, fieldsRead(name, bodies))) found.set(name, made);
  }
  return found;
}

/** Parameters that settings fill need not be given. */
export function filledBy(settings: Settings, parameters: readonly Parameter[]): readonly Parameter[] {
  if (settings.size === 0) return parameters;
  return parameters.map((one) => (settings.has(one.name) ? { ...one, hasDefault: true } : one));
}

/** What is given, and settings for what is not. @param positional how many parameters are given by their place */
export function withSettings(
  settings: Settings,
  parameters: readonly Parameter[],
  given: ReadonlyMap<string, Value>,
  positional = 0,
): ReadonlyMap<string, Value> {
  const placed = new Set(parameters.slice(0, positional).map(({ name }) => name));
  return new Map([...[...settings].filter(([name]) => !placed.has(name)), ...given]);
}

/** A class of the program that computes nothing: a data class, or numbers bound in a class body. */
function settingsClass(interpreter: Interpreter, callee: FunctionValue, annotation: string): ClassValue | undefined {
  for (const word of annotation.split(/\W+/)) {
    const type = word === "" ? undefined : find(callee, word);
    if (type?.kind !== "class" || interpreter.definition(type.qualifiedName) !== type) continue;
    const isData = type.order.some(({ attributes }) => attributes.has("__dataclass_fields__"));
    const has = (name: string) => type.order.some(({ attributes }) => isOwn(attributes.get(name)));
    if (computing.some(has) || (!isData && (has("__init__") || !listsNumbers(type)))) return undefined;
    return type;
  }
  return undefined;
}

function isOwn(value: Value | undefined): boolean {
  return value?.kind === "function" && isOfProgram(value);
}

function listsNumbers({ attributes }: ClassValue): boolean {
  return [...attributes.values()].some(({ kind }) => kind === "float" || kind === "int" || kind === "traced");
}

const computing = ["forward", "call", "__call__", "loss", "compute_loss"];

function find(callee: FunctionValue, name: string): Value | undefined {
  try {
    return seenByFunction(callee, name);
  } catch (error) {
    if (error instanceof Raised) return undefined;
    throw error;
  }
}

function makeSafely(interpreter: Interpreter, type: ClassValue): Value | undefined {
  try {
    return interpreter.call(type);
  } catch (error) {
    if (error instanceof Raised) return undefined;
    throw error;
  }
}

/** `args.beta` and `self.args.beta`: what is read from what is called so. */
function fieldsRead(name: string, bodies: readonly Block[]): ReadonlySet<string> {
  const found = new Set<string>();
  const isIt = (node: Expression) => (node.kind === "name" || node.kind === "member") && node.name === name;
  for (const body of bodies) {
    walk(body, (node) => {
      if (node.kind === "member" && isIt(node.object)) found.add(node.name);
    });
  }
  return found;
}

function isWhole(interpreter: Interpreter, made: Value, fields: ReadonlySet<string>): boolean {
  return [...fields].every((field) => {
    try {
      return interpreter.attribute(made, field).kind !== "none";
    } catch (error) {
      if (error instanceof Raised) return false;
      throw error;
    }
  });
}
