/** The whole of Python's grammar, each construct once, as the tree it becomes. */

import { expect, test } from "vitest";
import { printBlock } from "./printTree";
import { loadPythonParser } from "./pythonParser";

const parser = await loadPythonParser();

function check(source: string, expected: string): void {
  const module = parser.parse("test.py", source);
  expect(module.chunks.flatMap(({ chunk }) => chunk.errors)).toEqual([]);
  expect(printBlock(module.chunks.flatMap(({ chunk }) => chunk.statements))).toBe(expected);
}

test("arithmetic keeps Python's precedence", () => {
  check("-a ** ~b", "(-(a ** (~b)))");
  check("a @ b // c << d | e ^ f & g", "((((a @ b) // c) << d) | (e ^ (f & g)))");
  check("not a or b and c", "((not a) or (b and c))");
  check("a if b else c if d else e", "(a if b else (c if d else e))");
});

test("names are told apart as Python does", () => {
  check("ϵ = ε + x.ϵ(ϵ=1)", "ε = (ε + x.ε(ε=1))");
  check("ﬁt = é", "fit = é");
});

test("a line in brackets may be indented less than its block", () => {
  check("def f(x):\n    y = (1 +\n  x)  # one\n    return y", "def f(x):\n  y = (1 + x)\n  return y");
  check("def f(x):\r\n    y = g(  # two\r\nx)\r\n    return y", "def f(x):\n  y = g(x)\n  return y");
});

test("comparisons chain", () => {
  check("a < b <= c not in d is not e", "(a < b <= c not in d is not e)");
  check("a is b != c in d", "(a is b != c in d)");
});

test("numbers in all their spellings", () => {
  check("1_000, 0x1F, 0b101, 0o17, 1e-3, .5, 2., 1E3", "(1000, 31, 5, 15, 0.001, 0.5, 2.0, 1000.0)");
});

test("an imaginary number is no number that could be set", () => {
  const [placed] = parser.parse("test.py", "z = 1j + x").chunks;
  expect(printBlock(placed?.chunk.statements ?? [])).toBe("z = (1j + x)");
  expect(placed?.chunk.errors).toEqual([]);
});

test("strings: prefixes, escapes, concatenation", () => {
  check(String.raw`"a\n\x41\u00e9" 'b' r"\n" b"z"`, String.raw`"a\nAéb\\nz"`);
  check('"""one\ntwo"""', String.raw`"one\ntwo"`);
  check('("a"\n "b")', '"ab"');
  check('"a\\\nb"', '"ab"');
});

test("f-strings: conversions, formats, nested quotes and fields", () => {
  check('f"{a!r:>{w}.2f} x{{y}}"', 'f[{a!r:>{w}.2f} " x{y}"]');
  check('f"{loss=}"', 'f["loss=" {loss!r}]');
  check('f"{loss = :.3f}"', 'f["loss = " {loss:.3f}]');
  check(`f"{d['k']}" "tail"`, 'f[{d["k"]} "tail"]');
  check('f"{d["k"]} and {f"{x}"}"', 'f[{d["k"]} " and " {f[{x}]}]');
  check('f"{a, b}"', "f[{(a, b)}]");
  check('f"{ {1: 2}[1] }"', "f[{{1: 2}[1]}]");
});

test("displays and spreads", () => {
  check("[1, *a], (), (a,), (a), {1, *b}, {**c, 'k': 1}", '([1, *a], (), (a,), a, {1, *b}, {**c, "k": 1})');
});

test("comprehensions", () => {
  check("[x for x in y if z for w in x]", "list<x for x in y if z for w in x>");
  check("{k: v for k, v in d.items()}", "dict<k: v for (k, v) in d.items()>");
  check("{x async for x in y}", "set<x for x in y>");
  check("sum(x * 2 for x in y)", "sum(generator<(x * 2) for x in y>)");
});

test("calls, members, subscripts", () => {
  check("f(a, *b, k=1, **c)", "f(a, *b, k=1, **c)");
  check("a.b.c(1)[2]", "a.b.c(1)[2]");
  check("x[1:2, ..., ::3, None]", "x[(1:2:, ..., ::3, None)]");
  check("x[a], x[a,], x[*a], x[:], x[b := 1]", "(x[a], x[(a,)], x[(*a,)], x[::], x[(b := 1)])");
});

test("lambdas, walrus, await and yield", () => {
  check("lambda x, *a, y=1, **k: x", "(lambda x, *a, kw y=1, **k: x)");
  check("lambda: 0", "(lambda : 0)");
  check("(n := len(x))", "(n := len(x))");
  check("async def f():\n  return await g()", "async def f():\n  return (await g())");
  check("def f():\n  x = yield 1\n  yield from y", "generator def f():\n  x = (yield 1)\n  (yield from y)");
  check("def f():\n  def g():\n    yield\n  return g", "def f():\n  generator def g():\n    (yield)\n  return g");
});

