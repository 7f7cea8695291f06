/** Joining and padding. */

import { type PrimitiveParams, sizeOf } from "../graph/graph";
import { operand } from "../graph/shapes";
import { at, type Dense, emptyDense } from "./buffer";

export function concat(parts: readonly Dense[], axis: number): Dense {
  const first = operand(parts, 0).aval;
  const extent = parts.reduce((total, { aval }) => total + at(aval.shape, axis), 0);
  const result = emptyDense({ shape: first.shape.with(axis, extent), dtype: first.dtype });
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
  let from = 0;
  const place = (axis: number, start: number): void => {
    if (axis === shape.length) {
      result.data[start] = at(x.data, from++);
      return;
    }
    const step = at(strides, axis) * (at(interior, axis) + 1);
    for (let i = 0; i < at(shape, axis); i++) place(axis + 1, start + at(low, axis) * at(strides, axis) + i * step);
  };
  place(0, 0);
  return result;
}
