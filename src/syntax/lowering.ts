/** What lowering a chunk of Python carries along, and how it reads the grammar's nodes. */

import { namedChildren, type PythonNode } from "./pythonNodes";
import type { Span } from "./tree";

/** One chunk's lowering: its text, and what was noticed on the way. */
export interface Lowering {
  /** The text that was parsed; names are read from it. */
  readonly text: string;
  /** Where a node stands in the chunk as written. */
  readonly span: (node: PythonNode) => Span;
  /** The name that stands for text which is missing; lowered to an `errorExpression`. */
  readonly placeholder: string;
  readonly fault: (node: PythonNode, message: string) => void;
  /** Set when a `yield` was lowered since it was last cleared. */
  yields: boolean;
}

/** The first meaningful child. */
export function only(node: PythonNode): PythonNode | undefined {
  return namedChildren(node)[0];
}

export function textOf(context: Lowering, node: PythonNode): string {
  return context.text.slice(node.start, node.end);
}

/** A name, as Python tells names apart: letters of the same meaning are one, so that `ϵ` is `ε` (PEP 3131). */
export function nameIn(context: Lowering, node: PythonNode): string {
  const written = textOf(context, node);
  return /[^ -~]/.test(written) ? written.normalize("NFKC") : written;
}

/** A piece of source, short enough for a message. */
export function brief(text: string): string {
  const line = text.trim().split(/\r?\n/)[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
