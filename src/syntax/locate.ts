/** From a place in a chunk to a line and column of the file as it is now, and back. */

import type { Module, Place, PlacedChunk, Span } from "./tree";

/** 0-based; columns in UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export interface Located extends Span {
  readonly cell?: number;
  readonly from: LineColumn;
  readonly to: LineColumn;
}

/** Where a place stands in the file (in a notebook: the cell). Undefined when its chunk is no longer there. */
export function locate(module: Module, place: Place): Located | undefined {
  const placed = tables(module).byChunk().get(place.chunk);
  if (!placed) return undefined;
  const start = placed.offset + place.start;
  const end = placed.offset + place.end;
  const cell = placed.cell;
  return {
    start,
    end,
    ...(cell === undefined ? {} : { cell }),
    from: lineColumnAt(module, start, cell),
    to: lineColumnAt(module, end, cell),
  };
}

/** The line and column of an offset in the file or cell. */
export function lineColumnAt(module: Module, offset: number, cell?: number): LineColumn {
  const starts = tables(module).starts(cell);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: offset - (starts[low] ?? 0) };
}

/** The offset of a line and column; a column past the line's end is its end. */
export function offsetAt(module: Module, position: LineColumn, cell?: number): number {
  const text = textOf(module, cell);
  const starts = tables(module).starts(cell);
  const start = starts[position.line];
  if (start === undefined) return position.line < 0 ? 0 : text.length;
  let end = starts[position.line + 1] ?? text.length;
  while (end > start && /[\r\n]/.test(text.charAt(end - 1))) end--;
  return Math.min(start + Math.max(0, position.column), end);
}

/** The chunk that holds an offset, and the place in it. */
export function placeAt(module: Module, offset: number, cell?: number): Place | undefined {
  const placed = module.chunks.find(
    (one) => one.cell === cell && one.offset <= offset && offset <= one.offset + one.chunk.text.length,
  );
  if (!placed) return undefined;
  const start = offset - placed.offset;
  return { chunk: placed.chunk, start, end: start };
}

interface Tables {
  readonly byChunk: () => ReadonlyMap<PlacedChunk["chunk"], PlacedChunk>;
  readonly starts: (cell: number | undefined) => Int32Array;
}

const cache = new WeakMap<Module, Tables>();

function tables(module: Module): Tables {
  const known = cache.get(module);
  if (known) return known;
  const byCell = new Map<number | undefined, Int32Array>();
  let byChunk: ReadonlyMap<PlacedChunk["chunk"], PlacedChunk> | undefined;
  const made: Tables = {
    byChunk: () => {
      byChunk ??= new Map(module.chunks.map((placed) => [placed.chunk, placed]));
      return byChunk;
    },
    starts: (cell) => {
      const found = byCell.get(cell) ?? lineStarts(textOf(module, cell));
      byCell.set(cell, found);
      return found;
    },
  };
  cache.set(module, made);
  return made;
}

/** The text that offsets count in: the file, or in a notebook the cell. */
export function textOf(module: Module, cell: number | undefined): string {
  return cell === undefined ? module.text : (module.cells?.[cell] ?? "");
}

/** Offsets at which lines begin. A line ends with LF, CRLF or CR, as editors have it. */
export function lineStarts(text: string): Int32Array {
  const starts = [0];
  if (!text.includes("\r")) {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return Int32Array.from(starts);
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return Int32Array.from(starts);
}
