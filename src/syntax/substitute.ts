/** Puts other expressions in the place of some: how a coefficient is changed for a preview without touching the text. */

import type { Chunk, Expression, Span } from "./tree";

export interface Substitution extends Span {
  readonly expression: Expression;
}

/**
 * A chunk in which every expression that covers exactly a substitution's span is replaced. Whatever holds no such span
 * is shared with the original. Spans count in the chunk.
 */
export function substitute(chunk: Chunk, substitutions: readonly Substitution[]): Chunk {
  if (substitutions.length === 0) return chunk;
  return { ...chunk, statements: replaceIn(chunk.statements, substitutions) };
}

function replaceIn<T>(value: T, substitutions: readonly Substitution[]): T {
  if (Array.isArray(value)) {
    let changed = false;
    const items = value.map((item: unknown) => {
      const replaced = replaceIn(item, substitutions);
      changed ||= replaced !== item;
      return replaced;
    });
    return changed ? sameType<T>(items) : value;
  }
  if (typeof value !== "object" || value === null) return value;
  const within = hasSpan(value) ? substitutions.filter((s) => s.start >= value.start && s.end <= value.end) : substitutions;
  if (within.length === 0) return value;
  if (hasSpan(value) && "kind" in value && value.kind !== "expression") {
    const exact = within.find((s) => s.start === value.start && s.end === value.end);
    if (exact) return sameType<T>(exact.expression);
  }
  let copy: Record<string, unknown> | undefined;
  for (const [field, inner] of Object.entries(value)) {
    const replaced: unknown = replaceIn(inner, within);
    if (replaced !== inner) {
      copy ??= { ...value };
      copy[field] = replaced;
    }
  }
  return copy ? sameType<T>(copy) : value;
}

function hasSpan(value: object): value is Span {
  return "start" in value && "end" in value && typeof value.start === "number" && typeof value.end === "number";
}

/** A rebuilt node has the type of the node it was copied from; the compiler cannot follow a copy field by field. */
function sameType<T>(rebuilt: unknown): T {
  return rebuilt as T;
}
