/** `==`, `is`, ordering and `in` over plain values. */

import { findAttribute, findMethod, needed } from "./attributes";
import { isTrue, toText } from "./conversions";
import { fault } from "./errors";
import { iterate, iteratorOf } from "./iteration";
import { keyOf } from "./keys";
import { findInClass, isSubclass, objectClass, plainTypeOf, protocolClass, typeOf } from "./natives";
import type { Runtime } from "./runtime";
import type { ClassValue, ListValue, Value } from "./values";

/** Whether the values are equal to the program; comparing tensors or traced numbers asks for their values. */
export function areEqual(run: Runtime, left: Value, right: Value): boolean {
  if (left === right) return true;
  return isTrue(run, run.compare("==", left, right));
}

/** `==` between plain values. `undefined`: neither side knows how. */
export function plainEqual(run: Runtime, left: Value, right: Value): boolean | undefined {
  const leftNumber = plainNumber(left);
  if (leftNumber !== undefined) {
    const rightNumber = plainNumber(right);
    return rightNumber === undefined ? undefined : leftNumber === rightNumber;
  }
  switch (left.kind) {
    case "str":
      return right.kind === "str" ? left.value === right.value : undefined;
    case "list":
    case "tuple":
      return right.kind === left.kind ? sameItems(run, left, right) : undefined;
    case "dict":
      return right.kind === "dict"
        ? left.entries.size === right.entries.size &&
            [...left.entries].every(([key, [, value]]) => {
              const other = right.entries.get(key);
              return other !== undefined && areEqual(run, value, other[1]);
            })
        : undefined;
    case "set":
      return right.kind === "set"
        ? left.entries.size === right.entries.size && [...left.entries.keys()].every((key) => right.entries.has(key))
        : undefined;
    case "range":
    case "token":
    case "method":
      return right.kind === left.kind ? keyOf(run, left) === keyOf(run, right) : undefined;
    case "slice":
      return right.kind === "slice"
        ? areEqual(run, left.lower, right.lower) &&
            areEqual(run, left.upper, right.upper) &&
            areEqual(run, left.step, right.step)
        : undefined;
    case "absent":
      throw needed(left);
    default:
      return left.kind === right.kind && (left.kind === "none" || left.kind === "ellipsis") ? true : undefined;
  }
}

/** Order of plain values. @returns negative, zero, positive; NaN where unordered; `undefined`: not comparable. */
export function plainOrder(run: Runtime, left: Value, right: Value): number | undefined {
  const leftNumber = plainNumber(left);
  const rightNumber = plainNumber(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    return leftNumber < rightNumber ? -1 : leftNumber > rightNumber ? 1 : leftNumber === rightNumber ? 0 : Number.NaN;
  }
  if (left.kind === "str" && right.kind === "str")
    return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  if ((left.kind === "list" || left.kind === "tuple") && left.kind === right.kind) return orderItems(run, left, right);
  if (left.kind === "absent") throw needed(left);
  if (right.kind === "absent") throw needed(right);
  return undefined;
}

/** `is`. Numbers, strings and the like are the same where they are equal and of one type. */
export function isSame(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind) return false;
  switch (left.kind) {
    case "none":
    case "ellipsis":
      return true;
    case "bool":
    case "int":
    case "float":
    case "str":
      return left.value === ("value" in right ? right.value : undefined);
    case "token":
      return right.kind === "token" && left.family === right.family && left.name === right.name;
    case "tuple":
      return right.kind === "tuple" && left.items.length === 0 && right.items.length === 0;
    case "absent":
      return right.kind === "absent" && left.name === right.name;
    default:
      return false;
  }
}

/** `item in container`. */
export function contains(run: Runtime, container: Value, item: Value): boolean {
  const method = findMethod(run, container, "__contains__");
  if (
    method !== undefined &&
    !(method.kind === "method" && method.callable.kind === "builtin" && container.kind !== "instance")
  ) {
    return isTrue(run, run.call(method, [item]));
  }
  switch (container.kind) {
    case "dict":
    case "set":
      return container.entries.has(keyOf(run, item));
    case "str":
      if (item.kind !== "str")
        throw fault("TypeError", `'in <string>' requires string as left operand, not ${typeOf(item).name}`);
      return container.value.includes(item.value);
    case "class": {
      const hook = findInClass(container, "__class_contains__");
      if (hook !== undefined) return isTrue(run, run.call(hook, [container, item]));
      break;
    }
    case "instance":
      if (container.primitive !== undefined) return contains(run, container.primitive, item);
      break;
    case "tensor": {
      const equal = run.compare("==", container, item);
      return equal.kind === "tensor" && run.concrete(equal.node).some((one) => one !== 0);
    }
    case "list":
    case "tuple":
      return iterate(run, container).some((one) => areEqual(run, one, item));
    default:
      break;
  }
  const iterator = iteratorOf(run, container);
  for (let one = iterator.next(); one !== undefined; one = iterator.next()) {
    run.step();
    if (areEqual(run, one, item)) return true;
  }
  return false;
}

/** `isinstance(value, type)`. */
export function isInstance(run: Runtime, value: Value, type: Value): boolean {
  switch (type.kind) {
    case "tuple":
      return type.items.some((one) => isInstance(run, value, one));
    case "class": {
      const hook = findInClass(type, "__instancecheck__");
      if (hook?.kind === "builtin") return isTrue(run, run.call(hook, [value]));
      if (type.bases.includes(protocolClass) && hasMembers(run, value, type)) return true;
      return type === objectClass || isSubclass(typeOf(value), type) || plainTypeOf(value) === type;
    }
    case "none":
      return value.kind === "none";
    case "absent":
      // Nothing that the preview makes is an instance of a class that it could not find.
      return false;
    case "token":
      return false;
    default:
      throw fault("TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union");
  }
}

/** Whether a value has what a protocol asks for: its own names, and those that it only annotates. */
function hasMembers(run: Runtime, value: Value, protocol: ClassValue): boolean {
  const annotated = protocol.attributes.get("__annotations__");
  const names = [
    ...[...protocol.attributes.keys()].filter((name) => !name.startsWith("__") || name === "__call__"),
    ...(annotated?.kind === "dict" ? [...annotated.entries.values()].map(([key]) => toText(key)) : []),
  ];
  return names.length > 0 && names.every((name) => findAttribute(run, value, name) !== undefined);
}

export function plainNumber(value: Value): number | undefined {
  if (value.kind === "int" || value.kind === "float") return value.value;
  return value.kind === "bool" ? Number(value.value) : undefined;
}

function sameItems(run: Runtime, left: ListValue, right: ListValue): boolean {
  return (
    left.items.length === right.items.length &&
    left.items.every((item, index) => {
      const other = right.items[index];
      return other !== undefined && areEqual(run, item, other);
    })
  );
}

function orderItems(run: Runtime, left: ListValue, right: ListValue): number | undefined {
  for (const [index, item] of left.items.entries()) {
    const other = right.items[index];
    if (other === undefined) return 1;
    if (areEqual(run, item, other)) continue;
    return isTrue(run, run.compare("<", item, other)) ? -1 : 1;
  }
  return left.items.length - right.items.length;
}
