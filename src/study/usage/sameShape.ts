/** Which inputs an expression has the shape of, whatever became of their meaning. */

import type { Expression } from "../../syntax/tree";
import { lastWord } from "./callNames";
import type { Names } from "./names";
import { columnPath, pathOf } from "./paths";
import { alongAxis, elementwise, faithful, pairwise } from "./table";
import { numberOf, type Reader } from "./usage";

/** The paths whose shape the expression has. */
export function shapesOf(reader: Reader, names: Names, expression: Expression | undefined): readonly string[] {
  if (expression === undefined) return [];
  switch (expression.kind) {
    case "name":
      return names.shapes.get(expression.name) ?? [];
    case "member":
    case "index": {
      const moved = movedInGradient(expression);
      if (moved !== undefined) return shapesOf(reader, names, moved);
      const column = expression.kind === "index" ? columnPath(reader, names, expression) : undefined;
      if (column !== undefined) return [column];
      const isPart = expression.kind === "index" && !isKey(names, expression.index);
      const path = isPart ? undefined : pathOf(reader, names, expression);
      return path === undefined ? [] : [path];
    }
    case "unary":
      return shapesOf(reader, names, expression.operand);
    case "binary":
      return expression.operator === "@"
        ? []
        : [...shapesOf(reader, names, expression.left), ...shapesOf(reader, names, expression.right)];
    case "call": {
      const name = lastWord(expression.callee);
      const row = rowsOf(reader, names, expression);
      if (row !== undefined) return [row];
      const isKept = name !== undefined && (elementwise.has(name) || faithful.has(name) || keepsAxes(name, expression));
      if (name !== undefined && pairwise.has(name)) {
        const { callee } = expression;
        const object = callee.kind === "member" ? shapesOf(reader, names, callee.object) : [];
        return [...object, ...expression.arguments.flatMap(({ value }) => shapesOf(reader, names, value))];
      }
      if (!isKept) return [];
      const isMethod = expression.callee.kind === "member";
      const own =
        isMethod && expression.callee.kind === "member" ? shapesOf(reader, names, expression.callee.object) : [];
      return own.length > 0 ? own : shapesOf(reader, names, expression.arguments[0]?.value);
    }
    default:
      return [];
  }
}

/** `x` of `torch.autograd.grad(y, x)[0]`, which has its shape. */
function movedInGradient(expression: Expression): Expression | undefined {
  if (expression.kind !== "index" || expression.object.kind !== "call") return undefined;
  const { callee, arguments: given } = expression.object;
  if (lastWord(callee) !== "grad") return undefined;
  const place = numberOf(expression.index);
  const named = given.find((one) => one.kind === "keyword" && one.name === "inputs") ?? given[1];
  const moved = named?.value;
  if (moved?.kind === "list" || moved?.kind === "tuple") return place === undefined ? undefined : moved.items[place];
  return place === 0 ? moved : undefined;
}

/** `boxes[mask].view(-1, 4)`: rows of what it was. */
function rowsOf(reader: Reader, names: Names, call: Extract<Expression, { kind: "call" }>): string | undefined {
  const { callee } = call;
  const [count, width] = call.arguments;
  if (callee.kind !== "member" || (callee.name !== "view" && callee.name !== "reshape")) return undefined;
  const isRows = call.arguments.length === 2 && numberOf(count?.value) === -1 && (numberOf(width?.value) ?? 0) > 1;
  return isRows ? pathOf(reader, names, callee.object) : undefined;
}

/** `x.mean(1, keepdim=True)`: as many axes as before. */
function keepsAxes(name: string, call: Extract<Expression, { kind: "call" }>): boolean {
  if (!alongAxis.has(name)) return false;
  return call.arguments.some(
    (given) =>
      given.kind === "keyword" &&
      (given.name === "keepdim" || given.name === "keepdims") &&
      given.value.kind === "constant" &&
      given.value.value === "true",
  );
}

function isKey(names: Names, index: Expression): boolean {
  return index.kind === "string" || (index.kind === "name" && names.keys.has(index.name));
}
