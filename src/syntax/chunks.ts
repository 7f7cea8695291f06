/**
 * Cuts a Python file into its top-level statements without parsing it, so that an edit is parsed again only where it was
 * made, and half-typed text spoils only its own statement.
 */

import { type LogicalLine, logicalLines } from "./lines";

export interface TextChunk {
  readonly offset: number;
  readonly text: string;
}

/** The top-level statements of a Python text, in order, each with the comments directly above it. */
export function splitChunks(text: string): readonly TextChunk[] {
  let lines = logicalLines(text, { endsStrings: false });
  // A triple quote left open to the end says that quotes stopped pairing up somewhere above, not that the last one is at fault.
  if (lines.at(-1)?.quote.length === 3) lines = logicalLines(text, { endsStrings: true });

  const chunks: TextChunk[] = [];
  let current: { start: number; end: number; head: LogicalLine; last: LogicalLine } | undefined;
  let comments: { start: number; end: number } | undefined;
  const flush = () => {
    if (current) chunks.push({ offset: current.start, text: text.slice(current.start, current.end) });
  };
  for (const line of lines) {
    if (line.kind === "comment") {
      if (line.column > 0) continue;
      const start = comments && isNextLine(text, comments.end, line.start) ? comments.start : line.start;
      comments = { start, end: line.end };
    } else if (current && belongsTo(text, current.head, current.last, line)) {
      current.end = line.end;
      current.last = line;
      comments = undefined;
    } else {
      flush();
      const start = comments && isNextLine(text, comments.end, line.start) ? comments.start : line.start;
      current = { start, end: line.end, head: line, last: line };
      comments = undefined;
    }
  }
  flush();
  return chunks;
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
