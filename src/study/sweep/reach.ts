/** How far an axis reaches: beyond what the program compares with, and to where a curve without an end bends. */

import type { KnobTarget } from "../knobs/knobTarget";
import type { Column } from "./sweep";

/** A symmetric range reaches beyond the coefficients that the program compares with, so that they can be seen at work. */
export function widened(target: KnobTarget, compared: readonly number[]): KnobTarget {
  const [low, high] = target.range;
  if (target.kind !== "input" || low !== -high) return target;
  const farthest = Math.max(0, ...compared.map(Math.abs).filter((value) => value < 1000));
  if (1.5 * farthest <= high) return target;
  const reach = niceAbove(1.5 * farthest);
  return { ...target, range: [-reach, reach] };
}

function niceAbove(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 3, 5, 10].find((step) => step * unit >= value) ?? 10) * unit;
}

/** A curve is as good as straight where its slope changes by less than this part of it, and bent where by more than that. */
const straight = 0.5;
const bent = 0.8;
const factors = [2, 5, 10, 20, 50, 100] as const;

interface Drawn {
  readonly swept: { readonly columns: readonly Column[] };
  readonly sweeper: { readonly resample: (xs: Float64Array) => readonly Column[] };
}

/** Where a range without a natural end shows nothing but a line, a wider one that shows how it bends; none where it never does. */
export function bendingRange(
  { range, isOpen }: KnobTarget,
  { swept, sweeper }: Drawn,
): readonly [number, number] | undefined {
  const [low, high] = range;
  const [column] = swept.columns;
  if (isOpen !== true || column === undefined || !(changeOf(column.gradient) < straight)) return undefined;
  const ends = factors.flatMap((factor) => [low * factor, high * factor]);
  const [far] = sweeper.resample(Float64Array.from(ends));
  const slopes = Array.from(far?.gradient ?? []);
  const found = factors.find((_, i) => changeOf(slopes.slice(2 * i, 2 * i + 2)) > bent);
  return found === undefined ? undefined : [low * found, high * found];
}

/** How much slopes differ, as a part of the steepest; not a number where one is none. */
function changeOf(slopes: ArrayLike<number>): number {
  let [least, most, steepest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const slope of Array.from(slopes)) {
    if (!Number.isFinite(slope)) return Number.NaN;
    [least, most, steepest] = [Math.min(least, slope), Math.max(most, slope), Math.max(steepest, Math.abs(slope))];
  }
  return steepest === 0 ? Number.NaN : (most - least) / steepest;
}
