/** Running totals, order, and reads at computed places: kernels along one axis that tfjs lacks, or rounds otherwise. */

import { type Aval, type Choice, sizeOf } from "../graph/graph";
import { at, type Dense, emptyDense } from "./buffer";
import { choose } from "./choice";

/** Lines along an axis: element `i` of line `(o, n)` stands at `(o * extent + i) * inner + n`. */
interface Lines {
  readonly outer: number;
  readonly extent: number;
  readonly inner: number;
}

function linesOf({ shape }: Aval, axis: number): Lines {
  return { outer: sizeOf(shape.slice(0, axis)), extent: shape[axis] ?? 1, inner: sizeOf(shape.slice(axis + 1)) };
}

function forEachLine({ outer, extent, inner }: Lines, visit: (start: number, step: number) => void): void {
  for (let o = 0; o < outer; o++) for (let n = 0; n < inner; n++) visit(o * extent * inner + n, inner);
}

/** Totals run in float64, as PyTorch accumulates, and are rounded when stored. */
export function scan(how: "sum" | "prod" | "max", x: Dense, axis: number, reverse: boolean): Dense {
  const result = emptyDense(x.aval);
  const { data } = x;
  const lines = linesOf(x.aval, axis);
  const combine = combiners[how];
  forEachLine(lines, (start, step) => {
    let total = how === "sum" ? 0 : how === "prod" ? 1 : Number.NEGATIVE_INFINITY;
    for (let i = 0; i < lines.extent; i++) {
      const place = start + (reverse ? lines.extent - 1 - i : i) * step;
      total = combine(total, at(data, place));
      result.data[place] = total;
    }
  });
  return result;
}

const combiners = {
  sum: (total: number, x: number) => total + x,
  prod: (total: number, x: number) => total * x,
  max: (total: number, x: number) => Math.max(total, x),
};

/** The first of equals; a NaN wins. */
export function argReduce(how: "max" | "min", x: Dense, axis: number): Dense {
  const { data } = x;
  const lines = linesOf(x.aval, axis);
  const result = emptyDense({ shape: x.aval.shape.toSpliced(axis, 1), dtype: "int32" });
  const sign = how === "max" ? 1 : -1;
  let line = 0;
  forEachLine(lines, (start, step) => {
    let best = 0;
    for (let i = 1; i < lines.extent; i++) {
      const value = at(data, start + i * step);
      const before = at(data, start + best * step);
      if (sign * value > sign * before || (Number.isNaN(value) && !Number.isNaN(before))) best = i;
    }
    result.data[line++] = best;
  });
  return result;
}

/** Stable, unless only some places are chosen; NaN counts as the largest. */
export function argSort(x: Dense, axis: number, descending: boolean, choice?: Choice): Dense {
  const { data } = x;
  const lines = linesOf(x.aval, axis);
  const result = emptyDense({ shape: x.aval.shape, dtype: "int32" });
  forEachLine(lines, (start, step) => {
    const order = Array.from({ length: lines.extent }, (_, i) => i);
    const value = (i: number) => at(data, start + i * step);
    const compared = (a: number, b: number) => (descending ? compare(value(b), value(a)) : compare(value(a), value(b)));
    if (choice === undefined) order.sort(compared);
    else choose(order, choice, (a, b) => compared(a, b) < 0);
    for (let i = 0; i < order.length; i++) result.data[start + i * step] = at(order, i);
  });
  return result;
}

function compare(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  if (Number.isNaN(b)) return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Outside the axis there is nothing to read: PyTorch raises, and here the place stays 0. */
export function gather(x: Dense, index: Dense, axis: number): Dense {
  const result = emptyDense({ shape: index.aval.shape, dtype: x.aval.dtype });
  forEachIndexed(index, linesOf(index.aval, axis), linesOf(x.aval, axis), (from, place) => {
    result.data[from] = at(x.data, place);
  });
  return result;
}

export function scatterAdd(updates: Dense, index: Dense, axis: number, size: number): Dense {
  const result = emptyDense({ shape: updates.aval.shape.with(axis, size), dtype: updates.aval.dtype });
  forEachIndexed(index, linesOf(index.aval, axis), linesOf(result.aval, axis), (from, place) => {
    result.data[place] = at(result.data, place) + at(updates.data, from);
  });
  return result;
}

/** Pairs every element of the index with the place that it names. */
function forEachIndexed(index: Dense, own: Lines, named: Lines, visit: (from: number, place: number) => void): void {
  const { outer, extent, inner } = own;
  let from = 0;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < extent; i++) {
      for (let n = 0; n < inner; n++, from++) {
        const along = at(index.data, from);
        if (along >= 0 && along < named.extent) visit(from, (o * named.extent + along) * inner + n);
      }
    }
  }
}
