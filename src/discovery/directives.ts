/** The comment that tells a preview what to draw: above a definition, beside its first line, or first in its body. */

import type { Chunk, Comment, Span, Statement } from "../syntax/tree";

export interface LocalDirective {
  readonly text: string;
  readonly span: Span;
}

const marker = /^preview:\s*/;

/** `from` is where the definition begins, its decorators included; `body` what follows its head. */
export function directiveOf(
  chunk: Chunk,
  from: number,
  head: number,
  body: readonly Statement[] | undefined,
): LocalDirective | undefined {
  const lines = chunk.comments.filter((comment) => marker.test(comment.text));
  if (lines.length === 0) return undefined;
  const above = commentsAbove(chunk, from);
  const first = body?.[0];
  // A docstring may stand before it.
  const limit =
    first?.kind === "expression" && first.value.kind === "string"
      ? (body?.[1]?.start ?? first.end + 400)
      : (first?.start ?? head);
  const isBeside = (comment: Comment) => comment.start >= head && !chunk.text.slice(head, comment.start).includes("\n");
  const own = lines.filter(
    (comment) => above.includes(comment) || isBeside(comment) || (comment.start >= head && comment.end <= limit),
  );
  const [start] = own;
  const end = own.at(-1);
  if (!start || !end) return undefined;
  return {
    text: own.map((comment) => comment.text.replace(marker, "")).join("\n"),
    span: { start: start.start, end: end.end },
  };
}

/** The comments on the lines directly above an offset, nearest last. */
function commentsAbove(chunk: Chunk, offset: number): Comment[] {
  const found: Comment[] = [];
  let below = offset;
  for (const comment of [...chunk.comments].reverse()) {
    if (comment.end > below) continue;
    const between = chunk.text.slice(comment.end, below);
    const before = chunk.text.slice(chunk.text.lastIndexOf("\n", comment.start) + 1, comment.start);
    if (between.trim() !== "" || between.split("\n").length !== 2 || before.trim() !== "") break;
    found.unshift(comment);
    below = chunk.text.lastIndexOf("\n", comment.start) + 1 + before.length;
  }
  return found;
}
