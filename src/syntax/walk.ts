/** Walking a tree without caring for its kinds: every node below a node, in the order of the text. */

import type { Expression, Statement } from "./tree";

export type SyntaxNode = Expression | Statement;

/**
 * All expressions and statements below `root`, itself first, depth first. `enter` may return false to skip what is below
 * a node (say, nested functions).
 */
export function walk(
  root: SyntaxNode | readonly SyntaxNode[],
  enter: (node: SyntaxNode) => boolean | undefined | void,
): void {
  visit(root, enter);
}

function visit(value: object, enter: (node: SyntaxNode) => boolean | undefined | void): void {
  if (Array.isArray(value)) {
    for (const item of value) if (isObject(item)) visit(item, enter);
    return;
  }
  if (isNode(value) && enter(value) === false) return;
  // a list of the fields would be made and dropped for every node of every walk
  for (const name in value) {
    const field = value[name as keyof typeof value];
    if (isObject(field)) visit(field, enter);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Parameters, arguments and clauses carry nodes but are none: only statements and expressions have both a kind and a span. */
function isNode(value: object): value is SyntaxNode {
  return "kind" in value && "start" in value && "end" in value;
}
