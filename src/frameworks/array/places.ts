/** Reading and writing at positions: along one axis, at several axes at once, and by selection. */

import type { Shape } from "../../graph/graph";
import { broadcastShapes, positions, Term } from "./term";

export function range(start: number, end: number, step = 1): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((end - start) / step)) }, (_, i) => start + i * step);
}

/** Known positions along one axis. */
export function takeAxis(x: Term, axis: number, indices: readonly number[]): Term {
  const shape = x.shape.map((extent, i) => (i === axis ? indices.length : extent));
  if (x.size === 0) return x.full(shape, 0).after(x);
  if (indices.length === 0) return takeAlong(x, axis, intTerm(x, indices));
  const [first = 0, second = first + 1] = indices;
  const step = second - first;
  if (step > 0 && indices.every((index, i) => index === first + i * step))
    return x.slice(axis, first, (indices.at(-1) ?? first) + 1, step);
  return takeAlong(x, axis, intTerm(x, indices));
}

/** Positions from a rank-1 term along one axis. */
export function takeAlong(x: Term, axis: number, index: Term): Term {
  const shape = x.shape.map((extent, i) => (i === axis ? index.size : extent));
  return x.gather(axis, index.reshape(shape.map((extent, i) => (i === axis ? extent : 1))).broadcast(shape));
}

/** Gather in PyTorch's terms: `index` may be shorter than x on the other axes. */
export function gatherAlong(x: Term, axis: number, index: Term): Term {
  let whole = x;
  index.shape.forEach((extent, i) => {
    if (i !== axis) whole = whole.slice(i, 0, extent);
  });
  return whole.gather(axis, index);
}

/** Sums updates into zeros of a shape; `index` may be shorter than the shape on the other axes. */
export function scatterSum(shape: Shape, axis: number, index: Term, updates: Term): Term {
  let sum = updates.scatterAdd(axis, index, shape[axis] ?? 1);
  shape.forEach((extent, i) => {
    if (i !== axis) sum = sum.pad(i, 0, extent - (sum.shape[i] ?? 0));
  });
  return sum;
}

/**
 * x with `updates` written along an axis, later ones over earlier ones. Each place looks for the last update that names it,
 * so it reads rather than writes, and no sum of two updates can appear.
 */
export function scatterSet(x: Term, axis: number, index: Term, updates: Term): Term {
  const count = index.shape[axis] ?? 0;
  if (index.size === 0) return x.after(updates);
  const order = positions(x.g, count, axis, index.rank).broadcast(index.shape);
  const extent = x.shape[axis] ?? 1;
  const rank = x.rank;
  // winner[…, place, …] is the last position of index[…, position, …] = place, or -1
  const places = positions(x.g, extent, axis, rank + 1);
  const matches = index.expandDims(axis).equal(places).choose(order.expandDims(axis), -1);
  const winner = matches.reduceMax([axis + 1]);
  let taken = updates.gather(axis, winner.max(0));
  let isWritten = winner.greaterEqual(0);
  x.shape.forEach((length, i) => {
    if (i === axis) return;
    taken = taken.pad(i, 0, length - (taken.shape[i] ?? 0));
    isWritten = isWritten
      .cast("int32")
      .pad(i, 0, length - (isWritten.shape[i] ?? 0))
      .cast("bool");
  });
  return x.replace(isWritten, taken);
}

/**
 * As `scatterSet` with one rank-1 index for all lines along the axis; `known` are its numbers where they are the same for
 * every input, and then nothing is searched at run time.
 */
export function putAlong(
  x: Term,
  axis: number,
  index: Term,
  known: readonly number[] | undefined,
  updates: Term,
): Term {
  const extent = x.shape[axis] ?? 1;
  const column = x.shape.map((_, i) => (i === axis ? extent : 1));
  if (index.size === 0) return x.after(updates);
  if (known !== undefined) {
    const winners = Array<number>(extent).fill(-1);
    known.forEach((place, order) => {
      winners[place] = order;
    });
    const isWritten = intTerm(
      x,
      winners.map((winner) => (winner < 0 ? 0 : 1)),
      column,
    ).cast("bool");
    const taken = takeAxis(
      updates,
      axis,
      winners.map((winner) => Math.max(0, winner)),
    );
    return winners.includes(-1) ? x.replace(isWritten, taken) : taken.after(x);
  }
  const winner = index
    .expandDims(0)
    .equal(positions(x.g, extent, 0, 2))
    .choose(positions(x.g, index.size, 1, 2), -1)
    .reduceMax([1]);
  return x.replace(winner.greaterEqual(0).reshape(column), takeAlong(updates, axis, winner.max(0)));
}

/** The flat position in a shape of index terms for its axes, all broadcast together. */
export function flatIndex(shape: Shape, indices: readonly Term[]): Term {
  let flat: Term | undefined;
  indices.forEach((index, axis) => {
    flat = flat === undefined ? index : flat.mul(shape[axis] ?? 1).add(index);
  });
  if (flat === undefined) throw new Error("internal: no index");
  return flat.broadcast(broadcastShapes(indices.map((index) => index.shape)) ?? flat.shape);
}

export function intTerm(near: Term, values: readonly number[], shape: Shape = [values.length]): Term {
  return new Term(near.g, near.g.constant({ shape, dtype: "int32" }, Int32Array.from(values)));
}
