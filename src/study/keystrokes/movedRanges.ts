/** Where a study's places stand after an edit within a line. */

import type { Position, Study, TextRange } from "../request";

/** What stands here and behind it in its line is moved. */
export interface From {
  readonly path: string;
  readonly cell: number | undefined;
  readonly line: number;
  readonly column: number;
}

/** @param shift columns */
export function movedRanges(study: Study, from: From, shift: number): Study {
  if (shift === 0) return study;
  const position = (one: Position): Position =>
    one.line === from.line && one.column >= from.column ? { ...one, column: one.column + shift } : one;
  const range = (one: TextRange | undefined): TextRange | undefined =>
    one === undefined || one.path !== from.path || one.cell !== from.cell
      ? one
      : { ...one, start: position(one.start), end: position(one.end) };
  return {
    ...study,
    thresholds: study.thresholds.map((one) => ({ ...one, site: range(one.site) })),
    findings: study.findings.map((one) => ({ ...one, site: range(one.site) })),
    diagnostics: study.diagnostics.map((one) => ({ ...one, range: range(one.range) })),
  };
}
