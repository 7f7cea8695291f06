/**
 * What a reader should notice in a curve, told from its numbers alone: kinks (the gradient jumps), jumps (the value does),
 * flat and capped stretches, and stretches without finite numbers.
 */

import { formatNumber } from "../../numberText";
import type { Finding, TextRange } from "../request";
import { fewPoints } from "./sweep";

export interface Curve {
  /** What x is called. */
  readonly name: string;
  readonly x: Float64Array;
  readonly value: Float32Array;
  readonly gradient: Float32Array;
}

/** Draws the same curve again at other positions: those of all places that are looked at closely, in one run. */
export type Refine = (x: Float64Array) => Curve;

/** A position where the program is known to switch (a threshold, a branch), with the text that does. */
export interface Switch {
  readonly at: number;
  readonly site: TextRange | undefined;
}

/** Fewest points that make a stretch worth telling. */
const stretch = 4;

/** More steps than this are not looked at one by one. */
const mostLocated = 12;

/** More kinks than this are told together. */
const mostKinks = 4;

export function findFindings(
  series: string,
  curve: Curve,
  switches: readonly Switch[],
  refine: Refine | undefined,
): readonly Finding[] {
  return [
    ...findNonFinite(series, curve),
    ...gathered(findJumps(series, curve, switches, refine), curve.name),
    ...findLevels(series, curve, switches),
  ];
}

function findNonFinite(series: string, curve: Curve): Finding[] {
  const { x, value, gradient } = curve;
  const isBroken = (i: number) => !Number.isFinite(value[i]) || !Number.isFinite(gradient[i]);
  return runs(x.length, isBroken).map(([from, to]) => {
    const what = describeBroken(value, gradient, from, to);
    return {
      kind: "nonFinite",
      series,
      from: at(x, from),
      to: at(x, to),
      message: `${what} ${where(curve, from, to)}`,
      site: undefined,
    };
  });
}

function describeBroken(value: Float32Array, gradient: Float32Array, from: number, to: number): string {
  const kinds = (data: Float32Array) => {
    const seen = new Set<string>();
    for (let i = from; i <= to; i++) {
      const number = data[i] ?? 0;
      if (Number.isNaN(number)) seen.add("NaN");
      else if (!Number.isFinite(number)) seen.add("infinite");
    }
    return [...seen].join(" or ");
  };
  const values = kinds(value);
  const gradients = kinds(gradient);
  if (values !== "" && gradients !== "")
    return values === gradients
      ? `value and gradient are ${values}`
      : `the value is ${values}, the gradient ${gradients}`;
  return values === "" ? `the gradient is ${gradients}` : `the value is ${values}`;
}

/**
 * A step between neighbours that stands out from the steps around it may be a jump or only steep. The interval is drawn
 * again, twice: a jump keeps its height in one small interval, a steep slope spreads.
 */
function findJumps(series: string, curve: Curve, switches: readonly Switch[], refine: Refine | undefined): Finding[] {
  const found: Finding[] = [];
  for (const [column, kind, what] of [
    ["gradient", "kink", "gradient"],
    ["value", "jump", "value"],
  ] as const) {
    const places = suspects(curve[column]);
    const [first] = places;
    const last = places.at(-1);
    if (first !== undefined && last !== undefined && places.length > mostLocated) {
      // a network of rectifiers: looking at each would cost more than it tells
      const [from, to] = [at(curve.x, first[0]), at(curve.x, last[1])];
      const message = `the ${what} changes in ${places.length} steps where ${formatNumber(from)} ≤ ${curve.name} ≤ ${formatNumber(to)}`;
      found.push({ kind, series, from, to, message, site: undefined });
      continue;
    }
    // a curve that is dear to draw is not drawn again: a jump cannot be told from a steep slope
    const located = refine === undefined ? new Map<number, Step>() : locateSteps(curve, places, refine, column);
    const steps = places.flatMap(([from, to], place) => {
      const step = located.get(place);
      const reach = at(curve.x, to) - at(curve.x, from);
      return step === undefined ? [] : [{ step, reach, known: nearestSwitch(step.at, switches, reach / 4) }];
    });
    // what the program has exactly there: all that are known in one run
    const exact = steps.flatMap(({ known }) => (known === undefined ? [] : [known.at]));
    const held = exact.length === 0 ? undefined : refine?.(Float64Array.from(exact))[column];
    for (const { step, reach, known } of steps) {
      const place = known?.at ?? roundTo(step.at, reach / 100);
      const there = known === undefined ? Number.NaN : (held?.[exact.indexOf(known.at)] ?? Number.NaN);
      const isBetween = !Number.isNaN(there) && !isEither(there, step);
      const message = `the ${what} jumps from ${formatNumber(step.before)} to ${formatNumber(step.after)} at ${curve.name} = ${formatNumber(place)}${isBetween ? `, where it is ${formatNumber(there)}` : ""}`;
      const site = known?.site;
      found.push({ kind, series, from: place, to: place, message, site, ...(Number.isNaN(there) ? {} : { there }) });
    }
  }
  return found;
}

