/** Parameter lists: of the program's functions, and of ours as text (`input, min=None, *, out=None`). */

import type { Parameter } from "../syntax/tree";
import { fault } from "./errors";
import { didYouMean } from "./suggestions";
import type { Value } from "./values";
import { bool, ellipsis, float, int, none, str, tuple } from "./values";

export interface Signature {
  readonly parameters: readonly { readonly name: string; readonly form: Parameter["form"] }[];
  /** Indexes of the parameters that take a position, in order. */
  readonly positions: readonly number[];
  readonly byName: ReadonlyMap<string, number>;
  readonly variadic: number;
  readonly keywords: number;
}

/** Arguments in the order of the parameters; `undefined` where the default applies. */
export interface Bound {
  readonly slots: (Value | undefined)[];
  readonly rest: readonly Value[];
  readonly extra: ReadonlyMap<string, Value>;
}

export const noKeywords: ReadonlyMap<string, Value> = new Map();
const noRest: readonly Value[] = [];

export function createSignature(parameters: Signature["parameters"]): Signature {
  const positions: number[] = [];
  const byName = new Map<string, number>();
  parameters.forEach(({ name, form }, index) => {
    if (form === "plain" || form === "positional") positions.push(index);
    if (form === "plain" || form === "keyword") byName.set(name, index);
  });
  return {
    parameters,
    positions,
    byName,
    variadic: parameters.findIndex((one) => one.form === "variadic"),
    keywords: parameters.findIndex((one) => one.form === "keywords"),
  };
}

/** @throws Raised TypeError, in Python's words, when the arguments do not fit */
export function bindArguments(
  name: string,
  signature: Signature,
  hasDefault: (index: number) => boolean,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Bound {
  const { parameters, positions } = signature;
  const slots: (Value | undefined)[] = new Array(parameters.length).fill(undefined);
  const taken = Math.min(positional.length, positions.length);
  for (let i = 0; i < taken; i++) slots[positions[i] ?? 0] = positional[i];
  if (positional.length > positions.length && signature.variadic < 0) {
    const most = positions.length;
    throw fault(
      "TypeError",
      `${name}() takes ${most} positional argument${most === 1 ? "" : "s"} but ${positional.length} were given`,
    );
  }
  const extra = keywords.size === 0 ? noKeywords : bindKeywords(name, signature, slots, keywords);
  const missing = parameters.filter(
    ({ form }, index) => slots[index] === undefined && form !== "variadic" && form !== "keywords" && !hasDefault(index),
  );
  if (missing.length > 0) throw missingArguments(name, missing);
  return { slots, rest: positional.length > positions.length ? positional.slice(positions.length) : noRest, extra };
}

function bindKeywords(
  name: string,
  signature: Signature,
  slots: (Value | undefined)[],
  keywords: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  let extra: Map<string, Value> | undefined;
  for (const [keyword, value] of keywords) {
    const index = signature.byName.get(keyword);
    if (index !== undefined) {
      if (slots[index] !== undefined)
        throw fault("TypeError", `${name}() got multiple values for argument '${keyword}'`);
      slots[index] = value;
    } else if (signature.keywords >= 0) {
      extra ??= new Map();
      extra.set(keyword, value);
    } else {
      const hint = didYouMean(keyword, signature.byName.keys());
      throw fault("TypeError", `${name}() got an unexpected keyword argument '${keyword}'${hint}`);
    }
  }
  return extra ?? noKeywords;
}

function missingArguments(name: string, missing: readonly { readonly name: string; readonly form: string }[]): Error {
  const names = missing.map((one) => `'${one.name}'`);
  const listed =
    names.length < 2
      ? names.join("")
      : `${names.slice(0, -1).join(", ")}${names.length > 2 ? "," : ""} and ${names.at(-1)}`;
  const kind = missing.every((one) => one.form === "keyword") ? "keyword-only" : "positional";
  return fault(
    "TypeError",
    `${name}() missing ${names.length} required ${kind} argument${names.length > 1 ? "s" : ""}: ${listed}`,
  );
}

interface TextSignature {
  readonly signature: Signature;
  readonly defaults: readonly (Value | undefined)[];
}

const parsed = new Map<string, TextSignature>();

/** Reads a parameter list written as text; each text is read once. */
export function parseSignature(text: string): TextSignature {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const parameters: { name: string; form: Parameter["form"] }[] = [];
  const defaults: (Value | undefined)[] = [];
  let form: Parameter["form"] = "plain";
  for (const part of splitParameters(text)) {
    const [written = "", initial] = splitDefault(part);
    const name = written.split(":")[0]?.trim() ?? written;
    if (name === "/") parameters.forEach((one) => (one.form = "positional"));
    else if (name === "*") form = "keyword";
    else if (name.startsWith("**")) parameters.push({ name: name.slice(2), form: "keywords" });
    else if (name.startsWith("*")) {
      parameters.push({ name: name.slice(1), form: "variadic" });
      form = "keyword";
    } else parameters.push({ name, form });
    if (name !== "/" && name !== "*") defaults.push(initial === undefined ? undefined : readDefault(initial, text));
  }
  const made = { signature: createSignature(parameters), defaults };
  parsed.set(text, made);
  return made;
}

function splitParameters(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (char === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function splitDefault(part: string): readonly [string, string | undefined] {
  const at = part.indexOf("=");
  return at < 0 ? [part, undefined] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

function readDefault(text: string, signature: string): Value {
  if (text === "None") return none;
  if (text === "True" || text === "False") return bool(text === "True");
  if (text === "...") return ellipsis;
  if (/^(['"]).*\1$/.test(text)) return str(text.slice(1, -1));
  if (/^-?\d+$/.test(text)) return int(Number(text));
  if (/^\(.*\)$/.test(text))
    return tuple(splitParameters(text.slice(1, -1)).map((item) => readDefault(item, signature)));
  const number = Number(text);
  if (!Number.isNaN(number)) return float(number);
  if (text === "inf") return float(Number.POSITIVE_INFINITY);
  throw new Error(`internal: no literal default: ${text} in (${signature})`);
}
