/**
 * A definition as something to call: what it must be given before and at the call, and how the call is made. Covers
 * functions, classes, methods and what factories return; uses are subjectOfUse.ts.
 */

import { findMethodOfClass, type Interpreter, isOfProgram, seenByFunction } from "../../interpreter/interpreter";
import { Raised } from "../../interpreter/tracer";
import type { ClassValue, ModuleValue, Value } from "../../interpreter/values";
import type { Block } from "../../syntax/tree";
import type { Role } from "../request";
import { constructionOf } from "./construction";
import { attributesSetBy } from "./makers";
import { isOfClass, readReceiver } from "./receiver";
import { filledBy, settingsFor, withSettings } from "./settings";
import { bodyOf, type Parameter, type Signature, signatureOf } from "./signature";
import type { LookUp } from "./texts";

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
  /** What the functions around an inner one are given: it sees these names. */
  readonly enclosed?: readonly string[];
  /** What a name means in the module that it stands in. */
  readonly lookUp?: LookUp;
  /** The class whose method it is. */
  readonly owner?: ClassValue;
  /** What an input is known to be, whatever its name says: the terms of a weighted sum are losses. */
  readonly knownRoles?: ReadonlyMap<string, Role>;
  /** Makes it ready: constructs the object, calls the factory. */
  readonly construct: (given: ReadonlyMap<string, Value>) => Constructed;
  /** The same method on an object whose constructor ran as far as it could; what it lacks then is given from outside. */
  readonly withoutConstructor?: () => Subject;
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
  return value.kind === "class" ? openClass(interpreter, value, method) : subjectOfValue(interpreter, value);
}

/** @throws NoSubject */
export function openClass(interpreter: Interpreter, type: ClassValue, method: string | undefined): Subject {
  const chosen = methodOf(type, method);
  if (chosen === undefined) throw new NoSubject(`${type.name} has no method that computes a loss`);
  return openMethod(interpreter, type, chosen);
}

