/** Python's own classes, as objects; their methods stand in methods/ and are attached by `equipNatives`. */

import type { ClassValue, Value } from "./values";

export const objectClass = nativeClass("object", []);
export const typeClass = nativeClass("type");
/** `typing.Protocol`: what lists it among its bases is known by its members. */
export const protocolClass = nativeClass("Protocol");
export const noneClass = nativeClass("NoneType");
export const intClass = nativeClass("int");
export const boolClass = nativeClass("bool", [intClass]);
export const floatClass = nativeClass("float");
export const complexClass = nativeClass("complex");
export const strClass = nativeClass("str");
export const bytesClass = nativeClass("bytes");
export const listClass = nativeClass("list");
export const tupleClass = nativeClass("tuple");
export const dictClass = nativeClass("dict");
export const setClass = nativeClass("set");
export const frozensetClass = nativeClass("frozenset");
export const rangeClass = nativeClass("range");
export const sliceClass = nativeClass("slice");
export const ellipsisClass = nativeClass("ellipsis");
export const functionClass = nativeClass("function");
export const methodClass = nativeClass("method");
export const builtinClass = nativeClass("builtin_function_or_method");
export const moduleClass = nativeClass("module");
export const iteratorClass = nativeClass("iterator");
export const generatorClass = nativeClass("generator", [iteratorClass]);
export const propertyClass = nativeClass("property");
export const staticMethodClass = nativeClass("staticmethod");
export const classMethodClass = nativeClass("classmethod");
export const superClass = nativeClass("super");
export const tokenClass = nativeClass("token");
export const tensorClass = nativeClass("Tensor");

export function nativeClass(name: string, bases?: readonly ClassValue[]): ClassValue {
  const parents = bases ?? [objectClass];
  const order: ClassValue[] = [];
  const made: ClassValue = { kind: "class", name, qualifiedName: name, bases: parents, order, attributes: new Map() };
  order.push(made, ...(parents[0]?.order ?? []));
  return made;
}

/** `type(value)`. */
export function typeOf(value: Value): ClassValue {
  switch (value.kind) {
    case "none":
      return noneClass;
    case "bool":
      return boolClass;
    case "int":
      return intClass;
    case "float":
      return floatClass;
    case "traced":
      return value.type === "float" ? floatClass : value.type === "int" ? intClass : boolClass;
    case "str":
      return strClass;
    case "list":
      return value.type ?? listClass;
    case "tuple":
      return value.type ?? tupleClass;
    case "dict":
      return value.type ?? dictClass;
    case "set":
      return value.type ?? setClass;
    case "range":
      return rangeClass;
    case "slice":
      return sliceClass;
    case "ellipsis":
      return ellipsisClass;
    case "function":
      return functionClass;
    case "method":
      return methodClass;
    case "builtin":
      return builtinClass;
    case "class":
      return typeClass;
    case "instance":
      return value.type;
    case "module":
      return moduleClass;
    case "iterator":
      return value.name === "generator" ? generatorClass : iteratorClass;
    case "tensor":
      return value.type ?? value.library.tensorClass ?? tensorClass;
    case "token":
    case "absent":
      return tokenClass;
  }
}

/** The class of the plain value behind a framework's own tuples, lists and dicts, whose class may not extend it. */
export function plainTypeOf(value: Value): ClassValue | undefined {
  switch (value.kind) {
    case "list":
      return listClass;
    case "tuple":
      return tupleClass;
    case "dict":
      return dictClass;
    case "set":
      return value.type === frozensetClass ? undefined : setClass;
    default:
      return undefined;
  }
}

/** The first attribute of that name along the method resolution order. */
export function findInClass(type: ClassValue, name: string): Value | undefined {
  for (const one of type.order) {
    const value = one.attributes.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** As `findInClass`, but passing over what `object` gives everyone. */
export function findOverride(type: ClassValue, name: string): Value | undefined {
  for (const one of type.order) {
    if (one === objectClass) continue;
    const value = one.attributes.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function isSubclass(type: ClassValue, of: ClassValue): boolean {
  return type.order.includes(of);
}
