/** Whether two studies say the same: their words and places exactly, their numbers to what single precision rounds. */

import type { Study } from "../request";

export function isAlike(a: Study, b: Study): boolean {
  return isClose({ ...a, timing: {} }, { ...b, timing: {} });
}

const tolerance = 1e-5;

function isClose(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === "number" && typeof b === "number")
    return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), tolerance);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isNumbers(a) && isNumbers(b)) return areClose(a, b);
  const [ofA, ofB] = [Object.entries(a), Object.entries(b)];
  return ofA.length === ofB.length && ofA.every(([key, value]) => isClose(value, Reflect.get(b, key)));
}

type Numbers = Float32Array | Float64Array;

function isNumbers(value: object): value is Numbers {
  return value instanceof Float32Array || value instanceof Float64Array;
}

/** Beside the largest of a curve, what is small may be rounded away. */
function areClose(a: Numbers, b: Numbers): boolean {
  if (a.length !== b.length) return false;
  const scale = Array.from(a).reduce((most, one) => (Number.isFinite(one) ? Math.max(most, Math.abs(one)) : most), 0);
  return a.every((one, i) => {
    const other = b[i] ?? Number.NaN;
    return Object.is(one, other) || one === other || Math.abs(one - other) <= tolerance * scale;
  });
}
