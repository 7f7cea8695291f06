/**
 * Python text to tree. A file is cut into its top-level statements; each is parsed alone, lowered, and kept as it is for as
 * long as its text does not change.
 */

import { Language, Parser } from "web-tree-sitter";
import { type Cut, cut, type Recut, recut } from "./chunks";
import { editBetween } from "./edit";
import { joinLines } from "./joinLines";
import type { Lowering } from "./lowering";
import { type PythonNode, type PythonNodes, readNodes } from "./pythonNodes";
import { lowerBlock } from "./pythonStatements";
import { placeholder, repair } from "./repair";
import { reparse } from "./reparse";
import type { Chunk, Comment, Module, PlacedChunk, Span, SyntaxFault } from "./tree";

export interface PythonParser {
  /** Parses a file; chunks whose text `previous` already has are the same objects. Never throws. */
  parse(path: string, text: string, previous?: Module): Module;
  /** One chunk alone. @param before what it was before an edit, if it is known */
  parseChunk(text: string, before?: Chunk): Chunk;
  dispose(): void;
}

/** The two binaries that the parser runs on: tree-sitter itself and Python's grammar. */
export interface PythonGrammar {
  readonly runtime: Uint8Array;
  readonly python: Uint8Array;
}

export async function createPythonParser(grammar: PythonGrammar): Promise<PythonParser> {
  // Bytes and `locateFile` keep the loader from looking for files, which it cannot do in a browser's worker.
  await Parser.init({ wasmBinary: grammar.runtime, locateFile: (name: string) => name });
  const language = await Language.load(grammar.python);
  const parser = new Parser();
  parser.setLanguage(language);

  const parseHealthy = (text: string, start: number): Chunk | undefined => {
    const { nodes, hasError } = parseNodes(parser, language, text);
    const chunk = hasError ? undefined : lowerChunk(text, text, nodes, (offset) => start + offset, []);
    return chunk?.errors.length === 0 ? chunk : undefined;
  };
  const parseEdited = (before: Chunk, text: string) => unlessTooDeep(() => reparse(before, text, parseHealthy));
  const parseChunk = (text: string, before?: Chunk): Chunk => {
    const edited = before && parseEdited(before, text);
    return edited ?? unlessTooDeep(() => parseWhole(parser, language, text)) ?? tooDeep(text);
  };
  const cuts = new WeakMap<Module, Cut>();
  return {
    parse: (path, text, previous) => {
      const old = previous?.chunks ?? [];
      const oldCut = previous && cuts.get(previous);
      const edited = oldCut && withinStatement(text, old, oldCut, parseEdited);
      if (edited !== undefined) {
        const module: Module = { path, language: "python", text, chunks: edited.chunks };
        cuts.set(module, edited.cut);
        return module;
      }
      const now: Recut = oldCut === undefined ? { ...cut(text), kept: 0, moved: 0 } : recut(text, oldCut);
      const { kept, moved } = now;
      const known = knownChunks(old.slice(kept, old.length - moved));
      const changed = now.chunks.slice(kept, now.chunks.length - moved);
      const moving = old.slice(old.length - moved);
      const chunks: readonly PlacedChunk[] = [
        ...old.slice(0, kept),
        ...changed.map(({ offset, text: own }) => ({ offset, chunk: known(own) ?? parseChunk(own) })),
        ...moving.map(({ chunk }, i) => ({ offset: now.chunks[kept + changed.length + i]?.offset ?? 0, chunk })),
      ];
      const module: Module = { path, language: "python", text, chunks };
      cuts.set(module, now);
      return module;
    },
    parseChunk,
    dispose: () => parser.delete(),
  };
}

/** Expressions nested thousands deep outgrow the stack; the rest of the file must not suffer. */
function unlessTooDeep<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function tooDeep(text: string): Chunk {
  const whole = { start: 0, end: text.length };
  const errors = [{ message: "too deeply nested", ...whole }];
  return { text, statements: [{ kind: "error", ...whole }], comments: [], errors };
}

