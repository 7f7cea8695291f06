/** From the sites that the graph carries to ranges in the files as they are now. */

import type { Site } from "../graph/graph";
import { lineColumnAt, locate } from "../syntax/locate";
import type { Chunk, Module, Span } from "../syntax/tree";
import type { TextRange } from "./request";

/** @param modules the previewed file and all that it imports */
export function rangeOfSite(modules: readonly Module[], site: Site | undefined): TextRange | undefined {
  if (site === undefined) return undefined;
  for (const module of modules) {
    const placed = module.chunks.find(({ chunk }) => chunk === site.origin);
    if (placed === undefined) continue;
    const located = locate(module, placeOf(placed.chunk, site));
    if (located === undefined) continue;
    return {
      path: module.path,
      ...(located.cell === undefined ? {} : { cell: located.cell }),
      start: located.from,
      end: located.to,
    };
  }
  return undefined;
}

function placeOf(chunk: Chunk, span: Span) {
  return { chunk, start: span.start, end: span.end };
}

/** A span that counts in the file, or in the cell. */
export function rangeOfSpan(module: Module, span: Span, cell: number | undefined): TextRange {
  return {
    path: module.path,
    ...(cell === undefined ? {} : { cell }),
    start: lineColumnAt(module, span.start, cell),
    end: lineColumnAt(module, span.end, cell),
  };
}
