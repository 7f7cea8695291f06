/** What PyTorch's tensors answer about themselves, and their conversions between types and devices. */

import type { NodeId } from "../../graph/graph";
import { Raised } from "../../interpreter/tracer";
import type { ElementType, ListValue, TensorValue, TracedNumber, Value } from "../../interpreter/values";
import { bool, int, list, none, str } from "../../interpreter/values";
import { isContiguous } from "../array/layout";
import { transposed } from "../array/lens";
import { range } from "../array/places";
import type { Term } from "../array/term";
import { numpyHome } from "../numpy/arrays";
import { attributesOf, fresh } from "./leaves";
import { limitsOf } from "./limits";
import { dtypeToken, type Implementation, type Operation, type Table } from "./operation";
import { categoryOf, dtypeNames, isFloating, limits, storageOf } from "./promotion";
import { isLeaf, layoutOf, TorchTensor } from "./tensor";
import { viewThrough } from "./views";

export const cpu: Value = { kind: "token", family: "device", name: "cpu" };

/** Read without a call: `x.shape`. Each is an operation on `input` alone. */
export const properties: Readonly<Record<string, Implementation>> = {
  shape: (o) => sizeTuple(o),
  ndim: (o) => int(o.term("input").rank),
  dtype: (o) => dtypeToken(o.tensor("input").element),
  device: () => cpu,
  layout: () => ({ kind: "token", family: "other", name: "torch.strided" }),
  requires_grad: (o) => bool(o.tensor("input").requiresGrad),
  is_leaf: (o) => bool(isLeaf(o.tensor("input")) || !o.tensor("input").requiresGrad),
  grad: (o) => attributesOf(o.tensor("input")).get("grad") ?? none,
  grad_fn: (o) =>
    isLeaf(o.tensor("input")) || !o.tensor("input").requiresGrad
      ? none
      : { kind: "token", family: "other", name: "grad_fn" },
  data: (o) => o.detached(o.tensor("input")),
  real: (o) => o.tensor("input"),
  T: (o) => flipped(o),
  mT: (o) => swapLast(o),
  H: (o) => swapLast(o),
  mH: (o) => swapLast(o),
  is_cuda: () => bool(false),
  is_sparse: () => bool(false),
  is_quantized: () => bool(false),
  is_cpu: () => bool(true),
  is_meta: () => bool(false),
  is_mps: () => bool(false),
  is_mkldnn: () => bool(false),
  is_nested: () => bool(false),
  retains_grad: (o) => bool(attributesOf(o.tensor("input")).has("_retains_grad")),
  name: () => none,
  output_nr: () => int(0),
  names: (o) => o.tuple(o.term("input").shape.map(() => none)),
  itemsize: (o) => int(bytesOf(o.tensor("input").element)),
  nbytes: (o) => int(o.term("input").size * bytesOf(o.tensor("input").element)),
};

const isOf =
  (test: (element: ElementType) => boolean): Implementation =>
  (o) =>
    bool(test(o.tensor("input").element));
const toElement =
  (element: ElementType): Implementation =>
  (o) =>
    converted(o, o.tensor("input"), element);
const itself: Implementation = (o) => o.tensor("input");

