/** Shapes: views and rearrangements, joining and splitting. */

import { type Shape, sizeOf } from "../../graph/graph";
import type { TensorValue, Value } from "../../interpreter/values";
import {
  compose,
  diagonal,
  expanded,
  identity,
  type Lens,
  at as pick,
  reshaped,
  sliced,
  strided,
  transposed,
} from "../array/lens";
import { range, takeAxis } from "../array/places";
import { concat, positions, type Term } from "../array/term";
import { formatShape, type Implementation, type Operation, type Table } from "./operation";
import { storageOf } from "./promotion";
import { demand, demandRank } from "./refusals";
import { layoutOf } from "./tensor";
import { viewThrough } from "./views";

type LensOf = (o: Operation, shape: Shape) => Lens;

const view =
  (lens: LensOf): Implementation =>
  (o) =>
    viewThrough(o, o.tensor("input"), lens(o, o.term("input").shape));

const like =
  (formula: (o: Operation, x: Term) => Term): Implementation =>
  (o) =>
    o.result(formula(o, o.term("input")), o.tensor("input").element);

/** As functions and methods. */
export const shapeOperations: Table = {
  "reshape(input, *shape)": view((o, shape) => reshaped(inferShape(o, o.sizes(), shape))),
  "ravel(input)": view((_, shape) => reshaped([sizeOf(shape)])),
  "flatten(input, start_dim=0, end_dim=-1)": view((o, shape) => {
    if (shape.length === 0) return reshaped([1]);
    const start = o.dim("start_dim", shape.length);
    const end = o.dim("end_dim", shape.length);
    if (start > end) o.fail("flatten() has invalid args: start_dim cannot come after end_dim");
    return reshaped([...shape.slice(0, start), sizeOf(shape.slice(start, end + 1)), ...shape.slice(end + 1)]);
  }),
  "unflatten(input, dim, sizes)": view((o, shape) => {
    const dim = o.dim("dim", shape.length);
    const sizes = inferShape(o, o.numbers(o.value("sizes")), [shape[dim] ?? 1]);
    return reshaped([...shape.slice(0, dim), ...sizes, ...shape.slice(dim + 1)]);
  }),
  "squeeze(input, dim=None)": view((o, shape) => {
    const dims = o.dims("dim", shape.length);
    return reshaped(shape.filter((extent, axis) => extent !== 1 || !dims.includes(axis)));
  }),
  "unsqueeze(input, dim)": view((o, shape) => {
    const dim = o.dim("dim", shape.length + 1);
    return reshaped([...shape.slice(0, dim), 1, ...shape.slice(dim)]);
  }),
  "permute(input, *dims)": view((o, shape) => {
    const dims = o.sizes().map((dim) => o.wrapDim(dim, shape.length));
    if (dims.length !== shape.length)
      o.fail(
        `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${shape.length} is not equal to len(dims) = ${dims.length}`,
      );
    return transposed(dims);
  }),
  "transpose|swapaxes|swapdims(input, dim0, dim1)": view((o, shape) =>
    swapped(shape, o.dim("dim0", shape.length), o.dim("dim1", shape.length)),
  ),
  "t(input)": view((o, shape) => {
    if (shape.length > 2) o.fail(`t() expects a tensor with <= 2 dimensions, but self is ${shape.length}D`);
    return shape.length < 2 ? identity : transposed([1, 0]);
  }),
  "adjoint(input)": view((_, shape) => swapped(shape, shape.length - 2, shape.length - 1)),
  "movedim|moveaxis(input, source, destination)": view((o, shape) => {
    const source = o.numbers(o.value("source")).map((dim) => o.wrapDim(dim, shape.length));
    const destination = o.numbers(o.value("destination")).map((dim) => o.wrapDim(dim, shape.length));
    const rest = shape.map((_, axis) => axis).filter((axis) => !source.includes(axis));
    const order = shape.map((_, axis) => {
      const moved = destination.indexOf(axis);
      return moved < 0 ? (rest.shift() ?? 0) : (source[moved] ?? 0);
    });
    return transposed(order);
  }),
  "narrow(input, dim, start, length)": view((o, shape) => {
    const dim = o.dim("dim", shape.length);
    const extent = shape[dim] ?? 1;
    const start = o.number("start") < 0 ? o.number("start") + extent : o.number("start");
    const end = start + o.number("length");
    if (start < 0 || end > extent)
      o.fail(`start (${start}) + length (${end - start}) exceeds dimension size (${extent}).`);
    return sliced(dim, start, end, 1);
  }),
  "select(input, dim, index)": view((o, shape) => {
    const dim = o.dim("dim", shape.length);
    return pick(dim, wrapIndex(o, o.number("index"), shape[dim] ?? 1, dim));
  }),
  "diagonal(input, offset=0, dim1=0, dim2=1)": view((o, shape) =>
    diagonal(shape, o.number("offset"), o.dim("dim1", shape.length), o.dim("dim2", shape.length)),
  ),
  "detach(input)": (o) => o.detached(o.tensor("input")),

  "split|unsafe_split(input, split_size_or_sections, dim=0)": (o) => {
    const base = o.tensor("input");
    const { shape } = o.term("input");
    const dim = o.dim("dim", shape.length);
    const extent = shape[dim] ?? 1;
    const given = o.value("split_size_or_sections");
    if (given.kind !== "list" && given.kind !== "tuple")
      return pieces(o, base, dim, evenly(extent, o.t.toNumber(given)));
    const sizes = o.numbers(given);
    if (sizes.reduce((sum, size) => sum + size, 0) !== extent) {
      o.fail(
        `split_with_sizes expects split_sizes to sum exactly to ${extent} (input tensor's size at dimension ${dim}), but got split_sizes=${formatShape(sizes)}`,
      );
    }
    return pieces(o, base, dim, sizes);
  },
  "chunk|unsafe_chunk(input, chunks, dim=0)": (o) => {
    const { shape } = o.term("input");
    const dim = o.dim("dim", shape.length);
    const extent = shape[dim] ?? 1;
    const chunks = o.number("chunks");
    demand(o, chunks > 0, `chunk expects \`chunks\` to be greater than 0, got: ${chunks}`);
    return pieces(o, o.tensor("input"), dim, evenly(extent, Math.ceil(extent / o.number("chunks"))));
  },
  "tensor_split(input, indices_or_sections, dim=0)": (o) => splitAt(o, o.dim("dim", o.term("input").rank)),
  "unbind(input, dim=0)": (o) => {
    const { shape } = o.term("input");
    const dim = o.dim("dim", shape.length);
    return o.tuple(range(0, shape[dim] ?? 0).map((i) => viewThrough(o, o.tensor("input"), pick(dim, i))));
  },

  "broadcast_to(input, size)": view((o, shape) => expanded(expandedShape(o, shape, o.numbers(o.value("size"))))),
  "tile(input, *dims)": like((o, x) => {
    const repeats = o.sizes();
    return repeat(x, [...Array<number>(Math.max(0, x.rank - repeats.length)).fill(1), ...repeats]);
  }),
  "repeat_interleave(input, repeats, dim=None, *, output_size=None)": like((o, x) => {
    const flat = o.has("dim") ? x : x.reshape([x.size]);
    const dim = o.has("dim") ? o.dim("dim", x.rank) : 0;
    const extent = flat.shape[dim] ?? 1;
    const given = o.value("repeats");
    const counts = given.kind === "tensor" ? Array.from(o.t.concrete(given.node)) : o.numbers(given);
    const indices = range(0, extent).flatMap((i) => Array<number>(counts[counts.length === 1 ? 0 : i] ?? 0).fill(i));
    return takeAxis(flat, dim, indices);
  }),
  "roll(input, shifts, dims=None)": like((o, x) => {
    const shifts = o.numbers(o.value("shifts"));
    if (!o.has("dims")) return rollAxis(x.reshape([x.size]), 0, shifts[0] ?? 0).reshape(x.shape);
    const dims = o.numbers(o.value("dims")).map((dim) => o.wrapDim(dim, x.rank));
    return dims.reduce((rolled, dim, i) => rollAxis(rolled, dim, shifts[i] ?? 0), x);
  }),
  "flip(input, *dims)": like((o, x) => x.reverse(o.sizes().map((dim) => o.wrapDim(dim, x.rank)))),
  "fliplr(input)": like((_, x) => x.reverse([1])),
  "flipud(input)": like((_, x) => x.reverse([0])),
  "rot90(input, k=1, dims=None)": like((o, x) => {
    const [a = 0, b = 1] = o.has("dims") ? o.numbers(o.value("dims")).map((dim) => o.wrapDim(dim, x.rank)) : [];
    const turns = ((o.number("k") % 4) + 4) % 4;
    if (turns === 2) return x.reverse([a, b]);
    return turns === 0 ? x : turns === 1 ? x.reverse([b]).swap(a, b) : x.swap(a, b).reverse([b]);
  }),
  "diag(input, diagonal=0)": (o) => {
    const { shape } = o.term("input");
    if (shape.length === 2) return viewThrough(o, o.tensor("input"), diagonal(shape, o.number("diagonal"), 0, 1));
    demandRank(o, "input", [1], "matrix or a vector expected");
    return o.result(embedDiagonal(o.term("input"), o.number("diagonal"), 0, 1), o.tensor("input").element);
  },
  "diagflat(input, offset=0)": like((o, x) => embedDiagonal(x.reshape([x.size]), o.number("offset"), 0, 1)),
  "diag_embed(input, offset=0, dim1=-2, dim2=-1)": like((o, x) =>
    embedDiagonal(x, o.number("offset"), o.dim("dim1", x.rank + 1), o.dim("dim2", x.rank + 1)),
  ),
  "triu(input, diagonal=0)": like((o, x) => triangle(o, x, true)),
  "tril(input, diagonal=0)": like((o, x) => triangle(o, x, false)),
  "unfold(input, dimension, size, step)": like((o, x) => {
    const dim = o.dim("dimension", x.rank);
    const extent = x.shape[dim] ?? 1;
    const size = o.number("size");
    demand(o, size <= extent, `maximum size for tensor at dimension ${dim} is ${extent} but size is ${size}`);
    return windows(x, dim, o.number("size"), o.number("step"));
  }),
  "select_scatter(input, src, dim, index)": (o) => {
    const { shape } = o.term("input");
    const dim = o.dim("dim", shape.length);
    return written(o, pick(dim, wrapIndex(o, o.number("index"), shape[dim] ?? 1, dim)));
  },
  "slice_scatter(input, src, dim=0, start=None, end=None, step=1)": (o) => {
    const { shape } = o.term("input");
    const dim = o.dim("dim", shape.length);
    const extent = shape[dim] ?? 1;
    const bound = (name: string, initial: number): number => {
      if (!o.has(name)) return initial;
      const place = o.number(name);
      return Math.max(0, Math.min(extent, place < 0 ? place + extent : place));
    };
    return written(o, sliced(dim, bound("start", 0), bound("end", extent), o.number("step")));
  },
  "diagonal_scatter(input, src, offset=0, dim1=0, dim2=1)": (o) => {
    const { shape } = o.term("input");
    return written(o, diagonal(shape, o.number("offset"), o.dim("dim1", shape.length), o.dim("dim2", shape.length)));
  },
  "split_with_sizes|unsafe_split_with_sizes(input, split_sizes, dim=0)": (o) => {
    const { shape } = o.term("input");
    return pieces(o, o.tensor("input"), o.dim("dim", shape.length), o.numbers(o.value("split_sizes")));
  },
  "hsplit(input, indices_or_sections)": (o) => splitAt(o, o.term("input").rank === 1 ? 0 : 1),
  "vsplit(input, indices_or_sections)": (o) => splitAt(o, 0),
  "dsplit(input, indices_or_sections)": (o) => splitAt(o, 2),
  "as_strided(input, size, stride, storage_offset=0)": view((o) => stridedAsAsked(o)),
  "as_strided_scatter(input, src, size, stride, storage_offset=0)": (o) => written(o, stridedAsAsked(o)),
  "atleast_1d(input)": view((_, shape) => (shape.length === 0 ? reshaped([1]) : identity)),
  "atleast_2d(input)": view((_, shape) => (shape.length >= 2 ? identity : reshaped([1, sizeOf(shape)]))),
  "atleast_3d(input)": view((_, shape) =>
    shape.length >= 3 ? identity : reshaped(shape.length === 2 ? [...shape, 1] : [1, sizeOf(shape), 1]),
  ),
};