/** Anything that is ready to be called. @throws NoSubject */
export function subjectOfValue(interpreter: Interpreter, callee: Value): Subject {
  const signature = signatureOfValue(interpreter, callee);
  const { parameters, body } = signature;
  const plain = callee.kind === "function" ? callee : undefined;
  const settings = settingsFor(interpreter, plain, parameters, [body]);
  return {
    construction: [],
    ...signature,
    parameters: filledBy(settings, parameters),
    attributes: new Map(),
    ...lookUpBy(callee),
    construct: () => ({
      instance: undefined,
      call: (positional, keywords) =>
        interpreter.call(callee, positional, withSettings(settings, parameters, keywords, positional.length)),
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
  const body = init?.callable.kind === "function" ? bodyOf(init.callable) : [];
  const initialisers = type.order.flatMap((one) => {
    const own = one.attributes.get("__init__");
    return own?.kind === "function" ? [own] : [];
  });
  const signature = signatureOf(method.callable, method.isStatic ? 0 : 1);
  const bodies = type.order.flatMap(({ attributes }) =>
    [...attributes.values()].flatMap((one) => (one.kind === "function" && isOfProgram(one) ? [bodyOf(one)] : [])),
  );
  const ofCall = settingsFor(interpreter, method.callable, signature.parameters, bodies);
  const callOn = (instance: Value): Constructed => ({
    instance,
    call: (positional, keywords) =>
      interpreter.call(
        interpreter.attribute(instance, name),
        positional,
        withSettings(ofCall, signature.parameters, keywords, positional.length),
      ),
  });
  const base = {
    ...signature,
    parameters: filledBy(ofCall, signature.parameters),
    owner: type,
    attributes: new Map(initialisers.reverse().flatMap((one) => [...attributesSetBy(bodyOf(one))])),
    constructionBody: body,
    documentation: [...(signature.documentation ?? []), ...docstringsOf(type)],
    ...lookUpBy(init?.callable.kind === "function" ? init.callable : method.callable),
  };
  const reading = readReceiver(type, [name, "__init__"]);
  const taken = constructionOf(type);
  const ofInit = settingsFor(interpreter, init?.callable, taken, bodies);
  const isField = (one: string) =>
    isOfClass(type, "__dataclass_fields__") && taken.some(({ name: field }) => field === one);
  const isMissing = (one: string) => !reading.isOpen && !reading.set.has(one) && !isOfClass(type, one) && !isField(one);
  const missing = [...reading.read].filter(isMissing);
  return {
    ...base,
    // a static method needs no object, unless one is asked for
    construction: method.isStatic ? [] : [...filledBy(ofInit, taken), ...missing.map(attributeParameter)],
    construct: (given) => {
      if (method.isStatic && given.size === 0)
        return {
          instance: undefined,
          call: (positional, keywords) => interpreter.call(method.callable, positional, keywords),
        };
      const { attributes, rest } = splitGiven(given);
      if (attributes.size > 0) interpreter.inherit(type, attributes);
      return callOn(interpreter.call(type, [], withSettings(ofInit, taken, rest)));
    },
    withoutConstructor: () => {
      const instance = interpreter.constructLeniently(type);
      const { read, needed } = readReceiver(type, [name]);
      const lacks = (one: string) => {
        const held = instance.attributes.get(one);
        if (held !== undefined) return held.kind === "none" && needed.has(one);
        return !isOfClass(type, one) && !isThere(interpreter, instance, one);
      };
      const wanted = [...read].filter(lacks);
      for (const one of wanted) instance.attributes.delete(one);
      return {
        ...base,
        constructionBody: [],
        construction: wanted.map(attributeParameter),
        construct: (given) => {
          interpreter.inherit(type, splitGiven(given).attributes);
          return callOn(instance);
        },
      };
    },
  };
}

function docstringsOf({ order }: ClassValue): readonly string[] {
  return order.flatMap(({ definition }) => (definition?.docstring === undefined ? [] : [definition.docstring]));
}

/** Reading must not fail where a name's own statement would. */
function lookUpBy(callee: Value | undefined): Pick<Subject, "lookUp"> {
  if (callee?.kind !== "function") return {};
  return {
    lookUp: (name) => {
      try {
        return seenByFunction(callee, name);
      } catch (error) {
        if (error instanceof Raised) return undefined;
        throw error;
      }
    },
  };
}

function isThere(interpreter: Interpreter, instance: Value, name: string): boolean {
  try {
    return !name.startsWith("super.") && interpreter.findAttribute(instance, name) !== undefined;
  } catch (error) {
    if (error instanceof Raised) return false;
    throw error;
  }
}

/** An attribute of the object, or a method of a base that is not there, that is given from outside. */
function attributeParameter(name: string): Parameter {
  return {
    name: name.startsWith("super.") ? name : `self.${name}`,
    form: "plain",
    hasDefault: false,
    annotation: undefined,
  };
}

/** The attribute behind such a parameter. */
export function attributeOf(parameter: string): string | undefined {
  if (parameter.startsWith("super.")) return parameter;
  return parameter.startsWith("self.") ? parameter.slice("self.".length) : undefined;
}

function splitGiven(given: ReadonlyMap<string, Value>): {
  readonly attributes: ReadonlyMap<string, Value>;
  readonly rest: ReadonlyMap<string, Value>;
} {
  const named = [...given].map(([key, value]) => ({ key, value, attribute: attributeOf(key) }));
  return {
    attributes: new Map(
      named.flatMap(({ attribute, value }) => (attribute === undefined ? [] : [[attribute, value] as const])),
    ),
    rest: new Map(
      named.filter(({ attribute }) => attribute === undefined).map(({ key, value }) => [key, value] as const),
    ),
  };
}

/** Methods by which the frameworks call a loss, in the order in which they count as the class's own. */
export const methodNames = ["forward", "call", "__call__", "loss", "compute_loss"];

/** The method that is the class's loss: the frameworks' own names first, then the one that is called so, then the only one. */
export function methodOf(type: ClassValue, known: string | undefined): string | undefined {
  const called = methodNames.find((name) => {
    const owner = type.order.find((one) => one.attributes.has(name));
    // `nn.Module.forward` only says that there is none
    return owner !== undefined && (owner === type || owner.name !== "Module");
  });
  // `loss` and its kin may stand beside the method that discovery saw to be the loss, and nobody calls a plain class's `call`
  if (called !== undefined && (known === undefined || isCalledByItself(type, called))) return called;
  if (known !== undefined) return known;
  const own = [...type.attributes]
    .filter(([name, value]) => value.kind === "function" && !name.startsWith("_"))
    .map(([name]) => name);
  return own.find((name) => /loss|objective|criterion|cost/i.test(name)) ?? (own.length === 1 ? own[0] : undefined);
}

/** What Python and the frameworks call by themselves: a class that has one, of its own or by inheritance, is that. */
function isCalledByItself(type: ClassValue, method: string): boolean {
  return method === "__call__" || (frameworkMethods.has(method) && !isPlain(type));
}

const frameworkMethods: ReadonlySet<string> = new Set(["forward", "call"]);

/** It derives from the program's own classes alone. */
function isPlain({ order }: ClassValue): boolean {
  return order.every(
    ({ name, definition, bases, attributes }) =>
      name === "object" ||
      (definition?.bases.every(({ kind }) => kind === "positional") &&
        definition.bases.length === bases.filter((one) => one.name !== "object").length &&
        [...attributes.values()].every((one) => one.kind !== "function" || isOfProgram(one))),
  );
}