/** As methods only. */
export const attributeMethods: Table = {
  "size(input, dim=None)": (o) => {
    if (!o.has("dim")) return sizeTuple(o);
    const { shape } = o.term("input");
    return int(shape[o.dim("dim", shape.length)] ?? 1);
  },
  "stride(input, dim=None)": (o) => {
    const { shape } = o.term("input");
    const strides = layoutOf(o.g, o.tensor("input")).strides.map((step) => int(step));
    return o.has("dim") ? (strides[o.dim("dim", shape.length)] ?? int(1)) : o.tuple(strides);
  },
  "dim|ndimension(input)": (o) => int(o.term("input").rank),
  "nelement(input)": (o) => int(o.term("input").size),
  "element_size(input)": (o) => int(bytesOf(o.tensor("input").element)),
  "is_contiguous(input)": (o) => bool(isContiguous(layoutOf(o.g, o.tensor("input")))),
  "contiguous(input, *rest)": (o) =>
    isContiguous(layoutOf(o.g, o.tensor("input")))
      ? o.tensor("input")
      : o.result(o.term("input"), o.tensor("input").element),
  "is_signed(input)": isOf((element) => element !== "bool" && element !== "uint8"),
  "get_device(input)": () => int(-1),
  "storage_offset(input)": () => int(0),
  "is_pinned|is_shared|has_names|is_inference|is_conj|is_neg|is_coalesced|is_distributed(input)": () => bool(false),
  "is_same_size(input, other)": (o) => bool(o.term("input").shape.join() === o.term("other").shape.join()),
  "item(input)": (o) => {
    const x = o.term("input");
    if (x.size !== 1) throw new Raised("ValueError", "only one element tensors can be converted to Python scalars");
    return numberOf(o, x.reshape([]));
  },
  "tolist(input)": (o) => nestedList(o, o.term("input")),
  "numpy(input, force=False)": (o) => {
    const { requiresGrad } = o.tensor("input");
    if (requiresGrad && !o.flag("force"))
      o.fail("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.");
    const { node, element } = o.detached(o.tensor("input"));
    return new TorchTensor(numpyHome.arrays, node, element);
  },
  "to(input, *target, dtype=None, copy=False)": (o) => {
    const asked = [...o.rest, o.value("dtype")];
    const target = asked.find(
      (value) =>
        value.kind === "tensor" || value.kind === "class" || (value.kind === "token" && value.family === "dtype"),
    );
    if (target === undefined) return o.tensor("input");
    return converted(o, o.tensor("input"), target.kind === "tensor" ? target.element : o.elementOf(target));
  },
  "type(input, dtype=None)": (o) => {
    const target = o.value("dtype");
    if (target.kind === "none") return str(`torch.${className(o.tensor("input").element)}`);
    const name =
      target.kind === "str"
        ? target.value.replace(/^torch\.(cuda\.)?/, "")
        : target.kind === "class"
          ? target.name
          : undefined;
    const element = Object.values(dtypeNames).find((one) => className(one) === name);
    return converted(o, o.tensor("input"), element ?? o.elementOf(target));
  },
  "type_as(input, other)": (o) => converted(o, o.tensor("input"), o.tensor("other").element),
  "float(input)": toElement("float32"),
  "double(input)": toElement("float64"),
  "half(input)": toElement("float16"),
  "bfloat16(input)": toElement("bfloat16"),
  "long(input)": toElement("int64"),
  "int(input)": toElement("int32"),
  "short(input)": toElement("int16"),
  "char(input)": toElement("int8"),
  "byte(input)": toElement("uint8"),
  "bool(input)": toElement("bool"),
  "cpu|pin_memory|share_memory_|coalesce|resolve_conj|resolve_neg|to_dense|rename|refine_names|align_to|cuda(input, *rest)":
    itself,
  "requires_grad_(input, requires_grad=True)": (o) => {
    const tensor = o.tensor("input");
    return requireGrad(o, tensor, o.flag("requires_grad"));
  },
  "detach_(input)": (o) => {
    const tensor = o.tensor("input");
    tensor.node = o.term("input").stop().id;
    tensor.requiresGrad = false;
    return tensor;
  },
};

/** Methods that PyTorch has and a trace has not yet: named as such where they are called. */
export const unsupportedMethods: ReadonlySet<string> = new Set(
  (
    "align_as as_subclass cdouble cfloat chalf data_ptr dequantize eig gcd geqrf histogram imag " +
    "int_repr lcm lu_solve nextafter orgqr ormqr sparse_mask storage to_mkldnn untyped_storage " +
    "view_as_complex view_as_real"
  ).split(" "),
);

/** As functions and methods. */
export const inquiries: Table = {
  "numel(input)": (o) => int(o.term("input").size),
  "clone(input)": (o) => {
    const tensor = o.tensor("input");
    return o.result(o.term("input"), tensor.element);
  },
  "is_floating_point(input)": isOf(isFloating),
  "is_complex(input)": isOf(() => false),
  "is_nonzero(input)": (o) => o.t.asNumber(o.result(o.term("input").cast("bool").reshape([]), "bool"), "bool"),
};

