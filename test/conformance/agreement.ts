/** Whether two nested lists of numbers agree as float32 results of one computation do. */

import type { Json } from "../../src/study/core";

const relative = 1e-4;
const absolute = 1e-5;

/** The first disagreement in words, with its place; `undefined` where both agree. */
export function findDisagreement(expected: Json, actual: Json | undefined, place = ""): string | undefined {
  if (actual === undefined) return `${place}: expected ${brief(expected)}, got nothing`;
  if (isList(expected) && isList(actual)) {
    if (expected.length !== actual.length)
      return `${place}: expected ${expected.length} elements, got ${actual.length}`;
    return firstOf(expected.map((item, i) => findDisagreement(item, actual[i], `${place}[${i}]`)));
  }
  if (isRecord(expected) && isRecord(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return firstOf(
      [...names].map((name) => findDisagreement(expected[name] ?? null, actual[name] ?? null, `${place}.${name}`)),
    );
  }
  const [wanted, got] = [numberOf(expected), numberOf(actual)];
  if (wanted !== undefined && got !== undefined && isClose(wanted, got)) return undefined;
  return expected === actual ? undefined : `${place}: expected ${brief(expected)}, got ${brief(actual)}`;
}

function isClose(expected: number, actual: number): boolean {
  if (Object.is(expected, actual) || expected === actual) return true;
  return Math.abs(expected - actual) <= absolute + relative * Math.abs(expected);
}

function numberOf(value: Json): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value === "NaN" || value === "Infinity" || value === "-Infinity" ? Number(value) : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstOf(found: readonly (string | undefined)[]): string | undefined {
  return found.find((one) => one !== undefined);
}

function brief(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
