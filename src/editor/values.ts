/** Coefficients' values as text: shown as the source writes them, read as a person types them. */

import type { CoefficientValue } from "../discovery/loss";
import { typedNumber } from "../numberText";

const numberToken = /[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?/g;
const longest = 40;

/** The value in the words of the source where they say the same (`1.0`, `1_000`, `5e-1`), else as Python prints it. */
export function formatAsWritten(value: CoefficientValue, written: string): string {
  const text = written.trim();
  if (typeof value === "number") {
    const last = text.match(numberToken)?.at(-1);
    return last !== undefined && Number(last.replaceAll("_", "")) === value
      ? last.replace(/^\+/, "")
      : formatValue(value);
  }
  if (Array.isArray(value) && /^[[(][-+\d.,eE\s_]*[\])]$/.test(text) && text.length <= longest) return text;
  return formatValue(value);
}

/** A value set by a person, in the manner of the source: `2` beside `1.0` is `2.0`. */
export function formatLike(value: CoefficientValue, source: string): string {
  const text = formatValue(value);
  return /^-?\d+$/.test(text) && /^-?[\d_]*\.[\d_]*|^-?\d+[eE]/.test(source) ? `${text}.0` : text;
}

export function formatValue(value: CoefficientValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return typedNumber(value);
  const items = value.map(formatValue);
  const whole = `[${items.join(", ")}]`;
  if (whole.length <= longest) return whole;
  return `[${items.slice(0, 3).join(", ")}, … ${items.length}]`;
}

/**
 * Reads what a person typed for a coefficient whose value in the source is `like`; `undefined` when it is none.
 * A number stays a number and a list a list of the same length, so that the loss keeps its meaning.
 */
export function parseLike(typed: string, like: CoefficientValue): CoefficientValue | undefined {
  const value = parseValue(typed);
  return value !== undefined && isLike(value, like) ? value : undefined;
}

function isLike(value: CoefficientValue, like: CoefficientValue): boolean {
  if (like === null || value === null) return true;
  if (Array.isArray(like)) {
    return (
      Array.isArray(value) && value.length === like.length && value.every((item, at) => isLike(item, like[at] ?? 0))
    );
  }
  return typeof value === typeof like;
}

function parseValue(typed: string): CoefficientValue | undefined {
  const text = typed.trim();
  const words: Readonly<Record<string, CoefficientValue>> = {
    true: true,
    false: false,
    none: null,
    inf: Infinity,
    "-inf": -Infinity,
  };
  const word = words[text.toLowerCase()];
  if (word !== undefined) return word;
  if (text.startsWith("[") || text.startsWith("("))
    return parseList(text.slice(1, -1), text.endsWith("]") || text.endsWith(")"));
  const quoted = /^(["'])(.*)\1$/.exec(text);
  if (quoted) return quoted[2] ?? "";
  const number = Number(text.replaceAll("_", ""));
  return text === "" || Number.isNaN(number) ? undefined : number;
}

/** Lists of lists are split at the commas of their own level. */
function parseList(inner: string, isClosed: boolean): CoefficientValue | undefined {
  if (!isClosed) return undefined;
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of `${inner},`) {
    depth += "[(".includes(character) ? 1 : "])".includes(character) ? -1 : 0;
    if (character === "," && depth === 0) {
      if (part.trim() !== "") parts.push(part);
      part = "";
    } else part += character;
  }
  const items: CoefficientValue[] = [];
  for (const text of parts) {
    const item = parseValue(text);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}
