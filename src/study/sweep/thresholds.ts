/** Thresholds: where along x the program passes one of its coefficients, under the coefficient's name. */

import type { Threshold } from "../request";
import type { SwitchFound } from "./sweep";

/** Positions along x at which a comparison with a coefficient changes its answer, in order. */
export function thresholdsOf(
  switches: readonly SwitchFound[],
  xs: Float64Array,
  range: (site: SwitchFound["site"]) => Threshold["site"],
): readonly Threshold[] {
  const span = (xs[xs.length - 1] ?? 1) - (xs[0] ?? 0);
  const found: (Threshold & { readonly isAway: boolean })[] = [];
  for (const { at, label, value, site } of switches) {
    if (label === undefined) continue;
    const close = (other: number) => Math.abs(at - other) < 1e-4 * span;
    const written32 = Number(value.toPrecision(7));
    const exact = close(value) ? written32 : close(-value) ? -written32 : at;
    const written = close(value) ? label : close(-value) ? negated(label) : label;
    if (found.some((known) => known.label === written && Math.abs(known.at - exact) < 1e-3 * span)) continue;
    const isAway = !close(value) && !close(-value);
    found.push({ at: exact, label: written, value: written32, site: range(site), isAway });
  }
  const away = (label: string) => found.filter((one) => one.isAway && one.label === label).length;
  return found
    .filter(({ isAway, label }) => !isAway || away(label) <= mostAway)
    .map(({ isAway: _, ...threshold }) => threshold)
    .sort((a, b) => a.at - b.at)
    .slice(0, 12);
}

/**
 * x need not be what is compared: then a threshold stands where the comparison turns, away from the coefficient's value. At
 * more places than this (a batch of pairs, each with its own) the name says nothing any more.
 */
const mostAway = 2;

function negated(label: string): string {
  return /[\s+-]/.test(label) ? `−(${label})` : `−${label}`;
}
