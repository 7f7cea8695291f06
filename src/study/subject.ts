/**
 * A definition as something to call: what it must be given before and at the call, and how the call is made. Covers
 * functions, classes, methods and what factories return; uses are subjectOfUse.ts.
 */

import { findMethodOfClass, type Interpreter } from "../interpreter/interpreter";
import type { ClassValue, ModuleValue, Value } from "../interpreter/values";
import type { Block } from "../syntax/tree";
import { walk } from "../syntax/walk";
import type { Role } from "./request";
import { bodyOf, type Parameter, type Signature, signatureOf } from "./signature";

/** What can be called, and what the call needs. */
export interface Subject extends Signature {
  /** Parameters of the constructor, or of the factory around the function. Empty for plain functions. */
  readonly construction: readonly Parameter[];
  /** What the constructor put on `self`, by the last word of the call that made it. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The constructor's statements, where it is written in the program. */
  readonly constructionBody?: Block;
  /** What the functions around an inner one do before they define it. */
  readonly surrounding?: Block;
  /** What an input is known to be, whatever its name says: the terms of a weighted sum are losses. */
  readonly knownRoles?: ReadonlyMap<string, Role>;
  /** Makes it ready: constructs the object, calls the factory. */
  readonly construct: (given: ReadonlyMap<string, Value>) => Constructed;
}

export interface Constructed {
  /** The object, where there is one: its learnable tensors can be moved. */
  readonly instance: Value | undefined;
  readonly call: (positional: readonly Value[], keywords: ReadonlyMap<string, Value>) => Value;
}

/** There is no such definition, or it is nothing that could be called. */
export class NoSubject extends Error {
  override readonly name = "NoSubject";
}

/**
 * @param method the class's method that is the loss, where discovery knows it
 * @throws NoSubject; whatever the module's own statements raise
 */
export function openSubject(
  interpreter: Interpreter,
  module: ModuleValue,
  name: string,
  method: string | undefined,
): Subject {
  const value = interpreter.find(module, name);
  if (value === undefined) throw new NoSubject(`there is no definition named ${name}`);
  const dot = name.lastIndexOf(".");
  const owner = dot < 0 ? undefined : interpreter.find(module, name.slice(0, dot));
  if (owner?.kind === "class" && value.kind !== "class") return openMethod(interpreter, owner, name.slice(dot + 1));
  if (value.kind === "class") {
    const chosen = methodOf(value, method);
    if (chosen === undefined) throw new NoSubject(`${value.name} has no method that computes a loss`);
    return openMethod(interpreter, value, chosen);
  }
  return subjectOfValue(interpreter, value);
}

/** Anything that is ready to be called. @throws NoSubject */
export function subjectOfValue(interpreter: Interpreter, callee: Value): Subject {
  return {
    construction: [],
    ...signatureOfValue(interpreter, callee),
    attributes: new Map(),
    construct: () => ({
      instance: undefined,
      call: (positional, keywords) => interpreter.call(callee, positional, keywords),
    }),
  };
}

function signatureOfValue(interpreter: Interpreter, callee: Value): Signature {
  switch (callee.kind) {
    case "function":
    case "builtin":
      return signatureOf(callee, 0);
    case "method":
      return signatureOf(callee.callable, 1);
    case "instance": {
      const wrapped = callee.attributes.get("__wrapped__");
      if (wrapped !== undefined) return signatureOfValue(interpreter, wrapped);
      const method = methodOf(callee.type, undefined);
      if (method !== undefined) return signatureOfValue(interpreter, interpreter.attribute(callee, method));
      throw new NoSubject(`an object of ${callee.type.name} is nothing that can be called`);
    }
    default:
      throw new NoSubject(`a value of kind ${callee.kind} is nothing that can be called`);
  }
}

// ---------------------------------------------------------------- classes

function openMethod(interpreter: Interpreter, type: ClassValue, name: string): Subject {
  const method = findMethodOfClass(type, name);
  if (method === undefined) throw new NoSubject(`${type.name} has no method ${name}`);
  const init = findMethodOfClass(type, "__init__");
  return {
    construction: init === undefined ? [] : signatureOf(init.callable, 1).parameters,
    ...signatureOf(method.callable, method.isStatic ? 0 : 1),
    attributes: init?.callable.kind === "function" ? attributesSetBy(bodyOf(init.callable)) : new Map(),
    constructionBody: init?.callable.kind === "function" ? bodyOf(init.callable) : [],
    construct: (given) => {
      const instance = interpreter.call(type, [], given);
      return {
        instance,
        call: (positional, keywords) => interpreter.call(interpreter.attribute(instance, name), positional, keywords),
      };
    },
  };
}

/** Methods by which the frameworks call a loss, in the order in which they count as the class's own. */
const lossMethods = ["forward", "call", "__call__", "loss", "compute_loss"];

/** The method that is the class's loss: the frameworks' own names first, then the one that is called so, then the only one. */
export function methodOf(type: ClassValue, known: string | undefined): string | undefined {
  const called = lossMethods.find((name) => {
    const owner = type.order.find((one) => one.attributes.has(name));
    // `nn.Module.forward` only says that there is none
    return owner !== undefined && (owner === type || owner.name !== "Module");
  });
  // `loss` and its kin may stand beside the method that discovery saw to be the loss
  if (called !== undefined && (known === undefined || frameworkMethods.has(called))) return called;
  if (known !== undefined) return known;
  const own = [...type.attributes]
    .filter(([name, value]) => value.kind === "function" && !name.startsWith("_"))
    .map(([name]) => name);
  return own.find((name) => /loss|objective|criterion|cost/i.test(name)) ?? (own.length === 1 ? own[0] : undefined);
}

/** What the frameworks call by themselves: a class that has one, of its own or by inheritance, is that. */
const frameworkMethods: ReadonlySet<string> = new Set(["forward", "call", "__call__"]);

function attributesSetBy(body: Block): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const ambiguous = new Set<string>();
  walk(body, (node) => {
    if (node.kind !== "assign" || node.value === undefined) return;
    // what was called, or a function itself
    const callee = node.value.kind === "call" ? node.value.callee : node.value;
    const made = callee.kind === "name" || callee.kind === "member" ? callee.name : undefined;
    for (const target of node.targets) {
      if (made === undefined || target.kind !== "member" || target.object.kind !== "name") continue;
      if (found.has(target.name) && found.get(target.name) !== made) ambiguous.add(target.name);
      found.set(target.name, made);
    }
  });
  for (const name of ambiguous) found.delete(name);
  return found;
}
