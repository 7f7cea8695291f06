/**
 * Discovery: the losses of a file, found by what its code computes. Chunks are looked at one by one, and again only when
 * their text changed or something that they refer to did.
 */

import { lineColumnAt } from "../syntax/locate";
import type { Chunk, ClassStatement, Module, PlacedChunk, Span, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { constantNumber } from "./constants";
import { type ChunkFindings, type FileView, type FoundLoss, findInChunk } from "./definitions";
import type { Flow } from "./flow";
import { fileFramework } from "./framework";
import { collectImports, type Imports } from "./imports";
import type { Loss } from "./loss";
import { namesUsedAsLosses } from "./usedAsLoss";

/** All losses of a file in the order of the text, with their coefficients and uses. */
export function discover(module: Module): readonly Loss[] {
  const facts = module.chunks.map(({ chunk }) => factsOf(chunk));
  const imports = withConventions(new Map(facts.flatMap((one) => [...one.imports])), facts);
  const known = new Map(facts.flatMap((one) => [...one.constants]));
  const classes = new Map(facts.flatMap((one) => [...one.classes]));
  const framework = fileFramework(imports);
  const usedAsLoss = new Set(facts.flatMap((one) => [...one.usedAsLoss]));
  const base = { path: module.path, imports, known, classes, framework, usedAsLoss };

  let summaries: ReadonlyMap<string, Flow> = new Map();
  let findings: readonly ChunkFindings[] = [];
  // Functions call each other across chunks: what they return settles after a few looks.
  for (let round = 0; round < 3; round++) {
    const view: FileView = { ...base, summaries };
    findings = module.chunks.map(({ chunk }, i) => findCached(chunk, view, facts[i]));
    const next = new Map(findings.flatMap((one) => [...one.summaries]));
    if (digestOf(next) === digestOf(summaries)) break;
    summaries = next;
  }
  const definitions = module.chunks.reduce(
    (count, { chunk }) => count + chunk.statements.filter(({ kind }) => kind === "function" || kind === "class").length,
    0,
  );
  const isAmongLosses = areMostlyLosses(findings, definitions);
  return findings.flatMap(({ losses }, i) => {
    const placed = module.chunks[i];
    return placed ? withCompany(losses, isAmongLosses).map((loss) => place(module, placed, i, loss)) : [];
  });
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

interface ChunkFacts {
  readonly imports: Imports;
  readonly constants: ReadonlyMap<string, number>;
  readonly classes: ReadonlyMap<string, ClassStatement>;
  /** Every name that is mentioned: what the chunk depends on. */
  readonly names: ReadonlySet<string>;
  /** The functions and methods that it defines, wherever. */
  readonly defined: ReadonlySet<string>;
  readonly usedAsLoss: ReadonlySet<string>;
}

const factsCache = new WeakMap<Chunk, ChunkFacts>();

function factsOf(chunk: Chunk): ChunkFacts {
  const cached = factsCache.get(chunk);
  if (cached) return cached;
  const constants = new Map<string, number>();
  const classes = new Map<string, ClassStatement>();
  const visit = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      if (statement.kind === "class") classes.set(statement.name, statement);
      else if (statement.kind === "if") visit([...statement.body, ...statement.otherwise]);
      else if (statement.kind === "try") visit(statement.body);
      else if (statement.kind === "assign" && statement.value) {
        const [target] = statement.targets;
        const value = target?.kind === "name" ? constantNumber(statement.value, new Map(), constants) : undefined;
        if (target?.kind === "name" && value !== undefined) constants.set(target.name, value);
      }
    }
  };
  visit(chunk.statements);
  const names = new Set<string>();
  const defined = new Set<string>();
  walk(chunk.statements, (node) => {
    if (node.kind === "name") names.add(node.name);
    else if (node.kind === "function") defined.add(node.name);
    return undefined;
  });
  const facts: ChunkFacts = {
    imports: collectImports(chunk.statements),
    constants,
    classes,
    names,
    defined,
    usedAsLoss: namesUsedAsLosses(chunk.statements),
  };
  factsCache.set(chunk, facts);
  return facts;
}

/** The last few findings of a chunk, by what they depended on. */
const findingsCache = new WeakMap<Chunk, Map<string, ChunkFindings>>();
const remembered = 4;

function findCached(chunk: Chunk, view: FileView, facts: ChunkFacts | undefined): ChunkFindings {
  const known = findingsCache.get(chunk) ?? new Map<string, ChunkFindings>();
  const key = facts ? dependencies(view, facts) : "";
  const cached = known.get(key);
  if (cached) return cached;
  const found = findInChunk(chunk, view);
  const oldest = known.keys().next();
  if (known.size >= remembered && !oldest.done) known.delete(oldest.value);
  known.set(key, found);
  findingsCache.set(chunk, known);
  return found;
}

/** Everything outside a chunk that its findings depend on, as text. */
function dependencies(view: FileView, { names, defined }: ChunkFacts): string {
  const parts: string[] = [view.path, view.framework, ...[...defined].filter((name) => view.usedAsLoss.has(name))];
  const seen = new Set<string>();
  const add = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const path = view.imports.get(name);
    if (path !== undefined) parts.push(`${name}=${path}`);
    const constant = view.known.get(name);
    if (constant !== undefined) parts.push(`${name}:${constant}`);
    const summary = view.summaries.get(name);
    if (summary) parts.push(`${name}>${flowDigest(summary)}`);
    const base = view.classes.get(name);
    if (base) {
      parts.push(`${name}@${identityOf(base)}`);
      for (const argument of base.bases) if (argument.value.kind === "name") add(argument.value.name);
    }
  };
  for (const name of names) add(name);
  return parts.join(" ");
}

const identities = new WeakMap<ClassStatement, number>();
const counter = { next: 0 };

function identityOf(node: ClassStatement): number {
  const known = identities.get(node) ?? counter.next++;
  identities.set(node, known);
  return known;
}

function digestOf(summaries: ReadonlyMap<string, Flow>): string {
  return [...summaries].map(([name, flow]) => `${name}>${flowDigest(flow)}`).join(" ");
}

function flowDigest(flow: Flow): string {
  return `${flow.marks}/${flow.direction}${flow.items ? `[${flow.items.map(flowDigest).join()}]` : ""}`;
}

function place(module: Module, placed: PlacedChunk, index: number, loss: FoundLoss): Loss {
  const shifted = (span: Span): Span => ({ start: span.start + placed.offset, end: span.end + placed.offset });
  const line = (span: Span) => lineColumnAt(module, span.start + placed.offset, placed.cell).line + 1;
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
    coefficients: loss.coefficients.map((one) => ({ ...one, span: shifted(one.span), line: line(one.span) })),
    ...(loss.directive ? { directive: { text: loss.directive.text, span: shifted(loss.directive.span) } } : {}),
    ...(loss.method === undefined ? {} : { method: loss.method }),
    ...(loss.use ? { use: loss.use } : {}),
  };
}
