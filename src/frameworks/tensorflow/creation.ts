/** Tensors from numbers, lists and shapes, and what a tensor tells of its shape. */

import { type Shape, sizeOf } from "../../graph/graph";
import type { ElementType, TensorValue, Value } from "../../interpreter/values";
import { int, list } from "../../interpreter/values";
import { range } from "../array/places";
import { positions, Term } from "../array/term";
import { pair } from "../torch/elementwise";
import { dataOf } from "../torch/nested";
import { isFloating, storageOf } from "../torch/promotion";
import type { TensorFlowOperation, TensorFlowTable } from "./operation";
import { shapeOf } from "./tensorShape";

type Run = TensorFlowTable[string];

const like =
  (formula: (o: TensorFlowOperation, x: Term) => Term): Run =>
  (o) =>
    o.result(formula(o, o.term("input")), o.tensor("input").element);

export const creation: TensorFlowTable = {
  "convert_to_tensor|constant|asarray|array(value/x/object, dtype=None, shape=None, dtype_hint=None)": (o) => {
    const made = o.converted(o.value("value"), o.element());
    if (!o.has("shape")) return made;
    const wanted = o.numbers(o.value("shape"));
    const x = o.termOf(made);
    return o.result(x.size === sizeOf(wanted) ? x.reshape(wanted) : x.broadcast(wanted), made.element);
  },
  "cast|saturate_cast(value/x, dtype)": (o) => o.converted(o.value("value"), o.element()),
  "identity|copy(input/x)": like((_, x) => x),
  "stop_gradient(input/variables)": stop,
  "zeros(shape, dtype=None)": (o) => filled(o, o.numbers(o.value("shape")), 0, o.element()),
  "ones(shape, dtype=None)": (o) => filled(o, o.numbers(o.value("shape")), 1, o.element()),
  "empty(shape, dtype=None)": (o) => filled(o, o.numbers(o.value("shape")), 0, o.element()),
  "zeros_like|empty_like(input/x/tensor, dtype=None)": (o) =>
    filled(o, o.term("input").shape, 0, o.element() ?? o.tensor("input").element),
  "ones_like(input/x/tensor, dtype=None)": (o) =>
    filled(o, o.term("input").shape, 1, o.element() ?? o.tensor("input").element),
  "fill|full(dims/shape, value/fill_value, dtype=None)": (o) => {
    const value = o.converted(o.value("value"), o.element());
    return o.result(o.termOf(value).broadcast(o.numbers(o.value("dims"))), value.element);
  },
  "full_like(input/x, value/fill_value, dtype=None)": (o) => {
    const value = o.converted(o.value("value"), o.element() ?? o.tensor("input").element);
    return o.result(o.termOf(value).broadcast(o.term("input").shape), value.element);
  },
  "eye(rows/num_rows/N/n, columns/num_columns/M=None, batch_shape=None, dtype=None, k=0)": (o) => {
    const rows = o.number("rows");
    const columns = o.has("columns") ? o.number("columns") : rows;
    const offset = o.number("k");
    const batch = o.has("batch_shape") ? o.numbers(o.value("batch_shape")) : [];
    const made = known(
      o,
      [rows, columns],
      (i) => (Math.floor(i / columns) + offset === i % columns ? 1 : 0),
      o.element(),
    );
    return o.result(o.termOf(made).broadcast([...batch, rows, columns]), made.element);
  },
  "range|arange(start, limit/stop=None, delta/step=1, dtype=None)": (o) => {
    const [start, limit] = o.has("limit") ? [o.number("start"), o.number("limit")] : [0, o.number("start")];
    const delta = o.number("delta");
    const isWhole = ["start", "limit", "delta"].every(
      (name) => o.value(name).kind === "none" || !isFloating(o.tensor(name).element),
    );
    const count = Math.max(0, Math.ceil((limit - start) / delta));
    return known(o, [count], (i) => start + i * delta, o.element() ?? (isWhole ? "int32" : "float32"));
  },
  "linspace|lin_space(start, stop, num=50, axis=0)": (o) => {
    const { terms, element } = o.promoteFloat("start", "stop");
    const [start, stop] = pair(terms);
    const num = o.number("num");
    const at = positions(o.g, num, 0, start.rank + 1)
      .float()
      .div(Math.max(1, num - 1));
    return o.result(start.expandDims(0).add(stop.sub(start).expandDims(0).mul(at)), element);
  },
  "one_hot(indices/x, depth/num_classes, on_value=1, off_value=0, dim/axis=-1, dtype=None)": (o) => {
    const index = o.term("indices").cast("int32");
    const depth = o.number("depth");
    const axis = o.wrapDim(o.value("dim").kind === "none" ? -1 : o.number("dim"), index.rank + 1);
    const isHot = index.expandDims(axis).equal(positions(o.g, depth, axis, index.rank + 1));
    const { terms, element } = o.promote("on_value", "off_value");
    const [on, off] = pair(terms);
    const wanted = o.element() ?? (o.has("on_value") || o.has("off_value") ? element : "float32");
    return o.result(isHot.choose(on, off).cast(storageOf(wanted)), wanted);
  },
  "sequence_mask(lengths, maxlen=None, dtype=None)": (o) => {
    const lengths = o.term("lengths").cast("int32");
    const longest = o.has("maxlen") ? o.number("maxlen") : Math.max(0, ...Array.from(o.t.concrete(lengths.id)));
    const mask = positions(o.g, longest, lengths.rank, lengths.rank + 1).less(lengths.expandDims(lengths.rank));
    const element = o.element() ?? "bool";
    return o.result(mask.cast(storageOf(element)), element);
  },
  "meshgrid(*grids, indexing='xy')": (o) => {
    const vectors = o.rest.map((value) => o.toTensor(value));
    const swaps = o.text("indexing") !== "ij" && vectors.length > 1;
    const terms = vectors.map((vector) => o.termOf(vector));
    const order = terms.map((_, i) => (swaps && i < 2 ? 1 - i : i));
    const extents = order.map((i) => terms[i]?.size ?? 1);
    return list(
      terms.map((term, i) => {
        const axis = swaps && i < 2 ? 1 - i : i;
        const spread = term.reshape(extents.map((_, at) => (at === axis ? term.size : 1))).broadcast(extents);
        return o.result(spread, vectors[i]?.element ?? "float32");
      }),
    );
  },
  "shape(input/x, dtype/out_type=None)": (o) => {
    const { shape } = o.term("input");
    return known(o, [shape.length], (i) => shape[i] ?? 1, o.element() ?? "int32");
  },
  "static_shape(input)": (o) => shapeOf(o.term("input").shape),
  "broadcast_static_shape(x, y)": (o) => shapeOf(o.checkBroadcast([o.numbers(o.value("x")), o.numbers(o.value("y"))])),
  "broadcast_dynamic_shape(x, y)": (o) => {
    const shape = o.checkBroadcast([o.numbers(o.value("x")), o.numbers(o.value("y"))]);
    return known(o, [shape.length], (i) => shape[i] ?? 1, "int32");
  },
};

