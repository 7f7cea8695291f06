/**
 * The comment through which an author tells a preview what to draw:
 *
 *     # preview: pred from -5 to 5, target = 0, logits: logits[4, 3], labels = [0, 2, 1, 1], delta = 2
 *
 * Clauses are separated by commas (or stand on lines of their own, each with the marker). Three forms:
 *   NAME from A to B [in N steps]   an axis: the first is x, the second y
 *   NAME = VALUE                    a number, true, false, none, "text" or a nested list; the name `seed` is the seed
 *   NAME: ROLE[SHAPE]               what an input is; role or shape may be left out
 */

import type { AxisRequest, Given, InputOverride } from "./request";
import { isRole, roleNames } from "./roles/roleTable";

export interface Directive {
  readonly axes: readonly AxisRequest[];
  readonly set: Readonly<Record<string, Given>>;
  readonly inputs: Readonly<Record<string, InputOverride>>;
  readonly seed: number | undefined;
  /** What could not be read: offset within the text, and one sentence. */
  readonly faults: readonly { readonly start: number; readonly end: number; readonly message: string }[];
}

export const emptyDirective: Directive = { axes: [], set: {}, inputs: {}, seed: undefined, faults: [] };

const knob = String.raw`[A-Za-z_]\w*(?:\.\w+)*(?:\[[\d\s,]*\])?`;
const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const axisForm = new RegExp(`^(${knob})\\s+from\\s+(${number})\\s+to\\s+(${number})(?:\\s+in\\s+(\\d+)\\s+steps)?$`);
const valueForm = new RegExp(`^(${knob})\\s*=\\s*(.+)$`, "s");
const roleForm = /^([A-Za-z_]\w*(?:\.\w+)*)\s*:\s*([A-Za-z]*)\s*(?:\[([\d\s,]*)\])?$/;

/** Reads the text after `# preview:`. Never throws: what cannot be read is told in `faults`, the rest holds. */
export function parseDirective(text: string): Directive {
  const axes: AxisRequest[] = [];
  const set: Record<string, Given> = {};
  const inputs: Record<string, InputOverride> = {};
  const faults: { start: number; end: number; message: string }[] = [];
  let seed: number | undefined;
  for (const clause of splitClauses(text)) {
    const fail = (message: string) =>
      faults.push({ start: clause.start, end: clause.start + clause.text.length, message });
    const axis = axisForm.exec(clause.text);
    const value = valueForm.exec(clause.text);
    const role = roleForm.exec(clause.text);
    if (axis) {
      const [, name = "", from, to, count] = axis;
      axes.push({ knob: name, from: Number(from), to: Number(to), ...(count ? { count: Number(count) } : {}) });
      if (axes.length > 2) fail("a preview has at most two axes");
    } else if (value) {
      const [, name = "", written = ""] = value;
      const given = parseGiven(written);
      if (given === undefined) fail(`cannot read the value ${written} (a number, true, false, none, "text" or a list)`);
      else if (name === "seed" && typeof given === "number") seed = given;
      else set[name] = given;
    } else if (role) {
      const [, name = "", word = "", extents] = role;
      if (word !== "" && !isRole(word)) fail(`unknown role: ${word} (have: ${roleNames.join(", ")})`);
      else inputs[name] = { ...inputs[name], ...(isRole(word) ? { role: word } : {}), ...shapeOf(extents) };
    } else {
      fail(`cannot read "${clause.text}" (have: NAME from A to B, NAME = VALUE, NAME: role[shape])`);
    }
  }
  return { axes: axes.slice(0, 2), set, inputs, seed, faults };
}

/** A value as people write it in a comment, a text box or on the command line; `undefined` when it is none. */
export function parseGiven(written: string): Given | undefined {
  const text = written.trim();
  const plain = { true: true, True: true, false: false, False: false, none: null, None: null, null: null }[text];
  if (plain !== undefined) return plain;
  if (new RegExp(`^${number}$`).test(text)) return Number(text);
  const word = { inf: Infinity, "+inf": Infinity, "-inf": -Infinity, nan: Number.NaN }[text.toLowerCase()];
  if (word !== undefined) return word;
  const quoted = /^(["'])(.*)\1$/s.exec(text);
  if (quoted) return quoted[2] ?? "";
  if (text.startsWith("[") && text.endsWith("]")) {
    const items = splitClauses(text.slice(1, -1)).map((item) => parseGiven(item.text));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  return undefined;
}

function shapeOf(extents: string | undefined): { shape?: readonly number[] } {
  if (extents === undefined) return {};
  return {
    shape: extents
      .split(",")
      .filter((part) => part.trim() !== "")
      .map(Number),
  };
}

/** Splits at commas and line ends outside brackets and quotes; trims; skips what is empty. */
function splitClauses(text: string): { text: string; start: number }[] {
  const clauses: { text: string; start: number }[] = [];
  let depth = 0;
  let quote = "";
  let from = 0;
  const close = (to: number) => {
    const raw = text.slice(from, to);
    if (raw.trim() !== "") clauses.push({ text: raw.trim(), start: from + raw.length - raw.trimStart().length });
    from = to + 1;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "[") depth++;
    else if (character === "]") depth--;
    else if ((character === "," || character === "\n") && depth === 0) close(at);
  }
  close(text.length);
  return clauses;
}
