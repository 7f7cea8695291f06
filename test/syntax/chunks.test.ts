/** Chunks: where files are cut, what stays the same object after an edit, and how places are found again. */

import { expect, test } from "vitest";
import { cut as cutText, recut, splitChunks } from "../../src/syntax/chunks";
import { lineColumnAt, locate, offsetAt, placeAt } from "../../src/syntax/locate";
import { loadPythonParser } from "./pythonParser";

const parser = await loadPythonParser();
const cut = (text: string) => splitChunks(text).map((chunk) => chunk.text);

test("a top-level statement is a chunk, with its comments, decorators and clauses", () => {
  expect(
    cut("import a\n\n# far\n\n# near\n# nearer\n@d(1)\n\n@e\ndef f():\n  x\n\n  # inside\n  y\n# after\n\nz = 1"),
  ).toEqual(["import a", "# near\n# nearer\n@d(1)\n\n@e\ndef f():\n  x\n\n  # inside\n  y", "z = 1"]);
  expect(cut("try:\n  a\nexcept B:\n  c\nfinally:\n  d\nif x:\n  y\nelif z:\n  w\nelse:\n  v\nq")).toEqual([
    "try:\n  a\nexcept B:\n  c\nfinally:\n  d",
    "if x:\n  y\nelif z:\n  w\nelse:\n  v",
    "q",
  ]);
});

test("brackets, strings and continuations carry on over lines", () => {
  expect(cut('x = f(\na,\n"]", # )\n)\ny = """\ndef not_code():\n"""\nz = 1 + \\\n2\nw = 1')).toEqual([
    'x = f(\na,\n"]", # )\n)',
    'y = """\ndef not_code():\n"""',
    "z = 1 + \\\n2",
    "w = 1",
  ]);
});

test("an edit makes one new chunk; equal texts stay apart and in order", () => {
  const before = parser.parse("a.py", "import a\n\nx = 1\nx = 1\n\ndef f():\n  return 1\n\ndef g():\n  return 2\n");
  const after = parser.parse(
    "a.py",
    "# new\n\nimport a\n\nx = 1\nx = 1\n\ndef f():\n  return 10\n\ndef g():\n  return 2\n",
    before,
  );
  const kept = after.chunks.map(({ chunk }) => before.chunks.findIndex((placed) => placed.chunk === chunk));
  expect(kept).toEqual([0, 1, 2, -1, 4]);
});

test("cutting again after an edit is the same as cutting anew", () => {
  const pieces = [
    "import a\n",
    "def f(x):\n    return g(x)\n",
    "\n",
    "# a comment\n",
    "@d\n",
    "x = f(\n",
    ")\n",
    '"""\n',
    "y = [1,\n 2]\n",
    "if x:\n  y\n",
    "else:\n  z\n",
    "class A:\n  def m(self):\n    s = '''t\nu'''\n",
    "'",
    "z = \\\n 1\n",
    "  indented\n",
    "a",
    `# ${"long ".repeat(300)}\n`,
    "(",
    "]",
    " ",
  ];
  let seed = 1;
  const below = (count: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % count;
  };
  const some = (most: number) => Array.from({ length: below(most) }, () => pieces[below(pieces.length)]).join("");
  for (let round = 0; round < 4000; round++) {
    let now = cutText(some(14));
    for (let edit = 0; edit < 3; edit++) {
      const { text } = now;
      const from = below(text.length + 1);
      const to = below(4) === 0 ? Math.min(text.length, from + below(20)) : from;
      const next = text.slice(0, from) + some(3) + text.slice(to);
      const again = recut(next, now);
      expect(again).toMatchObject(cutText(next));
      const texts = (chunks: readonly { readonly text: string }[]) => chunks.map((chunk) => chunk.text);
      expect(texts(again.chunks.slice(0, again.kept))).toEqual(texts(now.chunks.slice(0, again.kept)));
      const moved = (chunks: typeof again.chunks) => texts(chunks.slice(chunks.length - again.moved));
      expect(moved(again.chunks)).toEqual(moved(now.chunks));
      now = again;
    }
  }
});

test("places are found again after the file has moved around them", () => {
  const before = parser.parse("a.py", "x = 1\r\ndef f():\r\n  return 'é'\r\n");
  const chunk = before.chunks[1]?.chunk;
  if (!chunk) throw new Error("no chunk");
  const [f] = chunk.statements;
  const place = { chunk, ...(f?.kind === "function" ? f.nameSpan : { start: 0, end: 0 }) };
  expect(locate(before, place)).toEqual({
    start: 11,
    end: 12,
    from: { line: 1, column: 4 },
    to: { line: 1, column: 5 },
  });
  const after = parser.parse("a.py", "y = 0\r\n\r\nx = 1\r\ndef f():\r\n  return 'é'\r\n", before);
  expect(locate(after, place)?.from).toEqual({ line: 3, column: 4 });
  expect(locate(parser.parse("a.py", "x = 1"), place)).toBeUndefined();
});

test("lines and columns, both ways, with any line end", () => {
  const module = parser.parse("a.py", "ab\r\ncd\ref\n\ng");
  expect([0, 2, 4, 7, 10, 11].map((offset) => lineColumnAt(module, offset))).toEqual([
    { line: 0, column: 0 },
    { line: 0, column: 2 },
    { line: 1, column: 0 },
    { line: 2, column: 0 },
    { line: 3, column: 0 },
    { line: 4, column: 0 },
  ]);
  expect(
    [
      [0, 9],
      [1, 1],
      [3, 5],
      [9, 0],
    ].map(([line = 0, column = 0]) => offsetAt(module, { line, column })),
  ).toEqual([2, 5, 10, 12]);
});

test("the place at an offset", () => {
  const module = parser.parse("a.py", "x = 1\n\ny = 2\n");
  expect(placeAt(module, 9)).toMatchObject({ start: 2, end: 2 });
  expect(placeAt(module, 6)).toBeUndefined();
});

test("CRLF files lower to the same values", () => {
  const [placed] = parser.parse("a.py", 'def f(x):\r\n  s = """a\r\nb"""\r\n  return x + \\\r\n    1\r\n').chunks;
  const [f] = placed?.chunk.statements ?? [];
  expect(placed?.chunk.errors).toEqual([]);
  const first = f?.kind === "function" ? f.body[0] : undefined;
  expect(first?.kind === "assign" && first.value).toMatchObject({ kind: "string", value: "a\nb" });
});

test("two megabytes parse, and an edit in them parses one chunk", () => {
  const one = (i: number) =>
    `def loss_${i}(pred, target, delta=1.0):\n    """Doc ${i}."""\n    r = pred - target\n    return torch.where(r.abs() < delta, 0.5 * r ** 2, delta * r.abs()).mean()\n\n`;
  const text = Array.from({ length: 13_000 }, (_, i) => one(i)).join("");
  expect(text.length).toBeGreaterThan(2_000_000);
  const before = parser.parse("big.py", text);
  expect(before.chunks.length).toBe(13_000);
  const after = parser.parse("big.py", text.replace("Doc 6500.", "Doc 6500!"), before);
  const kept = new Set(before.chunks.map(({ chunk }) => chunk));
  expect(after.chunks.filter(({ chunk }) => !kept.has(chunk)).length).toBe(1);
}, 60_000);
