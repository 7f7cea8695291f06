/** Built-in functions about objects, types and attributes. */

import { attributeDict, moduleDict } from "../attributeDict";
import { attributeNames, bind, findAttribute, findMethod, getAttribute } from "../attributes";
import { deleteAttribute, deleteOwn, setAttribute, setOwn } from "../attributeWrites";
import { toText } from "../conversions";
import { isInstance, isSame } from "../equality";
import { equip, type Table } from "../equip";
import { fault } from "../errors";
import { baseException } from "../exceptions";
import { exceptionText, formatOf, reprOf } from "../formatting";
import { dictOf, keyOf } from "../keys";
import {
  classMethodClass,
  functionClass,
  isSubclass,
  objectClass,
  propertyClass,
  staticMethodClass,
  superClass,
  typeClass,
  typeOf,
} from "../natives";
import { builtin, type Runtime } from "../runtime";
import { Raised } from "../tracer";
import type { ClassValue, InstanceValue, Value } from "../values";
import { bool, int, list, none, str, tuple } from "../values";

export const objectFunctions: Table = {
  "isinstance(obj, classinfo)": (run, call) => bool(isInstance(run, call.get("obj"), call.get("classinfo"))),
  "issubclass(cls, classinfo)": (_, call) => bool(issubclass(call.get("cls"), call.get("classinfo"))),
  "getattr(obj, name, default=...)": (run, call) => {
    const name = toText(call.get("name"));
    if (!call.has("default")) return getAttribute(run, call.get("obj"), name);
    return present(run, call.get("obj"), name) ?? call.get("default");
  },
  "hasattr(obj, name)": (run, call) => bool(present(run, call.get("obj"), toText(call.get("name"))) !== undefined),
  "setattr(obj, name, value)": (run, call) => {
    setAttribute(run, call.get("obj"), toText(call.get("name")), call.get("value"));
    return none;
  },
  "delattr(obj, name)": (run, call) => {
    deleteAttribute(run, call.get("obj"), toText(call.get("name")));
    return none;
  },
  "callable(obj)": (run, call) => bool(isCallable(run, call.get("obj"))),
  "id(obj)": (run, call) => int(run.identityOf(call.get("obj"))),
  "hash(obj)": (run, call) => int(textHash(keyOf(run, call.get("obj")))),
  "repr(obj)": (run, call) => str(reprOf(run, call.get("obj"))),
  "ascii(obj)": (run, call) => str(reprOf(run, call.get("obj"))),
  "format(value, format_spec='')": (run, call) =>
    str(formatOf(run, call.get("value"), toText(call.get("format_spec")))),
  "vars(obj=None)": (run, call) => (call.has("obj") ? getAttribute(run, call.get("obj"), "__dict__") : localNames(run)),
  "locals()": (run) => localNames(run),
  "globals()": (run) => (run.frame === undefined ? dictOf([]) : moduleDict(run.frame.scope.module)),
  "dir(obj)": (_, call) => list([...new Set(attributeNames(call.get("obj")))].sort().map(str)),
  // What a program prints is no part of its loss.
  "print(*values, **options)": () => none,
  "input(prompt='')": () => {
    throw fault("EOFError", "the preview has nobody to ask");
  },
  "open(*args, **kwargs)": () => {
    throw fault("OSError", "the preview opens no files");
  },
};

