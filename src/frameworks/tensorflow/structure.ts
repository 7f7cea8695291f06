/** Making, shaping, joining, splitting and reading tensors. */

import { type Shape, sizeOf } from "../../graph/graph";
import type { ElementType, TensorValue, Value } from "../../interpreter/values";
import { int, list } from "../../interpreter/values";
import { flatIndex, intTerm, range, takeAlong, takeAxis } from "../array/places";
import { broadcastShapes, concat, positions, Term } from "../array/term";
import { entriesOf as torchEntriesOf } from "../torch/dispatch";
import { pair } from "../torch/elementwise";
import { indexTerm, maskPlaces } from "../torch/indexing";
import { dataOf } from "../torch/nested";
import { isFloating, storageOf } from "../torch/promotion";
import { inferShape, shapeOperations } from "../torch/shape";
import { borrower, type TensorFlowOperation, type TensorFlowTable } from "./operation";
import { shapeOf } from "./tensorShape";

type Run = TensorFlowTable[string];

const borrowed = borrower(torchEntriesOf(shapeOperations));

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
      .cast("float32")
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

export const shaping: TensorFlowTable = {
  "reshape(input/tensor/x, shape/newshape)": like((o, x) =>
    x.reshape(inferShape(o, o.numbers(o.value("shape")), x.shape)),
  ),
  "ravel|flatten(input/x)": like((_, x) => x.reshape([x.size])),
  "expand_dims(input/x, dim/axis)": like((o, x) => {
    const dims = o.numbers(o.value("dim"));
    return dims.reduce((grown, dim) => grown.expandDims(o.wrapDim(dim, grown.rank + 1)), x);
  }),
  "squeeze(input/x, dim/axis/squeeze_dims=None)": like((o, x) => {
    const dims = o.dims("dim", x.rank);
    const stuck = o.has("dim") ? dims.find((dim) => x.shape[dim] !== 1) : undefined;
    if (stuck !== undefined) o.fail(`Can not squeeze dim[${stuck}], expected a dimension of 1, got ${x.shape[stuck]}`);
    return x.reshape(x.shape.filter((extent, axis) => extent !== 1 || !dims.includes(axis)));
  }),
  "transpose|permute_dimensions(input/a/x, perm/axes/pattern=None)": like((o, x) => {
    const order = o.has("perm")
      ? o.numbers(o.value("perm")).map((axis) => o.wrapDim(axis, x.rank))
      : x.axes().reverse();
    return x.transpose(order);
  }),
  "matrix_transpose|adjoint(input/a)": like((_, x) => x.swap(-1, -2)),
  "moveaxis(input/x, source, destination)": borrowed("moveaxis"),
  "swapaxes(input/x, dim0/axis1, dim1/axis2)": borrowed("swapaxes"),
  "broadcast_to(input/x, shape)": like((o, x) => {
    const shape = o.numbers(o.value("shape"));
    const fits = broadcastShapes([x.shape, shape]);
    if (fits === undefined || fits.join() !== shape.join())
      o.fail(`Incompatible shapes: ${x.shape.join(", ")} vs. ${shape.join(", ")}`);
    return x.broadcast(shape);
  }),
  "tile(input/x, *repeats)": like((o, x) => {
    const counts = o.sizes();
    const padded = [...Array<number>(Math.max(0, x.rank - counts.length)).fill(1), ...counts];
    return padded.reduce(
      (whole, count, axis) => (count === 1 ? whole : concat(Array<Term>(count).fill(whole), axis)),
      x,
    );
  }),
  "repeat(input/x, repeats, dim/axis=None)": borrowed("repeat_interleave"),
  "repeat_elements(input/x, repeats/rep, dim/axis)": borrowed("repeat_interleave"),
  "roll(input/x, shifts/shift, dims/axis=None)": borrowed("roll"),
  "reverse|flip(input/tensor/x, dim/axis=None)": like((o, x) => x.reverse(o.dims("dim", x.rank))),
  "concat|concatenate(values/tensors/xs, dim/axis=0)": (o) => {
    const given = o.value("values");
    const { terms, element } = promoted(o, given.kind === "tensor" ? [given] : o.t.iterate(given));
    const [first] = terms;
    if (first === undefined) return o.fail("nothing to concatenate");
    if (given.kind === "tensor") return o.result(first, element);
    return o.result(concat(terms, o.dim("dim", first.rank)), element);
  },
  "stack(values/x/arrays, dim/axis=0)": (o) => {
    const { terms, element } = promoted(o, o.t.iterate(o.value("values")));
    const [first] = terms;
    if (first === undefined) return o.fail("nothing to stack");
    if (terms.some((term) => term.shape.join() !== first.shape.join())) o.fail("Shapes of all inputs must match");
    const axis = o.dim("dim", first.rank + 1);
    return o.result(
      concat(
        terms.map((term) => term.expandDims(axis)),
        axis,
      ),
      element,
    );
  },
  "unstack(input/value/x, num=None, dim/axis=0)": (o) => {
    const x = o.term("input");
    const axis = o.dim("dim", x.rank);
    return list(range(0, x.shape[axis] ?? 0).map((i) => o.result(x.at(axis, i), o.tensor("input").element)));
  },
  "split(input/value/x, sizes/num_or_size_splits/indices_or_sections, dim/axis=0, num=None)": (o) => {
    const x = o.term("input");
    const axis = o.dim("dim", x.rank);
    const extent = x.shape[axis] ?? 1;
    const given = o.value("sizes");
    const isCount =
      given.kind !== "list" && given.kind !== "tuple" && !(given.kind === "tensor" && o.termOf(given).rank > 0);
    const count = isCount ? o.t.toNumber(given) : 0;
    const asked = isCount ? Array<number>(count).fill(extent / count) : o.numbers(given);
    if (!asked.every(Number.isInteger)) o.fail(`Dimension size, ${extent}, must be evenly divisible by ${count}`);
    const rest = extent - asked.filter((size) => size >= 0).reduce((sum, size) => sum + size, 0);
    let start = 0;
    return list(
      asked.map((size) => {
        const length = size < 0 ? rest : size;
        start += length;
        return o.result(takeAxis(x, axis, range(start - length, start)), o.tensor("input").element);
      }),
    );
  },
  "slice(input/input_/inputs, begin/start_indices, size/shape)": like((o, x) => {
    const sizes = o.numbers(o.value("size"));
    return o.numbers(o.value("begin")).reduce((part, start, axis) => {
      const extent = part.shape[axis] ?? 1;
      const size = sizes[axis] ?? -1;
      return takeAxis(part, axis, range(start, size < 0 ? extent : start + size));
    }, x);
  }),
  "pad(input/tensor/x, paddings/pad_width, mode='CONSTANT', constant_values=None)": like((o, x) => {
    const mode = (o.text("mode") ?? "constant").toUpperCase();
    const rows = o.t.iterate(o.value("paddings")).map((row) => o.numbers(row));
    return rows.reduce((padded, [low = 0, high = low], axis) => {
      if (mode === "CONSTANT")
        return padded.pad(axis, low, high, o.has("constant_values") ? o.number("constant_values") : 0);
      const extent = padded.shape[axis] ?? 1;
      const edge = mode === "REFLECT" ? 1 : 0;
      const before = range(0, low).map((i) => low - 1 - i + edge);
      const after = range(0, high).map((i) => extent - 1 - i - edge);
      return takeAxis(padded, axis, [...before, ...range(0, extent), ...after]);
    }, x);
  }),
  "tril(input/x, diagonal/k=0)": borrowed("tril"),
  "triu(input/x, diagonal/k=0)": borrowed("triu"),
  "where(condition, x=None, y=None, *, x1=None, x2=None)": (o) => {
    const condition = o.term("condition").cast("bool");
    const names = o.has("x1") ? ["x1", "x2"] : ["x", "y"];
    if (!o.has(names[0] ?? "")) {
      const places = maskPlaces(o, condition);
      const count = places[0]?.length ?? 0;
      return known(
        o,
        [count, places.length],
        (i) => places[i % places.length]?.[Math.floor(i / places.length)] ?? 0,
        "int64",
      );
    }
    const { terms, element } = o.promote(...names);
    const [x, y] = pair(terms);
    o.checkBroadcast([condition.shape, x.shape, y.shape]);
    return o.result(condition.choose(x, y), element);
  },
};