/** One of the two sides, to within what rounding and the curve's own slope leave. */
function isEither(there: number, { before, after }: Step): boolean {
  const slack = Math.abs(after - before) * 0.02;
  return !(Math.abs(there - before) > slack && Math.abs(there - after) > slack);
}

/** Many kinks (a network of rectifiers has one a unit) are one thing to say. */
function gathered(found: readonly Finding[], name: string): readonly Finding[] {
  const kinks = found.filter(({ kind }) => kind === "kink");
  const [first] = kinks;
  const last = kinks.at(-1);
  if (first === undefined || last === undefined || kinks.length <= mostKinks) return found;
  const message = `the gradient jumps at ${kinks.length} places where ${formatNumber(first.from)} ≤ ${name} ≤ ${formatNumber(last.to)}`;
  const { there: _, ...many } = { ...first, to: last.to, message };
  return [many, ...found.filter(({ kind }) => kind !== "kink")];
}

/**
 * Intervals whose step is several times larger than the ones on both sides. A sample that lies on the jump itself, with
 * the convention's value, splits the step in two: neighbours that both stand out are one interval.
 */
function suspects(data: Float32Array): (readonly [from: number, to: number])[] {
  const step = (i: number) => Math.abs((data[i + 1] ?? Number.NaN) - (data[i] ?? Number.NaN));
  const scale = largestOf(data);
  const stands = (i: number) => {
    const here = step(i);
    if (!(here > 1e-4 * Math.max(scale, 1e-6))) return false;
    // larger than four times the median of its neighbours, asked without sorting them: this runs at every point
    let around = 0;
    let smaller = 0;
    for (let k = i - 3; k <= i + 3; k++) {
      const other = k === i ? Number.NaN : step(k);
      if (!Number.isFinite(other)) continue;
      around++;
      if (here > 4 * other) smaller++;
    }
    return smaller > Math.floor((around - 1) / 2);
  };
  return runs(data.length - 1, stands)
    .filter(([from, to]) => to - from < 3)
    .map(([from, to]) => [from, to + 1] as const);
}

/** The largest finite magnitude; 0 where there is none. */
function largestOf(data: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i] ?? 0);
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
  }
  return largest;
}

/** The largest magnitude, short of an end that explodes: that says nothing about the others' rounding. */
function usualSize(data: Float32Array): number {
  const largest = largestOf(data);
  const sizes = data.filter(Number.isFinite).map(Math.abs).sort();
  const most = sizes[Math.round(0.975 * (sizes.length - 1))] ?? 0;
  return most > 0 && largest > 5 * most ? most : largest;
}

