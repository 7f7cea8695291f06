/** Classes of the program: their creation (with Python's method resolution order) and their instances. */

import type { ClassStatement, Statement } from "../syntax/tree";
import { bind, needed } from "./attributes";
import { boundNames } from "./binding";
import { toText } from "./conversions";
import { AbsentNeeded, fault } from "./errors";
import {
  classMethodClass,
  findInClass,
  findOverride,
  nativeClass,
  objectClass,
  staticMethodClass,
  typeOf,
} from "./natives";
import type { Frame, Runtime } from "./runtime";
import { builtin } from "./runtime";
import { createClassScope } from "./scope";
import { noKeywords } from "./signature";
import { Raised } from "./tracer";
import type { AbsentValue, ClassValue, Value } from "./values";
import { none, str } from "./values";

export function createClass(run: Runtime, frame: Frame, statement: ClassStatement): ClassValue {
  const { bases, keywords } = evaluateBases(run, frame, statement);
  const qualifiedName =
    frame.name === ""
      ? statement.name
      : frame.scope.kind === "class"
        ? `${frame.name}.${statement.name}`
        : `${frame.name}.<locals>.${statement.name}`;
  const order: ClassValue[] = [];
  const made: ClassValue = {
    kind: "class",
    name: statement.name,
    qualifiedName,
    bases,
    order,
    attributes: new Map(),
    definition: statement,
    chunk: frame.chunk,
  };
  order.push(made, ...mergeOrders(statement.name, bases));
  if (frame.code.isUser) run.definitions.set(qualifiedName, made);
  const body: Frame = {
    ...frame,
    scope: createClassScope(made, frame.scope),
    name: qualifiedName,
    owner: made,
    returned: none,
  };
  for (const one of statement.body) executeIfThere(run, body, one);
  for (const [name, type] of implicit) {
    const held = made.attributes.get(name);
    if (held?.kind === "function")
      made.attributes.set(name, { kind: "instance", type, attributes: new Map([["__func__", held]]) });
  }
  announce(run, made, keywords);
  return made;
}

/** What a statement of a class body binds is absent where the statement needs something absent: most methods do without it. */
function executeIfThere(run: Runtime, body: Frame, statement: Statement): void {
  try {
    run.execute(body, [statement]);
  } catch (error) {
    if (!(error instanceof AbsentNeeded)) throw error;
    const { chunk } = body;
    for (const name of boundNames([statement])) {
      const place = { chunk, start: statement.start, end: statement.end };
      body.scope.bind(name, { kind: "absent", name, reason: error.message, place });
    }
  }
}

/** Methods that are class or static methods without saying so. */
const implicit = [
  ["__new__", staticMethodClass],
  ["__init_subclass__", classMethodClass],
  ["__class_getitem__", classMethodClass],
] as const;

/** Makes an object of the class: `__new__`, then `__init__`. */
export function instantiate(
  run: Runtime,
  type: ClassValue,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  const meta = findInClass(type, "__class_call__");
  if (meta !== undefined) return run.call(meta, [type, ...positional], keywords);
  const nearest = type.order.find((one) => one.construct !== undefined || one.attributes.has("__new__"));
  const isOurs = nearest?.construct !== undefined && !nearest.attributes.has("__new__");
  const maker = isOurs ? undefined : plainFunction(findOverride(type, "__new__"));
  const native = maker === undefined ? type.order.find((one) => one.construct !== undefined)?.construct : undefined;
  let made: Value;
  if (maker !== undefined) made = run.call(maker, [type, ...positional], keywords);
  else if (native !== undefined) made = adopt(run.call(native, positional, keywords), type);
  else made = { kind: "instance", type, attributes: new Map() };
  if (!typeOf(made).order.includes(type)) return made;
  const initialiser = findOverride(typeOf(made), "__init__");
  if (initialiser !== undefined) run.call(bind(run, initialiser, made, type), positional, keywords);
  else if (maker === undefined && native === undefined && positional.length + keywords.size > 0) {
    throw fault("TypeError", `${type.name}() takes no arguments`);
  }
  return made;
}

/** A value of a class of ours, as an instance of the program's subclass of it. */
export function adopt(value: Value, type: ClassValue): Value {
  if (typeOf(value) === type || type.definition === undefined) return value;
  switch (value.kind) {
    case "list":
    case "tuple":
    case "dict":
      return { ...value, type, attributes: new Map() };
    case "set":
      return { ...value, type };
    case "int":
    case "float":
    case "str":
    case "bool":
    case "traced":
      return { kind: "instance", type, attributes: new Map(), primitive: value };
    default:
      return value;
  }
}