export const reading: TensorFlowTable = {
  "gather(input/params/reference, indices, unused=None, dim/axis=None, batch_dims=0)": (o) => {
    const x = o.term("input");
    const batch = o.number("batch_dims");
    const axis = o.value("dim").kind === "none" ? batch : o.dim("dim", x.rank);
    const index = indexTerm(o, o.tensor("indices"), x.shape[axis] ?? 1, axis);
    return o.result(gather(x, index, axis, batch < 0 ? batch + index.rank : batch), o.tensor("input").element);
  },
  "take(input/x, indices, dim/axis=None)": (o) => {
    const given = o.term("input");
    const x = o.has("dim") ? given : given.reshape([given.size]);
    const axis = o.has("dim") ? o.dim("dim", x.rank) : 0;
    return o.result(
      gather(x, indexTerm(o, o.tensor("indices"), x.shape[axis] ?? 1, axis), axis, 0),
      o.tensor("input").element,
    );
  },
  "take_along_axis(input/x, indices, dim/axis=-1)": (o) => {
    const x = o.term("input");
    const axis = o.dim("dim", x.rank);
    const index = indexTerm(o, o.tensor("indices"), x.shape[axis] ?? 1, axis);
    const wide = (term: Term, other: Shape): Term =>
      term.broadcast(term.shape.map((extent, i) => (i === axis ? extent : Math.max(extent, other[i] ?? 1))));
    return o.result(wide(x, index.shape).gather(axis, wide(index, x.shape)), o.tensor("input").element);
  },
  "gather_nd(input/params, indices, batch_dims=0)": (o) => {
    const x = o.term("input");
    const batch = o.number("batch_dims");
    const index = o.term("indices").cast("int32");
    const { flat, depth } = places(o, x.shape, index, batch);
    const rest = x.shape.slice(depth);
    const rows = x.reshape([sizeOf(x.shape.slice(0, depth)), ...rest]);
    const taken = takeAlong(rows, 0, flat.reshape([flat.size]));
    return o.result(taken.reshape([...index.shape.slice(0, -1), ...rest]), o.tensor("input").element);
  },
  "boolean_mask(input/tensor, mask, axis=0)": (o) => {
    const x = o.term("input");
    const mask = o.term("mask").cast("bool");
    const axis = o.value("axis").kind === "none" ? 0 : o.dim("axis", x.rank);
    const whole = x.reshape([...x.shape.slice(0, axis), mask.size, ...x.shape.slice(axis + mask.rank)]);
    const chosen = maskPlaces(o, mask.reshape([mask.size]))[0] ?? [];
    return o.result(takeAxis(whole, axis, chosen), o.tensor("input").element);
  },
  "scatter_nd(indices, updates, shape)": (o) => {
    const shape = o.numbers(o.value("shape"));
    return o.result(scattered(o, shape, o.term("updates")), o.tensor("updates").element);
  },
  "tensor_scatter_nd_add(input/tensor, indices, updates)": (o) =>
    o.result(o.term("input").add(scattered(o, o.term("input").shape, o.term("updates"))), o.tensor("input").element),
  "tensor_scatter_nd_sub(input/tensor, indices, updates)": (o) =>
    o.result(o.term("input").sub(scattered(o, o.term("input").shape, o.term("updates"))), o.tensor("input").element),
  "tensor_scatter_nd_update(input/tensor, indices, updates)": (o) => {
    const x = o.term("input");
    const updates = o.term("updates");
    const isWritten = scattered(o, x.shape, updates.full(updates.shape, 1)).greater(0);
    return o.result(isWritten.choose(scattered(o, x.shape, updates), x), o.tensor("input").element);
  },
  "segment_sum|unsorted_segment_sum(data, segment_ids, num_segments=None)": segments((sums) => sums),
  "segment_mean|unsorted_segment_mean(data, segment_ids, num_segments=None)": segments((sums, counts) =>
    sums.div(counts.max(1)),
  ),
  "segment_max|unsorted_segment_max(data, segment_ids, num_segments=None)": (o) => {
    const { data, ids, count } = segmented(o);
    const isOwn = ids.expandDims(0).equal(positions(o.g, count, 0, 2));
    const mask = isOwn.reshape([count, ids.size, ...Array<number>(data.rank - 1).fill(1)]);
    return o.result(
      mask.choose(data.expandDims(0), data.full([], -3.4028234663852886e38)).reduceMax([1]),
      o.tensor("data").element,
    );
  },
  "unique(x)": (o) => {
    const x = o.term("x");
    const numbers = Array.from(o.t.concrete(x.id));
    const kinds = [...new Set(numbers)];
    const firsts = kinds.map((kind) => numbers.indexOf(kind));
    return o.named({
      y: o.result(takeAxis(x, 0, firsts), o.tensor("x").element),
      idx: known(o, [numbers.length], (i) => kinds.indexOf(numbers[i] ?? 0), "int32"),
    });
  },
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
  return o.result(x.dtype === "float32" ? x.stop() : x, tensor.element);
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
  const data = dataOf(dtype, range(0, sizeOf(shape)).map(at));
  return o.result(new Term(o.g, o.g.constant({ shape, dtype }, data)), element);
}

