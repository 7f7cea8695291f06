/** The rows of a curve: broken where the loss is not finite or jumps, with marks where the gradient does something. */

import type { Finding, Series, Study } from "../study/request";
import type { DomainChoice } from "./domain";
import { type Corner, corners, type Ends, type Leaps, leapAfter, leaps, type Point } from "./leaps";
import { nearestIndex } from "./samples";

/** Rows of one series and part are one unbroken line. Numbers are finite, so that a chart need not ask. */
export interface CurveRow {
  readonly series: string;
  readonly part: number;
  readonly x: number;
  readonly y: number;
}

/**
 * A point worth seeing: `end` is a hollow end of a broken line, which the loss does not reach there; `point` a number that it
 * has at a leap or by itself; `kink` a bend; `speck` all that is left of a line that is broken everywhere.
 */
export interface MarkRow {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  readonly kind: "end" | "point" | "kink" | "speck";
}

export interface CurveRows {
  readonly value: readonly CurveRow[];
  readonly gradient: readonly CurveRow[];
  readonly valueMarks: readonly MarkRow[];
  readonly gradientMarks: readonly MarkRow[];
}

/** How far a drawn line may pass from a sample, in the numbers of each plot; 0 keeps every sample. */
export interface Tolerance {
  readonly value: number;
  readonly gradient: number;
}

export function curveRows(study: Study, shown: readonly Series[], tolerance: Tolerance): CurveRows {
  const x = study.x.values;
  const value: CurveRow[] = [];
  const gradient: CurveRow[] = [];
  const valueMarks: MarkRow[] = [];
  const gradientMarks: MarkRow[] = [];
  for (const series of shown) {
    const findings = study.findings.filter((finding) => finding.series === series.id);
    const valueBreaks = leaps(
      x,
      series.value,
      findings.filter((finding) => finding.kind === "jump"),
    );
    const gradientBreaks = leaps(
      x,
      series.gradient,
      findings.filter((finding) => finding.kind === "jump" || finding.kind === "kink"),
      valueBreaks,
    );
    const bends = corners(x, series.value, gradientBreaks, valueBreaks);
    pushLine(value, series.id, x, series.value, valueBreaks, bends, tolerance.value);
    pushLine(gradient, series.id, x, series.gradient, gradientBreaks, [], tolerance.gradient);
    valueMarks.push(...endMarks(series.id, x, series.value, valueBreaks));
    gradientMarks.push(...endMarks(series.id, x, series.gradient, gradientBreaks));
    gradientMarks.push(...kinkMarks(series, x, gradientBreaks, findings));
  }
  return { value, gradient, valueMarks, gradientMarks };
}

/** Frames beyond the frame: as far as a renderer follows a line. */
const reach = 1000;

/** Rows without the numbers that no renderer can place: a line that goes there would not be drawn at all. */
export function withinReach(rows: readonly CurveRow[], { domain, isClipped }: DomainChoice): readonly CurveRow[] {
  if (!isClipped) return rows;
  const far = reach * (domain[1] - domain[0]);
  const [lowest, highest] = [domain[0] - far, domain[1] + far];
  return rows.map((row) => ({ ...row, y: Math.min(highest, Math.max(lowest, row.y)) }));
}

function pushLine(
  rows: CurveRow[],
  series: string,
  x: Float64Array,
  column: Float32Array,
  found: Leaps,
  bends: readonly Corner[],
  tolerance: number,
): void {
  let part = 0;
  let from = 0;
  const push = (end: Point | undefined) => {
    if (end !== undefined) rows.push({ series, part, x: end.x, y: end.y });
  };
  const samples = (first: number, end: number) => {
    for (const index of thinned(x, column, first, end, tolerance))
      rows.push({ series, part, x: x[index] ?? 0, y: column[index] ?? 0 });
  };
  const close = (to: number) => {
    if (to > from) push(leapAfter(x, column, found, from - 1)?.right);
    let start = from;
    for (const bend of bends) {
      if (bend.index < from || bend.index + 1 >= to) continue;
      samples(start, bend.index + 1);
      push(bend);
      start = bend.index + 1;
    }
    samples(start, to);
    if (to > from) push(leapAfter(x, column, found, to - 1)?.left);
  };
  for (let index = 0; index < x.length; index++) {
    const isFinite = Number.isFinite(column[index]);
    if (isFinite && !found.has(index)) continue;
    close(isFinite ? index + 1 : index);
    from = index + 1;
    part++;
  }
  close(x.length);
}

