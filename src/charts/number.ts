/** Writes numbers as a person reads them in a chart: short, with a true minus sign. */

export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 1e5 || size < 1e-3) ? exponential(value) : String(Number(value.toPrecision(4)));
  return text.replaceAll("-", "−");
}

function exponential(value: number): string {
  return value
    .toExponential(2)
    .replace(/\.?0+e/, "e")
    .replace("e+", "e");
}
