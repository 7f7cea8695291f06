/** Views as pairs of functions: how a part is read from a whole, and how a whole takes a new value of the part. */

import type { Shape } from "../../graph/graph";
import { range, takeAxis } from "./places";
import { concat, positions, type Term } from "./term";

export interface Lens {
  readonly read: (whole: Term) => Term;
  readonly write: (whole: Term, part: Term) => Term;
}

export const identity: Lens = { read: (whole) => whole, write: (_whole, part) => part };

export function compose(...lenses: readonly Lens[]): Lens {
  return lenses.reduce(
    (outer, inner) => ({
      read: (whole) => inner.read(outer.read(whole)),
      write: (whole, part) => outer.write(whole, inner.write(outer.read(whole), part)),
    }),
    identity,
  );
}

export function reshaped(shape: Shape): Lens {
  return { read: (whole) => whole.reshape(shape), write: (whole, part) => part.reshape(whole.shape) };
}

export function transposed(permutation: readonly number[]): Lens {
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  return { read: (whole) => whole.transpose(permutation), write: (_whole, part) => part.transpose(inverse) };
}

/** One position of an axis, which vanishes. */
export function at(axis: number, position: number): Lens {
  return {
    read: (whole) => whole.at(axis, position),
    write: (whole, part) => writeSlice(whole, part.expandDims(axis), axis, position, position + 1, 1),
  };
}

export function sliced(axis: number, start: number, end: number, step: number): Lens {
  return {
    read: (whole) => (end <= start ? takeAxis(whole, axis, []) : whole.slice(axis, start, end, step)),
    write: (whole, part) => (end <= start ? whole.after(part) : writeSlice(whole, part, axis, start, end, step)),
  };
}

/** The diagonal of two axes, as a new last axis. */
export function diagonal(shape: Shape, offset: number, first: number, second: number): Lens {
  const rest = shape.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const rows = shape[first] ?? 1;
  const columns = shape[second] ?? 1;
  const length = Math.max(0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
  const start = offset >= 0 ? offset : -offset * columns;
  const flat = [...rest.map((axis) => shape[axis] ?? 1), rows * columns];
  const end = length === 0 ? start : start + (length - 1) * (columns + 1) + 1;
  return compose(transposed([...rest, first, second]), reshaped(flat), sliced(rest.length, start, end, columns + 1));
}

function writeSlice(whole: Term, part: Term, axis: number, start: number, end: number, step: number): Term {
  const extent = whole.shape[axis] ?? 1;
  if (step === 1) {
    const before = start > 0 ? [whole.slice(axis, 0, start)] : [];
    const after = end < extent ? [whole.slice(axis, end, extent)] : [];
    return concat([...before, part, ...after], axis);
  }
  const count = range(start, end, step).length;
  const spot = positions(whole.g, extent, axis, whole.rank).sub(start);
  const isWritten = spot
    .rem(step)
    .equal(0)
    .and(spot.greaterEqual(0))
    .and(spot.less(count * step));
  const sources = Array.from({ length: extent }, (_, i) =>
    Math.min(count - 1, Math.max(0, Math.floor((i - start) / step))),
  );
  return whole.replace(isWritten, takeAxis(part, axis, sources));
}
