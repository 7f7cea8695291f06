/** Numbers as people read them beside a curve, and as they type them into a box. */

/** Short, with a true minus sign: four digits, or a power of ten where zeros would have to be counted. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text =
    size !== 0 && (size >= 1e5 || size < 1e-3) ? exponential(value, 2) : String(Number(value.toPrecision(4)));
  return text.replaceAll("-", "−");
}

/** All its digits, without JavaScript's long tails, in Python's words: 1, 0.2, 1e-6, inf. */
export function typedNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e16 || size < 1e-4) ? exponential(value, 11) : String(Number(value.toPrecision(12)));
}

function exponential(value: number, decimals: number): string {
  return value
    .toExponential(decimals)
    .replace(/\.?0+e/, "e")
    .replace("e+", "e");
}
