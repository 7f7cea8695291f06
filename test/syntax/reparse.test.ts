/** Edits typed into statements: the tree is the one that parsing all of the text gives, and only what was edited is new. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import type { FunctionStatement, Module, Statement } from "../../src/syntax/tree";
import { loadPythonParser } from "./pythonParser";

const parser = await loadPythonParser();

const loss = `@wrapped
def loss(pred, target, delta=1.0):  # preview: pred from -2 to 2
    """Huber."""
    residual = pred - target
    if delta > 0:
        size = abs(residual)  # how far
    return where(
        size < delta,
        0.5 * residual**2,
        delta * size,
    )
    print(f"{size:.2f} {delta}", "never")
`;

function bodyOf(module: Module): readonly Statement[] {
  const [found] = module.chunks.flatMap(({ chunk }) => chunk.statements).filter(isFunction);
  return found?.body ?? [];
}

function isFunction(statement: Statement): statement is FunctionStatement {
  return statement.kind === "function";
}

/** What is the same object in the body after an edit: the docstring, the assignment, the condition, the return, the print. */
function kept(from: string, to: string): readonly boolean[] {
  const before = parser.parse("loss.py", loss);
  const text = loss.replace(from, to);
  expect(text).not.toBe(loss);
  const now = parser.parse("loss.py", text, before);
  expect(now.chunks).toEqual(parser.parse("loss.py", text).chunks);
  const body = bodyOf(now);
  return bodyOf(before).map((statement, i) => statement === body[i]);
}

test("what stands before the edit is the very same", () => {
  expect(kept("where(", "-where(")).toEqual([true, true, true, false, false]);
  expect(kept("size = abs(", "size = -abs(")).toEqual([true, true, false, false, false]);
  expect(kept("pred - target", "pred + target")).toEqual([true, false, false, false, false]);
  expect(kept("delta * size,", "delta * size - 1,")).toEqual([true, true, true, false, false]);
  expect(kept('"never")', '"never", 2)')).toEqual([true, true, true, true, false]);
});

test("an edit that may concern more than its statement parses the whole", () => {
  const nothing = [false, false, false, false, false];
  expect(kept("pred - target", "pred - target\n    x = 1")).toEqual(nothing);
  expect(kept("pred - target", "pred - target; x = 1")).toEqual(nothing);
  expect(kept("pred - target", "pred - target \\")).toEqual(nothing);
  expect(kept("pred - target", "pred - # target")).toEqual(nothing);
  expect(kept("pred - target", "(yield)")).toEqual(nothing);
  expect(kept("pred - target", "pred - (target")).toEqual(nothing);
  expect(kept("Huber", "Pseudo Huber")).toEqual(nothing);
  expect(kept("delta > 0", "delta > 1")).toEqual(nothing);
});

const corpus = join(import.meta.dirname, "../discovery/corpus");
const sources = readdirSync(corpus, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".py"))
  .map((name) => readFileSync(join(corpus, name), "utf8"))
  .filter((text) => text.length < 2500);

const typed = constantFrom(
  ...["", "-", "x", " ", ".5", "(", ")", "[0]", ", y", " + 1", "'", '"""', "#", "\\", ":", "=", ";", "\n", "\r\n"],
  ...[
    "\n    ",
    "\n        z = 1",
    "yield ",
    "await ",
    "lambda: ",
    "not ",
    "return ",
    "pass",
    "match ",
    "type",
    "async ",
    "é",
  ],
);
const edit = record({
  source: integer({ min: 0 }),
  at: integer({ min: 0 }),
  removed: integer({ min: 0, max: 3 }),
  typed,
});

test("any edits one after the other give what parsing all of the text gives", () => {
  let reused = 0;
  assert(
    property(array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = sources[(edits[0]?.source ?? 0) % sources.length] ?? "";
      let module = parser.parse("loss.py", text);
      for (const one of edits) {
        const at = one.at % (text.length + 1);
        text = text.slice(0, at) + one.typed + text.slice(at + one.removed);
        const known = new Set(statementsIn(module));
        const now = parser.parse("loss.py", text, module);
        reused += statementsIn(now).filter(
          (statement) => !known.has(statement) && isPartlyKnown(statement, known),
        ).length;
        // as text: comparing the trees themselves would take longer than parsing them
        expect(JSON.stringify(now.chunks)).toBe(JSON.stringify(parser.parse("loss.py", text).chunks));
        module = now;
      }
    }),
    { numRuns: 250, seed: 1 },
  );
  expect(reused).toBeGreaterThan(25);
});

function statementsIn({ chunks }: Module): readonly Statement[] {
  return chunks.flatMap(({ chunk }) => chunk.statements);
}

function isPartlyKnown(statement: Statement, before: ReadonlySet<Statement>): boolean {
  const inner = new Set([...before].flatMap((one) => ("body" in one ? one.body : [])));
  return "body" in statement && statement.body.some((one) => inner.has(one));
}
