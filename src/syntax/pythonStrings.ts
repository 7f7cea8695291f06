/** Python's string literals: prefixes, escapes, implicit concatenation, and the fields of f-strings. */

import { childIn, hasToken, type PythonNode } from "./pythonNodes";
import type { Expression, Span, TemplateField } from "./tree";

export interface StringContext {
  readonly text: string;
  readonly span: (node: PythonNode) => Span;
  readonly expression: (node: PythonNode) => Expression;
}

/** Lowers a `string` or `concatenated_string` node. */
export function lowerString(context: StringContext, node: PythonNode): Expression {
  const literals = node.type === "string" ? [node] : node.children.filter((child) => child.type === "string");
  const parts: (string | TemplateField)[] = [];
  let isTemplate = false;
  for (const literal of literals) {
    const opening = literal.children.find((child) => child.type === "string_start");
    const prefix = opening ? context.text.slice(opening.start, opening.end).toLowerCase() : "";
    if (prefix.includes("f") || prefix.includes("t")) isTemplate = true;
    for (const part of literalParts(context, literal, prefix.includes("r"))) {
      const last = parts.at(-1);
      if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
      else parts.push(part);
    }
  }
  const span = context.span(node);
  if (isTemplate) return { kind: "template", parts, ...span };
  return { kind: "string", value: parts.filter((part) => typeof part === "string").join(""), ...span };
}

function* literalParts(context: StringContext, literal: PythonNode, isRaw: boolean): Generator<string | TemplateField> {
  for (const child of literal.children) {
    if (child.type === "string_content") yield contentText(context.text, child, isRaw);
    else if (child.type === "interpolation") yield* interpolationParts(context, child);
  }
}

function* interpolationParts(context: StringContext, node: PythonNode): Generator<string | TemplateField> {
  const value = childIn(node, "expression");
  if (!value) return;
  const conversion = childIn(node, "type_conversion");
  const format = childIn(node, "format_specifier");
  const isSelfDocumenting = hasToken(node, "=");
  if (isSelfDocumenting) {
    const equals = node.children.find((child) => child.type === "=");
    let end = equals?.end ?? value.end;
    while (context.text.charAt(end) === " ") end++;
    yield context.text.slice(node.start + 1, end);
  }
  const letter = conversion
    ? context.text.slice(conversion.start + 1, conversion.end)
    : isSelfDocumenting && !format
      ? "r"
      : "";
  yield {
    value: context.expression(value),
    ...(format ? { format: context.text.slice(format.start + 1, format.end) } : {}),
    ...(letter === "r" || letter === "s" || letter === "a" ? { conversion: letter } : {}),
  };
}

function contentText(text: string, node: PythonNode, isRaw: boolean): string {
  let value = "";
  let at = node.start;
  for (const child of node.children) {
    value += text.slice(at, child.start);
    const written = text.slice(child.start, child.end);
    if (child.type === "escape_sequence") value += isRaw ? written : unescape(written);
    else if (child.type === "escape_interpolation") value += written.charAt(0);
    else value += written;
    at = child.end;
  }
  return (value + text.slice(at, node.end)).replaceAll("\r\n", "\n");
}

const simpleEscapes: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
  "\r": "",
};

function unescape(written: string): string {
  const letter = written.charAt(1);
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return simple;
  if (letter === "x" || letter === "u" || letter === "U")
    return codePoint(Number.parseInt(written.slice(2), 16), written);
  if (/[0-7]/.test(letter)) return codePoint(Number.parseInt(written.slice(1), 8), written);
  return written;
}

function codePoint(code: number, written: string): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
}
