/** How TensorFlow's tensors answer operators, indexing and attributes: the tensor library "tensorflow". */

import { objectClass } from "../../interpreter/natives";
import { Raised } from "../../interpreter/tracer";
import type {
  BuiltinValue,
  ClassValue,
  SliceValue,
  TensorLibrary,
  TensorValue,
  Tracer,
  Value,
} from "../../interpreter/values";
import { bool, int, none, str } from "../../interpreter/values";
import { numpyHome } from "../numpy/arrays";
import { getItem } from "../torch/indexing";
import { attributesOf, fresh } from "../torch/leaves";
import { categoryOf, isFloating } from "../torch/promotion";
import { TorchTensor } from "../torch/tensor";
import { creation, inquiries } from "./creation";
import { dtypeObject, makeClass } from "./dtypes";
import { elementwise } from "./elementwise";
import { linear } from "./linear";
import { nn } from "./nn";
import { numpyMethods } from "./numpyFunctions";
import { builtinOf, entriesOf, operationOn, run, type TensorFlowEntry, type TensorFlowOperation } from "./operation";
import { reading } from "./reading";
import { reductions, sizes } from "./reduction";
import { shaping } from "./shaping";
import { shapeOf } from "./tensorShape";

export const functions: ReadonlyMap<string, TensorFlowEntry> = entriesOf(
  elementwise,
  reductions,
  sizes,
  creation,
  shaping,
  reading,
  linear,
  nn,
  inquiries,
);

const binaryFunctions: Readonly<Record<Parameters<TensorLibrary["binary"]>[1], string>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "@": "matmul",
  "<<": "left_shift",
  ">>": "right_shift",
  "&": "bitwise_and",
  "|": "bitwise_or",
  "^": "bitwise_xor",
};
const compareFunctions: Readonly<Partial<Record<Parameters<TensorLibrary["compare"]>[1], string>>> = {
  "<": "less",
  "<=": "less_equal",
  ">": "greater",
  ">=": "greater_equal",
  "==": "equal",
  "!=": "not_equal",
};

export const tensorClass: ClassValue = makeClass("Tensor", [], objectClass, {
  kind: "builtin",
  name: "tf.Tensor",
  signature: undefined,
  run: () => {
    throw new Raised("TypeError", "tf.Tensor is not made by calling it: use tf.constant");
  },
});

export const tensorFlowTensors: TensorLibrary = {
  name: "tensorflow",
  tensorClass,
  isRecorded: true,
  binary: (t, operator, left, right) => operated(t, binaryFunctions[operator], left, right),
  compare(t, operator, left, right) {
    const name = compareFunctions[operator];
    return name === undefined ? undefined : operated(t, name, left, right);
  },
  unary(t, operator, operand) {
    if (operator === "+") return operand;
    if (operator === "-") return invoke(t, "negative", [operand]);
    if (operator === "~") return invoke(t, "logical_not", [operand]);
    throw new Raised("TypeError", `bad operand type for unary ${operator}: 'Tensor'`);
  },
  augmented: (t, operator, target, value) => invoke(t, binaryFunctions[operator], [target, value]),
  getItem: read,
  setItem() {
    throw new Raised(
      "TypeError",
      "'tensorflow.python.framework.ops.EagerTensor' object does not support item assignment",
    );
  },
  getAttribute(t, tensor, name) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property !== undefined) return property(operationOn(tensorFlowTensors, t, name, tensor), t);
    const callable = methods.get(name) ?? (tensor.type === variableClass ? variableMethods.get(name) : undefined);
    if (callable !== undefined) return { kind: "method", self: tensor, callable };
    const shared = attributesOf(tensor).get(name);
    const likeArrays = shared === undefined ? arrayMethods.get(name) : undefined;
    return likeArrays === undefined ? shared : { kind: "method", self: tensor, callable: likeArrays };
  },
  setAttribute: (_, tensor, name, value) => {
    attributesOf(tensor).set(name, value);
  },
};

