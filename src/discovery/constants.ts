/** Values that stand in the source as they are: numbers, lists of numbers, and arithmetic on them. */

import type { Expression } from "../syntax/tree";
import { dottedPath, type Imports } from "./imports";
import type { CoefficientValue } from "./loss";

/** The number that an expression is, whatever runs; undefined when it depends on anything. */
export function constantNumber(
  node: Expression,
  imports: Imports,
  known: ReadonlyMap<string, number> = new Map(),
): number | undefined {
  switch (node.kind) {
    case "number":
      return node.value;
    case "name":
      return known.get(node.name);
    case "unary": {
      const operand = constantNumber(node.operand, imports, known);
      if (operand === undefined || (node.operator !== "-" && node.operator !== "+")) return undefined;
      return node.operator === "-" ? -operand : operand;
    }
    case "binary": {
      const left = constantNumber(node.left, imports, known);
      const right = constantNumber(node.right, imports, known);
      return left === undefined || right === undefined ? undefined : arithmetic(node.operator, left, right);
    }
    case "call": {
      const path = dottedPath(node.callee, imports) ?? "";
      const [first] = node.arguments;
      const argument = first?.kind === "positional" ? first.value : undefined;
      if (!argument) return undefined;
      if (path === "float" && argument.kind === "string") return notFinite.get(argument.value.toLowerCase());
      const value = node.arguments.length === 1 ? constantNumber(argument, imports, known) : undefined;
      if (value === undefined) return undefined;
      return /^(float|int|torch\.tensor|torch\.as_tensor|torch\.FloatTensor|tensorflow\.constant|numpy\.array|numpy\.float32|numpy\.float64|jax\.numpy\.array|jax\.numpy\.asarray)$/.test(
        path,
      )
        ? value
        : functions.get(path)?.(value);
    }
    case "member":
      return constants.get(dottedPath(node, imports) ?? "");
    default:
      return undefined;
  }
}

const notFinite: ReadonlyMap<string, number> = new Map([
  ["inf", Infinity],
  ["-inf", -Infinity],
  ["nan", Number.NaN],
]);
const functions: ReadonlyMap<string, (x: number) => number> = new Map([
  ["math.sqrt", Math.sqrt],
  ["numpy.sqrt", Math.sqrt],
  ["math.log", Math.log],
  ["numpy.log", Math.log],
  ["math.exp", Math.exp],
  ["numpy.exp", Math.exp],
  ["abs", Math.abs],
]);
const constants: ReadonlyMap<string, number> = new Map([
  ["math.pi", Math.PI],
  ["numpy.pi", Math.PI],
  ["torch.pi", Math.PI],
  ["math.e", Math.E],
  ["math.inf", Infinity],
  ["numpy.inf", Infinity],
]);

function arithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    case "**":
      return a ** b;
    case "%":
      return a - b * Math.floor(a / b);
    default:
      return undefined;
  }
}

/** A number, or a list (of lists) of numbers, tensors of literals included. */
export function numericValue(
  node: Expression,
  imports: Imports,
  known: ReadonlyMap<string, number> = new Map(),
): CoefficientValue | undefined {
  const number = constantNumber(node, imports, known);
  if (number !== undefined) return number;
  if ((node.kind === "list" || node.kind === "tuple") && node.items.length > 0) {
    const items = node.items.map((item) => numericValue(item, imports, known));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (node.kind !== "call") return undefined;
  const path = dottedPath(node.callee, imports) ?? "";
  const [first] = node.arguments;
  if (
    !/(^|\.)(tensor|as_tensor|FloatTensor|Tensor|constant|array|asarray)$/.test(path) ||
    first?.kind !== "positional"
  ) {
    // `torch.tensor(1.0).cuda()`
    return node.callee.kind === "member" && /^(to|cuda|cpu|float|double|half|view|unsqueeze)$/.test(node.callee.name)
      ? numericValue(node.callee.object, imports, known)
      : undefined;
  }
  return numericValue(first.value, imports, known);
}
