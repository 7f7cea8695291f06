/**
 * Looks at the chunks of a file until what its functions return has settled; after an edit only at what may have changed.
 */

import type { Chunk, ClassStatement } from "../syntax/tree";
import type { ChunkFacts } from "./chunkFacts";
import type { SettingTable } from "./coefficients/settings";
import { type ChunkFindings, findInChunk } from "./definitions";
import type { Flow } from "./flow/flow";
import type { FileView } from "./foundLoss";

/** What the chunks of a file see of it, apart from what its functions return. */
export type Outline = Omit<FileView, "summaries">;

/** What was found in the chunks of one version of a file. */
export interface Look {
  readonly chunks: readonly Chunk[];
  readonly base: Outline;
  readonly findings: readonly ChunkFindings[];
  readonly summaries: ReadonlyMap<string, Flow>;
  /** Another look would find the same. */
  readonly isSettled: boolean;
}

/** Functions call each other across chunks: what they return settles after a few looks. */
export function lookAtAll(chunks: readonly Chunk[], facts: readonly ChunkFacts[], base: Outline): Look {
  let summaries: ReadonlyMap<string, Flow> = new Map();
  let findings: readonly ChunkFindings[] = [];
  for (let round = 0; round < 3; round++) {
    const view: FileView = { ...base, summaries };
    findings = chunks.map((chunk, i) => findCached(chunk, view, facts[i]));
    const next = new Map(findings.flatMap((one) => [...one.summaries]));
    if (digestOf(next) === digestOf(summaries)) return { chunks, base, findings, summaries, isSettled: true };
    summaries = next;
  }
  return { chunks, base, findings, summaries, isSettled: false };
}

/** Only the chunks that an edit changed; `undefined` where the others may have to say something else about the file as it is now. */
export function lookAgain(
  chunks: readonly Chunk[],
  facts: readonly ChunkFacts[],
  base: Outline,
  before: Look,
): Look | undefined {
  const { summaries } = before;
  if (!before.isSettled || chunks.length !== before.chunks.length || !isSameOutline(base, before.base))
    return undefined;
  const isKept = (i: number) => chunks[i] === before.chunks[i];
  const changed = changedClasses(base, before.base);
  if (facts.some(({ names }, i) => isKept(i) && changed.some((name) => names.has(name)))) return undefined;
  const view: FileView = { ...base, summaries };
  const findings = chunks.map(
    (chunk, i) => (isKept(i) ? before.findings[i] : undefined) ?? findCached(chunk, view, facts[i]),
  );
  const isSettled = findings.every(
    (found, i) => isKept(i) || digestOf(found.summaries) === digestOf(before.findings[i]?.summaries ?? new Map()),
  );
  return isSettled ? { chunks, base, findings, summaries, isSettled } : undefined;
}

/** But for the classes. */
function isSameOutline(a: Outline, b: Outline): boolean {
  return (
    a.path === b.path &&
    a.framework === b.framework &&
    isSameMap(a.imports, b.imports) &&
    isSameMap(a.known, b.known) &&
    isSameMap(a.settings.objects, b.settings.objects) &&
    isSameMap(digests(a.settings.numbers), digests(b.settings.numbers)) &&
    a.usedAsLoss.size === b.usedAsLoss.size &&
    [...a.usedAsLoss].every((name) => b.usedAsLoss.has(name))
  );
}

function changedClasses({ classes: a }: Outline, { classes: b }: Outline): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
}

function isSameMap(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
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
  const settings = settingTexts(view.settings.numbers);
  const add = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const path = view.imports.get(name);
    if (path !== undefined) parts.push(`${name}=${path}`);
    const constant = view.known.get(name);
    if (constant !== undefined) parts.push(`${name}:${constant}`);
    const object = view.settings.objects.get(name);
    if (object !== undefined) {
      parts.push(`${name}=${object}()`);
      add(object);
    }
    for (const text of settings.get(name) ?? []) parts.push(text);
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

/** What is known of settings, as text, by the name that binds them. */
function settingTexts(numbers: SettingTable): ReadonlyMap<string, readonly string[]> {
  const known = textsCache.get(numbers);
  if (known) return known;
  const found = new Map<string, string[]>();
  for (const [path, text] of digests(numbers)) {
    const name = /^\w+/.exec(path)?.[0] ?? path;
    found.set(name, [...(found.get(name) ?? []), `${path}#${text}`]);
  }
  textsCache.set(numbers, found);
  return found;
}

const textsCache = new WeakMap<SettingTable, ReadonlyMap<string, readonly string[]>>();

function digests(numbers: SettingTable): ReadonlyMap<string, string> {
  return new Map([...numbers].map(([path, { value, span }]) => [path, `${value}@${span.start}-${span.end}`]));
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
