/** What a person reads when a program fails, and where it points. */

import { expect, test } from "vitest";
import type { InterpreterOptions } from "../../src/interpreter/interpreter";
import { pointedAt, runProgram, told } from "./program";

function failure(body: string, options: Partial<InterpreterOptions> = {}): readonly [message: string, place: string] {
  const run = (): string => {
    const program = runProgram(`def f():\n${body.replace(/^/gm, "    ")}`, options);
    const f = program.interpreter.find(program.module, "f");
    if (f === undefined) throw new Error("no f");
    return program.interpreter.repr(program.interpreter.call(f));
  };
  return [told(run), pointedAt(run)];
}

test.each([
  [
    "retrun_value = 1\nreturn return_value",
    "NameError: name 'return_value' is not defined (did you mean 'retrun_value'?)",
    "return_value",
  ],
  ["return lenn([1])", "NameError: name 'lenn' is not defined (did you mean 'len'?)", "lenn"],
  [
    'raise ValueError("x must be positive")',
    "ValueError: x must be positive",
    'raise ValueError("x must be positive")',
  ],
  ["x = 1\nassert x > 1, 'too small'", "AssertionError: too small", "assert x > 1, 'too small'"],
  ["assert False", "AssertionError", "assert False"],
  ["return 1 + [2]", "TypeError: unsupported operand type(s) for +: 'int' and 'list'", "1 + [2]"],
  ["return [1, 2][5]", "IndexError: list index out of range", "[1, 2][5]"],
  ["return {'a': 1}['b']", "KeyError: 'b'", "{'a': 1}['b']"],
  ["return 'a'.uper()", "AttributeError: 'str' object has no attribute 'uper' (did you mean 'upper'?)", "'a'.uper"],
  ["return 5()", "TypeError: 'int' object is not callable", "5()"],
  ["a, b = 1, 2, 3", "ValueError: too many values to unpack (expected 2, got 3)", "a, b"],
  ["for x in 5:\n    pass", "TypeError: 'int' object is not iterable", "5"],
  [
    "return (lambda x: x)(1, 2)",
    "TypeError: <lambda>() takes 1 positional argument but 2 were given",
    "(lambda x: x)(1, 2)",
  ],
  ["return int('a') if 1 / 0 else 2", "ZeroDivisionError: division by zero", "1 / 0"],
  ["try:\n    1 / 0\nfinally:\n    x = 1 + 1", "ZeroDivisionError: division by zero", "1 / 0"],
  ["with 5:\n    pass", "TypeError: 'int' object does not support the context manager protocol", "5"],
])("%s", (body, message, place) => {
  expect(failure(body)).toEqual([message, place]);
});

test("endless loops and recursions end", () => {
  expect(failure("while True:\n    pass", { limits: { steps: 1000 } })).toEqual([
    "stopped after 1000 steps: is there an endless loop?",
    "True",
  ]);
  expect(failure("def g(n):\n    return g(n + 1)\nreturn g(0)", { limits: { depth: 50 } })[0]).toBe(
    "recursion is deeper than 50 calls",
  );
  expect(failure("def g(n):\n    return g(n + 1)\nreturn g(0)", { limits: { depth: 1e9 } })[0]).toMatch(
    /recursion is deeper|stopped after/,
  );
  expect(failure("while True:\n    pass", { limits: { steps: 1e9, milliseconds: 20 } })[0]).toMatch(
    /too much work for a preview/,
  );
  expect(failure("return [0] * 10**9")[0]).toMatch(/too large for a preview/);
  expect(failure("import itertools\nreturn list(itertools.count())", { limits: { steps: 5000 } })[0]).toMatch(
    /endless loop/,
  );
});

test("no handler of the program catches the end of a budget", () => {
  expect(
    failure("try:\n    while True:\n        pass\nexcept Exception:\n    return 1", { limits: { steps: 500 } })[0],
  ).toMatch(/endless loop/);
});

test("text that is no code yet says so where it is reached", () => {
  const program = runProgram("def f(flag):\n    if flag:\n        return 1\n    x = (1 +\n");
  const f = program.interpreter.find(program.module, "f");
  expect(
    f?.kind === "function"
      ? told(() => program.interpreter.repr(program.interpreter.call(f, [{ kind: "bool", value: false }])))
      : program.show("f"),
  ).toMatch(/not complete/);
});
