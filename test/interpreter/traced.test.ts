/** Python numbers that depend on an input: what is recorded, what is asked for, and what it is called. */

import { expect, test } from "vitest";
import type { Value } from "../../src/interpreter/values";
import { type Program, runProgram } from "./program";
import { isLabelled } from "./values";

function call(program: Program, name: string, ...given: readonly Value[]): Value {
  const callable = program.interpreter.find(program.module, name);
  if (callable === undefined) throw new Error(`no ${name}`);
  return program.interpreter.call(callable, given);
}

/** Source text and answer of each guard. */
function guards(program: Program): readonly string[] {
  return program.interpreter.guards.map(({ site, answer }) => {
    const text =
      site !== undefined && "text" in site.origin ? String(site.origin.text).slice(site.start, site.end) : "nowhere";
    return `${text}: ${answer[0]}`;
  });
}

test.each([
  ["x + 1", 3, "float"],
  ["1 - x", -1, "float"],
  ["x * x / 4", 1, "float"],
  ["x // 0.75", 2, "float"],
  ["-x % 0.75", 0.25, "float"],
  ["x ** 3", 8, "float"],
  ["2 ** x", 4, "float"],
  ["+x - -x", 4, "float"],
  ["math.exp(x)", Math.exp(2), "float"],
  ["math.log(x)", Math.log(2), "float"],
  ["math.sqrt(x) * math.pi", Math.SQRT2 * Math.PI, "float"],
  ["abs(-x)", 2, "float"],
  ["max(0.0, x)", 2, "float"],
  ["min(x, 1, 3)", 1, "float"],
  ["int(x + 0.75)", 2, "int"],
  ["round(x + 0.75)", 3, "int"],
  ["float(int(x)) / 4", 0.5, "float"],
  ["x > 1", 1, "bool"],
  ["1 < x < 1.5", 0, "bool"],
  ["not x > 1", 0, "bool"],
  ["(x > 1) * 3", 3, "int"],
  ["sum([x, x, 1])", 5, "float"],
])("%s is recorded without asking for the number", (expression, expected, type) => {
  const program = runProgram(`
    import math
    def f(x):
        return ${expression}
  `);
  const result = call(program, "f", program.traced(2));
  expect(result).toMatchObject({ kind: "traced", type });
  if (result.kind === "traced") expect(Number(program.peek(result.node))).toBeCloseTo(expected, 5);
  expect(guards(program)).toEqual([]);
});

test("Python computes in double precision, also on what was single", () => {
  const program = runProgram("def f(x):\n    return x * 10 - 1");
  const result = call(program, "f", program.traced(Math.fround(0.1)));
  // torch.tensor(0.1).item() * 10 - 1 in Python
  if (result.kind === "traced") expect(program.peek(result.node)).toBe(1.4901161193847656e-8);
  else expect(result.kind).toBe("traced");
});

test("whole numbers stay whole", () => {
  const program = runProgram("def f(n):\n    return n // 2 + n % 2 + n ** 2");
  const result = call(program, "f", program.traced(5, "int"));
  expect(result).toMatchObject({ kind: "traced", type: "int" });
  if (result.kind === "traced") expect(program.peek(result.node)).toBe(2 + 1 + 25);
});

test("a decision is a guard at the condition that asked", () => {
  const program = runProgram(`
    def f(x):
        if x > 1:
            return x if x < 5 else 0
        return -x
  `);
  call(program, "f", program.traced(2));
  expect(guards(program)).toEqual(["x > 1: 1", "x < 5: 1"]);
});

test("sizes, positions, keys and logic are guards, once for each number; text is none", () => {
  const program = runProgram(`
    def f(n):
        text = f"{n} {n:03d}"
        print(n)
        rows = [0] * n
        item = {4: "four"}[n + 1]
        picked = rows[n - 1]
        return text, len(rows), item, [i for i in range(n - 1)], n * 2 and 5
  `);
  const result = call(program, "f", program.traced(3, "int"));
  expect(program.interpreter.repr(result)).toBe("('3 003', 3, 'four', [0, 1], 5)");
  expect(guards(program)).toEqual(["[0] * n: 3", '{4: "four"}[n + 1]: 4', "rows[n - 1]: 2", "n * 2: 6"]);
});

