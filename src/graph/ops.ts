/** Primitives as short functions over a builder, for rules that are read as formulas: `mul(b, x, cos(b, y))`. */

import type { Builder } from "./builder";
import type { DType, NodeId, PlainPrimitive, Shape } from "./graph";

function op<N extends PlainPrimitive>(name: N) {
  return (b: Builder, ...operands: readonly NodeId[]): NodeId => b.apply(name, operands, {});
}

export const neg = op("neg");
export const sign = op("sign");
export const exp = op("exp");
export const log = op("log");
export const sqrt = op("sqrt");
export const sin = op("sin");
export const cos = op("cos");
export const sinh = op("sinh");
export const cosh = op("cosh");
export const sigmoid = op("sigmoid");
export const floor = op("floor");
export const not = op("not");
export const add = op("add");
export const sub = op("sub");
export const mul = op("mul");
export const div = op("div");
export const pow = op("pow");
export const less = op("less");
export const lessEqual = op("lessEqual");
export const equal = op("equal");
export const and = op("and");
export const select = op("select");
export const matmul = op("matmul");
export const inverse = op("inverse");

export function cast(b: Builder, x: NodeId, dtype: DType): NodeId {
  return b.apply("cast", [x], { dtype });
}
export function reshape(b: Builder, x: NodeId, shape: Shape): NodeId {
  return b.apply("reshape", [x], { shape });
}
export function transpose(b: Builder, x: NodeId, permutation: readonly number[]): NodeId {
  return b.apply("transpose", [x], { permutation });
}
export function broadcast(b: Builder, x: NodeId, shape: Shape): NodeId {
  return b.apply("broadcast", [x], { shape });
}
export function sum(b: Builder, x: NodeId, axes: readonly number[]): NodeId {
  return b.apply("sum", [x], { axes });
}
export function concat(b: Builder, parts: readonly NodeId[], axis: number): NodeId {
  return b.apply("concat", parts, { axis });
}

/** The part from `start` (inclusive) to `end` (exclusive) along one axis. */
export function sliceAxis(b: Builder, x: NodeId, axis: number, start: number, end: number): NodeId {
  const { shape } = b.aval(x);
  return b.apply("slice", [x], {
    starts: shape.map(() => 0).with(axis, start),
    ends: shape.with(axis, end),
    steps: shape.map(() => 1),
  });
}

/** A reduction's result with its axes put back as 1, so that it broadcasts against the operand. */
export function restoreAxes(b: Builder, reduced: NodeId, shape: Shape, axes: readonly number[]): NodeId {
  return reshape(
    b,
    reduced,
    shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)),
  );
}

/** Swaps the last two axes. */
export function matrixTranspose(b: Builder, x: NodeId): NodeId {
  const rank = b.aval(x).shape.length;
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return transpose(b, x, [...axes.slice(0, -2), rank - 1, rank - 2]);
}

/** 0, 1, … along one axis of `shape`, as int32, 1 elsewhere. */
export function iota(b: Builder, shape: Shape, axis: number): NodeId {
  const extent = shape[axis] ?? 1;
  const positions = b.constant(
    { shape: [extent], dtype: "int32" },
    Int32Array.from({ length: extent }, (_, at) => at),
  );
  return reshape(
    b,
    positions,
    shape.map((_, at) => (at === axis ? extent : 1)),
  );
}
