/**
 * An edit within one simple statement: it alone is parsed again and takes its old place in the tree, what follows moves. A
 * keystroke's cost must not go with the length of the function that it is typed into.
 */

import { editBetween } from "./edit";
import { logicalLines } from "./lines";
import type { Chunk, Statement } from "./tree";
import { walk } from "./walk";

/**
 * The new version of a chunk. What stands before the edited statement is the very same.
 *
 * @param parse a text alone, as it stands from an offset on; `undefined` where it has faults
 * @returns `undefined` where more than that statement may be another now
 */
export function reparse(
  chunk: Chunk,
  text: string,
  parse: (text: string, start: number) => Chunk | undefined,
): Chunk | undefined {
  if (chunk.errors.length > 0) return undefined;
  const edit = editBetween(chunk.text, text);
  const old = statementAround(chunk, edit.start, edit.endBefore);
  if (old === undefined || !standsAlone(chunk, old) || !isOfNoConcern(old)) return undefined;
  const shift = text.length - chunk.text.length;
  const written = text.slice(old.start, old.end + shift);
  const fresh = isOneLine(written) ? onlyStatement(parse(written, old.start)) : undefined;
  if (fresh?.start !== old.start || fresh.end !== old.end + shift) return undefined;
  const put: Replacement = { old, fresh, shift };
  return {
    text,
    statements: replaced(chunk.statements, put),
    comments: chunk.comments.map((comment) => (comment.start < old.start ? comment : moved(comment, shift))),
    errors: [],
  };
}

/** The edit leaves its first character, and with it its column, as it was. */
function statementAround(chunk: Chunk, start: number, end: number): Statement | undefined {
  let found: Statement | undefined;
  walk(chunk.statements, (node) => {
    if (node.start >= start || node.end < end) return false;
    if (isSimple(node)) found = node;
    return found === undefined;
  });
  return found;
}

function isSimple(node: { readonly kind: string }): node is Statement {
  return ["expression", "assign", "augmented", "return", "assert"].includes(node.kind);
}

/** No other code and no comment on its lines but behind it, and none that goes on into them. */
function standsAlone({ text, comments }: Chunk, { start, end }: Statement): boolean {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  return (
    text.slice(line, start).trim() === "" &&
    !/\\\r?\n$/.test(text.slice(Math.max(0, line - 3), line)) &&
    /^[ \t]*(?:#.*)?\r?(?:\n|$)/.test(text.slice(end)) &&
    !comments.some((comment) => comment.start >= start && comment.start < end)
  );
}

/** A logical one. The grammar goes on after `x =` with what follows on the next line. */
function isOneLine(text: string): boolean {
  const [line, ...others] = logicalLines(text, { endsStrings: false });
  if (line === undefined || others.length > 0 || line.missing !== "" || line.quote !== "") return false;
  return line.codeEnd === text.length && !text.endsWith("\\");
}

function onlyStatement(chunk: Chunk | undefined): Statement | undefined {
  const [only, ...others] = chunk?.statements ?? [];
  if (only === undefined || others.length > 0 || chunk?.comments.length !== 0) return undefined;
  return isSimple(only) && isOfNoConcern(only) ? only : undefined;
}

/** To the function that it stands in: that it yields is a fact about all of that, and so is its first text. */
function isOfNoConcern(statement: Statement): boolean {
  let yields = false;
  walk(statement, (node) => {
    yields ||= node.kind === "yield";
  });
  return !yields && !(statement.kind === "expression" && statement.value.kind === "string");
}

interface Replacement {
  readonly old: Statement;
  readonly fresh: Statement;
  /** How much longer the text is. */
  readonly shift: number;
}

/** A part of the tree with the statement replaced; itself if all of it stands before. The cast: it has the fields that it had. */
function replaced<Part>(part: Part, put: Replacement): Part {
  if (Object.is(part, put.old)) return put.fresh as Part;
  if (typeof part !== "object" || part === null) return part;
  if (isPlaced(part)) {
    if (part.start >= put.old.end) return moved(part, put.shift);
    if (part.end <= put.old.start) return part;
  }
  const now = withParts(part, (inner) => replaced(inner, put));
  return isPlaced(now) ? { ...now, end: now.end + put.shift } : now;
}

/** A part of the tree that stands elsewhere. */
function moved<Part>(part: Part, by: number): Part {
  if (typeof part !== "object" || part === null) return part;
  const now = withParts(part, (inner) => moved(inner, by));
  return isPlaced(now) ? { ...now, start: now.start + by, end: now.end + by } : now;
}

/** The casts: a copy has what its original has, and each part became one of its own kind. */
function withParts<Part extends object>(part: Part, change: (inner: unknown) => unknown): Part {
  if (Array.isArray(part)) return part.map(change) as unknown as Part;
  const copy = { ...part } as Record<string, unknown>;
  for (const name in copy) {
    const inner = copy[name];
    if (typeof inner === "object") copy[name] = change(inner);
  }
  return copy as Part;
}

function isPlaced<Part extends object>(part: Part): part is Part & { readonly start: number; readonly end: number } {
  return "start" in part && "end" in part;
}