function promoted(
  o: TensorFlowOperation,
  values: readonly Value[],
): { readonly terms: Term[]; readonly element: ElementType } {
  const operands = values.map((value) => o.requireOperand(value));
  const { element } = o.promoteValues(
    operands.map(({ value }) => (value.kind === "tensor" ? firstOf(o, value) : value)),
  );
  return { terms: operands.map((operand) => o.convert(operand, element)), element };
}

/** One element, to promote types of tensors whose shapes need not broadcast. */
function firstOf(o: TensorFlowOperation, tensor: TensorValue): Value {
  const x = o.termOf(tensor);
  return x.rank === 0 ? tensor : o.result(x.full([1], 0), tensor.element);
}

/** x[…, index, …] along one axis; the first `batch` axes of both go together. */
function gather(x: Term, index: Term, axis: number, batch: number): Term {
  const shape = [...x.shape.slice(0, axis), ...index.shape.slice(batch), ...x.shape.slice(axis + 1)];
  if (batch === 0) return takeAlong(x, axis, index.reshape([index.size])).reshape(shape);
  const count = sizeOf(index.shape.slice(batch));
  const middle = x.shape.slice(batch, axis);
  const after = x.shape.slice(axis + 1);
  const spread = index
    .reshape([...index.shape.slice(0, batch), ...middle.map(() => 1), count, ...after.map(() => 1)])
    .broadcast([...x.shape.slice(0, axis), count, ...after]);
  return x.gather(axis, spread).reshape(shape);
}

