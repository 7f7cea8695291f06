/**
 * Discovery: the losses of a file, found by what its code computes. Chunks are looked at one by one (look.ts), and again
 * only when their text changed or something that they refer to did.
 */

import { lineColumnAt } from "../syntax/locate";
import type { Module, PlacedChunk, Span } from "../syntax/tree";
import { type ChunkFacts, factsOf } from "./chunkFacts";
import type { ChunkFindings } from "./definitions";
import type { FoundLoss } from "./foundLoss";
import { fileFramework } from "./framework";
import type { Imports } from "./imports";
import { type Look, lookAgain, lookAtAll, type Outline } from "./look";
import type { Loss } from "./loss";

/**
 * All losses of a file in the order of the text, with their coefficients and uses.
 *
 * @param previous the version before, if it was looked at: what an edit does not touch is taken over
 */
export function discover(module: Module, previous?: Module): readonly Loss[] {
  const facts = module.chunks.map(({ chunk }) => factsOf(chunk));
  const base = outlineOf(module, facts);
  const before = previous && looks.get(previous);
  const chunks = module.chunks.map(({ chunk }) => chunk);
  const look = (before && lookAgain(chunks, facts, base, before)) ?? lookAtAll(chunks, facts, base);
  looks.set(module, look);
  const { findings } = look;
  const definitions = module.chunks.reduce(
    (count, { chunk }) => count + chunk.statements.filter(({ kind }) => kind === "function" || kind === "class").length,
    0,
  );
  const isAmongLosses = areMostlyLosses(findings, definitions);
  return findings.flatMap(({ losses }, i) => {
    const placed = module.chunks[i];
    return placed ? withCompany(losses, isAmongLosses).map((loss) => place(module, facts, placed, i, loss)) : [];
  });
}

const looks = new WeakMap<Module, Look>();

function outlineOf(module: Module, facts: readonly ChunkFacts[]): Outline {
  const imports = withConventions(merged(facts.map((one) => one.imports)), facts);
  return {
    path: module.path,
    imports,
    known: merged(facts.map((one) => one.constants)),
    classes: merged(facts.map((one) => one.classes)),
    framework: fileFramework(imports),
    settings: {
      numbers: merged(facts.map(({ settings }) => settings.numbers)),
      objects: merged(facts.map(({ settings }) => settings.objects)),
    },
    usedAsLoss: new Set(facts.flatMap((one) => (one.usedAsLoss.size === 0 ? [] : [...one.usedAsLoss]))),
  };
}

function merged<Value>(maps: readonly ReadonlyMap<string, Value>[]): ReadonlyMap<string, Value> {
  const all = new Map<string, Value>();
  for (const map of maps) for (const [key, value] of map) all.set(key, value);
  return all;
}

/** What a file calls `torch` or `tf` without importing it is that: `torch, nn = try_import_torch()`, a cell of a notebook. */
function withConventions(imports: Imports, facts: readonly ChunkFacts[]): Imports {
  const isTaken = (name: string) => imports.has(name) || facts.some(({ classes }) => classes.has(name));
  const isUsed = (name: string) => facts.some(({ names }) => names.has(name));
  const found = new Map(imports);
  for (const [name, path] of conventions) if (!isTaken(name) && isUsed(name)) found.set(name, path);
  if (found.has("torch"))
    for (const [name, path] of besideTorch) if (!isTaken(name) && isUsed(name)) found.set(name, path);
  // Libraries for several backends hand Keras's over as a keyword.
  if (fileFramework(found) === "plain" && isUsed("backend") && isUsed("kwargs") && !isTaken("backend"))
    found.set("backend", "keras.backend");
  return found;
}

const conventions: readonly (readonly [string, string])[] = [
  ["torch", "torch"],
  ["tf", "tensorflow"],
  ["np", "numpy"],
  ["jnp", "jax.numpy"],
];
const besideTorch: readonly (readonly [string, string])[] = [
  ["nn", "torch.nn"],
  ["F", "torch.nn.functional"],
];

/** A file whose definitions are mostly losses: what is likely one there is one. */
function areMostlyLosses(findings: readonly ChunkFindings[], definitions: number): boolean {
  const certain = findings
    .flatMap(({ losses }) => losses)
    .filter(({ kind, certainty }) => certainty === undefined && (kind === "function" || kind === "class")).length;
  return certain >= 2 && certain * 2 >= definitions;
}

/** Decides what is only likely; what stands inside of an accepted one is part of it. */
function withCompany(losses: readonly FoundLoss[], isAmongLosses: boolean): readonly FoundLoss[] {
  if (!losses.some(({ certainty }) => certainty === "likely")) return losses;
  const accepted = isAmongLosses ? losses.filter(({ certainty }) => certainty === "likely") : [];
  const isInside = (one: FoundLoss) =>
    accepted.some((other) => other !== one && other.span.start <= one.span.start && one.span.end <= other.span.end);
  return losses.filter((one) => (one.certainty === "likely" ? isAmongLosses : !isInside(one)));
}

function place(
  module: Module,
  facts: readonly ChunkFacts[],
  placed: PlacedChunk,
  index: number,
  loss: FoundLoss,
): Loss {
  const shifted = (span: Span, { offset } = placed): Span => ({ start: span.start + offset, end: span.end + offset });
  const line = (span: Span, { offset, cell } = placed) => lineColumnAt(module, span.start + offset, cell).line + 1;
  return {
    kind: loss.kind,
    name: loss.name,
    qualifiedName: loss.qualifiedName,
    framework: loss.framework,
    span: shifted(loss.span),
    nameSpan: shifted(loss.nameSpan),
    ...(placed.cell === undefined ? {} : { cell: placed.cell }),
    line: line(loss.nameSpan),
    chunk: index,
    coefficients: loss.coefficients.flatMap(({ home, ...one }) => {
      const there = home === undefined ? placed : homeOf(module, facts, home);
      // a setting of another cell has no place in this one
      return there?.cell === placed.cell
        ? [{ ...one, span: shifted(one.span, there), line: line(one.span, there) }]
        : [];
    }),
    ...(loss.directive ? { directive: { text: loss.directive.text, span: shifted(loss.directive.span) } } : {}),
    ...(loss.method === undefined ? {} : { method: loss.method }),
    ...(loss.use ? { use: loss.use } : {}),
  };
}

/** The top-level statement that binds a name last. */
function homeOf({ chunks }: Module, facts: readonly ChunkFacts[], name: string): PlacedChunk | undefined {
  const isThere = ({ settings, classes }: ChunkFacts) =>
    classes.has(name) || settings.numbers.has(name) || [...settings.numbers.values()].some(({ home }) => home === name);
  return chunks[facts.findLastIndex(isThere)];
}
