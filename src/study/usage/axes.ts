/** What a program's questions about the number of axes say: `assert x.dim() == 4`, `if x.ndim == 2:`. */

import type { Expression } from "../../syntax/tree";
import { type SyntaxNode, walk } from "../../syntax/walk";
import { lastWord } from "./callNames";
import type { Names } from "./names";
import { shapesOf } from "./sameShape";
import { atLeast, exactly, meet, numberOf, type Reader, touch } from "./usage";

type IfStatement = Extract<SyntaxNode, { kind: "if" }>;

/** `assert x.dim() == 4`, alone or among others. */
export function readAssertedRanks(reader: Reader, names: Names, test: Expression): void {
  if (test.kind === "logical" && test.operator === "and") {
    for (const part of [test.left, test.right]) readAssertedRanks(reader, names, part);
    return;
  }
  readSameShape(reader, names, test);
  const questions = questionsIn(reader, names, test).filter(({ operator }) => operator === "==");
  for (const { path, rank } of questions) {
    // `x.dim() == 4 or x.dim() == 5`: one of them
    if (test.kind === "compare") exactly(reader, path, rank);
    else if (test.kind === "logical") atLeast(reader, path, Math.min(...questions.map((one) => one.rank)));
  }
}

/** `assert x.shape == y.shape`, `x.size() == y.size()` */
function readSameShape(reader: Reader, names: Names, test: Expression): void {
  if (test.kind !== "compare" || test.operators[0] !== "==") return;
  const [one, other] = test.operands.map((operand) => shapesOf(reader, names, shapedOf(operand)));
  for (const path of one ?? []) {
    for (const like of other ?? []) {
      meet(reader, [path, like]);
      touch(reader, path).alike.add(like);
      touch(reader, like).alike.add(path);
    }
  }
}

/** `x` of `x.shape`, `x.size()`. */
function shapedOf(expression: Expression): Expression | undefined {
  if (expression.kind === "member") return expression.name === "shape" ? expression.object : undefined;
  if (expression.kind !== "call" || expression.callee.kind !== "member" || expression.arguments.length > 0)
    return undefined;
  return expression.callee.name === "size" ? expression.callee.object : undefined;
}

/**
 * Walks an `if`: a name that a branch gives another meaning may still have its old one afterwards. `if x.dim() != 4: raise`
 * asserts; in a branch for one number of axes, what is done with `x` says nothing about it.
 */
export function readBranches(
  reader: Reader,
  names: Names,
  node: IfStatement,
  enter: (node: SyntaxNode) => boolean,
): void {
  const questions = questionsIn(reader, names, node.test);
  const isAssertion = node.body.some(({ kind }) => kind === "raise");
  for (const { path, operator, rank } of questions) if (isAssertion && operator === "!=") exactly(reader, path, rank);
  const asked = new Set(isAssertion ? [] : questions.map(({ path }) => path));
  const shapes = new Map([...names.shapes].filter(([, paths]) => paths.some((path) => asked.has(path))));
  for (const name of shapes.keys()) names.shapes.set(name, []);
  const before = new Map(names.paths);
  const recall = () => {
    for (const [name, path] of before) if (!names.paths.has(name)) names.paths.set(name, path);
  };
  walk([node.test, ...node.body], enter);
  recall();
  walk(node.otherwise, enter);
  recall();
  for (const [name, paths] of shapes) names.shapes.set(name, paths);
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
    const rank = numberOf(answer);
    if (rank === undefined || operator === undefined) return;
    for (const path of shapesOf(reader, names, askedOf(asked))) found.push({ path, operator, rank });
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