/** Flat places of index rows in the leading axes of a shape, behind `batch` axes that both share. */
function places(
  o: TensorFlowOperation,
  shape: Shape,
  index: Term,
  batch = 0,
): { readonly flat: Term; readonly depth: number } {
  const width = index.extent(-1);
  const rows = index.shape.slice(0, -1);
  const columns = range(0, width).map((i) => index.at(index.rank - 1, i));
  const own = range(0, batch).map((axis) => positions(o.g, rows[axis] ?? 1, axis, rows.length).broadcast(rows));
  const depth = batch + width;
  if (depth === 0)
    return {
      flat: intTerm(
        index,
        range(0, sizeOf(rows)).map(() => 0),
        rows,
      ),
      depth,
    };
  return { flat: flatIndex(shape.slice(0, depth), [...own, ...columns]), depth };
}

function scattered(o: TensorFlowOperation, shape: Shape, updates: Term): Term {
  const { flat, depth } = places(o, shape, o.term("indices").cast("int32"));
  const rest = shape.slice(depth);
  const rows = updates.broadcast([...flat.shape, ...rest]).reshape([flat.size, sizeOf(rest)]);
  const index = flat.reshape([flat.size, 1]).broadcast([flat.size, sizeOf(rest)]);
  return rows.scatterAdd(0, index, sizeOf(shape.slice(0, depth))).reshape(shape);
}

function segmented(o: TensorFlowOperation): { readonly data: Term; readonly ids: Term; readonly count: number } {
  const ids = o.term("segment_ids").cast("int32");
  const given = o.term("data");
  const data = given.reshape([ids.size, ...given.shape.slice(ids.rank)]);
  const count = o.has("num_segments")
    ? o.number("num_segments")
    : Math.max(-1, ...Array.from(o.t.concrete(ids.id))) + 1;
  return { data, ids: ids.reshape([ids.size]), count };
}

function segments(finish: (sums: Term, counts: Term) => Term): Run {
  return (o) => {
    const { data, ids, count } = segmented(o);
    const column = ids.reshape([ids.size, ...Array<number>(data.rank - 1).fill(1)]);
    const index = column.broadcast(data.shape);
    const ones = data.full(data.shape, 1);
    return o.result(
      finish(data.scatterAdd(0, index, count), ones.scatterAdd(0, index, count)),
      o.tensor("data").element,
    );
  };
}

/** `x.get_shape()`, `K.int_shape(x)`, `K.ndim(x)`. */
export const inquiries: TensorFlowTable = {
  "int_shape(x)": (o) => o.tuple(o.term("x").shape.map(int)),
  "ndim(x)": (o) => int(o.term("x").rank),
  "count_params(x)": (o) => int(o.term("x").size),
};