/** As functions only. */
export const inquiryFunctions: Table = {
  "is_tensor(obj)": (o) => {
    const value = o.value("obj");
    return bool(value.kind === "tensor" && value.library === o.library);
  },
  "finfo(type=None)": (o) => limitsOf(o, o.element("type") ?? "float32", noLimits),
  "iinfo(type)": (o) => limitsOf(o, o.element("type") ?? "int64", noLimits),
  "result_type(tensor1, tensor2)": (o) => dtypeToken(o.promote("tensor1", "tensor2").element),
  "promote_types(type1, type2)": (o) => {
    const [a, b] = [o.elementOf(o.value("type1")), o.elementOf(o.value("type2"))];
    return dtypeToken(
      categoryOf(a) === categoryOf(b) && limitsBits(a) < limitsBits(b) ? b : categoryOf(a) < categoryOf(b) ? b : a,
    );
  },
  "get_default_dtype()": (o) => dtypeToken(o.t.defaultFloat),
  "device(type, index=None)": (o) => ({
    kind: "token",
    family: "device",
    name: deviceName(o.value("type"), o.value("index")),
  }),
};

/** Starts or stops a tensor's being a leaf to differentiate by. */
/** What a tensor was before it was told to want no gradient. */
const frozen = new WeakMap<TensorValue, { readonly node: NodeId; readonly after: NodeId }>();

export function requireGrad(o: Operation, tensor: TensorValue, isOn: boolean): TensorValue {
  if (isOn && !isFloating(tensor.element))
    o.fail("only Tensors of floating point and complex dtype can require gradients");
  if (isOn && !tensor.requiresGrad && tensor instanceof TorchTensor) {
    const before = frozen.get(tensor);
    tensor.rename(before?.after === tensor.node ? before.node : fresh(o.t, tensor.node));
    tensor.isLeaf = true;
  }
  if (!isOn && tensor.requiresGrad && isFloating(tensor.element)) {
    const { node } = tensor;
    tensor.node = o.termOf(tensor).stop().id;
    frozen.set(tensor, { node, after: tensor.node });
  }
  tensor.requiresGrad = isOn;
  return tensor;
}

function numberOf(o: Operation, x: Term): Value {
  const type: TracedNumber["type"] = x.isFloat ? "float" : x.dtype === "int32" ? "int" : "bool";
  const { element } = o.tensor("input");
  return o.t.asNumber(new TorchTensor(o.library, x.id, element), type);
}

function nestedList(o: Operation, x: Term): Value {
  if (x.rank === 0) return numberOf(o, x);
  return list(range(0, x.extent(0)).map((i) => nestedList(o, x.at(0, i))));
}

function sizeTuple(o: Operation): ListValue {
  const items = o.term("input").shape.map((extent) => int(extent));
  const sizeClass = o.sizeClass;
  return { kind: "tuple", items, ...(sizeClass === undefined ? {} : { type: sizeClass }) };
}

function converted(o: Operation, tensor: TensorValue, element: ElementType): Value {
  if (tensor.element === element) return tensor;
  return o.result(o.termOf(tensor).cast(storageOf(element)), element);
}

function flipped(o: Operation): Value {
  const { rank } = o.term("input");
  return viewThrough(o, o.tensor("input"), transposed(range(0, rank).map((axis) => rank - 1 - axis)));
}

function swapLast(o: Operation): Value {
  const { rank } = o.term("input");
  return viewThrough(o, o.tensor("input"), transposed([...range(0, rank - 2), rank - 1, rank - 2]));
}

function deviceName(type: Value, index: Value): string {
  const name =
    type.kind === "str"
      ? type.value
      : type.kind === "token"
        ? type.name
        : type.kind === "int"
          ? `cuda:${type.value}`
          : "cpu";
  return index.kind === "int" ? `${name}:${index.value}` : name;
}

const noLimits = "finfo() and iinfo() have no answer for torch.bool";

function limitsBits(element: ElementType): number {
  return element === "bool" ? 8 : limits[element].bits;
}

function bytesOf(element: ElementType): number {
  return limitsBits(element) / 8;
}

export function className(element: ElementType): string {
  const names: Record<ElementType, string> = {
    float32: "FloatTensor",
    float64: "DoubleTensor",
    float16: "HalfTensor",
    bfloat16: "BFloat16Tensor",
    int64: "LongTensor",
    int32: "IntTensor",
    int16: "ShortTensor",
    int8: "CharTensor",
    uint8: "ByteTensor",
    bool: "BoolTensor",
  };
  return names[element];
}