/** As `adopt`, for the `cls` that a `__new__` was given. */
export function adoptInto(type: Value, value: Value): Value {
  return type.kind === "class" ? adopt(value, type) : value;
}

function plainFunction(held: Value | undefined): Value | undefined {
  return held?.kind === "instance" && held.type === staticMethodClass ? held.attributes.get("__func__") : held;
}

interface Bases {
  readonly bases: readonly ClassValue[];
  readonly keywords: ReadonlyMap<string, Value>;
}

function evaluateBases(run: Runtime, frame: Frame, statement: ClassStatement): Bases {
  const bases: ClassValue[] = [];
  const keywords = new Map<string, Value>();
  for (const argument of statement.bases) {
    if (argument.kind === "keyword") {
      if (argument.name !== "metaclass") keywords.set(argument.name, run.evaluate(frame, argument.value));
      continue;
    }
    const value = run.evaluate(frame, argument.value);
    const values = argument.kind === "spread" ? run.iterate(value) : [value];
    for (const one of values) {
      if (one.kind === "class") bases.push(one);
      else if (one.kind === "absent") bases.push(standIn(run, one));
      // Typing constructs (`Generic[T]`) say nothing about behaviour.
      else if (one.kind !== "token") throw fault("TypeError", `the base of class ${statement.name} is no class`);
    }
  }
  const distinct = bases.filter(
    (one, index) => bases.indexOf(one) === index && (one !== objectClass || bases.length === 1),
  );
  return { bases: distinct.length === 0 ? [objectClass] : distinct, keywords };
}

/** A base class that could not be found: the program's own methods work, and only what would be inherited is missed. */
function standIn(run: Runtime, absent: AbsentValue): ClassValue {
  const base = run.standInBase() ?? objectClass;
  const made = nativeClass(absent.name, [base]);
  made.attributes.set("__absent__", absent);
  const inherited = (name: string): Value | undefined => findOverride(base, name);
  made.attributes.set(
    "__init__",
    builtin("__init__", "self, *args, **kwargs", (_run, call) => {
      const own = inherited("__init__");
      return own === undefined ? none : run.call(own, [call.get("self")]);
    }),
  );
  made.attributes.set(
    "__init_subclass__",
    builtin("__init_subclass__", "cls, **kwargs", () => none),
  );
  made.attributes.set(
    "__getattr__",
    builtin("__getattr__", "self, name", (_run, call) => {
      const own = inherited("__getattr__");
      const name = toText(call.get("name"));
      try {
        if (own !== undefined) return run.call(own, [call.get("self"), call.get("name")]);
      } catch (error) {
        if (!(error instanceof Raised) || error.type !== "AttributeError") throw error;
      }
      throw new AbsentNeeded("AttributeError", `'${name}' would come from '${absent.name}', but ${absent.reason}`);
    }),
  );
  return made;
}

/** C3: every class before its bases, bases in the order written. */
function mergeOrders(name: string, bases: readonly ClassValue[]): readonly ClassValue[] {
  const pending = [...bases.map((base) => [...base.order]), [...bases]];
  const merged: ClassValue[] = [];
  for (;;) {
    const open = pending.filter((order) => order.length > 0);
    if (open.length === 0) return merged;
    const next = open
      .map((order) => order[0])
      .find((head) => open.every((order) => head === undefined || order.indexOf(head) <= 0));
    if (next === undefined)
      throw fault("TypeError", `cannot create a consistent method resolution order for class ${name}`);
    merged.push(next);
    for (const order of open) if (order[0] === next) order.shift();
  }
}

/** `__set_name__` of the attributes, then `__init_subclass__` of the bases. */
function announce(run: Runtime, made: ClassValue, keywords: ReadonlyMap<string, Value>): void {
  for (const [name, value] of [...made.attributes]) {
    if (value.kind !== "instance") continue;
    const hook = findOverride(value.type, "__set_name__");
    if (hook !== undefined) run.call(hook, [value, made, str(name)]);
  }
  for (const base of made.order.slice(1)) {
    const hook = base.attributes.get("__init_subclass__");
    if (hook === undefined) continue;
    const callable = hook.kind === "instance" ? (hook.attributes.get("__func__") ?? none) : hook;
    run.call(callable, [made], keywords.size === 0 ? noKeywords : keywords);
    return;
  }
}

/** @throws Raised when the class cannot be subscripted */
export function subscriptClass(run: Runtime, type: ClassValue, index: Value): Value {
  const hook = findInClass(type, "__class_getitem__");
  if (hook === undefined) return type;
  const callable = hook.kind === "instance" ? (hook.attributes.get("__func__") ?? none) : hook;
  if (callable.kind === "absent") throw needed(callable);
  return run.call(callable, [type, index]);
}