const properties: Readonly<Record<string, (o: TensorFlowOperation, t: Tracer) => Value>> = {
  shape: (o) => shapeOf(o.term("input").shape),
  dtype: (o) => dtypeObject(o.tensor("input").element),
  ndim: (o) => int(o.term("input").rank),
  size: (o) => int(o.term("input").size),
  name: (o) => attributesOf(o.tensor("input")).get("_name") ?? str("Tensor"),
  device: () => str("/job:localhost/replica:0/task:0/device:CPU:0"),
  trainable: (o) => bool(o.tensor("input").requiresGrad),
  T: (o) => o.result(o.term("input").transpose(o.term("input").axes().reverse()), o.tensor("input").element),
  op: () => none,
  graph: () => none,
};

const method = (name: string, signature: string, run: BuiltinValue["run"]): readonly [string, BuiltinValue] => [
  name,
  { kind: "builtin", name: `Tensor.${name}`, signature, run },
];

const methods: ReadonlyMap<string, BuiltinValue> = new Map([
  method("numpy", "self", (t, call) => {
    const stopped = invoke(t, "stop_gradient", [call.get("self")]);
    return stopped.kind === "tensor" ? new TorchTensor(numpyHome.arrays, stopped.node, stopped.element) : stopped;
  }),
  method("get_shape", "self", (t, call) => invoke(t, "static_shape", [call.get("self")])),
  method("set_shape", "self, shape", () => none),
  method("ref", "self", (_, call) => call.get("self")),
  method("eval", "self, *args, **kwargs", (_, call) => call.get("self")),
  method("__array__", "self, *args", (_, call) => call.get("self")),
  // Python's `abs(x)` and `round(x)` ask for these.
  method("abs", "self", (t, call) => invoke(t, "abs", [call.get("self")])),
  method("round", "self, *args, **kwargs", (t, call) => invoke(t, "round", [call.get("self")])),
  method("item", "self", (t, call) => numberOf(t, call.get("self"))),
]);

const arrayMethods = numpyMethods(tensorFlowTensors);

const variableMethods: ReadonlyMap<string, BuiltinValue> = new Map([
  method("assign", "self, value, use_locking=None, name=None, read_value=True", (t, call) =>
    assign(t, call.get("self"), call.get("value")),
  ),
  method("assign_add", "self, delta, use_locking=None, name=None, read_value=True", (t, call) =>
    assign(t, call.get("self"), invoke(t, "add", [call.get("self"), call.get("delta")])),
  ),
  method("assign_sub", "self, delta, use_locking=None, name=None, read_value=True", (t, call) =>
    assign(t, call.get("self"), invoke(t, "subtract", [call.get("self"), call.get("delta")])),
  ),
  method("read_value", "self", (t, call) => invoke(t, "identity", [call.get("self")])),
  method("value", "self", (t, call) => invoke(t, "identity", [call.get("self")])),
  method("initialized_value", "self", (t, call) => invoke(t, "identity", [call.get("self")])),
]);

export const variableClass: ClassValue = makeClass("Variable", [], objectClass, {
  kind: "builtin",
  name: "tf.Variable",
  signature:
    "initial_value=None, trainable=True, validate_shape=True, caching_device=None, name=None, variable_def=None, dtype=None, import_scope=None, constraint=None, synchronization=None, aggregation=None, shape=None, **kwargs",
  run: (t, call) => {
    const given = call.get("initial_value");
    const isCallable = given.kind === "function" || given.kind === "method" || given.kind === "builtin";
    const made = invoke(t, "convert_to_tensor", [isCallable ? t.call(given, []) : given, call.get("dtype")]);
    if (made.kind !== "tensor") throw new Error("internal: a variable needs a tensor");
    const isFloat = isFloating(made.element);
    const variable = new TorchTensor(tensorFlowTensors, isFloat ? fresh(t, made.node) : made.node, made.element, {
      requiresGrad: isFloat && (call.get("trainable").kind === "none" || t.isTrue(call.get("trainable"))),
      isLeaf: true,
      type: variableClass,
    });
    const name = call.get("name");
    variable.attributes.set("_name", str(`${name.kind === "str" ? name.value : "Variable"}:0`));
    return variable;
  },
});

