/** `object.name = value` and `del object.name`. */

import { bind } from "./attributes";
import { fault } from "./errors";
import { findInClass, findOverride, isSubclass, propertyClass, typeOf } from "./natives";
import type { Runtime } from "./runtime";
import type { InstanceValue, Value } from "./values";
import { str } from "./values";

export function setAttribute(run: Runtime, object: Value, name: string, value: Value): void {
  switch (object.kind) {
    case "instance": {
      const hook = findOverride(object.type, "__setattr__");
      if (hook === undefined) setOwn(run, object, name, value);
      else run.call(bind(run, hook, object, object.type), [str(name), value]);
      return;
    }
    case "class":
    case "function":
      object.attributes.set(name, value);
      return;
    case "module":
      object.scope.names.set(name, value);
      return;
    case "tensor":
      object.library.setAttribute(run, object, name, value);
      return;
    case "list":
    case "dict":
      if (object.attributes === undefined) throw readOnly(object, name);
      object.attributes.set(name, value);
      return;
    case "absent":
    case "token":
    case "builtin":
    case "method":
      // Settings of libraries that the preview does not run, and marks that decorators leave on what they are given.
      return;
    default:
      throw readOnly(object, name);
  }
}

/** What `object.__setattr__` does: properties first, then the object's own attributes. */
export function setOwn(run: Runtime, object: Value, name: string, value: Value): void {
  if (object.kind !== "instance") return setAttribute(run, object, name, value);
  const held = findInClass(object.type, name);
  if (held?.kind === "instance" && writeDescriptor(run, held, object, name, value)) return;
  if (name === "__class__" && value.kind === "class") object.type = value;
  else if (name === "__dict__" && value.kind === "dict") replaceAttributes(object, value.entries.values());
  else object.attributes.set(name, value);
}

export function deleteAttribute(run: Runtime, object: Value, name: string): void {
  if (object.kind === "instance") {
    const hook = findOverride(object.type, "__delattr__");
    if (hook !== undefined) {
      run.call(bind(run, hook, object, object.type), [str(name)]);
      return;
    }
  }
  deleteOwn(object, name);
}

export function deleteOwn(object: Value, name: string): void {
  const attributes = "attributes" in object ? object.attributes : undefined;
  if (attributes?.delete(name) !== true) {
    throw fault("AttributeError", `'${typeOf(object).name}' object has no attribute '${name}'`);
  }
}

/** Whether the class attribute takes writes for itself. */
function writeDescriptor(run: Runtime, held: InstanceValue, object: Value, name: string, value: Value): boolean {
  if (isSubclass(held.type, propertyClass)) {
    const setter = held.attributes.get("fset");
    if (setter === undefined || setter.kind === "none")
      throw fault("AttributeError", `property '${name}' has no setter`);
    run.call(setter, [object, value]);
    return true;
  }
  const hook = findOverride(held.type, "__set__");
  if (hook === undefined) return false;
  run.call(hook, [held, object, value]);
  return true;
}

/** `self.__dict__ = …`: attribute dicts of the kind `self.__dict__ = self` read their items as attributes from then on. */
function replaceAttributes(object: InstanceValue, entries: Iterable<readonly [Value, Value]>): void {
  const items = [...entries];
  object.attributes.clear();
  for (const [key, value] of items) if (key.kind === "str") object.attributes.set(key.value, value);
}

function readOnly(object: Value, name: string): Error {
  return fault("AttributeError", `'${typeOf(object).name}' object has no attribute '${name}'`);
}
