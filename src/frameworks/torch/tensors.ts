/** How PyTorch's tensors answer operators, indexing and attributes: the tensor library "torch". */

import { objectClass, tupleClass } from "../../interpreter/natives";
import { Raised } from "../../interpreter/tracer";
import type {
  BuiltinValue,
  ClassValue,
  ElementType,
  TensorLibrary,
  TensorValue,
  Tracer,
  Value,
} from "../../interpreter/values";
import { attributeMethods, inquiries, properties, requireGrad, unsupportedMethods } from "./attributes";
import { gradientMethods } from "./autograd";
import { constructTensor, creation, creationMethods, fills } from "./creation";
import { builtinOf, entriesOf, inPlace, inPlaceShape, invoke, operationOn, pick } from "./dispatch";
import { comparisons, elementwise } from "./elementwise";
import type { Entry, Home } from "./entry";
import { indexOperations, indexUpdates } from "./gathering";
import { getItem, setItem } from "./indexing";
import { attributesOf } from "./leaves";
import { matrices } from "./linalg";
import { linear } from "./linear";
import { findWrittenMethod, writtenMethodNames } from "./methods";
import { vectorNorms } from "./norms";
import { Operation } from "./operation";
import { binaryFunctions, compareFunctions, specialMethods } from "./operators";
import { order } from "./order";
import { reductions } from "./reduction";
import { scans } from "./scans";
import { countOf, isPending, select, shapeOf } from "./selection";
import { shapeMethods, shapeOperations } from "./shape";

/** What is both a function and a method. */
export const shared = entriesOf(
  elementwise,
  comparisons,
  shapeOperations,
  reductions,
  scans,
  vectorNorms,
  order,
  linear,
  matrices,
  indexOperations,
  indexUpdates,
  inquiries,
);

/** The twins that write into their first argument. */
export const inPlaceShared: ReadonlyMap<string, Entry> = new Map([
  ...inPlace(entriesOf(elementwise), { isApart: true }),
  ...inPlace(entriesOf(indexUpdates)),
  ...inPlace(
    pick(shared, ["cumsum", "cumprod", "triu", "tril", "addmm", "addmv", "addr", "baddbmm", "addbmm", "renorm"]),
  ),
  ...inPlaceShape(pick(shared, ["squeeze", "unsqueeze", "transpose", "swapaxes", "swapdims", "t", "as_strided"])),
]);

const methods: ReadonlyMap<string, Entry> = new Map([
  ...shared,
  ...inPlaceShared,
  ...pick(entriesOf(creation), ["bernoulli", "multinomial"]),
  ...entriesOf(shapeMethods, attributeMethods, creationMethods, fills, gradientMethods, {
    "polygamma(input, n)": (o) => o.result(o.floatTerm("input").polygamma(o.number("n")), o.floatElement("input")),
    "where(input, condition, other)": (o) => {
      const asked = o.tensor("condition").element;
      if (asked !== "bool" && asked !== "uint8")
        o.fail(`where expected condition to be a boolean tensor, but got a tensor with dtype ${asked}`);
      const condition = o.term("condition").cast("bool");
      const { terms, element } = o.promote("input", "other");
      const [x, y] = terms;
      return x === undefined || y === undefined
        ? o.fail("where() needs two tensors")
        : o.result(condition.choose(x, y), element);
    },
  }),
]);

export const tensorMethodNames: readonly string[] = [
  ...methods.keys(),
  ...Object.keys(properties),
  ...writtenMethodNames,
];

export const tensorClass: ClassValue = frameworkClass("Tensor", objectClass, tensorConstructor("Tensor", "float32"));
export const sizeClass: ClassValue = frameworkClass("Size", tupleClass, {
  kind: "builtin",
  name: "torch.Size",
  signature: "sizes=None",
  run: (t, call) => {
    const sizes = call.get("sizes");
    return { kind: "tuple", items: sizes.kind === "none" ? [] : [...t.iterate(sizes)], type: sizeClass };
  },
});

