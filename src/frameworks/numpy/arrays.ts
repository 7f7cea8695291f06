/** How NumPy's and JAX's arrays answer operators, indexing and attributes: the tensor libraries "numpy" and "jax". */

import { objectClass } from "../../interpreter/natives";
import { Raised } from "../../interpreter/tracer";
import type { BuiltinValue, ClassValue, TensorLibrary, TensorValue, Tracer, Value } from "../../interpreter/values";
import { getItem, setItem } from "../torch/indexing";
import { parseSignature } from "../torch/signature";
import { TorchTensor } from "../torch/tensor";
import type { ArrayOperation } from "./arrayOperation";
import { createAt } from "./at";
import { properties } from "./attributes";
import { borrowedEntries, elementwiseEntries } from "./borrowed";
import { readNearest } from "./bounds";
import { creation } from "./creation";
import {
  type ArrayEntry,
  type ArrayHome,
  arrayEntries,
  borrow,
  builtinOf,
  callEntry,
  isComplex,
  operationFor,
} from "./dispatch";
import { arrayFunctions, plainFunctions } from "./functions";
import { arrayMethods, inPlaceMethods } from "./methods";
import { binaryFunctions, compareFunctions } from "./operators";
import { reductions } from "./reductions";
import { forward } from "./slices";
import { typeFunctions } from "./typeFunctions";
import { type Conventions, dtypeClass, jaxConventions, numpyConventions } from "./types";
import { findUfuncMethod } from "./ufuncs";

const lent = new Map([...borrow(elementwiseEntries, true), ...borrow(borrowedEntries, false)]);

/** `np.f(x)` and `jnp.f(x)`. */
export const functionEntries: ReadonlyMap<string, ArrayEntry> = new Map([
  ...lent,
  ...arrayEntries({ ...reductions, ...arrayFunctions, ...creation, ...plainFunctions, ...typeFunctions }),
]);

const methodNames = (
  "sum prod mean var std max min any all cumsum cumprod clip sort argsort dot squeeze reshape transpose take nonzero astype copy round " +
  "abs argmax argmin ravel swapaxes diagonal repeat flatten trace searchsorted conj conjugate"
).split(" ");

const sharedMethods: ReadonlyMap<string, ArrayEntry> = new Map([
  ...methodNames.map((name): [string, ArrayEntry] => [name, requireEntry(name)]),
  ...arrayEntries(arrayMethods),
]);

export const numpyHome = createHome(
  "numpy",
  "ndarray",
  numpyConventions,
  new Map([...sharedMethods, ...arrayEntries(inPlaceMethods)]),
);
export const jaxHome = createHome("jax", "Array", jaxConventions, sharedMethods);

