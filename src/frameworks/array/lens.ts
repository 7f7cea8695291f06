/** Views as pairs of functions: how a part is read from a whole, and how a whole takes a new value of the part. */

import type { Shape } from "../../graph/graph";
import { type Layout, reshapedLayout } from "./layout";
import { intTerm, putAlong, range, takeAxis } from "./places";
import { concat, positions, type Term } from "./term";

export interface Lens {
  readonly read: (whole: Term) => Term;
  readonly write: (whole: Term, part: Term) => Term;
  /** How the part lies in the whole's memory; `undefined` where it has to be a copy. */
  readonly layout: (whole: Layout) => Layout | undefined;
}

export const identity: Lens = {
  read: (whole) => whole,
  write: (_whole, part) => part,
  layout: (whole) => whole,
};

export function compose(...lenses: readonly Lens[]): Lens {
  return lenses.reduce(
    (outer, inner) => ({
      read: (whole) => inner.read(outer.read(whole)),
      write: (whole, part) => outer.write(whole, inner.write(outer.read(whole), part)),
      layout: (whole) => {
        const part = outer.layout(whole);
        return part && inner.layout(part);
      },
    }),
    identity,
  );
}

export function reshaped(shape: Shape): Lens {
  return {
    read: (whole) => whole.reshape(shape),
    write: (whole, part) => part.reshape(whole.shape),
    layout: (whole) => reshapedLayout(whole, shape),
  };
}

export function transposed(permutation: readonly number[]): Lens {
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  const permuted = (values: readonly number[]): number[] => permutation.map((axis) => values[axis] ?? 1);
  return {
    read: (whole) => whole.transpose(permutation),
    write: (_whole, part) => part.transpose(inverse),
    layout: ({ shape, strides }) => ({ shape: permuted(shape), strides: permuted(strides) }),
  };
}

/**
 * Repeated along new axes in front and along axes of one element. Of elements at one place, the first that is no longer what
 * it was is what has been written.
 */
export function expanded(shape: Shape): Lens {
  return {
    read: (whole) => whole.broadcast(shape),
    write: (whole, part) => {
      const missing = shape.length - whole.rank;
      let written = part;
      let isWritten = part.equal(whole.broadcast(shape)).not().stop();
      shape.forEach((extent, axis) => {
        if (axis >= missing && (whole.shape[axis - missing] !== 1 || extent === 1)) return;
        const first = isWritten.cast("int32").argMax(axis).expandDims(axis);
        written = written.gather(axis, first);
        isWritten = isWritten.any([axis]).expandDims(axis);
      });
      return written.reshape(whole.shape);
    },
    layout: (whole) => {
      const missing = shape.length - whole.shape.length;
      const strides = shape.map((extent, axis) =>
        whole.shape[axis - missing] === extent ? (whole.strides[axis - missing] ?? 0) : 0,
      );
      return { shape, strides };
    },
  };
}

/** One position of an axis, which vanishes. */
export function at(axis: number, position: number): Lens {
  return {
    read: (whole) => whole.at(axis, position),
    write: (whole, part) => writeSlice(whole, part.expandDims(axis), axis, position, position + 1, 1),
    layout: ({ shape, strides }) => ({ shape: shape.toSpliced(axis, 1), strides: strides.toSpliced(axis, 1) }),
  };
}

export function sliced(axis: number, start: number, end: number, step: number): Lens {
  return {
    read: (whole) => (end <= start ? takeAxis(whole, axis, []) : whole.slice(axis, start, end, step)),
    write: (whole, part) => (end <= start ? whole.after(part) : writeSlice(whole, part, axis, start, end, step)),
    layout: ({ shape, strides }) => {
      if (axis >= shape.length) return undefined;
      const cut = range(start, end, step).length;
      return { shape: shape.with(axis, cut), strides: strides.with(axis, (strides[axis] ?? 1) * step) };
    },
  };
}

/** Elements at steps of their own through memory, which the whole fills row by row. */
export function strided(size: Shape, strides: readonly number[], offset: number): Lens {
  const places = size.reduce<number[]>(
    (list, extent, axis) => list.flatMap((place) => range(0, extent).map((i) => place + i * (strides[axis] ?? 1))),
    [offset],
  );
  return {
    read: (whole) => takeAxis(whole.reshape([whole.size]), 0, places).reshape(size),
    write: (whole, part) => {
      const flat = whole.reshape([whole.size]);
      return putAlong(flat, 0, intTerm(whole, places), places, part.reshape([part.size])).reshape(whole.shape);
    },
    layout: () => ({ shape: size, strides }),
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
  const places = compose(
    transposed([...rest, first, second]),
    reshaped(flat),
    sliced(rest.length, start, end, columns + 1),
  );
  return {
    ...places,
    layout: (whole) => ({
      shape: [...rest.map((axis) => whole.shape[axis] ?? 1), length],
      strides: [
        ...rest.map((axis) => whole.strides[axis] ?? 1),
        (whole.strides[first] ?? 0) + (whole.strides[second] ?? 0),
      ],
    }),
  };
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
