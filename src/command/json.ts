/** JSON as the command line writes it: numbers that JSON cannot hold become the strings "NaN", "Infinity", "-Infinity". */

/** @param indent spaces by level; lists of numbers stay on one line. */
export function toJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, plain, indent);
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  ) {
    return Array.from(value);
  }
  return value;
}