interface Step {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** Where a step may be, and how high it is there. */
interface Suspect {
  readonly place: number;
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/** The steps by their places; none where a slope is merely steep. */
function locateSteps(
  curve: Curve,
  places: readonly (readonly [first: number, last: number])[],
  refine: Refine,
  column: "value" | "gradient",
): ReadonlyMap<number, Step> {
  const steps = new Map<number, Step>();
  let suspected: readonly Suspect[] = places.map(([first, last], place) => {
    const height = Math.abs((curve[column][last] ?? 0) - (curve[column][first] ?? 0));
    return { place, from: at(curve.x, first), to: at(curve.x, last), height };
  });
  for (const isLast of [false, true]) {
    if (suspected.length === 0) break;
    const fine = refine(spread(suspected));
    suspected = suspected.flatMap((suspect, i) => {
      const found = largestStep(fine, i * fewPoints, suspect.height, column);
      if (found === undefined) return [];
      if (isLast) steps.set(suspect.place, found.step);
      return [{ ...suspect, from: found.from, to: found.to }];
    });
  }
  return steps;
}

/** Among the points of one suspect; `undefined` where less than most of the height is left of it. */
function largestStep(fine: Curve, start: number, height: number, column: "value" | "gradient") {
  const data = fine[column];
  const end = start + fewPoints - 1;
  const rise = (from: number, to: number) => Math.abs((data[to] ?? 0) - (data[from] ?? 0));
  let largest = start;
  for (let i = start; i < end; i++) if (rise(i, i + 1) > rise(largest, largest + 1)) largest = i;
  // a sample exactly on the kink takes the convention's value, between the two sides: look across it
  const low = Math.max(start, largest - 1);
  const high = Math.min(end, largest + 2);
  if (!(rise(low, high) > 0.6 * height)) return undefined;
  const step: Step = { at: middleOfStep(fine, largest), before: data[low] ?? 0, after: data[high] ?? 0 };
  return { from: at(fine.x, low), to: at(fine.x, high), step };
}

/** As many points for each. */
function spread(suspects: readonly Suspect[]): Float64Array {
  const points = new Float64Array(suspects.length * fewPoints);
  for (const [i, { from, to }] of suspects.entries())
    for (let k = 0; k < fewPoints; k++) points[i * fewPoints + k] = from + ((to - from) * k) / (fewPoints - 1);
  return points;
}

function middleOfStep(fine: Curve, largest: number): number {
  return (at(fine.x, largest) + at(fine.x, largest + 1)) / 2;
}

/** The known position of a switch, where one is near enough to be the same. */
function nearestSwitch(position: number, switches: readonly Switch[], reach: number): Switch | undefined {
  let nearest: Switch | undefined;
  for (const candidate of switches) {
    const apart = Math.abs(candidate.at - position);
    if (apart <= reach && apart < Math.abs((nearest?.at ?? Number.POSITIVE_INFINITY) - position)) nearest = candidate;
  }
  return nearest;
}

/** Stretches on which the gradient is exactly zero, or keeps one value to within rounding. */
function findLevels(series: string, curve: Curve, switches: readonly Switch[]): Finding[] {
  const { x, value, gradient } = curve;
  const spacing = at(x, 1) - at(x, 0);
  const end = (index: number) => nearestSwitch(at(x, index), switches, 1.01 * spacing)?.at ?? at(x, index);
  const scale = usualSize(gradient);
  const found: Finding[] = [];
  const flat = runs(x.length, (i) => gradient[i] === 0 && Number.isFinite(value[i]));
  for (const [from, to] of flat) {
    if (to - from + 1 < stretch) continue;
    const everywhere = from === 0 && to === x.length - 1;
    const message = everywhere
      ? "the gradient is 0 everywhere: nothing here pulls"
      : `the gradient is 0 ${where(curve, from, to, end)}: nothing there pulls`;
    found.push({ kind: "flat", series, from: end(from), to: end(to), message, site: undefined });
  }
  for (let from = 0; from < x.length; ) {
    const level = gradient[from] ?? Number.NaN;
    let to = from;
    while (to + 1 < x.length && Math.abs((gradient[to + 1] ?? Number.NaN) - level) <= 2e-6 * scale) to++;
    const isPart = from > 0 || to < x.length - 1;
    if (level !== 0 && to - from + 1 >= 2 * stretch && isPart) {
      const message = `the gradient stays at ${formatNumber(level)} ${where(curve, from, to, end)}`;
      found.push({ kind: "capped", series, from: end(from), to: end(to), message, site: undefined });
    }
    from = to + 1;
  }
  return found;
}

function runs(length: number, holds: (index: number) => boolean): (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = [];
  for (let i = 0; i < length; i++) {
    if (!holds(i)) continue;
    const from = i;
    while (i + 1 < length && holds(i + 1)) i++;
    found.push([from, i]);
  }
  return found;
}

/** `where pred ≤ −1`: a stretch in terms of x. */
function where(
  { name, x }: Curve,
  from: number,
  to: number,
  end: (index: number) => number = (index) => at(x, index),
): string {
  if (from === to) return `at ${name} = ${formatNumber(at(x, from))}`;
  if (from === 0) return `where ${name} ≤ ${formatNumber(end(to))}`;
  if (to === x.length - 1) return `where ${name} ≥ ${formatNumber(end(from))}`;
  return `where ${formatNumber(end(from))} ≤ ${name} ≤ ${formatNumber(end(to))}`;
}

function roundTo(value: number, unit: number): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(Math.abs(unit) || 1)));
  return Number(value.toFixed(Math.min(digits, 12)));
}

function at(x: Float64Array, index: number): number {
  return x[index] ?? Number.NaN;
}