/** A variable's new numbers, in its own type and shape. */
function assign(t: Tracer, variable: Value, value: Value): Value {
  if (variable.kind !== "tensor") throw new Error("internal: no variable");
  const o = operationOn(tensorFlowTensors, t, "assign", variable);
  const term = o.termOf(o.converted(value, variable.element));
  const { shape } = o.term("input");
  if (term.shape.join() !== shape.join())
    throw new Raised(
      "ValueError",
      `Cannot assign value to variable: Shape mismatch. The variable shape (${shape.join(", ")}), and the assigned value shape (${term.shape.join(", ")}) are incompatible.`,
    );
  variable.node = term.id;
  return variable;
}

function numberOf(t: Tracer, value: Value): Value {
  if (value.kind !== "tensor") return value;
  return t.asNumber(value, (["bool", "int", "float"] as const)[categoryOf(value.element)]);
}

/** Slices may run backwards; NumPy's other ways of indexing are understood too. */
function read(t: Tracer, tensor: TensorValue, index: Value): Value {
  const items = index.kind === "tuple" && index.type === undefined ? index.items : [index];
  const forward = items.map((item) => (item.kind === "slice" && isBackward(t, item) ? turned(t, item) : item));
  const part = getItem(
    operationOn(tensorFlowTensors, t, "getitem", tensor),
    forward.length === 1 ? (forward[0] ?? none) : { kind: "tuple", items: forward },
  );
  if (part.kind !== "tensor" || forward.every((item, i) => item === items[i])) return part;
  // Axes of the result that a backward slice gave, counted from the side that no ellipsis is on.
  const ellipsis = items.findIndex((item) => item.kind === "ellipsis");
  const axes: number[] = [];
  items.forEach((item, i) => {
    if (item === forward[i]) return;
    const kept = (list: readonly Value[]): number =>
      list.filter((one) => one.kind === "slice" || one.kind === "none").length;
    axes.push(ellipsis >= 0 && i > ellipsis ? -1 - kept(items.slice(i + 1)) : kept(items.slice(0, i)));
  });
  const o = operationOn(tensorFlowTensors, t, "getitem", part);
  const x = o.term("input");
  const reversed = x.reverse(axes.map((axis) => (axis < 0 ? axis + x.rank : axis)));
  const steps = items.flatMap((item, i) =>
    item.kind === "slice" && item !== forward[i] ? [-t.toNumber(item.step)] : [],
  );
  const strided = axes.reduce((term, axis, i) => {
    const at = axis < 0 ? axis + term.rank : axis;
    const step = steps[i] ?? 1;
    return step === 1 ? term : term.slice(at, 0, term.shape[at] ?? 1, step);
  }, reversed);
  return o.result(strided, part.element);
}

function isBackward(t: Tracer, slice: SliceValue): boolean {
  return slice.step.kind !== "none" && t.toNumber(slice.step) < 0;
}

/** The same elements in rising order: `[a:b:-1]` takes b + 1 to a. Wider steps are taken after turning. */
function turned(t: Tracer, slice: SliceValue): SliceValue {
  const after = (value: Value): Value => {
    if (value.kind === "none") return none;
    const place = t.toNumber(value);
    return place === -1 ? none : int(place + 1);
  };
  return { kind: "slice", lower: after(slice.upper), upper: after(slice.lower), step: none };
}

export function invoke(t: Tracer, name: string, positional: readonly Value[]): Value {
  const entry = functions.get(name);
  if (entry === undefined) throw new Error(`internal: no operation ${name}`);
  return run(tensorFlowTensors, t, entry, positional);
}

function operated(t: Tracer, name: string, left: Value, right: Value): Value | undefined {
  return isOperand(left) && isOperand(right) ? invoke(t, name, [left, right]) : undefined;
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
      return value.primitive !== undefined && isOperand(value.primitive);
    default:
      return false;
  }
}

export function builtinsOf(prefix: string, names: Iterable<string> = functions.keys()): Record<string, BuiltinValue> {
  const made: Record<string, BuiltinValue> = {};
  for (const name of names) {
    const entry = functions.get(name);
    if (entry !== undefined) made[name] = builtinOf(tensorFlowTensors, prefix, entry);
  }
  return made;
}
