/**
 * Cuts a Python file into its top-level statements without parsing it, so that an edit is parsed again only where it was
 * made, and half-typed text spoils only its own statement.
 */

import { editBetween } from "./edit";
import { type LogicalLine, linesFrom } from "./lines";

export interface TextChunk {
  readonly offset: number;
  readonly text: string;
  /** A bracket or string in it is left open: where it ends depends on all that follows. */
  readonly isOpen: boolean;
}

/** A text cut, and what the next version of it can take over. */
export interface Cut {
  readonly text: string;
  readonly chunks: readonly TextChunk[];
  /** Its quotes do not pair up: where strings end was guessed. */
  readonly isGuessed: boolean;
}

/** The top-level statements of a Python text, in order, each with the comments directly above it. */
export function splitChunks(text: string): readonly TextChunk[] {
  return cut(text).chunks;
}

export function cut(text: string): Cut {
  const chunks: TextChunk[] = [];
  // A triple quote left open to the end says that quotes stopped pairing up somewhere above, not that the last one is at fault.
  const isGuessed = lastLineOf(cutFrom(text, 0, chunks, false))?.quote.length === 3;
  if (!isGuessed) return { text, chunks, isGuessed };
  const guessed: TextChunk[] = [];
  lastLineOf(cutFrom(text, 0, guessed, true));
  return { text, chunks: guessed, isGuessed };
}

/** What a new version of a text has of the former one. */
export interface Recut extends Cut {
  /** How many of the former chunks stand where they stood. */
  readonly kept: number;
  /** How many of them, from the end, only moved with the text. */
  readonly moved: number;
}

/** The same as `cut`, looking only at what changed: a keystroke's cost must not go with the size of the file. */
export function recut(text: string, before: Cut): Recut {
  const whole = (): Recut => ({ ...cut(text), kept: 0, moved: 0 });
  if (before.isGuessed) return whole();
  const { start: same, end } = editBetween(before.text, text);
  const sameEnd = text.length - end;
  const shift = text.length - before.text.length;
  // The last chunk that ends before the change may go on into it.
  const touched = before.chunks.findIndex(({ offset, text: own, isOpen }) => isOpen || offset + own.length >= same);
  const kept = Math.max(0, (touched === -1 ? before.chunks.length : touched) - 1);
  const chunks = before.chunks.slice(0, kept);
  const begin = kept === 0 ? 0 : (before.chunks[kept]?.offset ?? 0);
  const old = new Map(before.chunks.map(({ offset }, index) => [offset + shift, index]));
  let last: LogicalLine | undefined;
  for (const { line, chunkStart } of cutFrom(text, begin, chunks, false)) {
    last = line;
    const index = chunkStart === undefined || chunkStart < text.length - sameEnd ? undefined : old.get(chunkStart);
    if (index === undefined || index < kept) continue;
    const rest = before.chunks.slice(index).map((chunk) => ({ ...chunk, offset: chunk.offset + shift }));
    return { text, chunks: [...chunks, ...rest], isGuessed: false, kept, moved: rest.length };
  }
  return last?.quote.length === 3 ? whole() : { text, chunks, isGuessed: false, kept, moved: 0 };
}

interface Step {
  readonly line: LogicalLine;
  /** Where a chunk begins with this line (its comments included); what stands before it is cut by then. */
  readonly chunkStart: number | undefined;
}

/** Cuts from an offset on at which a chunk begins, into `chunks`. */
function* cutFrom(text: string, offset: number, chunks: TextChunk[], endsStrings: boolean): Generator<Step> {
  let current: { start: number; end: number; head: LogicalLine; last: LogicalLine; isOpen: boolean } | undefined;
  let comments: { start: number; end: number } | undefined;
  const flush = () => {
    if (current === undefined) return;
    const { start, end, isOpen } = current;
    chunks.push({ offset: start, text: text.slice(start, end), isOpen });
  };
  for (const line of linesFrom(text, offset, { endsStrings })) {
    const isOpen = line.missing !== "" || line.quote !== "";
    let chunkStart: number | undefined;
    if (line.kind === "comment") {
      if (line.column === 0) {
        const start = comments && isNextLine(text, comments.end, line.start) ? comments.start : line.start;
        comments = { start, end: line.end };
      }
    } else if (current && belongsTo(text, current.head, current.last, line)) {
      current.end = line.end;
      current.last = line;
      current.isOpen ||= isOpen;
      comments = undefined;
    } else {
      flush();
      chunkStart = comments && isNextLine(text, comments.end, line.start) ? comments.start : line.start;
      current = { start: chunkStart, end: line.end, head: line, last: line, isOpen };
      comments = undefined;
    }
    yield { line, chunkStart };
  }
  flush();
}

function lastLineOf(steps: Generator<Step>): LogicalLine | undefined {
  let last: LogicalLine | undefined;
  for (const { line } of steps) last = line;
  return last;
}

const continuation = /(?:else|elif|except|finally)\b|[)\]}]/y;
const compound = /(?:if|for|while|try|with|async)\b/y;
const decorated = /(?:def|class|async)\b|@/y;

function belongsTo(text: string, head: LogicalLine, last: LogicalLine, line: LogicalLine): boolean {
  if (line.column > 0) return true;
  if (begins(decorated, text, line.start) && text.charAt(last.start) === "@" && last.column === 0) return true;
  if (!begins(continuation, text, line.start)) return false;
  // `else` below a definition is half-typed text; joined to it, it would spoil the definition.
  return begins(compound, text, head.start) || ")]}".includes(text.charAt(line.start));
}

function begins(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function isNextLine(text: string, end: number, start: number): boolean {
  return text.slice(end, start).split("\n").length === 2;
}
