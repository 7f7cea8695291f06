/** Reading and writing at positions: gathering, scattering, masks and segments. */

import { type Shape, sizeOf } from "../../graph/graph";
import { flatIndex, intTerm, range, takeAlong, takeAxis } from "../array/places";
import { positions, type Term } from "../array/term";
import { indexTerm, maskPlaces } from "../torch/indexing";
import { known } from "./creation";
import type { TensorFlowOperation, TensorFlowTable } from "./operation";

type Run = TensorFlowTable[string];

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
    const isWritten = scattered(o, x.shape, updates.full(updates.shape, 1, "int32")).greater(0);
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
  const whole = updates.broadcast([...flat.shape, ...rest]).reshape([flat.size, sizeOf(rest)]);
  const rows = whole.dtype === "bool" ? whole.cast("int32") : whole;
  const index = flat.reshape([flat.size, 1]).broadcast([flat.size, sizeOf(rest)]);
  const sums = rows.scatterAdd(0, index, sizeOf(shape.slice(0, depth))).reshape(shape);
  return whole.dtype === "bool" ? sums.cast("bool") : sums;
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
