/**
 * A tree-sitter tree as plain objects: one cursor walk with as few crossings into wasm as possible, after which the
 * tree can be deleted.
 */

import type { Language, Tree } from "web-tree-sitter";

/** Offsets count in the parsed text. Anonymous nodes (punctuation, keywords) have no children. */
export interface PythonNode {
  readonly type: string;
  readonly field: string;
  readonly isNamed: boolean;
  readonly isMissing: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: readonly PythonNode[];
}

export interface PythonNodes {
  readonly root: PythonNode;
  readonly comments: readonly PythonNode[];
}

/** Reads a whole tree; does not delete it. */
export function readNodes(tree: Tree, language: Language): PythonNodes {
  const { types, fields } = language;
  const named = namedTypes(language);
  const hasError = tree.rootNode.hasError;
  const comments: PythonNode[] = [];
  const cursor = tree.walk();
  const read = (): PythonNode => {
    const id = cursor.nodeTypeId;
    const isError = id === errorType;
    const field = fields[cursor.currentFieldId] ?? "";
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    const isMissing = hasError && cursor.nodeIsMissing;
    const isNamed = isError || named[id] === true;
    const children: PythonNode[] = [];
    if (isNamed && cursor.gotoFirstChild()) {
      do children.push(read());
      while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    const node = { type: isError ? "ERROR" : (types[id] ?? ""), field, isNamed, isMissing, start, end, children };
    if (node.type === "comment") comments.push(node);
    return node;
  };
  const root = read();
  cursor.delete();
  return { root, comments };
}

const errorType = 0xffff;

const namedCache = new WeakMap<Language, readonly boolean[]>();

function namedTypes(language: Language): readonly boolean[] {
  const known = namedCache.get(language);
  if (known) return known;
  const found = language.types.map((_, id) => language.nodeTypeIsNamed(id));
  namedCache.set(language, found);
  return found;
}

/** The first child that stands in a grammar field. */
export function childIn(node: PythonNode, field: string): PythonNode | undefined {
  return node.children.find((child) => child.field === field && child.type !== "comment");
}

/** Children that carry meaning: no punctuation, comments or unreadable text. */
export function namedChildren(node: PythonNode): readonly PythonNode[] {
  return node.children.filter(
    (child) =>
      child.isNamed && child.type !== "comment" && child.type !== "ERROR" && child.type !== "line_continuation",
  );
}

/** Whether the node has a keyword or punctuation of this text as a direct child. */
export function hasToken(node: PythonNode, token: string): boolean {
  return node.children.some((child) => !child.isNamed && child.type === token);
}
