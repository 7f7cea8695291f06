/** Notebooks: cells, their indices, and the lines that are IPython's and not Python's. */

import { expect, test } from "vitest";
import { locate } from "../../src/syntax/locate";
import { parseCells, parseNotebook, withoutMagics } from "../../src/syntax/notebook";
import { printBlock } from "./printTree";
import { loadPythonParser } from "./pythonParser";

const parser = await loadPythonParser();

test("code cells keep their index among all cells", () => {
  const text = JSON.stringify({
    cells: [
      { cell_type: "markdown", source: ["# Title\n", "x = 1"] },
      { cell_type: "code", source: ["%matplotlib inline\n", "\n", "import torch\n", "x = 1"] },
      { cell_type: "code", source: "def f(a):\n    return a" },
    ],
    nbformat: 4,
  });
  const module = parseNotebook(parser, "a.ipynb", text);
  expect(module.chunks.map(({ cell, offset, chunk }) => [cell, offset, printBlock(chunk.statements)])).toEqual([
    [1, 20, "import torch"],
    [1, 33, "x = 1"],
    [2, 0, "def f(a):\n  return a"],
  ]);
  const last = module.chunks[2]?.chunk;
  expect(last && locate(module, { chunk: last, start: 14, end: 20 })).toMatchObject({
    cell: 2,
    from: { line: 1, column: 4 },
  });
});

test("an open notebook's unchanged cells keep their chunks", () => {
  const before = parseCells(parser, "a.ipynb", ["x = 1", "", "y = 2"]);
  const after = parseCells(parser, "a.ipynb", ["x = 1", "z = 3", "", "y = 2"], before);
  expect(after.chunks.map(({ cell }) => cell)).toEqual([0, 1, 3]);
  expect(after.chunks[2]?.chunk).toBe(before.chunks[1]?.chunk);
});

test("magics become comments of the same length", () => {
  const source = "%load_ext x\n!pip install y\nz?\n??w\nfiles = !ls\nt = %timeit f()\nif a:\n    !ls\nb = (c\n% d)";
  const plain = withoutMagics(source);
  expect(plain.length).toBe(source.length);
  expect(plain).toBe(
    "#load_ext x\n#pip install y\n#?\n#?w\n#iles = !ls\n# = %timeit f()\nif a:\n    #ls\nb = (c\n% d)",
  );
  expect(withoutMagics("%%bash\nls -l\nrm x")).toBe("#%bash\n#s -l\n#m x");
  expect(withoutMagics("%%time\nx = 1")).toBe("#%time\nx = 1");
});

test("what is no notebook has no cells", () => {
  expect(parseNotebook(parser, "a.ipynb", "{").chunks).toEqual([]);
  expect(parseNotebook(parser, "a.ipynb", "[]").chunks).toEqual([]);
});

test("a cell that is edited shares what stands before the edit, one that is copied shares nothing", () => {
  const loss = "def f(a, b):\n    c = a - b\n    return c * c";
  const other = loss.replace("c * c", "abs(c)");
  const first = parseCells(parser, "a.ipynb", [loss]);
  const bodyAt = (module: typeof first, index: number) => {
    const [statement] = module.chunks[index]?.chunk.statements ?? [];
    return statement?.kind === "function" ? statement.body : [];
  };
  const edited = parseCells(parser, "a.ipynb", [other], first);
  expect(bodyAt(edited, 0)[0]).toBe(bodyAt(first, 0)[0]);
  expect(edited.chunks).toEqual(parseCells(parser, "a.ipynb", [other]).chunks);
  const copied = parseCells(parser, "a.ipynb", [other, loss], first);
  expect(bodyAt(copied, 1)).toBe(bodyAt(first, 0));
  expect(bodyAt(copied, 0)[0]).not.toBe(bodyAt(copied, 1)[0]);
});
