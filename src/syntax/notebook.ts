/** Notebooks: every code cell is Python with IPython's own lines taken out. Offsets count in the cell as written. */

import { splitChunks } from "./chunks";
import { logicalLines } from "./lines";
import { knownChunks, type PythonParser } from "./python";
import type { Chunk, Module, PlacedChunk } from "./tree";

/** An .ipynb file's text. What is no notebook has no cells. */
export function parseNotebook(parser: PythonParser, path: string, text: string, previous?: Module): Module {
  return parseCells(parser, path, notebookCells(text), previous, text);
}

/** The texts of an open notebook's cells, in order; cells without code come as empty texts, so that indices hold. */
export function parseCells(
  parser: PythonParser,
  path: string,
  cells: readonly string[],
  previous?: Module,
  text = "",
): Module {
  const old = previous?.chunks ?? [];
  const known = knownChunks(old);
  const parts = cells.map((source) => splitChunks(withoutMagics(source)));
  const present = new Set(parts.flat().map((part) => part.text));
  const chunks = parts.flatMap((own, cell) => {
    const before = old.filter((placed) => placed.cell === cell);
    return own.map(({ offset, text: written }, i): PlacedChunk => {
      const there = before[i]?.chunk;
      // what still stands somewhere was not edited: two chunks must not share what is in them
      const edited = there === undefined || present.has(there.text) ? undefined : there;
      const chunk: Chunk = known(written) ?? parser.parseChunk(written, edited);
      return { offset, cell, chunk };
    });
  });
  return { path, language: "python", text, chunks, cells };
}

/** The texts of all cells of an .ipynb file; those that hold no code are empty. */
export function notebookCells(text: string): readonly string[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    return [];
  }
  const cells = field(notebook, "cells");
  if (!Array.isArray(cells)) return [];
  return cells.map((cell: unknown) => {
    if (field(cell, "cell_type") !== "code") return "";
    const source = field(cell, "source");
    if (typeof source === "string") return source;
    return Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : "";
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Cell magics whose body is still Python of this notebook. */
const pythonMagic = /^%%(?:time|timeit|capture|prun|memit|px)\b/;

/** The cell with IPython's lines turned into comments of the same length. */
export function withoutMagics(source: string): string {
  if (source.startsWith("%%") && !pythonMagic.test(source)) return source.replace(/[^\r\n]+/g, commented);
  const plain = source.replace(
    /^[ \t]*(?:!.*|\?+\s*[\w.]+|[\w.]+\?{1,2}[ \t]*|[\w, ]+=[ \t]*[!%][A-Za-z].*)$/gm,
    commented,
  );
  if (!plain.includes("%")) return plain;
  // A line may begin with Python's own `%` inside brackets: only where a statement begins is it a magic.
  let result = plain;
  for (const line of logicalLines(plain, { endsStrings: false })) {
    if (plain.charAt(line.start) !== "%") continue;
    const end = plain.indexOf("\n", line.start);
    const written = plain.slice(line.start, end === -1 ? plain.length : end);
    result = result.slice(0, line.start) + commented(written) + result.slice(line.start + written.length);
  }
  return result;
}

function commented(line: string): string {
  const indent = line.length - line.trimStart().length;
  return `${line.slice(0, indent)}#${line.slice(indent + 1)}`;
}
