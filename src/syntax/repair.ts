/**
 * Makes half-typed Python readable: line by line, what is missing is put in and what cannot be read is replaced by a
 * placeholder, so that a grammar's own recovery (which tends to swallow healthy lines) is needed as rarely as possible.
 */

import { type LogicalLine, logicalLines } from "./lines";
import type { SyntaxFault } from "./tree";

export interface Repaired {
  readonly text: string;
  /** For every offset of `text`, the offset in the original. */
  readonly origin: Int32Array;
  readonly faults: readonly SyntaxFault[];
}

/** Stands where an expression is missing. Lowering turns it into an `errorExpression`. */
export const placeholder = "__unreadable__";

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** `isReadable` says whether a text parses without error. */
export function repair(text: string, isReadable: (snippet: string) => boolean): Repaired {
  const edits: Edit[] = [];
  const faults: SyntaxFault[] = [];
  for (const line of logicalLines(text, { endsStrings: false })) {
    if (line.kind === "comment") continue;
    const code = text.slice(line.start, line.codeEnd);
    if (isHealthy(line) && isReadable(alone(code))) continue;
    const mend =
      candidates(text, line).find((candidate) => isReadable(alone(apply(code, candidate.edits, line.start).text))) ??
      replaced(text, line);
    edits.push(...mend.edits);
    faults.push({ message: mend.message, start: mend.at, end: Math.max(mend.at + 1, line.codeEnd) });
  }
  return { ...apply(text, edits, 0), faults };
}

function isHealthy(line: LogicalLine): boolean {
  return line.missing === "" && line.stray.length === 0 && line.quote === "";
}

interface Mend {
  readonly edits: readonly Edit[];
  readonly message: string;
  /** Where the fault is shown. */
  readonly at: number;
}

const header = /^(?:async\s+)?(?:if|elif|else|for|while|def|class|with|try|except|finally|match|case)\b/;

/** What might have been meant, the smallest change first. */
function candidates(text: string, line: LogicalLine): Mend[] {
  const { start, codeEnd } = line;
  const code = text.slice(start, codeEnd);
  const strays = line.stray.map((at): Edit => ({ at, removed: 1, inserted: " " }));
  const endsInColon = code.endsWith(":");
  const needsColon = header.test(code) && !(endsInColon && line.missing === "");
  const closers = line.quote + line.missing;
  // `f(x:` closes before its colon.
  const at = endsInColon && line.missing !== "" && header.test(code) ? codeEnd - 1 : codeEnd;
  const colon = needsColon && at === codeEnd ? ":" : "";
  const message =
    line.quote !== ""
      ? "unterminated string"
      : line.missing !== ""
        ? `missing ${line.missing.charAt(0)}`
        : line.stray.length > 0
          ? `unmatched ${text.charAt(line.stray[0] ?? start)}`
          : colon !== ""
            ? "missing :"
            : "expected an expression";
  const faultAt = line.quote.length === 3 ? start : (line.stray[0] ?? Math.max(start, at - 1));
  const made = (inserted: string, says = message): Mend => ({
    edits: [...strays, { at, removed: 0, inserted }],
    message: says,
    at: faultAt,
  });
  const word = isWordEnd(text, at) ? ` ${placeholder}` : placeholder;
  const hasCause = !isHealthy(line);
  return [
    ...(hasCause || colon !== "" ? [made(closers + colon)] : []),
    made(`${word}${closers}${colon}`, hasCause ? message : "expected an expression"),
    made(` else ${placeholder}${closers}${colon}`, "expected else"),
    made(`: ${placeholder}${closers}${colon}`, "expected :"),
    made(`=${placeholder}${closers}${colon}`, "expected ="),
    made(`${word}: ${placeholder}${closers}${colon}`, "expected :"),
    ...holes(text, line).map(
      (hole): Mend => ({
        edits: [{ at: hole, removed: 0, inserted: placeholder }],
        message: "expected an expression",
        at: hole,
      }),
    ),
  ];
}

/** Places inside a line where an operand is missing: `a + )`, `f(x, , y)`, `x = * 2`. */
function holes(text: string, line: LogicalLine): number[] {
  const found: number[] = [];
  const code = text.slice(line.start, line.codeEnd);
  for (const match of code.matchAll(/[-+*/%@=<>,.(&|^]\s*(?=[)\],*/%@=<>&|^:])/g))
    found.push(line.start + match.index + match[0].length);
  return found.slice(0, 8);
}

function isWordEnd(text: string, at: number): boolean {
  return /[\w)\]}"']/.test(text.charAt(at - 1));
}

/** The last resort: the line's place is kept, and what stands below it in its block stays readable. */
function replaced(text: string, line: LogicalLine): Mend {
  const code = text.slice(line.start, line.codeEnd);
  const named = /^(?:async\s+)?(def|class)\s+(\w+)/.exec(code);
  const keyword = /^(?:async\s+)?(if|elif|else|for|while|with|try|except|finally|match|case)\b/.exec(code)?.[1];
  const inserted =
    named?.[1] === "def"
      ? `def ${named[2]}():`
      : named
        ? `class ${named[2]}:`
        : code.startsWith("@")
          ? `@${placeholder}`
          : keyword === "else" || keyword === "try" || keyword === "finally" || keyword === "except"
            ? `${keyword}:`
            : keyword === "elif" || keyword === "case"
              ? `${keyword} ${placeholder}:`
              : keyword
                ? `if ${placeholder}:`
                : placeholder;
  const first = code.split("\n")[0]?.trim() ?? "";
  const shown = first.length > 40 ? `${first.slice(0, 39)}…` : first;
  return {
    edits: [{ at: line.start, removed: code.length, inserted }],
    message: `cannot read: ${shown}`,
    at: line.start,
  };
}

/** A line in surroundings that make it a whole program. */
function alone(code: string): string {
  if (code.startsWith("@")) return `${code}\ndef f(): pass`;
  const clause = /^(elif|else|except|finally|case)\b/.exec(code)?.[1];
  const body = code.endsWith(":") ? `${code} pass` : code;
  switch (clause) {
    case "elif":
    case "else":
      return `if 1: pass\n${body}`;
    case "except":
    case "finally":
      return `try: pass\n${body}`;
    case "case":
      return code.endsWith(":") ? `match 1:\n  ${body}` : code;
    default:
      return body;
  }
}

function apply(text: string, edits: readonly Edit[], base: number): { text: string; origin: Int32Array } {
  const sorted = [...edits].sort((a, b) => a.at - b.at);
  const pieces: string[] = [];
  const origins: number[] = [];
  let at = 0;
  const keep = (end: number) => {
    pieces.push(text.slice(at, end));
    for (let offset = at; offset < end; offset++) origins.push(offset);
  };
  for (const edit of sorted) {
    const place = edit.at - base;
    keep(place);
    pieces.push(edit.inserted);
    // Text put in for text taken out spreads over it, so that spans cover what was written.
    for (let i = 0; i < edit.inserted.length; i++) {
      origins.push(place + Math.round((i / edit.inserted.length) * edit.removed));
    }
    at = place + edit.removed;
  }
  keep(text.length);
  origins.push(text.length);
  return { text: pieces.join(""), origin: Int32Array.from(origins) };
}
