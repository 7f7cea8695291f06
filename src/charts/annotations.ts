/** What stands beside the curves: shaded and hatched stretches, and which way descent goes. */

import type { Series, Study } from "../study/request";
import type { Domain } from "./domain";
import type { Layout } from "./layout";
import { nearestIndex } from "./samples";

export interface BandRow {
  readonly from: number;
  readonly to: number;
}

/** A stretch on which the gradient keeps one value. */
export interface CapRow extends BandRow {
  readonly series: string;
  readonly y: number;
}

/** A line of the hatching over a stretch that is not finite. Heights are shares of the plot's height. */
export interface HatchRow {
  readonly from: number;
  readonly to: number;
  readonly bottom: number;
  readonly top: number;
}

/** Where a number is missing in any series. */
export function holeRows(study: Study, shown: readonly Series[]): readonly BandRow[] {
  return union(findingsOf(study, shown, "nonFinite").map(({ from, to }) => spanned(study, from, to)));
}

/** Where nothing pulls: no series does. One that is level all along (a detached reward) says nothing about the others. */
export function flatRows(study: Study, shown: readonly Series[]): readonly BandRow[] {
  const [low, high] = reach(study);
  const stretches = shown.map((series) => findingsOf(study, [series], "flat"));
  const isWhole = (found: readonly BandRow[]) => found.some(({ from, to }) => from <= low && to >= high);
  const telling = stretches.every(isWhole) ? stretches : stretches.filter((found) => !isWhole(found));
  const [first = [], ...others] = telling;
  const common = others.reduce<readonly BandRow[]>(intersection, first);
  return union(common.map(({ from, to }) => spanned(study, from, to)));
}

function intersection(a: readonly BandRow[], b: readonly BandRow[]): readonly BandRow[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      return from < to ? [{ from, to }] : [];
    }),
  );
}

/** Stretches on which a series keeps its gradient; at 0 too where others pull, so that no shade tells it. */
export function capRows(study: Study, shown: readonly Series[]): readonly CapRow[] {
  const kept = [...findingsOf(study, shown, "capped"), ...(shown.length > 1 ? findingsOf(study, shown, "flat") : [])];
  return kept.flatMap(({ from, to, series }) => {
    const column = shown.find((candidate) => candidate.id === series)?.gradient;
    const y = column?.[nearestIndex(study.x.values, (from + to) / 2)];
    return y !== undefined && Number.isFinite(y) ? [{ from, to, series, y }] : [];
  });
}

/** Diagonals 7 pixels apart, cut to the stretch. */
export function hatchRows(study: Study, bands: readonly BandRow[], width: number, height: number): readonly HatchRow[] {
  const [low, high] = reach(study);
  const unit = (high - low) / width;
  return bands.flatMap((band) => {
    const rows: HatchRow[] = [];
    const lean = height * unit;
    for (let start = band.from - lean; start < band.to; start += 7 * unit) {
      const from = Math.max(start, band.from);
      const to = Math.min(start + lean, band.to);
      rows.push({ from, to, bottom: (from - start) / lean, top: (to - start) / lean });
    }
    return rows;
  });
}

export interface WayRow {
  readonly text: string;
  readonly isAbove: boolean;
  readonly side: "left" | "right";
}

/** Which way gradient descent goes above and below the zero line, said in a corner that no curve runs through. */
export function wayRows(
  study: Study,
  shown: readonly Series[],
  [low, high]: Domain,
  { width, secondHeight }: Layout,
): readonly WayRow[] {
  const place = (text: string, isAbove: boolean): readonly WayRow[] => {
    const depth = ((high - low) * 24) / secondHeight;
    const room = (isAbove ? high : -low) > 2 * depth;
    const share = Math.min(1, (text.length * 6.4 + 12) / width);
    const isTaken = (number: number) =>
      !Number.isFinite(number) || (isAbove ? number > high - depth : number < low + depth);
    const side = (["left", "right"] as const).find((candidate) =>
      shown.every(({ gradient }) => !partOf(gradient, candidate, share).some(isTaken)),
    );
    return room && side !== undefined && share < 0.7 ? [{ text, isAbove, side }] : [];
  };
  const knob = study.x.title;
  return [...place(`← descent lowers ${knob}`, true), ...place(`descent raises ${knob} →`, false)];
}

function partOf(column: Float32Array, side: "left" | "right", share: number): Float32Array {
  const count = Math.ceil(column.length * share);
  return side === "left" ? column.subarray(0, count) : column.subarray(column.length - count);
}

function findingsOf(study: Study, shown: readonly Series[], kind: "flat" | "capped" | "nonFinite") {
  return study.findings.filter(
    (finding) => finding.kind === kind && shown.some((series) => series.id === finding.series),
  );
}

/** A single bad sample still takes the room of one sample. */
function spanned(study: Study, from: number, to: number): BandRow {
  const x = study.x.values;
  const [low, high] = reach(study);
  const half = (high - low) / Math.max(1, x.length - 1) / 2;
  return to > from ? { from, to } : { from: Math.max(low, from - half), to: Math.min(high, to + half) };
}

function union(bands: readonly BandRow[]): readonly BandRow[] {
  const sorted = [...bands].sort((a, b) => a.from - b.from);
  const result: BandRow[] = [];
  for (const band of sorted) {
    const last = result[result.length - 1];
    if (last !== undefined && band.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, band.to) };
    else result.push(band);
  }
  return result;
}

/** The two ends of the axis. */
export function reach(study: Study): readonly [number, number] {
  const x = study.x.values;
  return [x[0] ?? 0, x[x.length - 1] ?? 1];
}