/** As methods only. */
export const shapeMethods: Table = {
  "view(input, *shape)": (o) => {
    const [first] = o.rest;
    if (first?.kind === "token")
      return o.result(o.term("input").cast(storageOf(o.elementOf(first))), o.elementOf(first));
    const { shape } = o.term("input");
    return sharedView(o, inferShape(o, o.sizes(), shape));
  },
  "resize(input, *sizes)": view((o, shape) => reshaped(inferShape(o, o.sizes(), shape))),
  "view_as(input, other)": (o) => sharedView(o, inferShape(o, o.term("other").shape, o.term("input").shape)),
  "reshape_as|resize_as(input, other)": view((o, shape) => reshaped(inferShape(o, o.term("other").shape, shape))),
  "expand|broadcast_to(input, *size)": view((o, shape) => expanded(expandedShape(o, shape, o.sizes()))),
  "sum_to_size(input, *size)": like((o, x) => {
    const size = o.sizes();
    const extra = x.rank - size.length;
    const summed = x.sum(range(0, extra));
    const axes = size.flatMap((extent, axis) => (extent === 1 && summed.shape[axis] !== 1 ? [axis] : []));
    return summed.keep(summed.sum(axes), axes);
  }),
  "expand_as(input, other)": view((o, shape) => expanded(expandedShape(o, shape, o.term("other").shape))),
  "repeat(input, *sizes)": like((o, x) => {
    const sizes = o.sizes();
    if (sizes.length < x.rank)
      o.fail("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
    if (sizes.some((count) => count < 0)) o.fail(`Trying to create tensor with negative dimension: ${sizes}`);
    return repeat(x, sizes);
  }),
};

/** Resolves a -1. @throws Raised RuntimeError */
export function inferShape(o: Operation, wanted: readonly number[], from: Shape): Shape {
  const size = sizeOf(from);
  const known = wanted.reduce((product, extent) => (extent === -1 ? product : product * extent), 1);
  const shape = wanted.map((extent) => (extent === -1 ? (known === 0 ? 0 : size / known) : extent));
  if (wanted.filter((extent) => extent === -1).length > 1) o.fail("only one dimension can be inferred");
  if (sizeOf(shape) !== size || !shape.every(Number.isInteger))
    o.fail(`shape '${formatShape(wanted)}' is invalid for input of size ${size}`);
  return shape;
}

/** Another shape of the same memory, which elements that lie apart cannot have. */
function sharedView(o: Operation, shape: Shape): Value {
  const lens = reshaped(shape);
  demand(
    o,
    lens.layout(layoutOf(o.g, o.tensor("input"))) !== undefined,
    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
  );
  return viewThrough(o, o.tensor("input"), lens);
}

export function wrapIndex(o: Operation, index: number, extent: number, dim: number): number {
  if (index < -extent || index >= extent) {
    throw o.indexError(`index ${index} is out of bounds for dimension ${dim} with size ${extent}`);
  }
  return index < 0 ? index + extent : index;
}

function expandedShape(o: Operation, from: Shape, sizes: readonly number[]): Shape {
  const offset = sizes.length - from.length;
  if (offset < 0)
    o.fail(
      `expand(${formatShape(from)}, size=${formatShape(sizes)}): the number of sizes provided (${sizes.length}) must be greater or equal to the number of dimensions in the tensor (${from.length})`,
    );
  return sizes.map((size, axis) => {
    const own = axis < offset ? 1 : (from[axis - offset] ?? 1);
    if (size === -1) return own;
    if (own !== 1 && own !== size)
      o.fail(
        `The expanded size of the tensor (${size}) must match the existing size (${own}) at non-singleton dimension ${axis}.  Target sizes: ${formatShape(sizes)}.  Tensor sizes: ${formatShape(from)}`,
      );
    return size;
  });
}

/** Tiles: one repeat count an axis of the result. */
function repeat(x: Term, repeats: readonly number[]): Term {
  const own = [...Array<number>(repeats.length - x.rank).fill(1), ...x.shape];
  const apart = repeats.flatMap((count, axis) => [count, own[axis] ?? 1]);
  return x
    .reshape(own.flatMap((extent) => [1, extent]))
    .broadcast(apart)
    .reshape(own.map((extent, axis) => extent * (repeats[axis] ?? 1)));
}

function stridedAsAsked(o: Operation): Lens {
  return strided(o.numbers(o.value("size")), o.numbers(o.value("stride")), o.number("storage_offset"));
}

function swapped(shape: Shape, a: number, b: number): Lens {
  const order = shape.map((_, axis) => (axis === a ? b : axis === b ? a : axis));
  return transposed(order);
}

function pieces(o: Operation, base: TensorValue, dim: number, sizes: readonly number[]): Value {
  if (o.t.graph.aval(base.node).shape.length === 0) o.fail("split and chunk expect at least a 1-dimensional tensor");
  let start = 0;
  return o.tuple(
    sizes.map((size) => {
      start += size;
      return viewThrough(o, base, compose(sliced(dim, start - size, start, 1)));
    }),
  );
}

/** At given places, or into as many parts of nearly equal size. */
function splitAt(o: Operation, dim: number): Value {
  const extent = o.term("input").shape[dim] ?? 1;
  const given = o.value("indices_or_sections");
  const listed =
    given.kind === "tensor" && o.termOf(given).rank > 0 ? Array.from(o.t.concrete(given.node)) : o.numbers(given);
  const [sections = 1] = listed;
  if (given.kind === "int" || (given.kind === "tensor" && o.termOf(given).rank === 0)) {
    const small = Math.floor(extent / sections);
    return pieces(
      o,
      o.tensor("input"),
      dim,
      range(0, sections).map((i) => small + (i < extent % sections ? 1 : 0)),
    );
  }
  const bounds = [0, ...listed.map((index) => Math.min(extent, index < 0 ? index + extent : index)), extent];
  return pieces(
    o,
    o.tensor("input"),
    dim,
    bounds.slice(1).map((end, i) => Math.max(0, end - (bounds[i] ?? 0))),
  );
}

/** A copy of the input with `src` in the place that a view shows. */
function written(o: Operation, lens: Lens): Value {
  const x = o.term("input");
  const part = o.term("src").cast(x.dtype).broadcast(lens.read(x).shape);
  return o.result(lens.write(x, part), o.tensor("input").element);
}

function evenly(extent: number, size: number): number[] {
  return extent === 0 ? [0] : range(0, extent, size).map((start) => Math.min(size, extent - start));
}

export function rollAxis(x: Term, axis: number, shift: number): Term {
  const extent = x.shape[axis] ?? 1;
  const by = ((shift % extent) + extent) % extent;
  return by === 0 ? x : concat([x.slice(axis, extent - by, extent), x.slice(axis, 0, extent - by)], axis);
}

/** Keeps the last axis as the diagonal of two new axes. */
export function embedDiagonal(x: Term, offset: number, first: number, second: number): Term {
  const length = x.extent(-1);
  const size = length + Math.abs(offset);
  const row = positions(x.g, size, 0, 2);
  const column = positions(x.g, size, 1, 2);
  const isDiagonal = column.sub(row).equal(offset);
  const spread = offset >= 0 ? x.pad(x.rank - 1, offset, 0) : x.pad(x.rank - 1, 0, -offset);
  const square = isDiagonal.choose(spread.expandDims(x.rank - 1), 0);
  const order = [...range(0, x.rank - 1)];
  const [low, high] = first < second ? [first, second] : [second, first];
  order.splice(low, 0, first < second ? x.rank - 1 : x.rank);
  order.splice(high, 0, first < second ? x.rank : x.rank - 1);
  return square.transpose(order);
}

function triangle(o: Operation, x: Term, isUpper: boolean): Term {
  demand(o, x.rank >= 2, `${o.name}: input tensor must have at least 2 dimensions`);
  const offset = o.number("diagonal");
  const distance = positions(x.g, x.extent(-1), 1, 2).sub(positions(x.g, x.extent(-2), 0, 2));
  return x.replace(isUpper ? distance.less(offset) : distance.greater(offset), 0);
}

/** Sliding windows of an axis; the places inside a window become the last axis. */
function windows(x: Term, dim: number, size: number, step: number): Term {
  const starts = range(0, (x.shape[dim] ?? 1) - size + 1, step);
  const flat = takeAxis(
    x,
    dim,
    starts.flatMap((start) => range(start, start + size)),
  );
  return flat.reshape([...x.shape.slice(0, dim), starts.length, size, ...x.shape.slice(dim + 1)]).move(dim + 1, x.rank);
}