/** After an edit within one statement every other chunk is the same, and none is cut elsewhere. */
function withinStatement(
  text: string,
  old: readonly PlacedChunk[],
  cut: Cut,
  parseEdited: (before: Chunk, text: string) => Chunk | undefined,
): { readonly chunks: readonly PlacedChunk[]; readonly cut: Cut } | undefined {
  const { start, endBefore } = editBetween(cut.text, text);
  const at = old.findIndex(({ offset, chunk }) => offset <= start && endBefore <= offset + chunk.text.length);
  const before = old[at];
  if (before === undefined || cut.isGuessed) return undefined;
  const shift = text.length - cut.text.length;
  const own = text.slice(before.offset, before.offset + before.chunk.text.length + shift);
  const chunk = parseEdited(before.chunk, own);
  if (chunk === undefined) return undefined;
  const placed = <Placed extends { readonly offset: number }>(all: readonly Placed[], edited: Placed) =>
    all.map((one, i) => (i < at ? one : i === at ? edited : { ...one, offset: one.offset + shift }));
  const { offset } = before;
  return {
    chunks: placed(old, { offset, chunk }),
    cut: { text, isGuessed: false, chunks: placed(cut.chunks, { offset, text: own, isOpen: false }) },
  };
}

/** Chunks by text, each given out once, so that equal statements stay apart and in order. */
export function knownChunks(placed: readonly PlacedChunk[]): (text: string) => Chunk | undefined {
  const waiting = new Map<string, Chunk[]>();
  for (const { chunk } of placed) {
    const same = waiting.get(chunk.text);
    if (same) same.push(chunk);
    else waiting.set(chunk.text, [chunk]);
  }
  return (text) => waiting.get(text)?.shift();
}

interface Parsed {
  readonly nodes: PythonNodes;
  readonly hasError: boolean;
}

function parseWhole(parser: Parser, language: Language, text: string): Chunk {
  const first = parseNodes(parser, language, text);
  if (!first.hasError) return lowerChunk(text, text, first.nodes, (offset) => offset, []);
  const joined = joinLines(text);
  const onOneLine = joined === text ? first : parseNodes(parser, language, joined);
  if (!onOneLine.hasError) return lowerChunk(text, joined, onOneLine.nodes, (offset) => offset, []);
  const mended = repair(text, (snippet) => isReadable(parser, snippet));
  const second = parseNodes(parser, language, mended.text);
  // Where nothing could be mended, the grammar's own recovery is as good.
  const place = (offset: number) => mended.origin[offset] ?? Math.min(offset, text.length);
  return lowerChunk(text, mended.text, second.nodes, place, mended.faults);
}

function parseNodes(parser: Parser, language: Language, text: string): Parsed {
  // The grammar takes `type(x).name = y` for a type alias. Another word of the same length keeps it from that; names are
  // read from the text itself.
  const tree = parser.parse(text.replace(/^([ \t]*)type(?=\()/gm, "$1typo"));
  if (!tree) throw new Error("internal: the parser has no language");
  try {
    return { nodes: readNodes(tree, language), hasError: tree.rootNode.hasError };
  } finally {
    tree.delete();
  }
}

function isReadable(parser: Parser, snippet: string): boolean {
  const tree = parser.parse(snippet);
  if (!tree) return false;
  const isFine = !tree.rootNode.hasError;
  tree.delete();
  return isFine;
}

/** @param place where in the chunk an offset of the parsed text is */
function lowerChunk(
  text: string,
  parsed: string,
  nodes: PythonNodes,
  place: (offset: number) => number,
  mended: readonly SyntaxFault[],
): Chunk {
  const errors: SyntaxFault[] = [...mended];
  const span = (node: PythonNode): Span => ({ start: place(node.start), end: place(node.end) });
  const context: Lowering = {
    text: parsed,
    span,
    placeholder,
    fault: (node, message) => {
      const at = span(node);
      if (!errors.some((fault) => fault.start <= at.end && at.start <= fault.end)) errors.push({ message, ...at });
    },
    yields: false,
  };
  const statements = lowerBlock(context, nodes.root);
  const comments = nodes.comments.map(
    (node): Comment => ({ text: parsed.slice(node.start + 1, node.end).trim(), ...span(node) }),
  );
  return { text, statements, comments, errors: errors.sort((a, b) => a.start - b.start) };
}
