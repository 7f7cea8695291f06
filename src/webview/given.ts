/** Reads and writes values as people type them into a box: Python's words and JSON's both. */

import { typedNumber } from "../numberText";
import type { Given } from "../study/request";

/** `undefined`: no value. A bare word is text, as options are (`mean`, `none`). */
export function parseGiven(text: string): Given | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const json = trimmed
    .replace(/\bTrue\b/g, "true")
    .replace(/\bFalse\b/g, "false")
    .replace(/\bNone\b/g, "null")
    .replace(/^\((.*)\)$/s, "[$1]")
    .replace(/'([^'"]*)'/g, '"$1"')
    .replace(/(^|[[,\s-])\.(\d)/g, "$10.$2")
    .replace(/(\d)\.(?=[\],\s]|$)/g, "$1.0")
    .replace(/,\s*\]/g, "]")
    .replace(/−/g, "-");
  try {
    return readGiven(JSON.parse(json));
  } catch {
    return /^[A-Za-z_]\w*$/.test(trimmed) ? trimmed : undefined;
  }
}

export function writeGiven(value: Given): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return typedNumber(value);
  if (typeof value === "string") return value;
  return `[${value.map(writeGiven).join(", ")}]`;
}

/** `8, 4`, `[8, 4]`, `8 × 4`; nothing for a scalar. */
export function parseShape(text: string): readonly number[] | undefined {
  const inner = text
    .trim()
    .replace(/^[[(]|[\])]$/g, "")
    .trim();
  if (inner === "") return [];
  const sizes = inner
    .split(/\s*[,×x]\s*|\s+/)
    .filter((part) => part !== "")
    .map(Number);
  return sizes.every((size) => Number.isInteger(size) && size >= 0) ? sizes : undefined;
}

export function writeShape(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

function readGiven(value: unknown): Given | undefined {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (!Array.isArray(value)) return undefined;
  const items = value.map(readGiven);
  return items.every((item) => item !== undefined) ? items : undefined;
}
