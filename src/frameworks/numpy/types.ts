/** NumPy's element types: classes that name a dtype and, when called, convert. JAX has the same ones. */

import { floatClass, intClass, objectClass } from "../../interpreter/natives";
import { Raised } from "../../interpreter/tracer";
import type { BuiltinValue, ClassValue, ElementType, Tracer, Value } from "../../interpreter/values";
import { bool, int, str } from "../../interpreter/values";
import { categoryOf, dtypeNames, isFloating, limits, promote, storageOf } from "../torch/promotion";
import { TorchTensor } from "../torch/tensor";

/** What NumPy and JAX do differently with the same functions. */
export interface Conventions {
  /** The types of Python's numbers, and of results where the program names none. */
  readonly float: ElementType;
  readonly int: ElementType;
  /** Plain numbers in, plain numbers out; single elements are scalars rather than arrays. */
  readonly hasScalars: boolean;
  readonly promote: (left: ElementType, right: ElementType) => ElementType;
}

export const numpyConventions: Conventions = {
  float: "float64",
  int: "int64",
  hasScalars: true,
  promote: promoteNumpy,
};
/** JAX as it comes, without 64 bits. */
export const jaxConventions: Conventions = { float: "float32", int: "int32", hasScalars: false, promote: promoteJax };

/** A wide integer and a narrow float meet in float64. */
function promoteNumpy(left: ElementType, right: ElementType): ElementType {
  const [low, high] = categoryOf(left) <= categoryOf(right) ? [left, right] : [right, left];
  const isMixed = categoryOf(low) === 1 && categoryOf(high) === 2;
  if (isMixed && (low === "int32" || low === "int64")) return "float64";
  return isMixed && low === "int16" && high === "float16" ? "float32" : promote(left, right);
}

function promoteJax(left: ElementType, right: ElementType): ElementType {
  return narrowed(promote(left, right));
}

function narrowed(element: ElementType): ElementType {
  return element === "float64" ? "float32" : element === "int64" ? "int32" : element;
}

/** A dtype equals whatever names the same element: its class, `"float32"`, Python's `float` and `bool`. */
const sameElement: BuiltinValue = {
  kind: "builtin",
  name: "dtype.__eq__",
  signature: "self, other",
  run: (_, call) => bool(elementNamed(call.get("self")) === elementNamed(call.get("other"))),
};

const generic = abstractType("generic", objectClass);
const number = abstractType("number", generic);
const integer = abstractType("integer", number);
const signedInteger = abstractType("signedinteger", integer);
const unsignedInteger = abstractType("unsignedinteger", integer);
const inexact = abstractType("inexact", number);
const floating = abstractType("floating", inexact);

/** Python's own numbers are among the ancestors where NumPy has them there. */
const classes: Readonly<Record<ElementType, ClassValue>> = {
  float64: concreteType("float64", floating, [floatClass]),
  float32: concreteType("float32", floating),
  float16: concreteType("float16", floating),
  bfloat16: concreteType("bfloat16", floating),
  int64: concreteType("int64", signedInteger, [intClass]),
  int32: concreteType("int32", signedInteger),
  int16: concreteType("int16", signedInteger),
  int8: concreteType("int8", signedInteger),
  uint8: concreteType("uint8", unsignedInteger),
  bool: concreteType("bool", generic),
};

const elements: ReadonlyMap<ClassValue, ElementType> = new Map(
  Object.entries(classes).map(([name, type]) => [type, dtypeNames[name] ?? "float32"]),
);

export function dtypeClass(element: ElementType): ClassValue {
  return classes[element];
}

/** The type that a dtype argument names: a class, Python's `float`, a string, a token of PyTorch's, or TensorFlow's object. */
export function elementNamed(value: Value): ElementType | undefined {
  if (value.kind === "class") return elements.get(value) ?? pythonTypes[value.name];
  if (value.kind === "str") return dtypeNames[value.value] ?? codes[value.value.replace(/^[<>=|]/, "")];
  if (value.kind === "instance") {
    const described = value.attributes.get("as_numpy_dtype");
    return described === undefined ? undefined : elementNamed(described);
  }
  return value.kind === "token" ? dtypeNames[value.name.replace(/^torch\./, "")] : undefined;
}