test("assignments", () => {
  check("a = b = c, *d = e", "a = b = (c, *d) = e");
  check("(a, *b), [c, d] = e", "((a, *b), [c, d]) = e");
  check("x: int\ny: list[float] = []", "x: int\ny: list[float] = []");
  check("a += 1; b //= 2; c **= 3; d @= e; f >>= 1", "a += 1\nb //= 2\nc **= 3\nd @= e\nf >>= 1");
  check("x.a, y[0] = 1, 2", "(x.a, y[0]) = (1, 2)");
});

test("parameters of every form", () => {
  check(
    "def f(a, /, b: int=1, *args, c, d=2, **kw) -> T: pass",
    "def f(/a, b: int=1, *args, kw c, kw d=2, **kw) -> T:\n  pass",
  );
  check("def f(*, a: Optional[Tensor] = None): pass", "def f(kw a: Optional[Tensor]=None):\n  pass");
  check("def f(*a: int, **k: str): pass", "def f(*a: int, **k: str):\n  pass");
});

test("type hints are expressions", () => {
  check(
    "def f(a: list[int] | None, b: 'T', c: t.Dict[str, int]) -> a.B: pass",
    'def f(a: (list[int] | None), b: "T", c: t.Dict[(str, int)]) -> a.B:\n  pass',
  );
  check("def f[T](x: T) -> Callable[[int], T]: pass", "def f(x: T) -> Callable[([int], T)]:\n  pass");
  check("type X = int", "X = int");
});

test("decorators, classes and their keywords", () => {
  check(
    "@a.b(1)\n@c\nclass C(A, metaclass=M):\n  x = 1; y = 2",
    "@a.b(1)\n@c\nclass C(A, metaclass=M):\n  x = 1\n  y = 2",
  );
  check("class C:\n  @staticmethod\n  def f(): ...", "class C():\n  @staticmethod\n  def f():\n    ...");
});

test("control flow with all its clauses", () => {
  check(
    "if a:\n  b\n# note\nelif c: d\nelif e:\n  f\nelse:\n  g",
    "if a:\n  b\nelse:\n  if c:\n    d\n  else:\n    if e:\n      f\n    else:\n      g",
  );
  check("for x, y in z, w:\n  continue\nelse: r", "for (x, y) in (z, w):\n  continue\nelse:\n  r");
  check("while a:\n  break\nelse: c", "while a:\n  break\nelse:\n  c");
  check(
    "try:\n  a\nexcept A as e:\n  b\nexcept (B, C): c\nexcept:\n  d\nelse:\n  f\nfinally:\n  g",
    "try:\n  a\nexcept A as e:\n  b\nexcept (B, C):\n  c\nexcept:\n  d\nelse:\n  f\nfinally:\n  g",
  );
  check("with a as b, c(d) as (e, f), g: pass", "with a as b, c(d) as (e, f), g:\n  pass");
  check("with (a as b, c): pass", "with a as b, c:\n  pass");
  check(
    "async def f():\n  async for x in y: pass\n  async with z as w: pass",
    "async def f():\n  for x in y:\n    pass\n  with z as w:\n    pass",
  );
});

test("small statements", () => {
  check("del a, b[0]", "del a, b[0]");
  check("assert a, 'b'", 'assert a, "b"');
  check("raise A from b", "raise A from b");
  check("def f():\n  global a, b\n  nonlocal c\n  raise", "def f():\n  global a, b\n  nonlocal c\n  raise");
  check("import a.b as c, d", "import a.b as c, d");
  check(
    "from ..a.b import (c as d, e)\nfrom . import f\nfrom x import *\nfrom __future__ import annotations",
    "from ..a.b import c as d, e\nfrom . import f\nfrom x import *\nfrom __future__ import annotations",
  );
  check("print(a)\nmatch = 1\ntype = 2\ncase = match", "print(a)\nmatch = 1\ntype = 2\ncase = match");
});

test("match", () => {
  check(
    `match x:
  case [1, *r, {"a": b, **rest}] | C(p, q=2) as z if g: pass
  case -1 | a.b | None | "s": pass
  case 1, y: pass
  case (w): pass
  case _: pass`,
    `match x:
  case [=1, *r, {"a": b, **rest}] | C(p, q==2) as z if g:
    pass
  case =(-1) | =a.b | =None | ="s":
    pass
  case [=1, y]:
    pass
  case w:
    pass
  case _:
    pass`,
  );
});

test("docstrings and comments are kept", () => {
  const [placed] = parser.parse("test.py", '# above\ndef f():\n  """Says so."""\n  return 1  # beside').chunks;
  const [statement] = placed?.chunk.statements ?? [];
  expect(statement?.kind === "function" && statement.docstring).toBe("Says so.");
  expect(placed?.chunk.comments).toEqual([
    { text: "above", start: 0, end: 7 },
    { text: "beside", start: 46, end: 54 },
  ]);
});

test("offsets count in UTF-16 units", () => {
  const [placed] = parser.parse("test.py", 'a = "😀é" + b').chunks;
  const [statement] = placed?.chunk.statements ?? [];
  const value = statement?.kind === "assign" ? statement.value : undefined;
  expect(value?.kind === "binary" && value.right).toMatchObject({ name: "b", start: 12, end: 13 });
});
