/** `object.name`: Python's attribute lookup over every kind of value. */

import { attributeDict, moduleDict } from "./attributeDict";
import { AbsentNeeded, fault } from "./errors";
import {
  classMethodClass,
  findInClass,
  findOverride,
  isSubclass,
  plainTypeOf,
  propertyClass,
  staticMethodClass,
  superClass,
  typeOf,
} from "./natives";
import type { Runtime } from "./runtime";
import { LexicalScope } from "./scope";
import { didYouMean } from "./suggestions";
import type {
  AbsentValue,
  BuiltinValue,
  ClassValue,
  FunctionValue,
  InstanceValue,
  ListValue,
  ModuleValue,
  TokenValue,
  Value,
} from "./values";
import { bool, int, none, str, tuple } from "./values";

/** @throws Raised AttributeError */
export function getAttribute(run: Runtime, object: Value, name: string): Value {
  const found = findAttribute(run, object, name);
  if (found !== undefined) return found;
  if (object.kind === "module" && object.scope instanceof LexicalScope && !object.scope.code.isUser) {
    return {
      kind: "absent",
      name: `${object.name}.${name}`,
      reason: "the preview does not support it",
      place: undefined,
    };
  }
  throw fault("AttributeError", missing(object, name));
}

/** `undefined`: there is no such attribute. Errors inside properties come through. */
export function findAttribute(run: Runtime, object: Value, name: string): Value | undefined {
  switch (object.kind) {
    case "instance":
      return object.type === superClass ? findInSuper(run, object, name) : findInInstance(run, object, name);
    case "class":
      return findInClassObject(run, object, name);
    case "tensor":
      return (
        object.library.getAttribute(run, object, name) ?? object.attributes?.get(name) ?? findInType(run, object, name)
      );
    case "module":
      return object.find?.(name) ?? object.scope.names.get(name) ?? moduleAttribute(object, name);
    case "function":
      return object.attributes.get(name) ?? functionAttribute(object, name) ?? findInType(run, object, name);
    case "builtin":
      return name === "__name__" || name === "__qualname__"
        ? str(object.name.slice(object.name.lastIndexOf(".") + 1))
        : (object.find?.(name) ?? findInType(run, object, name));
    case "method":
      if (name === "__self__") return object.self;
      if (name === "__func__") return object.callable;
      return findAttribute(run, object.callable, name);
    case "absent":
      return { kind: "absent", name: `${object.name}.${name}`, reason: object.reason, place: object.place };
    case "token":
      return tokenAttribute(object, name) ?? findInType(run, object, name);
    case "tuple":
      return tupleField(object, name) ?? findInType(run, object, name);
    case "list":
    case "dict":
      return object.attributes?.get(name) ?? findInType(run, object, name) ?? fallback(run, object, name);
    case "slice":
      if (name === "start") return object.lower;
      if (name === "stop") return object.upper;
      return name === "step" ? object.step : findInType(run, object, name);
    case "range":
      if (name === "start" || name === "stop" || name === "step") return int(object[name]);
      return findInType(run, object, name);
    default:
      return findInType(run, object, name);
  }
}

/** A method looked up on the type alone, bound: how operators find `__add__`. */
export function findMethod(run: Runtime, object: Value, name: string): Value | undefined {
  const type = typeOf(object);
  const held = findOverride(type, name);
  return held === undefined || held.kind === "none" ? undefined : bind(run, held, object, type);
}

/** What a class attribute becomes when it is reached through an instance. */
export function bind(run: Runtime, held: Value, self: Value | undefined, type: ClassValue): Value {
  if (held.kind === "function") {
    return self === undefined || isCompiled(held) ? held : { kind: "method", self, callable: held };
  }
  if (held.kind === "builtin") {
    return self !== undefined && isMethodBuiltin(held) ? { kind: "method", self, callable: held } : held;
  }
  if (held.kind !== "instance") return held;
  if (held.type === staticMethodClass) return held.attributes.get("__func__") ?? none;
  if (held.type === classMethodClass) return bindToClass(run, held, type);
  if (isSubclass(held.type, propertyClass)) return self === undefined ? held : readProperty(run, held, self);
  const getter = findOverride(held.type, "__get__");
  return getter === undefined ? held : run.call(getter, [held, self ?? none, type]);
}

/** As in Python, what is compiled code in its library (`torch.conv2d`) knows its module by `__self__`; no class binds it. */
function isCompiled(held: FunctionValue): boolean {
  return held.attributes.has("__self__");
}

export function isMethodBuiltin(value: BuiltinValue): boolean {
  return value.signature?.startsWith("self") === true;
}

function bindToClass(run: Runtime, held: InstanceValue, type: ClassValue): Value {
  const callable = held.attributes.get("__func__") ?? none;
  if (callable.kind === "function" || callable.kind === "builtin") return { kind: "method", self: type, callable };
  return bind(run, callable, type, type);
}

function readProperty(run: Runtime, property: InstanceValue, self: Value): Value {
  const getter = property.attributes.get("fget") ?? none;
  if (getter.kind === "none") throw fault("AttributeError", "unreadable attribute");
  return run.call(getter, [self]);
}

function findInInstance(run: Runtime, object: InstanceValue, name: string): Value | undefined {
  const held = findInClass(object.type, name);
  if (held?.kind === "instance" && isDataDescriptor(held)) return bind(run, held, object, object.type);
  const own = object.attributes.get(name);
  if (own !== undefined) return own;
  if (held !== undefined) return bind(run, held, object, object.type);
  if (object.primitive !== undefined) {
    const inherited = findAttribute(run, object.primitive, name);
    if (inherited !== undefined && name !== "__class__") return inherited;
  }
  return (
    special(object, name, object.attributes) ?? run.inherited.get(object.type)?.get(name) ?? fallback(run, object, name)
  );
}