function createHome(
  name: "numpy" | "jax",
  className: string,
  conventions: Conventions,
  methods: ReadonlyMap<string, ArrayEntry>,
): ArrayHome {
  const order: ClassValue[] = [];
  const tensorClass: ClassValue = {
    kind: "class",
    name: className,
    qualifiedName: className,
    bases: [objectClass],
    order,
    attributes: new Map(),
  };
  order.push(tensorClass, objectClass);
  const isMutable = name === "numpy";

  const operated = (t: Tracer, entry: string | undefined, left: Value, right: Value): Value | undefined => {
    if (entry === undefined) return undefined;
    // a number such as 2j leaves arrays to say what it is beside them
    if ([left, right].some((value) => value.kind === "instance" && isComplex(value)))
      return t.call(builtinOf(home, requireEntry(entry)), [left, right]);
    if (!isOperand(left) || !isOperand(right)) return undefined;
    // arrays of NumPy give way to tensors of other frameworks
    if (isMutable && [left, right].some((value) => value.kind === "tensor" && value.library !== arrays))
      return undefined;
    return callEntry(home, t, requireEntry(entry), [left, right]);
  };
  const on = (t: Tracer, tensor: TensorValue, what: string): ArrayOperation =>
    operationFor(
      home,
      t,
      { name: what, signature: parseSignature(`${what}(input)`), run: () => tensor, isElementwise: false },
      [tensor],
    );

  const arrays: TensorLibrary = {
    name,
    tensorClass,
    isRecorded: !isMutable,
    binary: (t, operator, left, right) => operated(t, binaryFunctions[operator], left, right),
    compare: (t, operator, left, right) => operated(t, compareFunctions[operator], left, right),
    unary(t, operator, operand) {
      if (operator === "+") return operand;
      if (operator !== "-" && operator !== "~")
        throw new Raised("TypeError", `bad operand type for unary ${operator}: '${className}'`);
      return callEntry(home, t, requireEntry(operator === "-" ? "negative" : "bitwise_not"), [operand]);
    },
    augmented(t, operator, target, value) {
      const result =
        arrays.binary(t, operator, target, value) ??
        (value.kind === "tensor" ? value.library.binary(t, operator, target, value) : undefined);
      if (result === undefined)
        throw new Raised(
          "TypeError",
          `unsupported operand type(s) for ${operator}=: '${className}' and '${value.kind}'`,
        );
      const isInPlace =
        isMutable &&
        result.kind === "tensor" &&
        result.library === arrays &&
        t.graph.aval(target.node).shape.length > 0;
      return isInPlace
        ? on(t, target, "iadd").assign(target, on(t, result, "iadd").term("input"), result.element)
        : result;
    },
    getItem(t, tensor, index) {
      const start = on(t, tensor, "getitem");
      const ahead = forward(start, index);
      if (!isMutable) return readNearest((one) => on(t, one, "getitem"), ahead.base, ahead.index);
      const item = getItem(on(t, ahead.base, "getitem"), ahead.index);
      if (item.kind !== "tensor" || t.graph.aval(item.node).shape.length > 0) return item;
      return new TorchTensor(arrays, item.node, item.element, { type: dtypeClass(item.element) });
    },
    setItem(t, tensor, index, value) {
      if (!isMutable) {
        throw new Raised(
          "TypeError",
          "JAX arrays are immutable and do not support item assignment: use x = x.at[idx].set(y) instead of x[idx] = y",
        );
      }
      const ahead = forward(on(t, tensor, "setitem"), index);
      const operand = value.kind === "list" || value.kind === "tuple" ? on(t, tensor, "setitem").array(value) : value;
      setItem(on(t, ahead.base, "setitem"), ahead.index, operand);
    },
    getAttribute(t, tensor, attribute) {
      const property = Object.hasOwn(properties, attribute) ? properties[attribute] : undefined;
      if (property !== undefined) return property(on(t, tensor, attribute));
      if (attribute === "at" && !isMutable) return at(tensor);
      const callable = builtins.get(attribute);
      return callable === undefined ? undefined : { kind: "method", self: tensor, callable };
    },
    setAttribute(t, tensor, attribute, value) {
      if (attribute !== "shape")
        throw new Raised("AttributeError", `'${className}' object has no attribute '${attribute}'`);
      const o = on(t, tensor, attribute);
      tensor.node = o.term("input").reshape(o.numbers(value)).id;
    },
  };
  const home: ArrayHome = {
    arrays,
    conventions,
    prefix: isMutable ? "np" : "jnp",
    complex: isMutable ? "numpy._complex" : "jax.numpy._complex",
    at: (tensor) => at(tensor),
    findUfuncMethod: (entry, method) => findUfuncMethod(home, entry, requireEntry, method),
  };
  const builtins: ReadonlyMap<string, BuiltinValue> = new Map(
    [...methods].map(([method, entry]) => [method, builtinOf(home, { ...entry, name: method })]),
  );
  for (const [method, builtin] of builtins) tensorClass.attributes.set(method, builtin);
  const at = createAt(home, on);
  return home;
}

function isOperand(value: Value): boolean {
  switch (value.kind) {
    case "tensor":
    case "int":
    case "float":
    case "bool":
    case "traced":
    case "list":
    case "tuple":
      return true;
    case "instance":
      return value.primitive !== undefined;
    default:
      return false;
  }
}

function requireEntry(name: string): ArrayEntry {
  const entry = functionEntries.get(name);
  if (entry === undefined) throw new Error(`internal: no function ${name}`);
  return entry;
}