export const torchTensors: TensorLibrary = {
  name: "torch",
  tensorClass,
  isRecorded: true,
  binary: (t, operator, left, right) => operated(t, binaryFunctions[operator], left, right),
  compare(t, operator, left, right) {
    const name = compareFunctions[operator];
    return name === undefined ? undefined : operated(t, name, left, right);
  },
  unary(t, operator, operand) {
    if (operator === "+") return operand;
    if (operator !== "-" && operator !== "~")
      throw new Raised("TypeError", `bad operand type for unary ${operator}: 'Tensor'`);
    return invoke(home, t, require(operator === "-" ? "neg" : "bitwise_not"), [operand]);
  },
  augmented(t, operator, target, value) {
    if (operator === "@") return invoke(home, t, require("matmul"), [target, value]);
    return invoke(home, t, require(`${binaryFunctions[operator]}_`), [target, value]);
  },
  getItem(t, tensor, index) {
    const o = operationOn(home, t, "getitem", tensor);
    return (isMask(index) ? select(o, home, tensor, index) : undefined) ?? getItem(o, index);
  },
  setItem: (t, tensor, index, value) => setItem(operationOn(home, t, "setitem", tensor), index, value),
  length: (t, tensor) => (isPending(tensor) ? countOf(t, tensor, home) : undefined),
  getAttribute(t, tensor, name) {
    if (name === "shape" && isPending(tensor)) return shapeOf(home, t, tensor);
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property !== undefined) return property(operationOn(home, t, name, tensor));
    const callable = methodBuiltins.get(Object.hasOwn(specialMethods, name) ? (specialMethods[name] ?? name) : name);
    if (unsupportedMethods.has(name)) {
      return {
        kind: "absent",
        name: `torch.Tensor.${name}`,
        reason: "the preview does not support it",
        place: undefined,
      };
    }
    if (callable !== undefined) return { kind: "method", self: tensor, callable };
    return attributesOf(tensor).get(name) ?? findWrittenMethod(t, tensor, name);
  },
  setAttribute(t, tensor, name, value) {
    const o = operationOn(home, t, name, tensor);
    if (name === "requires_grad") requireGrad(o, tensor, t.isTrue(value));
    else if (name === "data") {
      const given = o.toTensor(value);
      tensor.node = o.renewed(o.termOf(tensor), o.termOf(given).float()).id;
      tensor.element = given.element;
    } else attributesOf(tensor).set(name, value);
  },
};

/** The operations' way back to the library that they belong to. */
export const home: Home = { tensors: torchTensors, sizeClass };

const methodBuiltins: ReadonlyMap<string, BuiltinValue> = new Map(
  [...methods].map(([name, entry]) => [name, builtinOf(home, "Tensor", entry)]),
);
for (const [name, builtin] of methodBuiltins) tensorClass.attributes.set(name, builtin);
sizeClass.attributes.set("numel", {
  kind: "builtin",
  name: "Size.numel",
  signature: "self",
  run: (t, call) => ({
    kind: "int",
    value: t.iterate(call.get("self")).reduce((product, extent) => product * t.toNumber(extent), 1),
  }),
});

export function frameworkClass(name: string, base: ClassValue, construct: BuiltinValue): ClassValue {
  const order: ClassValue[] = [];
  const made: ClassValue = {
    kind: "class",
    name,
    qualifiedName: name,
    bases: [base],
    order,
    attributes: new Map(),
    construct,
  };
  order.push(made, ...base.order);
  return made;
}

/** `torch.FloatTensor` and its kin. */
export function tensorConstructor(name: string, element: ElementType): BuiltinValue {
  return {
    kind: "builtin",
    name: `torch.${name}`,
    signature: undefined,
    run: (t, call) =>
      constructTensor(
        new Operation(t, home.tensors, name, { values: new Map(), given: new Set(), rest: call.rest }),
        element,
      ),
  };
}

function operated(t: Tracer, name: string, left: Value, right: Value): Value | undefined {
  return isOperand(left) && isOperand(right) ? invoke(home, t, require(name), [left, right]) : undefined;
}

function isMask(value: Value): value is TensorValue {
  return value.kind === "tensor" && (value.element === "bool" || value.element === "uint8");
}

function isOperand(value: Value): boolean {
  return (
    value.kind === "tensor" ||
    value.kind === "int" ||
    value.kind === "float" ||
    value.kind === "bool" ||
    value.kind === "traced"
  );
}

function require(name: string): Entry {
  const entry = methods.get(name);
  if (entry === undefined) throw new Error(`internal: no operation ${name}`);
  return entry;
}

export function isTensor(value: Value): value is TensorValue {
  return value.kind === "tensor";
}
