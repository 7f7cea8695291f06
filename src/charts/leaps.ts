/** Where a column leaps: a line is broken there, and each side ends as it came. */

import type { Finding } from "../study/request";
import { nearestIndex } from "./samples";

/** The indices after which a column leaps. */
export type Leaps = ReadonlyMap<number, Leap>;

/** Where a column leaps, and what it is exactly there, as far as that is known. */
export interface Leap {
  readonly at: number | undefined;
  readonly there: number | undefined;
}

const somewhere: Leap = { at: undefined, there: undefined };

/**
 * Intervals that a finding touches and that are much steeper than their surroundings; and of those where the value leaps,
 * if the column is its gradient, all that stand out at all: a line over them would tell of slopes that the loss has nowhere.
 */
export function leaps(
  x: Float64Array,
  column: Float32Array,
  findings: readonly Finding[],
  ofValue: Leaps = new Map(),
): Leaps {
  const found = new Map<number, Leap>();
  for (const [index, { at }] of ofValue) if (standsOut(column, index)) found.set(index, { at, there: undefined });
  for (const { from, to, there } of findings) {
    const first = nearestIndex(x, from);
    const last = nearestIndex(x, to);
    for (let index = Math.max(0, first - 1); index <= Math.min(x.length - 2, last); index++) {
      // the surroundings of each: a finding about many places spans steep and level parts
      const usual = usualStep(column, index - 4, index + 5);
      if (Math.abs(step(column, index)) <= 4 * usual) continue;
      const [left, right] = [x[index] ?? 0, x[index + 1] ?? 0];
      const slack = (right - left) * 1e-6;
      const isHere = from === to && left - slack <= from && from <= right + slack;
      found.set(index, isHere ? { at: from, there } : (found.get(index) ?? somewhere));
    }
  }
  return found;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The two ends of a line at a leap; absent where a sample itself lies there. Between samples, `there` is the number that holds. */
export interface Ends {
  readonly left: Point | undefined;
  readonly right: Point | undefined;
  readonly there: Point | undefined;
}

/** Where the leap's place is known, both sides go on up to it as they came; otherwise they end at their samples. */
export function leapAfter(x: Float64Array, column: Float32Array, found: Leaps, index: number): Ends | undefined {
  const { at: place, there } = found.get(index) ?? somewhere;
  if (place === undefined) return undefined;
  const reach = (near: number, far: number, isBroken: boolean): Point | undefined => {
    const [at = 0, y = Number.NaN] = [x[near], column[near]];
    if (Math.abs(place - at) <= Math.abs((x[index + 1] ?? 0) - (x[index] ?? 0)) * 1e-6 || !Number.isFinite(y))
      return undefined;
    const slope = (y - (column[far] ?? Number.NaN)) / (at - (x[far] ?? Number.NaN));
    return { x: place, y: isBroken || !Number.isFinite(slope) ? y : y + slope * (place - at) };
  };
  const left = reach(index, index - 1, found.has(index - 1));
  const right = reach(index + 1, index + 2, found.has(index + 1));
  const isBetween = left !== undefined && right !== undefined && there !== undefined;
  return { left, right, there: isBetween ? { x: place, y: there } : undefined };
}

/** Corners of a column between two samples, where its gradient leaps: both sides are drawn up to where they meet. */
export function corners(x: Float64Array, column: Float32Array, ofGradient: Leaps, ofValue: Leaps): readonly Corner[] {
  const found: Corner[] = [];
  for (const index of [...ofGradient.keys()].sort((a, b) => a - b)) {
    if (ofValue.has(index)) continue;
    const { left, right } = leapAfter(x, column, ofGradient, index) ?? {};
    if (left !== undefined && right !== undefined) found.push({ index, x: left.x, y: (left.y + right.y) / 2 });
  }
  return found;
}

/** It stands after the sample of that index. */
export interface Corner extends Point {
  readonly index: number;
}

/** The median size of the steps around a finding: a leap stands out against it, and does not raise it. */
function usualStep(column: Float32Array, from: number, to: number): number {
  return Math.max(median(stepsAround(column, from, to).map(Math.abs)), extent(column) * 1e-3);
}

/** Not what the steps around it would go on to. */
function standsOut(column: Float32Array, index: number): boolean {
  const around = stepsAround(column, index - 4, index + 5);
  return Math.abs(step(column, index) - median(around)) > usualStep(column, index - 4, index + 5) / 2;
}

function stepsAround(column: Float32Array, from: number, to: number): readonly number[] {
  const steps: number[] = [];
  for (let index = Math.max(0, from); index < Math.min(column.length - 1, to); index++) {
    const one = step(column, index);
    if (Number.isFinite(one)) steps.push(one);
  }
  return steps;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

function extent(column: Float32Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of column) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? high - low : 0;
}

function step(column: Float32Array, index: number): number {
  return (column[index + 1] ?? Number.NaN) - (column[index] ?? Number.NaN);
}
