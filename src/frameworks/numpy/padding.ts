/** `np.pad`: more of an array around it. */

import { range, takeAxis } from "../array/places";
import { concat, type Term } from "../array/term";

type Widths = readonly (readonly [before: number, after: number])[];

export function padTerm(x: Term, widths: Widths, mode: string, values: Widths, fail: (message: string) => never): Term {
  return widths.reduce((padded, [before, after], axis) => {
    if (before === 0 && after === 0) return padded;
    if (mode === "constant") return constantEnds(padded, axis, before, after, values[axis] ?? [0, 0]);
    const place = placeOf[mode];
    if (place === undefined)
      return fail(`mode '${mode}' is not supported (have: constant, ${Object.keys(placeOf).join(", ")})`);
    const extent = padded.shape[axis] ?? 1;
    return takeAxis(
      padded,
      axis,
      range(-before, extent + after).map((i) => place(i, extent)),
    );
  }, x);
}

function constantEnds(
  x: Term,
  axis: number,
  before: number,
  after: number,
  [low, high]: readonly [number, number],
): Term {
  if (low === high) return x.pad(axis, before, after, low);
  const end = (count: number, value: number): Term[] => (count === 0 ? [] : [x.full(x.shape.with(axis, count), value)]);
  return concat([...end(before, low), x, ...end(after, high)], axis);
}

/** Which element stands at a place outside. */
const placeOf: Readonly<Record<string, (i: number, extent: number) => number>> = {
  edge: (i, extent) => Math.max(0, Math.min(extent - 1, i)),
  wrap: (i, extent) => modulo(i, extent),
  reflect: (i, extent) => {
    const folded = modulo(i, Math.max(1, 2 * (extent - 1)));
    return folded < extent ? folded : 2 * (extent - 1) - folded;
  },
  symmetric: (i, extent) => {
    const folded = modulo(i, 2 * extent);
    return folded < extent ? folded : 2 * extent - 1 - folded;
  },
};

function modulo(i: number, period: number): number {
  return ((i % period) + period) % period;
}
