/**
 * Python's logical lines, found with nothing but strings, brackets, comments and continuations: what chunking and repair
 * stand on. Never fails: an unclosed bracket or string ends where what follows cannot belong to it.
 */

import type { Span } from "./tree";

export interface LogicalLine {
  readonly kind: "code" | "comment";
  /** First character that is no white space. */
  readonly start: number;
  /** After the last character, a trailing comment included, the line break excluded. */
  readonly end: number;
  /** After the last character of code. */
  readonly codeEnd: number;
  readonly column: number;
  /** The closing brackets that are missing, innermost first. */
  readonly missing: string;
  /** Offsets of closing brackets that close nothing. */
  readonly stray: readonly number[];
  /** The quote that is missing at the end; empty when none is. */
  readonly quote: string;
  /** Inside brackets: line breaks, and the comments before them. */
  readonly joints: readonly Span[];
}

export interface ScanOptions {
  /** Ends a triple-quoted string before a definition at column 0: for files whose quotes do not pair up. */
  readonly endsStrings: boolean;
}

/** All logical lines of a text in order; blank lines are left out. */
export function logicalLines(text: string, options: ScanOptions): LogicalLine[] {
  return [...linesFrom(text, 0, options)];
}

/** The logical lines from an offset on at which one begins. */
export function* linesFrom(text: string, offset: number, options: ScanOptions): Generator<LogicalLine> {
  let at = offset === 0 && text.startsWith("\uFEFF") ? 1 : offset;
  while (at < text.length) {
    let start = at;
    while (isBlank(text.charCodeAt(start))) start++;
    if (start >= text.length) return;
    if (isBreak(text.charCodeAt(start))) {
      at = start + 1;
      continue;
    }
    const strict = scanLine(text, start, start - at, options, false);
    const isWhole = strict.missing === "" && strict.quote.length < 3;
    const line = isWhole ? strict : scanLine(text, start, start - at, options, true);
    yield line;
    at = line.end;
    while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
    at++;
  }
}

/** Reserved words that begin a statement and stand in no expression: a line that begins so is inside no bracket. */
const beginsStatement =
  /(?:def|class|return|raise|import|while|assert|del|global|nonlocal|pass|break|continue|elif|with|try|except|finally|async[ \t]+(?:def|with))\b|from[ \t]+[\w.]+[ \t]+import\b|@[\w.]+(?:\(.*\))?[ \t]*\r?\n(?:[ \t]*@.*\n)*[ \t]*(?:def|class|async)\b/y;
const beginsDefinition =
  /(?:def[ \t]+\w+[ \t]*\(|class[ \t]+\w+[ \t]*[(:]|import[ \t]+\w|from[ \t]+[\w.]+[ \t]+import\b|async[ \t]+def\b)/y;

function scanLine(
  text: string,
  start: number,
  column: number,
  options: ScanOptions,
  isRecovering: boolean,
): LogicalLine {
  const closers: string[] = [];
  const stray: number[] = [];
  const joints: Span[] = [];
  let quote = "";
  let codeEnd = start;
  let at = start;
  let commentEnd = -1;
  scan: while (at < text.length) {
    const code = text.charCodeAt(at);
    switch (code) {
      case 10: {
        if (closers.length === 0) break scan;
        if (endsAt(text, at + 1, column, isRecovering)) break scan;
        joints.push({ start: at, end: ++at });
        break;
      }
      case 35: {
        // #
        const start = at;
        while (at < text.length && text.charCodeAt(at) !== 10) at++;
        if (closers.length > 0) joints.push({ start, end: at });
        commentEnd = at;
        break;
      }
      case 92: // backslash
        at += text.charCodeAt(at + 1) === 13 ? 3 : 2;
        codeEnd = Math.min(at, text.length);
        break;
      case 34:
      case 39: {
        const string = scanString(text, at, options.endsStrings);
        at = string.end;
        codeEnd = at;
        if (!string.isClosed) quote = string.quote;
        break;
      }
      case 40:
        closers.push(")");
        codeEnd = ++at;
        break;
      case 91:
        closers.push("]");
        codeEnd = ++at;
        break;
      case 123:
        closers.push("}");
        codeEnd = ++at;
        break;
      case 41:
      case 93:
      case 125: {
        const found = closers.lastIndexOf(String.fromCharCode(code));
        if (found === -1) stray.push(at);
        else closers.length = found;
        codeEnd = ++at;
        break;
      }
      default:
        at++;
        if (code > 32) codeEnd = at;
    }
  }
  const end = Math.max(codeEnd, trimmedEnd(text, start, commentEnd === at ? at : codeEnd));
  return {
    kind: codeEnd === start ? "comment" : "code",
    start,
    column,
    stray,
    quote,
    joints,
    codeEnd,
    end: codeEnd === start ? trimmedEnd(text, start, at) : end,
    missing: closers.reverse().join(""),
  };
}

/** Whether the physical line at `at` cannot belong to an unclosed bracket above it. */
function endsAt(text: string, at: number, column: number, isRecovering: boolean): boolean {
  let first = at;
  while (isBlank(text.charCodeAt(first))) first++;
  beginsStatement.lastIndex = first;
  if (beginsStatement.test(text)) return true;
  if (!isRecovering || first - at > column || first >= text.length) return false;
  const code = text.charCodeAt(first);
  return !isBreak(code) && code !== 35 && code !== 41 && code !== 93 && code !== 125;
}

function scanString(
  text: string,
  start: number,
  endsStrings: boolean,
): { end: number; quote: string; isClosed: boolean } {
  const mark = text.charAt(start);
  const isTriple = text.startsWith(mark.repeat(3), start);
  const quote = isTriple ? mark.repeat(3) : mark;
  let at = start + quote.length;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 92) at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 3 : 2;
    else if (text.startsWith(quote, at)) return { end: at + quote.length, quote, isClosed: true };
    else if (code === 10) {
      if (!isTriple) break;
      beginsDefinition.lastIndex = at + 1;
      if (endsStrings && beginsDefinition.test(text)) break;
      at++;
    } else at++;
  }
  const end = Math.min(at, text.length);
  return { end: text.charCodeAt(end - 1) === 13 ? end - 1 : end, quote, isClosed: false };
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) <= 32) at--;
  return at;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 12 || code === 13;
}

function isBreak(code: number): boolean {
  return code === 10;
}
