/**
 * Plain Python, judged by Python: every line `expression  #> answer` of the case files was answered by a real interpreter
 * (recordCases.py), and ours must answer the same.
 */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadPythonParser } from "../syntax/pythonParser";
import { runProgram, told } from "./program";

const parser = await loadPythonParser();
const folder = new URL("./cases/", import.meta.url);

for (const file of readdirSync(folder)) {
  describe(file, () => {
    for (const section of readFileSync(new URL(file, folder), "utf8")
      .split(/^# --- /m)
      .slice(1)) {
      const title = section.slice(0, section.indexOf("\n"));
      test(title, () => {
        const { answers, questions } = answer(section.slice(title.length + 1));
        expect(answers).toEqual(questions);
      });
    }
  });
}

function answer(section: string): { readonly answers: string[]; readonly questions: string[] } {
  const lines = section.split("\n");
  const asked = lines.flatMap((line) => /^(\S.*?) {2}#> (.*)$/.exec(line) ?? []);
  const questions: string[] = [];
  const answers: string[] = [];
  const program = runProgram(lines.map((line) => (/ {2}#> /.test(line) ? "" : line)).join("\n"));
  for (let at = 0; at < asked.length; at += 3) {
    const [, expression = "", expected = ""] = asked.slice(at, at + 3);
    const chunk = parser.parseChunk(expression);
    const [statement] = chunk.statements;
    questions.push(`${expression}  #> ${expected}`);
    const text = told(() => {
      if (statement?.kind !== "expression") return "not read as an expression";
      return program.interpreter.repr(program.interpreter.evaluate(program.module, chunk, statement.value));
    });
    answers.push(`${expression}  #> ${matchesFault(expected, text) ? expected : text}`);
  }
  return { answers, questions };
}

/** Faults agree in their type; the words are our own where Python's tell less, and add a suggestion. */
function matchesFault(expected: string, text: string): boolean {
  const type = /^! (\w+)/.exec(expected)?.[1];
  return type !== undefined && (text.startsWith(`${type}:`) || text === type);
}