const pythonTypes: Readonly<Record<string, ElementType>> = {
  float: "float64",
  int: "int64",
  bool: "bool",
  floating: "float64",
  integer: "int64",
};
const codes: Readonly<Record<string, ElementType>> = {
  f2: "float16",
  f4: "float32",
  f8: "float64",
  i1: "int8",
  i2: "int16",
  i4: "int32",
  i8: "int64",
  u1: "uint8",
  b1: "bool",
  e: "float16",
  f: "float32",
  d: "float64",
  b: "int8",
  h: "int16",
  i: "int32",
  l: "int64",
  q: "int64",
  B: "uint8",
  "?": "bool",
};

/** Under `np.` and `jnp.` alike. */
export const typeMembers: Readonly<Record<string, Value>> = {
  ...classes,
  bool_: classes.bool,
  float_: classes.float64,
  double: classes.float64,
  longdouble: classes.float64,
  single: classes.float32,
  half: classes.float16,
  int_: classes.int64,
  intp: classes.int64,
  longlong: classes.int64,
  intc: classes.int32,
  uint16: classes.int32,
  uint32: classes.int64,
  uint64: classes.int64,
  generic,
  number,
  integer,
  signedinteger: signedInteger,
  unsignedinteger: unsignedInteger,
  inexact,
  floating,
};

/** A number as that type holds it. */
export function numberOf(value: number, element: ElementType): Value {
  if (element === "bool") return bool(value !== 0);
  if (!isFloating(element)) return int(Math.trunc(value));
  return { kind: "float", value: element === "float64" ? value : Math.fround(value) };
}

function abstractType(name: string, base: ClassValue): ClassValue {
  const order: ClassValue[] = [];
  const made: ClassValue = { kind: "class", name, qualifiedName: name, bases: [base], order, attributes: new Map() };
  order.push(made, ...base.order);
  return made;
}

function concreteType(element: ElementType, base: ClassValue, others: readonly ClassValue[] = []): ClassValue {
  const order: ClassValue[] = [];
  const bits = element === "bool" ? 8 : limits[element].bits;
  const kind = element === "bool" ? "b" : isFloating(element) ? "f" : element === "uint8" ? "u" : "i";
  const made: ClassValue = {
    kind: "class",
    name: element,
    qualifiedName: element,
    bases: [base, ...others],
    order,
    attributes: new Map<string, Value>([
      ["name", str(element)],
      ["kind", str(kind)],
      ["itemsize", int(bits / 8)],
      ["__class_eq__", sameElement],
    ]),
    construct: {
      kind: "builtin",
      name: `numpy.${element}`,
      signature: "value=0, *args, **kwargs",
      run: (t, call) => convert(t, call.get("value"), element),
    },
  };
  order.push(made, ...base.order.filter((one) => one !== objectClass), ...others, objectClass);
  made.attributes.set("type", made);
  return made;
}

function convert(t: Tracer, value: Value, element: ElementType): Value {
  if (value.kind === "tensor") {
    const node = t.graph.apply("cast", [value.node], { dtype: storageOf(element) });
    return new TorchTensor(value.library, node, element);
  }
  if (value.kind === "traced") {
    const type = isFloating(element) ? "float" : element === "bool" ? "bool" : "int";
    return value.type === type
      ? value
      : { kind: "traced", type, node: t.graph.apply("cast", [value.node], { dtype: storageOf(element) }) };
  }
  if (value.kind === "str") return numberOf(Number(value.value.replace(/^([+-]?)inf$/, "$1Infinity")), element);
  if (value.kind === "list" || value.kind === "tuple")
    throw new Raised(
      "TypeError",
      `np.${element}() of a sequence is not supported yet: use np.array(…, dtype=np.${element})`,
    );
  return numberOf(t.toNumber(value), element);
}