/**
 * Samples from `from` up to `to` without those that lie on the line between their neighbours: a renderer's cost goes with
 * the number of points. From each kept sample a cone of slopes stays open for as long as it meets every sample on the way.
 */
function* thinned(
  x: Float64Array,
  column: Float32Array,
  from: number,
  to: number,
  tolerance: number,
): Generator<number> {
  if (from >= to) return;
  let anchor = from;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  yield anchor;
  for (let index = from + 1; index < to; index++) {
    const run = (x[index] ?? 0) - (x[anchor] ?? 0);
    const rise = (column[index] ?? 0) - (column[anchor] ?? 0);
    const slope = rise / run;
    if (index > anchor + 1 && (tolerance === 0 || slope < low || slope > high)) {
      anchor = index - 1;
      yield anchor;
      low = Number.NEGATIVE_INFINITY;
      high = Number.POSITIVE_INFINITY;
      index--;
      continue;
    }
    low = Math.max(low, (rise - tolerance) / run);
    high = Math.min(high, (rise + tolerance) / run);
  }
  if (to - 1 > anchor) yield to - 1;
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** More leaps than this, as in a network of ReLUs, are a texture: their ends would hide the line. */
const mostMarkedLeaps = 12;

/** Both ends at a leap; and single numbers among what is not finite, which no line would show. */
function endMarks(series: string, x: Float64Array, column: Float32Array, found: Leaps): readonly MarkRow[] {
  const isFinite = (index: number) => Number.isFinite(column[index]);
  const marks: MarkRow[] = [];
  const isTexture = found.size > mostMarkedLeaps;
  const mark = (point: Point | undefined, kind: MarkRow["kind"]) => {
    if (point !== undefined) marks.push({ series, x: point.x, y: point.y, kind });
  };
  for (const [index, at] of x.entries()) {
    const y = finiteOrNull(column[index]);
    if (y === null) continue;
    const isCutBefore = found.has(index - 1);
    const isCutAfter = found.has(index);
    const isAlone = (isCutBefore || !isFinite(index - 1)) && (isCutAfter || !isFinite(index + 1));
    if (isTexture) {
      if (isAlone) mark({ x: at, y }, "speck");
      continue;
    }
    const before = leapAfter(x, column, found, index - 1);
    const after = leapAfter(x, column, found, index);
    mark(before?.right, holds(before, before?.right) ? "point" : "end");
    const isAttained =
      (before !== undefined && before.right === undefined) || (after !== undefined && after.left === undefined);
    const isUnplaced = (isCutBefore && before === undefined) || (isCutAfter && after === undefined);
    if (isAlone || isAttained) mark({ x: at, y }, "point");
    else if (isUnplaced) mark({ x: at, y }, "end");
    mark(after?.left, holds(after, after?.left) ? "point" : "end");
    if (!holds(after, after?.left) && !holds(after, after?.right)) mark(after?.there, "point");
  }
  return marks;
}

/** Whether a side of a leap reaches the number that holds there, to within the curve's own slope. */
function holds(ends: Ends | undefined, side: Point | undefined): boolean {
  const { left, right, there } = ends ?? {};
  if (left === undefined || right === undefined || there === undefined || side === undefined) return false;
  return Math.abs(side.y - there.y) <= 0.02 * Math.abs(right.y - left.y);
}

/** Kinks where the gradient itself goes on: it bends, as Huber's does at delta. */
function kinkMarks(series: Series, x: Float64Array, broken: Leaps, findings: readonly Finding[]): readonly MarkRow[] {
  return findings.flatMap((finding) => {
    const { kind, from: at, to } = finding;
    // what is said of many places has none of its own
    if (kind !== "kink" || at !== to) return [];
    const index = nearestIndex(x, at);
    if (broken.has(index) || broken.has(index - 1)) return [];
    const y = interpolate(x, series.gradient, at);
    return y === null ? [] : [{ series: series.id, x: at, y, kind: "kink" as const }];
  });
}

function interpolate(x: Float64Array, column: Float32Array, at: number): number | null {
  const nearest = nearestIndex(x, at);
  const left = (x[nearest] ?? 0) > at ? Math.max(0, nearest - 1) : nearest;
  const right = Math.min(x.length - 1, left + 1);
  const from = x[left] ?? 0;
  const to = x[right] ?? 0;
  const share = to > from ? (at - from) / (to - from) : 0;
  return finiteOrNull((column[left] ?? Number.NaN) * (1 - share) + (column[right] ?? Number.NaN) * share);
}