test("constants make no guard", () => {
  const program = runProgram(`
    def f(x):
        zero = x * 0 if False else 0.0
        return 1 if zero == 0 else 2
  `);
  expect(program.interpreter.repr(call(program, "f", program.traced(3)))).toBe("1");
  expect(guards(program)).toEqual([]);
});

test("isinstance sees a Python number", () => {
  const program = runProgram(`
    from numbers import Number
    def f(x, n):
        return isinstance(x, float), isinstance(x, int), isinstance(n, int), isinstance(x, Number), type(x) is float
  `);
  expect(program.interpreter.repr(call(program, "f", program.traced(1.5), program.traced(2, "int")))).toBe(
    "(True, False, True, True, True)",
  );
});

test.each([
  ["1 - eps", "1 - eps"],
  ["-(1 + eps)", "-(1 + eps)"],
  ["2 * (1 - eps)", "2 * (1 - eps)"],
  ["eps / 2 + 1", "eps / 2 + 1"],
  ["1 - (1 - eps)", "1 - (1 - eps)"],
  ["eps ** 2", "eps**2"],
  ["0.5 * eps ** 2", "0.5 * eps**2"],
  ["-eps", "-eps"],
  ["eps + 0", "eps + 0"],
  ["float(eps)", "eps"],
])("the label of %s", (expression, label) => {
  const program = runProgram(`
    def f(eps):
        return ${expression}
  `);
  expect(isLabelled(call(program, "f", { kind: "float", value: 0.2, label: "eps" }))).toBe(label);
  expect(isLabelled(call(program, "f", program.traced(0.2, "float", "eps")))).toBe(label);
});

test("labels that grow too long are cut, and stay so", () => {
  const program = runProgram("def f(e):\n    return e + e + e + e + e + e + e + e + e + e + e");
  expect(isLabelled(call(program, "f", { kind: "float", value: 0.2, label: "epsilon" }))).toBe("…");
});

test("named intermediates are kept with their place", () => {
  const program = runProgram(`
    def inner(y):
        half = y / 2
        return half
    def f(x):
        ratio = x * 2
        total = inner(ratio)
        return total
  `);
  call(program, "f", program.traced(2));
  expect(program.interpreter.locals.map(({ name, function: held, depth }) => `${held}.${name} at ${depth}`)).toEqual([
    "f.ratio at 1",
    "inner.half at 2",
    "f.total at 1",
  ]);
});

test("an expression can be given another value", () => {
  const source = "def f(x, alpha=0.25):\n    return alpha * x";
  const plain = runProgram(source);
  const chunk = plain.interpreter.find(plain.module, "f");
  if (chunk?.kind !== "function") throw new Error("no function");
  const initial = chunk.definition.parameters[1]?.initial;
  if (initial === undefined) throw new Error("no default");
  const overridden = runProgram(source, {
    overrides: new Map([[initial, { kind: "float", value: 2, label: "alpha" }]]),
  });
  // The same text parses to other objects: the override of the first program does not reach the second.
  expect(overridden.interpreter.repr(call(overridden, "f", { kind: "int", value: 4 }))).toBe("1.0");
  expect(
    plain.interpreter.repr(
      plain.interpreter.evaluate(plain.module, chunk.chunk, initial, new Map([[initial, { kind: "int", value: 7 }]])),
    ),
  ).toBe("7");
});

test("random numbers follow the seed", () => {
  const source = "import random\nvalue = [random.random(), random.gauss(0, 1), random.randint(1, 6)]";
  expect(runProgram(source, { seed: 1 }).show("value")).toBe(runProgram(source, { seed: 1 }).show("value"));
  expect(runProgram(source, { seed: 1 }).show("value")).not.toBe(runProgram(source, { seed: 2 }).show("value"));
});
