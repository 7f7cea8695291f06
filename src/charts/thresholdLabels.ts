/** Labels of thresholds: beside their lines, never over each other, and clear of the curves wherever there is room. */

import type { Study } from "../study/request";
import { reach } from "./annotations";
import type { Domain } from "./domain";

export interface ThresholdRow {
  readonly x: number;
  readonly label: string;
  /** Pixels from the top of the plot. */
  readonly top: number;
  readonly align: "left" | "right";
  readonly shift: number;
}

/** The plot that the labels stand in, and what is drawn there. */
export interface LabelPlot {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly domain: Domain;
  readonly columns: readonly Float32Array[];
}

const rowHeight = 14;

/** From the middle of a row to a curve that does not touch it. */
const clearance = 9;

/** Pixels from an edge of the plot to the middle of the row beside it. */
const edge = 9;

/** A label's place: a row, by the middle of its height, and a stretch of the width. */
interface Box {
  readonly top: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The first place that is free: in the rows below the top, then in those above the bottom, to the right of the line before its
 * left. Where the curves leave none, a label keeps clear of the others only.
 */
export function thresholdRows(study: Study, plot: LabelPlot): readonly ThresholdRow[] {
  const [low, high] = reach(study);
  const taken: Box[] = [];
  const inSight = mergedThresholds(study, (high - low) * 0.004).filter(({ at }) => at >= low && at <= high);
  return inSight.map(({ at, label }) => {
    const places = placesFor(((at - low) / (high - low)) * plot.width, lengthOf(label, plot.fontSize), plot);
    const apart = places.filter((box) => !taken.some((other) => overlaps(box, other)));
    const box = apart.find((one) => !isCrossed(one, plot)) ?? apart[0] ?? places[0];
    if (box === undefined) return { x: at, label, top: edge, align: "left", shift: 4 };
    taken.push(box);
    return { x: at, label, top: box.top, align: box.isLeft ? "right" : "left", shift: box.isLeft ? -4 : 4 };
  });
}

interface Place extends Box {
  /** To the left of its line. */
  readonly isLeft: boolean;
}

function placesFor(line: number, length: number, { width, height }: LabelPlot): readonly Place[] {
  const count = Math.max(1, Math.floor(height / rowHeight) - 1);
  const upper = Array.from({ length: Math.ceil(count / 2) }, (_, row) => edge + row * rowHeight);
  const lower = Array.from({ length: count - upper.length }, (_, row) => height - edge - row * rowHeight);
  const sides = [
    { isLeft: false, from: line, to: line + length },
    { isLeft: true, from: line - length, to: line },
  ].filter(({ from, to }) => from >= 0 && to <= width);
  return [...upper, ...lower].flatMap((top) => sides.map((side) => ({ ...side, top })));
}

function overlaps(one: Box, other: Box): boolean {
  return Math.abs(one.top - other.top) < rowHeight && one.from < other.to && other.from < one.to;
}

/** A curve runs through it, or so near that a point upon the curve would touch it. */
function isCrossed({ top, from, to }: Box, { width, height, domain: [low, high], columns }: LabelPlot): boolean {
  const pixel = (value: number) => ((high - value) / (high - low)) * height;
  const [above, below] = [top - clearance, top + clearance];
  return columns.some((column) => {
    const last = column.length - 1;
    const first = Math.max(0, Math.floor((from / width) * last));
    for (let i = first; i < Math.min(last, Math.ceil((to / width) * last)); i++) {
      const [one, other] = [pixel(column[i] ?? Number.NaN), pixel(column[i + 1] ?? Number.NaN)];
      if (Math.min(one, other) < below && Math.max(one, other) > above) return true;
    }
    return false;
  });
}

/** Pixels that the labels between two pixels of the width take from the top, and from where they take the bottom. */
export function labelRoom(
  study: Study,
  plot: LabelPlot,
  from: number,
  to: number,
): { readonly top: number; readonly bottom: number } {
  const [low, high] = reach(study);
  const inTheWay = thresholdRows(study, plot).filter(({ x, label, align }) => {
    const line = ((x - low) / (high - low)) * plot.width;
    const length = lengthOf(label, plot.fontSize);
    const [start, end] = align === "left" ? [line, line + length] : [line - length, line];
    return start < to && from < end;
  });
  const isUpper = ({ top }: ThresholdRow) => top <= plot.height / 2;
  return {
    top: Math.max(0, ...inTheWay.filter(isUpper).map(({ top }) => top + rowHeight / 2)),
    bottom: Math.min(plot.height, ...inTheWay.filter((one) => !isUpper(one)).map(({ top }) => top - rowHeight / 2)),
  };
}

function lengthOf(label: string, fontSize: number): number {
  return label.length * fontSize * 0.58 + 10;
}

/** Thresholds that coincide (`delta` and `margin`, both 1) share one line and one label. */
function mergedThresholds(study: Study, tolerance: number): readonly { readonly at: number; readonly label: string }[] {
  const sorted = [...study.thresholds].sort((a, b) => a.at - b.at);
  const merged: { at: number; labels: Set<string> }[] = [];
  for (const threshold of sorted) {
    const last = merged[merged.length - 1];
    const label = threshold.label.replace(/^-/, "−");
    if (last !== undefined && threshold.at - last.at <= tolerance) last.labels.add(label);
    else merged.push({ at: threshold.at, labels: new Set([label]) });
  }
  return merged.map(({ at, labels }) => ({ at, label: [...labels].join(", ") }));
}
