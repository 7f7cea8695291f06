/** Which of several rows of numbers are distinct: what `unique` along an axis decides. */

import { sizeOf } from "../../graph/graph";
import type { Tracer } from "../../interpreter/values";
import { range } from "./places";
import type { Term } from "./term";

export interface Distinct {
  /** Where each distinct row stands first, in the rows' own order. */
  readonly firsts: readonly number[];
  /** For each row, which of the distinct ones it is. */
  readonly inverse: readonly number[];
  readonly counts: readonly number[];
}

export function findDistinct(rows: readonly (readonly number[])[]): Distinct {
  const sorted = rows.map((row, i) => ({ row, i })).sort((a, b) => compareRows(a.row, b.row) || a.i - b.i);
  const firsts: number[] = [];
  const counts: number[] = [];
  const inverse: number[] = [];
  sorted.forEach(({ row, i }, place) => {
    const before = sorted[place - 1];
    if (before === undefined || compareRows(row, before.row) !== 0) {
      firsts.push(i);
      counts.push(0);
    }
    inverse[i] = firsts.length - 1;
    counts[firsts.length - 1] = (counts[firsts.length - 1] ?? 0) + 1;
  });
  return { firsts, inverse, counts };
}

/** The numbers of each slice along an axis; which they are is a decision of the program. */
export function slicesOf(t: Tracer, x: Term, axis: number): readonly (readonly number[])[] {
  const rows = x.move(axis, 0);
  const data = Array.from(t.concrete(rows.id));
  const width = sizeOf(rows.shape.slice(1));
  return range(0, rows.extent(0)).map((i) => data.slice(i * width, (i + 1) * width));
}

function compareRows(left: readonly number[], right: readonly number[]): number {
  for (let i = 0; i < left.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
