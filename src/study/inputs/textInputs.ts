/** Texts that a loss is given to tokenize: lists of them, as deep as the annotation says. */

import type { Given } from "../request";

/** What `list[list[str]]` and `tuple[list[str], list[list[str]]]` say, from the words of the annotation. */
export type TextShape =
  | { readonly kind: "text" }
  | { readonly kind: "list"; readonly entry: TextShape }
  | { readonly kind: "tuple"; readonly parts: readonly TextShape[] };

/** `undefined` where the annotation is of anything else, or of a single text. */
export function textShapeOf(annotation: string | undefined): TextShape | undefined {
  const words = annotation?.split(/\s+/) ?? [];
  if (!words.includes("str") || !words.every((word) => /^(list|tuple|sequence|iterable|str)$/i.test(word)))
    return undefined;
  const [shape] = readShape(words, 0);
  return shape.kind === "text" ? undefined : shape;
}

function readShape(words: readonly string[], at: number): readonly [shape: TextShape, next: number] {
  const word = words[at]?.toLowerCase();
  if (word === undefined || word === "str") return [{ kind: "text" }, at + 1];
  if (word !== "tuple") {
    const [entry, next] = readShape(words, at + 1);
    return [{ kind: "list", entry }, next];
  }
  const parts: TextShape[] = [];
  let next = at + 1;
  while (next < words.length) {
    const [part, after] = readShape(words, next);
    parts.push(part);
    next = after;
  }
  return [{ kind: "tuple", parts }, next];
}

/** Innermost lists hold a text for each sample; in a tuple, what stands side by side is as long. */
export function textsOfShape(shape: TextShape, samples: number, outer: number, isBeside = false): Given {
  switch (shape.kind) {
    case "text":
      // as long as a list of one: some annotations leave the innermost lists out
      return "a";
    case "tuple":
      return shape.parts.map((part) => textsOfShape(part, samples, outer, true));
    case "list": {
      const length = shape.entry.kind === "text" && !isBeside ? samples : outer;
      return Array.from({ length }, () => textsOfShape(shape.entry, samples, outer));
    }
    default:
      return shape satisfies never;
  }
}
