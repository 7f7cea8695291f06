/** TensorFlow's element types: objects that name a dtype and tell its limits, and what else may name one. */

import { objectClass } from "../../interpreter/natives";
import type { BuiltinValue, ClassValue, ElementType, InstanceValue, Value } from "../../interpreter/values";
import { bool, float, int, str } from "../../interpreter/values";
import { dtypeClass as numpyClass } from "../numpy/types";
import { dtypeNames, isFloating, limits } from "../torch/promotion";

const elements: readonly ElementType[] = [
  "float32",
  "float64",
  "float16",
  "bfloat16",
  "int64",
  "int32",
  "int16",
  "int8",
  "uint8",
  "bool",
];

/** The types that TensorFlow has and a graph does not tell apart. */
const widened: Readonly<Record<string, ElementType>> = { uint16: "int32", uint32: "int64", uint64: "int64" };

const method = (name: string, signature: string, run: BuiltinValue["run"]): [string, BuiltinValue] => [
  name,
  { kind: "builtin", name: `DType.${name}`, signature, run },
];

export const dtypeClass: ClassValue = makeClass("DType", [
  method("__eq__", "self, other", (_, call) =>
    bool(elementNamed(call.get("self")) === elementNamed(call.get("other"))),
  ),
  method("__ne__", "self, other", (_, call) =>
    bool(elementNamed(call.get("self")) !== elementNamed(call.get("other"))),
  ),
  method("__hash__", "self", (_, call) => int(elements.indexOf(elementNamed(call.get("self")) ?? "float32"))),
  method("__repr__", "self", (_, call) => str(`tf.${elementNamed(call.get("self"))}`)),
  method("__str__", "self", (_, call) => str(`<dtype: '${elementNamed(call.get("self"))}'>`)),
  method("is_compatible_with", "self, other", (_, call) =>
    bool(elementNamed(call.get("self")) === elementNamed(call.get("other"))),
  ),
]);

const objects: ReadonlyMap<ElementType, InstanceValue> = new Map(
  elements.map((element) => [element, describe(element)]),
);
const named: ReadonlyMap<Value, ElementType> = new Map([...objects].map(([element, object]) => [object, element]));

export function dtypeObject(element: ElementType): Value {
  return objects.get(element) ?? str(element);
}

/** The type that a dtype argument names: an object of ours, Python's `float`, NumPy's class, a string. */
export function elementNamed(value: Value): ElementType | undefined {
  switch (value.kind) {
    case "instance":
      return named.get(value) ?? (value.primitive === undefined ? undefined : elementNamed(value.primitive));
    case "class":
      return pythonTypes[value.name] ?? dtypeNames[value.name];
    case "str":
      return dtypeNames[value.value] ?? widened[value.value];
    case "token":
      return dtypeNames[value.name.replace(/^\w+\./, "")];
    default:
      return undefined;
  }
}

const pythonTypes: Readonly<Record<string, ElementType>> = { float: "float32", int: "int64", bool: "bool" };

/** `tf.float32` and its kin. */
export const dtypeMembers: Readonly<Record<string, Value>> = {
  ...Object.fromEntries(elements.map((element) => [element, dtypeObject(element)])),
  ...Object.fromEntries(Object.entries(widened).map(([name, element]) => [name, dtypeObject(element)])),
  double: dtypeObject("float64"),
  half: dtypeObject("float16"),
  DType: dtypeClass,
};

function describe(element: ElementType): InstanceValue {
  const known = element === "bool" ? { max: 1, min: 0, bits: 8 } : limits[element];
  const number = isFloating(element) ? float : int;
  const described: InstanceValue = {
    kind: "instance",
    type: dtypeClass,
    attributes: new Map<string, Value>([
      ["name", str(element)],
      ["max", number(known.max)],
      ["min", number(known.min)],
      ["size", int(known.bits / 8)],
      ["is_floating", bool(isFloating(element))],
      ["is_integer", bool(!isFloating(element) && element !== "bool")],
      ["is_bool", bool(element === "bool")],
      ["is_complex", bool(false)],
      ["as_numpy_dtype", numpyClass(element)],
    ]),
  };
  // Of types of references, which the first releases had, and of complex numbers.
  for (const name of ["base_dtype", "real_dtype"]) described.attributes.set(name, described);
  return described;
}

/** A class of TensorFlow's without code in Python. */
export function makeClass(
  name: string,
  attributes: Iterable<readonly [string, Value]>,
  base: ClassValue = objectClass,
  construct?: BuiltinValue,
): ClassValue {
  const order: ClassValue[] = [];
  const made: ClassValue = {
    kind: "class",
    name,
    qualifiedName: name,
    bases: [base],
    order,
    attributes: new Map(attributes),
    ...(construct === undefined ? {} : { construct }),
  };
  order.push(made, ...base.order);
  return made;
}
