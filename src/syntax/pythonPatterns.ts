/** The patterns of Python's `match` statement. */

import { type Lowering, nameIn, only } from "./lowering";
import { lowerDotted, lowerExpression } from "./pythonExpressions";
import { hasToken, namedChildren, type PythonNode } from "./pythonNodes";
import type { Expression, Pattern } from "./tree";

/** The pattern of one `case`; several patterns without brackets are a sequence. */
export function lowerCase(context: Lowering, patterns: readonly PythonNode[], isSequence: boolean): Pattern {
  const [first] = patterns;
  if (patterns.length === 1 && first && !isSequence) return lowerPattern(context, first);
  return sequence(context, patterns);
}

function lowerPattern(context: Lowering, node: PythonNode): Pattern {
  switch (node.type) {
    case "case_pattern":
      return lowerAlternatives(context, node)[0] ?? { kind: "capture", name: undefined };
    case "union_pattern":
      return { kind: "or", options: lowerAlternatives(context, node) };
    case "as_pattern": {
      const [inner, name] = namedChildren(node);
      const pattern: Pattern = inner ? lowerPattern(context, inner) : { kind: "capture", name: undefined };
      return { kind: "as", pattern, name: name ? nameIn(context, name) : "" };
    }
    case "list_pattern":
      return sequence(context, namedChildren(node));
    case "tuple_pattern": {
      const inner = namedChildren(node);
      const [first] = inner;
      if (inner.length === 1 && first && !hasToken(node, ",")) return lowerPattern(context, first);
      return sequence(context, inner);
    }
    case "dict_pattern":
      return mapping(context, node);
    case "class_pattern":
      return classPattern(context, node);
    case "dotted_name": {
      if (namedChildren(node).length > 1) return { kind: "value", value: lowerDotted(context, node) };
      const name = nameIn(context, node);
      return { kind: "capture", name: name === "_" ? undefined : name };
    }
    default:
      return { kind: "value", value: lowerExpression(context, node) };
  }
}

/** A minus sign stands beside its number in the grammar, not above it. */
function lowerAlternatives(context: Lowering, node: PythonNode): Pattern[] {
  const options: Pattern[] = [];
  let minus: PythonNode | undefined;
  for (const child of node.children) {
    if (child.type === "-") minus = child;
    else if (child.type === "_") options.push({ kind: "capture", name: undefined });
    else if (child.isNamed && child.type !== "comment" && child.type !== "ERROR") {
      const start = minus?.start;
      minus = undefined;
      if (start === undefined) options.push(lowerPattern(context, child));
      else {
        const operand = lowerExpression(context, child);
        const value: Expression = {
          kind: "unary",
          operator: "-",
          operand,
          start: context.span({ ...child, start }).start,
          end: operand.end,
        };
        options.push({ kind: "value", value });
      }
    }
  }
  return options;
}

function sequence(context: Lowering, nodes: readonly PythonNode[]): Pattern {
  const items: Pattern[] = [];
  let rest: { index: number; name: string | undefined } | undefined;
  for (const node of nodes) {
    const inner = node.type === "case_pattern" ? (only(node) ?? node) : node;
    if (inner.type === "splat_pattern") rest = { index: items.length, name: splatName(context, inner) };
    else items.push(lowerPattern(context, node));
  }
  return { kind: "sequence", items, rest };
}

function mapping(context: Lowering, node: PythonNode): Pattern {
  const entries: { key: Expression; pattern: Pattern }[] = [];
  let rest: string | undefined;
  let key: Expression | undefined;
  for (const child of namedChildren(node)) {
    if (child.field === "key") key = lowerExpression(context, child);
    else if (child.type === "splat_pattern") rest = splatName(context, child);
    else if (key) {
      entries.push({ key, pattern: lowerPattern(context, child) });
      key = undefined;
    }
  }
  return { kind: "mapping", entries, rest };
}

function classPattern(context: Lowering, node: PythonNode): Pattern {
  const [type, ...inner] = namedChildren(node);
  const positional: Pattern[] = [];
  const keywords: { name: string; pattern: Pattern }[] = [];
  for (const child of inner) {
    const keyword = only(child);
    if (keyword?.type !== "keyword_pattern") positional.push(lowerPattern(context, child));
    else {
      const [name] = namedChildren(keyword);
      const value = lowerAlternatives(context, { ...keyword, children: keyword.children.slice(2) })[0];
      keywords.push({
        name: name ? nameIn(context, name) : "",
        pattern: value ?? { kind: "capture", name: undefined },
      });
    }
  }
  return {
    kind: "class",
    type: type ? lowerDotted(context, type) : lowerExpression(context, undefined),
    positional,
    keywords,
  };
}

function splatName(context: Lowering, node: PythonNode): string | undefined {
  const name = only(node);
  const written = name ? nameIn(context, name) : "_";
  return written === "_" ? undefined : written;
}
