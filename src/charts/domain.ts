/** Chooses what range an axis shows: steady while a person drags, not ruled by a few exploding numbers. */

export type Domain = readonly [low: number, high: number];

export interface DomainChoice {
  readonly domain: Domain;
  /** Finite numbers lie beyond the domain. */
  readonly isClipped: boolean;
}

/**
 * The domain of an axis over these columns. `previous` is kept as long as it still fits well, so that the axis stands still
 * under a dragged slider. `zero` decides whether 0 must be in sight (gradients) or only when it is near (values).
 */
export function chooseDomain(
  columns: readonly Float32Array[],
  zero: "always" | "near",
  previous?: Domain,
): DomainChoice {
  const finite = finiteSorted(columns);
  const first = finite[0];
  const last = finite[finite.length - 1];
  if (first === undefined || last === undefined) return { domain: previous ?? [-1, 1], isClipped: false };
  const [low, high] = withoutOutliers(finite, first, last);
  const isClipped = low > first || high < last;
  const wanted = withZero(low, high, zero);
  return { domain: previous !== undefined && fits(wanted, previous) ? previous : widen(wanted), isClipped };
}

/** The largest round number (1, 2, 2.5, 5 times a power of ten) that goes into `span` at least `count` times. */
export function roundStep(span: number, count: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return (lead >= 5 ? 5 : lead >= 2.5 ? 2.5 : lead >= 2 ? 2 : 1) * power;
}

function finiteSorted(columns: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(columns.reduce((sum, column) => sum + column.length, 0));
  let count = 0;
  for (const column of columns) for (const value of column) if (Number.isFinite(value)) all[count++] = value;
  return all.subarray(0, count).sort();
}

/** A tail more than four times as long as the middle 95 % would flatten everything else: it is cut, and said to be. */
function withoutOutliers(sorted: Float32Array, first: number, last: number): Domain {
  const low = quantile(sorted, 0.025, first);
  const high = quantile(sorted, 0.975, last);
  const middle = high - low;
  if (middle <= 0) return [first, last];
  return [first < low - 4 * middle ? low - middle / 4 : first, last > high + 4 * middle ? high + middle / 4 : last];
}

function quantile(sorted: Float32Array, share: number, fallback: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? fallback;
}

function withZero(low: number, high: number, zero: "always" | "near"): Domain {
  const reach = zero === "always" ? Number.POSITIVE_INFINITY : (high - low) * 0.6;
  if (low > 0 && low <= reach) return [0, high];
  if (high < 0 && -high <= reach) return [low, 0];
  return [low, high];
}

function fits(wanted: Domain, previous: Domain): boolean {
  const span = wanted[1] - wanted[0];
  return wanted[0] >= previous[0] && wanted[1] <= previous[1] && span >= 0.55 * (previous[1] - previous[0]);
}

/** A little air on both sides, ending on a quarter of the tick step. */
function widen([low, high]: Domain): Domain {
  if (low === high) {
    const half = Math.abs(low) > 0 ? Math.abs(low) / 2 : 1;
    return [low - half, high + half];
  }
  const air = (high - low) * 0.06;
  const step = roundStep(high - low, 5) / 4;
  return [Math.floor((low - air) / step) * step, Math.ceil((high + air) / step) * step];
}
