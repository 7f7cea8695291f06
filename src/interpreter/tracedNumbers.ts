/** Arithmetic on Python numbers that depend on an input: recorded as equations, so that no value has to be asked for. */

import type { NodeId, PlainPrimitive } from "../graph/graph";
import type { BinaryOperator, CompareOperator } from "../syntax/tree";
import { combineLabels, labelOf, negatedLabel } from "./labels";
import type { Runtime } from "./runtime";
import type { TracedNumber, Value } from "./values";

type NumberType = TracedNumber["type"];
const ranks: Readonly<Record<NumberType, number>> = { bool: 0, int: 1, float: 2 };
const dtypes = { float: "float64", int: "int32", bool: "bool" } as const;

/** `undefined`: not a pair of numbers, or no arithmetic operator. */
export function tracedBinary(run: Runtime, operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  const [leftType, rightType] = [numberType(left), numberType(right)];
  if (leftType === undefined || rightType === undefined) return undefined;
  const wider = widest(widest(leftType, rightType), "int");
  const label = combineLabels(operator, left, right);
  const on = (primitive: "add" | "sub" | "mul" | "div" | "rem" | "pow", type: NumberType): TracedNumber =>
    named(run, type, run.graph.apply(primitive, [nodeOf(run, left, type), nodeOf(run, right, type)], {}), label);
  switch (operator) {
    case "+":
      return on("add", wider);
    case "-":
      return on("sub", wider);
    case "*":
      return on("mul", wider);
    case "/":
      return on("div", "float");
    case "//": {
      const quotient = on("div", wider);
      return wider === "int" ? quotient : { ...quotient, node: run.graph.apply("floor", [quotient.node], {}) };
    }
    case "%":
      return on("rem", wider);
    case "**": {
      const power = on("pow", "float");
      const isWhole = wider === "int" && right.kind !== "traced" && run.toNumber(right) >= 0;
      return isWhole
        ? { ...power, type: "int", node: castTo(run, run.graph.apply("round", [power.node], {}), "int") }
        : power;
    }
    case "&":
    case "|":
    case "^": {
      if (wider === "float") return undefined;
      const type = widest(leftType, rightType);
      const primitive = operator === "&" ? "and" : operator === "|" ? "or" : "xor";
      return {
        kind: "traced",
        type,
        node: run.graph.apply(primitive, [nodeOf(run, left, type), nodeOf(run, right, type)], {}),
      };
    }
    default:
      return undefined;
  }
}

/** A traced bool. `undefined`: not a pair of numbers, or no comparison of values. */
export function tracedCompare(
  run: Runtime,
  operator: CompareOperator,
  left: Value,
  right: Value,
): TracedNumber | undefined {
  const [leftType, rightType] = [numberType(left), numberType(right)];
  if (leftType === undefined || rightType === undefined) return undefined;
  const type = widest(widest(leftType, rightType), "int");
  const [a, b] = [nodeOf(run, left, type), nodeOf(run, right, type)];
  const on = (primitive: "less" | "lessEqual" | "equal", x: NodeId, y: NodeId): TracedNumber =>
    tracedBool(run.graph.apply(primitive, [x, y], {}));
  switch (operator) {
    case "<":
      return on("less", a, b);
    case "<=":
      return on("lessEqual", a, b);
    case ">":
      return on("less", b, a);
    case ">=":
      return on("lessEqual", b, a);
    case "==":
    case "===":
      return on("equal", a, b);
    case "!=":
    case "!==":
      return tracedBool(run.graph.apply("not", [on("equal", a, b).node], {}));
    default:
      return undefined;
  }
}

export function tracedUnary(
  run: Runtime,
  operator: "-" | "+" | "~" | "not",
  value: TracedNumber,
): TracedNumber | undefined {
  const type = widest(value.type, "int");
  const node = nodeOf(run, value, type);
  switch (operator) {
    case "+":
      return { ...value, type, node };
    case "-":
      return named(run, type, run.graph.apply("neg", [node], {}), negatedLabel(value));
    case "not":
      return tracedBool(run.graph.apply("equal", [node, run.graph.scalar(0, dtypes[type])], {}));
    case "~":
      // ~x = -x - 1
      if (type === "float") return undefined;
      return {
        kind: "traced",
        type,
        node: run.graph.apply("sub", [run.graph.apply("neg", [node], {}), run.graph.scalar(1, "int32")], {}),
      };
  }
}

/** A primitive of one float operand, as `math.exp` applies it. */
export function tracedFloat(run: Runtime, primitive: PlainPrimitive, value: Value, label?: string): TracedNumber {
  return named(run, "float", run.graph.apply(primitive, [nodeOf(run, value, "float")], {}), label);
}

/** `math.floor(x)`, `round(x)`, `int(x)`: a traced int. */
export function tracedWhole(
  run: Runtime,
  primitive: "floor" | "ceil" | "round" | "trunc",
  value: TracedNumber,
): TracedNumber {
  if (value.type !== "float") return { ...value, type: "int", node: nodeOf(run, value, "int") };
  return { kind: "traced", type: "int", node: castTo(run, run.graph.apply(primitive, [value.node], {}), "int") };
}

/** The larger or smaller as Python picks it: the later of equals never wins. */
export function tracedChoice(run: Runtime, best: Value, next: Value, isMax: boolean): TracedNumber | undefined {
  const better = tracedCompare(run, isMax ? ">" : "<", next, best);
  const [bestType, nextType] = [numberType(best), numberType(next)];
  if (better === undefined || bestType === undefined || nextType === undefined) return undefined;
  const type = widest(bestType, nextType);
  const node = run.graph.apply("select", [better.node, nodeOf(run, next, type), nodeOf(run, best, type)], {});
  return { kind: "traced", type, node };
}

/** The number as a node of the wanted type. */
export function nodeOf(run: Runtime, value: Value, type: NumberType): NodeId {
  if (value.kind === "traced") return castTo(run, value.node, type);
  return run.graph.scalar(run.toNumber(value), dtypes[type], labelOf(value));
}

export function numberType(value: Value): NumberType | undefined {
  switch (value.kind) {
    case "traced":
      return value.type;
    case "int":
    case "float":
    case "bool":
      return value.kind;
    default:
      return undefined;
  }
}

export function castTo(run: Runtime, node: NodeId, type: NumberType): NodeId {
  return run.graph.apply("cast", [node], { dtype: dtypes[type] });
}

/** The graph is told as well: what the number is compared with may be looked for there. */
function named(run: Runtime, type: NumberType, node: NodeId, label: string | undefined): TracedNumber {
  if (label === undefined) return { kind: "traced", type, node };
  run.graph.name(node, label);
  return { kind: "traced", type, node, label };
}

function tracedBool(node: NodeId): TracedNumber {
  return { kind: "traced", type: "bool", node };
}

function widest(left: NumberType, right: NumberType): NumberType {
  return ranks[left] >= ranks[right] ? left : right;
}
