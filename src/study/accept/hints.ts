/** What an error says about the inputs that were tried: what to try next, and whether anything would help. */

import { Raised } from "../../interpreter/tracer";

/** Other inputs would hardly help: something that is `None` is used, or no constructor came to its end. */
export function isHopeless(error: unknown, isConstructed: boolean, tried: number): boolean {
  if (error instanceof Raised && error.message.includes("'NoneType'")) return true;
  return !isConstructed && tried >= constructorTries;
}

const constructorTries = 6;

/**
 * What an edit did, where the program ran before on the same inputs and they are asked for the same: no others would cure it.
 * What is said of a plain number or a list, a tensor in its place might.
 */
export function isOfCode(error: unknown): boolean {
  if (!(error instanceof Raised) || /None|'(?:float|int|bool|str|list|tuple|dict)'/.test(error.message)) return false;
  return error.type === "AttributeError" || error.type === "TypeError";
}

export function wantsMoreAxes(error: unknown): boolean {
  return error instanceof Raised && /too many indices|^Dimension out of range/.test(error.message);
}

/** Whatever it is given, the program says the same: something else is missing. */
export function isStubborn(complaints: readonly string[]): boolean {
  return complaints.length >= 8 && new Set(complaints).size === 1;
}

/** How long a signal must be for a window that looks beyond its ends. */
export function lengthOf(error: unknown): number | undefined {
  if (!(error instanceof Raised)) return undefined;
  const found = /Padding size should be less.*padding \((\d+)|expected 0 < n_fft <= \d+, got (\d+)/.exec(error.message);
  const needed = Number(found?.[1] ?? found?.[2]);
  return needed >= 1 && needed <= 4096 ? Math.ceil(needed * 1.25) + 1 : undefined;
}

/** How many entries the program wants of what had another number of them. */
export function entriesOf(error: unknown): { readonly wanted: number; readonly got: number } | undefined {
  if (!(error instanceof Raised)) return undefined;
  const found = /expect(?:ed|s)\D{0,12}(\d+)\b[\s\S]*?\bgot (\d+)/i.exec(error.message);
  const [wanted, got] = [Number(found?.[1]), Number(found?.[2])];
  return wanted >= 1 && wanted <= mostEntries && wanted !== got ? { wanted, got } : undefined;
}

const mostEntries = 16;

/** The width that something inside the program has where our input had another. Small ones may be our own extents. */
export function widthOf(error: unknown): number | undefined {
  if (!(error instanceof Raised)) return undefined;
  const inner = /cannot be multiplied \(\d+x\d+ and (\d+)x\d+\)|expected input.* to have (\d+) channels/.exec(
    error.message,
  );
  const pair = /size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)/.exec(error.message);
  const width = inner ? Number(inner[1] ?? inner[2]) : Math.max(Number(pair?.[1]), Number(pair?.[2]));
  return width >= (inner ? 1 : ownExtents + 1) && width <= 1024 ? width : undefined;
}

/** The largest extent that an attempt has of itself. */
const ownExtents = 16;
