/** Half-typed source is normal input: what is unreadable is named, everything around it survives. */

import { expect, test } from "vitest";
import { printBlock } from "./printTree";
import { loadPythonParser } from "./pythonParser";

const parser = await loadPythonParser();

/** The tree that is left, and each fault as `line: message`. */
function check(source: string, expected: string, faults: readonly string[]): void {
  const module = parser.parse("test.py", source);
  expect(printBlock(module.chunks.flatMap(({ chunk }) => chunk.statements))).toBe(expected);
  const told = module.chunks.flatMap(({ offset, chunk }) =>
    chunk.errors.map((fault) => `${source.slice(0, offset + fault.start).split("\n").length}: ${fault.message}`),
  );
  expect(told).toEqual(faults);
}

test("an unclosed bracket ends where a statement begins", () => {
  check("def f(x):\n  return foo(x, y\n\ndef g(): pass", "def f(x):\n  return foo(x, y)\ndef g():\n  pass", [
    "2: missing )",
  ]);
  check("x = (1 +\ny = 2", "x = (1 + ⟂)\ny = 2", ["1: missing )"]);
  check("a = [1, 2\nb = 3\nimport c", "a = [1, 2]\nb = 3\nimport c", ["1: missing ]"]);
  check("def f():\n  a = g(1,\n  b = 2\n  return a", "def f():\n  a = g(1)\n  b = 2\n  return a", ["2: missing )"]);
});

test("a definition's head may be half-typed", () => {
  check("def f(a, b\n  return a", "def f(a, b):\n  return a", ["1: missing )"]);
  check("def f(a, b)\n  return a", "def f(a, b):\n  return a", ["1: missing :"]);
  check("def f(a, b=):\n  return a", "def f(a, b=⟂):\n  return a", ["1: expected an expression"]);
  check("def f(a, 1b):\n  return a\nx = 1", "def f():\n  return a\nx = 1", ["1: cannot read: def f(a, 1b):"]);
  check("class A(nn.Module:\n  def f(self): pass", "class A(nn.Module):\n  def f(self):\n    pass", ["1: missing )"]);
});

test("operands may be missing", () => {
  check("def f(a):\n  x = a +\n  y = 3\n  return foo(y)", "def f(a):\n  x = (a + ⟂)\n  y = 3\n  return foo(y)", [
    "2: expected an expression",
  ]);
  check("x = \ny = 1", "x = ⟂\ny = 1", ["1: expected an expression"]);
  check("loss.\ny = 1", "loss.⟂\ny = 1", ["1: expected an expression"]);
  check("if x ==:\n  pass", "if (x == ⟂):\n  pass", ["1: expected an expression"]);
  check("z = (a + ) * 2", "z = ((a + ⟂) * 2)", ["1: expected an expression"]);
  check("w = a if b\nv = 1", "w = (a if b else ⟂)\nv = 1", ["1: expected else"]);
});

test("strings may be open", () => {
  check('def f():\n  print("abc)\n  return 1\nx = 2', 'def f():\n  print("abc)")\n  return 1\nx = 2', [
    "2: unterminated string",
  ]);
  check(
    'def f():\n  """Doc\n  return 1\n\ndef g(x):\n  """Says."""\n  return x',
    'def f():\n  "Doc\\n  return 1\\n"\ndef g(x):\n  "Says."\n  return x',
    ["2: unterminated string"],
  );
});

test("lines that make no sense stand alone", () => {
  check("def f(x):\n  y = x * 2\n  what is going on\n  return y", "def f(x):\n  y = (x * 2)\n  ⟂\n  return y", [
    "3: cannot read: what is going on",
  ]);
  check("x = foo(1))\ny = 2", "x = foo(1)\ny = 2", ["1: unmatched )"]);
  check("???\nx = 1", "⟂\nx = 1", ["1: cannot read: ???"]);
  check("for i range(3):\n  x = i", "if ⟂:\n  x = i", ["1: cannot read: for i range(3):"]);
  check("def f():\n  x = 1\n  else\n  return x", "def f():\n  x = 1\n  ⟂\n  return x", ["3: missing :"]);
});

test("an empty block is told and kept", () => {
  check("def f(x):", "def f(x):\n", ["1: expected an indented block"]);
  check("def f(x):\n\nx = 1", "def f(x):\n\nx = 1", ["1: expected an indented block"]);
});

test("no text makes the parser throw, and healthy neighbours stay whole", () => {
  const source =
    'import torch\n\ndef a(x, y=1.0):\n    """Doc."""\n    return (x - y).abs().mean()\n\nclass B(nn.Module):\n    def forward(self, p, t):\n        return f"{p:.2f}", [p, t]\n';
  for (let at = 0; at < source.length; at++) {
    for (const typed of ["", "(", ")", '"', "'''", "\\", ":", "\n", "é"]) {
      const text = `${source.slice(0, at)}${typed}${source.slice(typed === "" ? at + 1 : at)}\n\ndef tail(x):\n    return x\n`;
      const module = parser.parse("test.py", text);
      const last = module.chunks.at(-1)?.chunk.statements.at(-1);
      expect(
        last?.kind === "function" && last.name,
        `after ${JSON.stringify(text.slice(Math.max(0, at - 20), at + 3))}`,
      ).toBe("tail");
    }
  }
}, 60_000);
