/** Joining and padding. */

import { type Data, type PrimitiveParams, sizeOf } from "../graph/graph";
import { operand } from "../graph/shapes";
import { at, type Dense, emptyDense } from "./buffer";

export function concat(parts: readonly Dense[], axis: number): Dense {
  const first = operand(parts, 0).aval;
  const extent = parts.reduce((total, { aval }) => total + at(aval.shape, axis), 0);
  const widest = parts.find(({ aval }) => aval.dtype === "float64")?.aval ?? first;
  const result = emptyDense({ shape: first.shape.with(axis, extent), dtype: widest.dtype });
  const outer = sizeOf(first.shape.slice(0, axis));
  const rows = parts.map(({ data }) => data.length / Math.max(1, outer));
  let place = 0;
  for (let o = 0; o < outer; o++) {
    parts.forEach(({ data }, i) => {
      const row = at(rows, i);
      result.data.set(data.subarray(o * row, (o + 1) * row), place);
      place += row;
    });
  }
  return result;
}

export function pad(x: Dense, { low, high, interior, value }: PrimitiveParams["pad"]): Dense {
  const { shape, dtype } = x.aval;
  const padded = shape.map(
    (extent, axis) => at(low, axis) + extent + Math.max(0, extent - 1) * at(interior, axis) + at(high, axis),
  );
  const result = emptyDense({ shape: padded, dtype });
  if (value !== 0) result.data.fill(value);
  const strides = padded.map((_, axis) => sizeOf(padded.slice(axis + 1)));
  // the axes behind the last that is padded stay together, and with it where nothing comes between its entries
  const last = shape.findLastIndex((_, axis) => at(low, axis) + at(high, axis) + at(interior, axis) > 0);
  if (last < 0) {
    result.data.set(x.data);
    return result;
  }
  const isDense = at(interior, last) === 0;
  const run = sizeOf(shape.slice(last + 1)) * (isDense ? at(shape, last) : 1);
  let from = 0;
  const place = (axis: number, start: number): void => {
    const first = start + (axis <= last ? at(low, axis) * at(strides, axis) : 0);
    if (axis > last || (axis === last && isDense)) {
      copy(x.data, from, result.data, first, run);
      from += run;
      return;
    }
    const step = at(strides, axis) * (at(interior, axis) + 1);
    for (let i = 0; i < at(shape, axis); i++) place(axis + 1, first + i * step);
  };
  place(0, 0);
  return result;
}

/** Shorter runs are copied faster one by one. */
const longRun = 32;

function copy(from: Data, start: number, to: Data, place: number, count: number): void {
  if (count >= longRun) to.set(from.subarray(start, start + count), place);
  else for (let i = 0; i < count; i++) to[place + i] = at(from, start + i);
}