/** `x.get_shape()`, `K.int_shape(x)`, `K.ndim(x)`. */
export const inquiries: TensorFlowTable = {
  "int_shape(x)": (o) => o.tuple(o.term("x").shape.map(int)),
  "ndim(x)": (o) => int(o.term("x").rank),
  "count_params(x)": (o) => int(o.term("x").size),
};

function stop(o: TensorFlowOperation): Value {
  const value = o.value("input");
  if (value.kind === "list" || value.kind === "tuple") {
    return { ...value, items: value.items.map((item) => stopped(o, o.toTensor(item))) };
  }
  return stopped(o, o.toTensor(value));
}

function stopped(o: TensorFlowOperation, tensor: TensorValue): Value {
  const x = o.termOf(tensor);
  return o.result(x.isFloat ? x.stop() : x, tensor.element);
}

function filled(o: TensorFlowOperation, shape: Shape, value: number, element: ElementType = "float32"): Value {
  return o.result(new Term(o.g, o.g.full(shape, value, storageOf(element))), element);
}

/** A constant by its elements. */
export function known(
  o: TensorFlowOperation,
  shape: Shape,
  at: (i: number) => number,
  element: ElementType = "float32",
): TensorValue {
  const dtype = storageOf(element);
  const data = dataOf(element, range(0, sizeOf(shape)).map(at));
  return o.result(new Term(o.g, o.g.constant({ shape, dtype }, data)), element);
}