function isDataDescriptor(held: InstanceValue): boolean {
  return isSubclass(held.type, propertyClass) || findOverride(held.type, "__set__") !== undefined;
}

/** The program's `__getattr__`. */
function fallback(run: Runtime, object: Value, name: string): Value | undefined {
  const hook = findOverride(typeOf(object), "__getattr__");
  return hook === undefined ? undefined : run.call(bind(run, hook, object, typeOf(object)), [str(name)]);
}

function findInType(run: Runtime, object: Value, name: string): Value | undefined {
  const type = typeOf(object);
  const plain = plainTypeOf(object);
  const held = findInClass(type, name) ?? (plain && findInClass(plain, name));
  return held === undefined ? special(object, name, undefined) : bind(run, held, object, type);
}

/** `super()`: the rest of the method resolution order of the object's class, behind the class that asks. */
function findInSuper(run: Runtime, proxy: InstanceValue, name: string): Value | undefined {
  const self = proxy.attributes.get("__self__") ?? none;
  const asking = proxy.attributes.get("__thisclass__");
  const type = self.kind === "class" ? self : typeOf(self);
  const position = asking?.kind === "class" ? type.order.indexOf(asking) : -1;
  for (const one of type.order.slice(position + 1)) {
    const held = one.attributes.get(name);
    if (held === undefined) continue;
    return bind(run, held, self.kind === "class" && name !== "__init__" ? classSelf(held, self) : self, type);
  }
  return run.inherited.get(type)?.get(`super.${name}`);
}

/** Inside a class method, `super().method` is bound to the class only where the method is a class method itself. */
function classSelf(held: Value, self: ClassValue): Value | undefined {
  return held.kind === "instance" && held.type === classMethodClass ? self : undefined;
}

function findInClassObject(run: Runtime, object: ClassValue, name: string): Value | undefined {
  const held = findInClass(object, name);
  if (held !== undefined) return bind(run, held, undefined, object);
  switch (name) {
    case "__name__":
      return str(object.name);
    case "__qualname__":
      return str(object.qualifiedName);
    case "__mro__":
      return tuple([...object.order]);
    case "__bases__":
      return tuple([...object.bases]);
    case "__base__":
      return object.bases[0] ?? none;
    case "__doc__":
      return object.definition?.docstring === undefined ? none : str(object.definition.docstring);
    case "__subclasses__":
      return { kind: "builtin", name, signature: "", run: () => ({ kind: "list", items: [] }) };
    default:
      return special(object, name, object.attributes) ?? ofAbsentBase(object, name);
  }
}

/** What a base class that is not there may have. */
function ofAbsentBase(type: ClassValue, name: string): Value | undefined {
  const base = name.startsWith("__") ? undefined : findInClass(type, "__absent__");
  return base?.kind === "absent" ? { ...base, name: `${base.name}.${name}` } : undefined;
}

function special(object: Value, name: string, attributes: Map<string, Value> | undefined): Value | undefined {
  if (name === "__class__") return typeOf(object);
  if (name === "__dict__" && attributes !== undefined) return attributeDict(attributes);
  if (name === "__doc__") return none;
  if (name === "__module__") return str("__main__");
  return undefined;
}

function functionAttribute(object: FunctionValue, name: string): Value | undefined {
  switch (name) {
    case "__name__":
      return str(object.name);
    case "__qualname__":
      return str(object.qualifiedName);
    case "__doc__":
      return object.definition.kind === "function" && object.definition.docstring !== undefined
        ? str(object.definition.docstring)
        : none;
    case "__dict__":
      return attributeDict(object.attributes);
    case "__defaults__":
      return tuple(object.defaults.filter((value) => value !== undefined));
    default:
      return undefined;
  }
}

function moduleAttribute(module: ModuleValue, name: string): Value | undefined {
  if (name === "__name__") return str(module.name);
  return name === "__dict__" && module.scope instanceof LexicalScope ? moduleDict(module.scope) : undefined;
}

function tupleField(object: ListValue, name: string): Value | undefined {
  const position = object.fields?.indexOf(name) ?? -1;
  return position < 0 ? undefined : object.items[position];
}

function tokenAttribute(object: TokenValue, name: string): Value | undefined {
  if (object.family === "dtype" && name === "is_floating_point") return bool(object.name.includes("float"));
  if (object.family === "device" && name === "type") return str(object.name.split(":")[0] ?? object.name);
  if (object.family === "device" && name === "index") {
    const index = object.name.split(":")[1];
    return index === undefined ? none : int(Number(index));
  }
  if (name === "__name__") return str(object.name.slice(object.name.lastIndexOf(".") + 1));
  return undefined;
}

/** Complains that an absent value is needed; the place is that of the use, not of the import. */
export function needed(object: AbsentValue): AbsentNeeded {
  return new AbsentNeeded("ImportError", `'${object.name}' is needed here, but ${object.reason}`);
}

function missing(object: Value, name: string): string {
  if (object.kind === "module")
    return `module '${object.name}' has no attribute '${name}'${didYouMean(name, object.scope.names.keys())}`;
  if (object.kind === "class")
    return `type object '${object.name}' has no attribute '${name}'${didYouMean(name, object.attributes.keys())}`;
  return `'${typeOf(object).name}' object has no attribute '${name}'${didYouMean(name, attributeNames(object))}`;
}

/** Names within reach of an object, for suggestions and `dir`. */
export function* attributeNames(object: Value): Iterable<string> {
  if (object.kind === "instance") yield* object.attributes.keys();
  const type = object.kind === "class" ? object : typeOf(object);
  for (const one of type.order) yield* one.attributes.keys();
}
