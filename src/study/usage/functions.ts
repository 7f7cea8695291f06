/**
 * The text behind a call: functions and methods of the previewed file by their bare names, those of other files through the
 * names under which a module sees them, inherited methods through the class.
 */

import { findMethodOfClass, type Interpreter } from "../../interpreter/interpreter";
import type { ClassValue, FunctionValue, ModuleValue, Value } from "../../interpreter/values";
import type { Expression, FunctionStatement, Module } from "../../syntax/tree";
import { wrappedBy } from "../subject/signature";
import type { Subject } from "../subject/subject";

/** @param name the last word of what is called, or of what made it */
export type FindFunction = (name: string, callee: Expression) => FunctionStatement | undefined;

/** @param isFatal errors of the program's modules that must come through */
export function createFunctionFinder(
  interpreter: Interpreter,
  module: Module,
  { owner }: Subject,
  isFatal: (error: unknown) => boolean,
): FindFunction {
  const own = functionsOf(module);
  /** Where names are looked for: the previewed file, then wherever a function was found. */
  const places: (ModuleValue | FunctionValue)[] = [interpreter.load(module)];
  const seen = new Map<string, FunctionValue | undefined>();
  /** Its own file's names are seen from it. */
  const keep = (found: FunctionValue | undefined): FunctionStatement | undefined => {
    const own = found && (wrappedBy(found) ?? found);
    if (own?.definition.kind !== "function") return undefined;
    if (!places.includes(own)) places.push(own);
    return own.definition;
  };
  const attempted = (look: () => FunctionValue | undefined): FunctionValue | undefined => {
    try {
      return look();
    } catch (error) {
      if (isFatal(error)) throw error;
      return undefined;
    }
  };
  const elsewhere = (dotted: string): FunctionValue | undefined => {
    for (const place of places) {
      const found = attempted(() => interpreter.findFunction(place, dotted));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const method = (type: ClassValue | undefined, name: string): FunctionValue | undefined => {
    const callable = type && findMethodOfClass(type, name)?.callable;
    return callable?.kind === "function" ? callable : undefined;
  };
  const find = (name: string, callee: Expression): FunctionValue | undefined => {
    const dotted = dottedName(callee);
    return elsewhere(name) ?? (dotted === undefined || dotted === name ? undefined : elsewhere(dotted));
  };
  return (name, callee) => {
    const held = heldBy(callee);
    const attribute = callee.kind === "member" ? callee.name : "forward";
    if (held === "self" && (name === attribute || name === "self")) {
      const found = method(owner, attribute);
      if (found?.definition.kind === "function") return keep(found);
    }
    if (held === "super")
      return keep(
        owner?.order
          .slice(1)
          .map((one) => one.attributes.get(name))
          .find(isFunction),
      );
    const known = own.get(name);
    if (known !== undefined) return known;
    const key = `${name} ${dottedName(callee) ?? ""}`;
    if (!seen.has(key)) seen.set(key, find(name, callee));
    return keep(seen.get(key));
  };
}

/** Whether a method of the object itself is called: `self.x()`, `self()`, `super().x()`. */
function heldBy(callee: Expression): "self" | "super" | undefined {
  const holder = callee.kind === "member" ? callee.object : callee;
  if (holder.kind === "name") return holder.name === "self" || holder.name === "cls" ? "self" : undefined;
  const isSuper = callee.kind === "member" && holder.kind === "call" && holder.callee.kind === "name";
  return isSuper && holder.callee.name === "super" ? "super" : undefined;
}

function isFunction(value: Value | undefined): value is FunctionValue {
  return value?.kind === "function";
}

function dottedName(callee: Expression): string | undefined {
  if (callee.kind === "name") return callee.name;
  if (callee.kind !== "member") return undefined;
  const object = dottedName(callee.object);
  return object === undefined ? undefined : `${object}.${callee.name}`;
}

const calledMethods: ReadonlySet<string> = new Set(["forward", "__call__", "call"]);

/** Functions and methods by their bare names, the first of a name; a class by its own name is what its objects do when called. */
function functionsOf(module: Module): ReadonlyMap<string, FunctionStatement> {
  const found = new Map<string, FunctionStatement>();
  for (const { chunk } of module.chunks) {
    for (const statement of chunk.statements) {
      const all = statement.kind === "class" ? statement.body : [statement];
      for (const one of all) if (one.kind === "function" && !found.has(one.name)) found.set(one.name, one);
      const called =
        statement.kind === "class"
          ? statement.body.find((one) => one.kind === "function" && calledMethods.has(one.name))
          : undefined;
      if (statement.kind === "class" && called?.kind === "function" && !found.has(statement.name))
        found.set(statement.name, called);
    }
  }
  return found;
}