export function equipObjects(): void {
  equip(objectClass, {
    "__new__(cls, *args, **kwargs)": (_, call) => createInstance(call.get("cls")),
    "__init__(self, *args, **kwargs)": () => none,
    "__repr__(self)": (_, call) => str(`<${typeOf(call.get("self")).qualifiedName} object>`),
    "__str__(self)": (run, call) => str(reprOf(run, call.get("self"))),
    "__eq__(self, other)": (_, call) => bool(isSame(call.get("self"), call.get("other"))),
    "__ne__(self, other)": (_, call) => bool(!isSame(call.get("self"), call.get("other"))),
    "__hash__(self)": (run, call) => int(run.identityOf(call.get("self"))),
    "__getattribute__(self, name)": (run, call) => getAttribute(run, call.get("self"), toText(call.get("name"))),
    "__setattr__(self, name, value)": (run, call) => {
      setOwn(run, call.get("self"), toText(call.get("name")), call.get("value"));
      return none;
    },
    "__delattr__(self, name)": (_, call) => {
      deleteOwn(call.get("self"), toText(call.get("name")));
      return none;
    },
  });
  objectClass.attributes.set("__init_subclass__", {
    kind: "instance",
    type: classMethodClass,
    attributes: new Map([["__func__", builtin("object.__init_subclass__", "cls, **kwargs", () => none)]]),
  });
  equip(typeClass, {
    "__new__(cls, obj, bases=None, namespace=None)": (_, call) => {
      if (!call.has("namespace")) return typeOf(call.get("obj"));
      return createType(toText(call.get("obj")), call.get("bases"), call.get("namespace"));
    },
    "mro(self)": (_, call) => {
      const type = call.get("self");
      return list(type.kind === "class" ? [...type.order] : []);
    },
  });
  equip(propertyClass, {
    "__new__(cls, *args, **kwargs)": (_, call) => createInstance(call.get("cls")),
    "__init__(self, fget=None, fset=None, fdel=None, doc=None)": (_, call) => {
      for (const name of ["fget", "fset", "fdel"]) setPart(call.get("self"), name, call.get(name));
      return none;
    },
    "getter(self, fget)": (_, call) => changedProperty(call.get("self"), "fget", call.get("fget")),
    "setter(self, fset)": (_, call) => changedProperty(call.get("self"), "fset", call.get("fset")),
    "deleter(self, fdel)": (_, call) => changedProperty(call.get("self"), "fdel", call.get("fdel")),
  });
  for (const type of [staticMethodClass, classMethodClass]) {
    equip(type, {
      "__new__(cls, func)": (_, call) => ({
        kind: "instance",
        type,
        attributes: new Map([["__func__", call.get("func")]]),
      }),
    });
  }
  equip(staticMethodClass, {
    "__call__(self, *args, **kwargs)": (run, call) =>
      run.call(part(call.get("self"), "__func__"), call.rest, call.keywords),
  });
  equip(superClass, {
    "__new__(cls, type, obj)": (_, call) => ({
      kind: "instance",
      type: superClass,
      attributes: new Map([
        ["__thisclass__", call.get("type")],
        ["__self__", call.get("obj")],
      ]),
    }),
  });
  equip(functionClass, {
    "__call__(self, *args, **kwargs)": (run, call) => run.call(call.get("self"), call.rest, call.keywords),
    "__get__(self, obj, owner=None)": (run, call) =>
      bind(run, call.get("self"), call.get("obj"), typeOf(call.get("obj"))),
  });
  equip(baseException, {
    "__new__(cls, *args, **kwargs)": (_, call) => {
      const made = createInstance(call.get("cls"));
      made.attributes.set("args", tuple([...call.rest]));
      return made;
    },
    "__init__(self, *args, **kwargs)": (_, call) => {
      const self = call.get("self");
      if (self.kind === "instance") self.attributes.set("args", tuple([...call.rest]));
      return none;
    },
    "__str__(self)": (run, call) => {
      const self = call.get("self");
      return str(self.kind === "instance" ? exceptionText(run, self) : "");
    },
    "with_traceback(self, tb)": (_, call) => call.get("self"),
    "add_note(self, note)": () => none,
  });
}

export function createInstance(type: Value): InstanceValue {
  if (type.kind !== "class") throw fault("TypeError", "object.__new__(X): X is not a type object");
  return { kind: "instance", type, attributes: new Map() };
}

export function isCallable(run: Runtime, value: Value): boolean {
  switch (value.kind) {
    case "function":
    case "method":
    case "builtin":
    case "class":
      return true;
    default:
      return findMethod(run, value, "__call__") !== undefined;
  }
}

/** `undefined` where Python raises AttributeError. */
function present(run: Runtime, object: Value, name: string): Value | undefined {
  try {
    const found = findAttribute(run, object, name);
    return found?.kind === "absent" ? undefined : found;
  } catch (error) {
    if (error instanceof Raised && error.type === "AttributeError") return undefined;
    throw error;
  }
}

function issubclass(type: Value, of: Value): boolean {
  if (of.kind === "tuple") return of.items.some((one) => issubclass(type, one));
  if (type.kind !== "class") throw fault("TypeError", "issubclass() arg 1 must be a class");
  return of.kind === "class" && isSubclass(type, of);
}

/** `type(name, bases, namespace)`. */
function createType(name: string, bases: Value, namespace: Value): ClassValue {
  const parents = bases.kind === "tuple" ? bases.items.filter((one) => one.kind === "class") : [];
  const order: ClassValue[] = [];
  const attributes = new Map<string, Value>();
  if (namespace.kind === "dict")
    for (const [key, value] of namespace.entries.values()) attributes.set(toText(key), value);
  const made: ClassValue = { kind: "class", name, qualifiedName: name, bases: parents, order, attributes };
  order.push(
    made,
    ...new Set([...parents.flatMap((one) => one.order.filter((base) => base !== objectClass)), objectClass]),
  );
  return made;
}

function setPart(property: Value, name: string, part: Value): void {
  if (property.kind === "instance") property.attributes.set(name, part);
}

function changedProperty(property: Value, name: string, part: Value): Value {
  if (property.kind !== "instance") return property;
  return { kind: "instance", type: property.type, attributes: new Map(property.attributes).set(name, part) };
}

function part(value: Value, name: string): Value {
  return (value.kind === "instance" ? value.attributes.get(name) : undefined) ?? none;
}

function localNames(run: Runtime): Value {
  return run.frame === undefined ? dictOf([]) : attributeDict(run.frame.scope.names);
}

function textHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) % 2147483647;
  return hash;
}
