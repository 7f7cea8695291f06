/** Floats of fewer bits: held as float32, and rounded to what their own format can say. */

/** A binary format as IEEE 754 makes them: half floats have 5 bits of exponent and 10 of mantissa, bfloat16 has 8 and 7. */
export interface Precision {
  readonly exponentBits: number;
  readonly mantissaBits: number;
}

/** Half to even; what is too large is infinite, what is small loses digits as subnormal numbers do. */
export function reducePrecision(x: number, { exponentBits, mantissaBits }: Precision): number {
  const largest = 2 ** (exponentBits - 1) - 1;
  const exponent = exponentOf(x);
  if (exponent > 127) return x;
  // A float64 of this size has no bits below the wanted ones, so that the addition rounds.
  const size = 1.5 * 2 ** (52 + Math.max(exponent, 1 - largest) - mantissaBits);
  const rounded = x + size - size;
  if (rounded === 0) return x * 0;
  return Math.abs(rounded) < 2 ** (largest + 1) ? rounded : Math.sign(x) * Number.POSITIVE_INFINITY;
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The power of two at or below a float32; -127 where it is subnormal, 128 where it is no number. */
function exponentOf(x: number): number {
  float[0] = x;
  return (((bits[0] ?? 0) >>> 23) & 255) - 127;
}
