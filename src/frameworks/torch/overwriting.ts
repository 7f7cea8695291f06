/** Writes over elements of a tensor. Where several land on one place the last stays, yet each is handed the place's gradient. */

import { putAlong, scatterSet, scatterSum } from "../array/places";
import { Term } from "../array/term";
import { inPlaceOf } from "./leaves";

/** x with `updates` scattered over it along an axis. `known` are the index's numbers where they are the same for every input. */
export function scatterOver(
  x: Term,
  axis: number,
  index: Term,
  known: readonly number[] | undefined,
  updates: Term,
): Term {
  if (!updates.isFloat || (known !== undefined && !meets(index, axis, known)))
    return scatterSet(x, axis, index, updates);
  return sharing(scatterSet(x, axis, index, updates.stop()), axis, index, updates);
}

/** As `scatterOver` with one rank-1 index for all lines along the axis. */
export function putOver(x: Term, axis: number, index: Term, known: readonly number[] | undefined, updates: Term): Term {
  if (!updates.isFloat || (known !== undefined && new Set(known).size === known.length))
    return putAlong(x, axis, index, known, updates);
  const line = updates.shape.map((_, i) => (i === axis ? index.size : 1));
  const everywhere = index.reshape(line).broadcast(updates.shape);
  return sharing(putAlong(x, axis, index, known, updates.stop()), axis, everywhere, updates);
}

/** What was written, and nothing added to it, through which each update reads the gradient of the place that it names. */
function sharing(written: Term, axis: number, index: Term, updates: Term): Term {
  const named = scatterSum(written.shape, axis, index, updates);
  const nothing = written.full(written.shape, 0);
  return written.add(new Term(written.g, inPlaceOf(written.g, nothing.id, named.id)));
}

/** Whether two numbers of one line along the axis are the same. */
function meets(index: Term, axis: number, known: readonly number[]): boolean {
  const inner = index.shape.slice(axis + 1).reduce((size, extent) => size * extent, 1);
  const extent = index.shape[axis] ?? 1;
  const named = known.map((place, i) => {
    const line = Math.floor(i / (inner * extent)) * inner + (i % inner);
    return `${line} ${place}`;
  });
  return new Set(named).size < named.length;
}
