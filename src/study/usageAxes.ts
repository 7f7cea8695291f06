/** What a program's questions about the number of axes say: `assert x.dim() == 4`, `if x.ndim == 2:`. */

import type { Expression } from "../syntax/tree";
import { type SyntaxNode, walk } from "../syntax/walk";
import { exactly, type Names, numberOf, type Reader } from "./usage";
import { lastWord, pathOf } from "./usagePaths";

type IfStatement = Extract<SyntaxNode, { kind: "if" }>;

/** `assert x.dim() == 4`, alone or among others. */
export function readAssertedRanks(reader: Reader, names: Names, test: Expression): void {
  for (const { path, operator, rank } of questionsIn(reader, names, test))
    if (operator === "==") exactly(reader, path, rank);
}

/**
 * `if x.dim() != 4: raise` asserts; in a branch for one number of axes, what is done with `x` says nothing about it.
 *
 * @returns whether what is below is still to be walked
 */
export function readRankTest(
  reader: Reader,
  names: Names,
  node: IfStatement,
  enter: (node: SyntaxNode) => boolean,
): boolean {
  const questions = questionsIn(reader, names, node.test);
  if (questions.length === 0) return true;
  if (node.body.some(({ kind }) => kind === "raise")) {
    for (const { path, operator, rank } of questions) if (operator === "!=") exactly(reader, path, rank);
    return true;
  }
  const asked = new Set(questions.map(({ path }) => path));
  const before = new Map(names.shapes);
  for (const [name, paths] of before) if (paths.some((path) => asked.has(path))) names.shapes.set(name, []);
  walk([node.test, ...node.body, ...node.otherwise], enter);
  for (const [name, paths] of before) names.shapes.set(name, paths);
  return false;
}

interface Question {
  readonly path: string;
  readonly operator: string;
  readonly rank: number;
}

function questionsIn(reader: Reader, names: Names, test: Expression): readonly Question[] {
  const found: Question[] = [];
  walk(test, (node) => {
    if (node.kind !== "compare") return;
    const [asked, answer] = node.operands;
    const [operator] = node.operators;
    const path = pathOf(reader, names, askedOf(asked));
    const rank = numberOf(answer);
    if (path !== undefined && rank !== undefined && operator !== undefined) found.push({ path, operator, rank });
  });
  return found;
}

/** The tensor whose axes are counted: `x.dim()`, `x.ndim`, `len(x.shape)`. */
function askedOf(expression: Expression | undefined): Expression | undefined {
  if (expression?.kind === "member" && expression.name === "ndim") return expression.object;
  if (expression?.kind !== "call") return undefined;
  const { callee } = expression;
  const word = lastWord(callee);
  if (callee.kind === "member" && (word === "dim" || word === "ndimension")) return callee.object;
  if (word !== "len") return undefined;
  const shape = expression.arguments[0]?.value;
  if (shape?.kind === "member" && shape.name === "shape") return shape.object;
  return shape?.kind === "call" && shape.callee.kind === "member" && shape.callee.name === "size"
    ? shape.callee.object
    : undefined;
}
