/**
 * A node of the graph with arithmetic on it, so that formulas read like formulas. NumPy's broadcasting, no dtype promotion:
 * operands have the same storage dtype, and a plain number takes the dtype of the term beside it. Frameworks build their
 * functions from terms; conventions that differ between frameworks stand there.
 */

import { graphOf } from "../../graph/build";
import type { Builder } from "../../graph/builder";
import type { Choice, DType, NodeId, PlainPrimitive, Shape } from "../../graph/graph";
import { isFloat, sameShape, sizeOf } from "../../graph/graph";
import type { Precision } from "../../graph/precision";

export type Operand = Term | number;

export class Term {
  constructor(
    readonly g: Builder,
    readonly id: NodeId,
  ) {}

  get shape(): Shape {
    return this.g.aval(this.id).shape;
  }
  get dtype(): DType {
    return this.g.aval(this.id).dtype;
  }
  get rank(): number {
    return this.shape.length;
  }
  get size(): number {
    return sizeOf(this.shape);
  }
  /** The length of an axis, counted from the end when negative. */
  extent(axis: number): number {
    return this.shape.at(axis) ?? 1;
  }

  get isFloat(): boolean {
    return isFloat(this.dtype);
  }
  private get isInt(): boolean {
    return this.dtype === "int32";
  }

  // ---- elementwise

  neg(): Term {
    return this.isInt ? this.lift(0).sub(this) : this.unary("neg");
  }
  abs(): Term {
    return this.isInt ? this.max(this.neg()) : this.unary("abs");
  }
  sign(): Term {
    return this.isInt ? this.min(1).max(-1) : this.unary("sign");
  }
  exp(): Term {
    return this.unary("exp");
  }
  expm1(): Term {
    return this.unary("expm1");
  }
  log(): Term {
    return this.unary("log");
  }
  log1p(): Term {
    return this.unary("log1p");
  }
  sqrt(): Term {
    return this.unary("sqrt");
  }
  sin(): Term {
    return this.unary("sin");
  }
  cos(): Term {
    return this.unary("cos");
  }
  tanh(): Term {
    return this.unary("tanh");
  }
  sigmoid(): Term {
    return this.unary("sigmoid");
  }
  softplus(): Term {
    return this.unary("softplus");
  }
  erf(): Term {
    return this.unary("erf");
  }
  lgamma(): Term {
    return this.unary("lgamma");
  }
  floor(): Term {
    return this.isInt ? this : this.unary("floor");
  }
  ceil(): Term {
    return this.isInt ? this : this.unary("ceil");
  }
  round(): Term {
    return this.isInt ? this : this.unary("round");
  }
  trunc(): Term {
    return this.isInt ? this : this.unary("trunc");
  }
  isNaN(): Term {
    return this.isFloat ? this.unary("isNaN") : this.full(this.shape, 0, "bool");
  }
  stop(): Term {
    return this.unary("stopGradient");
  }
  not(): Term {
    return this.unary("not");
  }
  square(): Term {
    return this.mul(this);
  }
  polygamma(order: number): Term {
    return new Term(this.g, this.g.apply("polygamma", [this.id], { order }));
  }

  add(other: Operand): Term {
    return this.binary("add", other);
  }
  sub(other: Operand): Term {
    return this.binary("sub", other);
  }
  mul(other: Operand): Term {
    return this.binary("mul", other);
  }
  div(other: Operand): Term {
    return this.binary("div", other);
  }
  pow(other: Operand): Term {
    return this.binary("pow", other);
  }
  atan2(other: Operand): Term {
    return this.binary("atan2", other);
  }
  max(other: Operand): Term {
    return this.binary("max", other);
  }
  min(other: Operand): Term {
    return this.binary("min", other);
  }
  rem(other: Operand): Term {
    return this.binary("rem", other);
  }
  less(other: Operand): Term {
    return this.binary("less", other);
  }
  lessEqual(other: Operand): Term {
    return this.binary("lessEqual", other);
  }
  greater(other: Operand): Term {
    return this.lift(other).binary("less", this);
  }
  greaterEqual(other: Operand): Term {
    return this.lift(other).binary("lessEqual", this);
  }
  equal(other: Operand): Term {
    return this.binary("equal", other);
  }
  notEqual(other: Operand): Term {
    return this.equal(other).not();
  }
  and(other: Operand): Term {
    return this.binary("and", other);
  }
  or(other: Operand): Term {
    return this.binary("or", other);
  }
  xor(other: Operand): Term {
    return this.binary("xor", other);
  }

  /** This condition's choice between two values; a number takes the other branch's dtype. */
  choose(whenTrue: Operand, whenFalse: Operand): Term {
    const typed = whenTrue instanceof Term ? whenTrue : whenFalse instanceof Term ? whenFalse : undefined;
    const yes = asTerm(this.g, whenTrue, typed?.dtype);
    const no = asTerm(this.g, whenFalse, typed?.dtype);
    return new Term(this.g, this.g.apply("select", [this.id, yes.id, no.id], {}));
  }
  /** Where the condition holds, the replacement; elsewhere this. */
  replace(condition: Term, replacement: Operand): Term {
    return condition.choose(replacement, this);
  }
  /** This, with a path to what it took the place of, whose gradient is then zero rather than none. */
  after(lost: Term): Term {
    if (!this.isFloat || !lost.isFloat || !graphOf(this.g).dependsOnInput(lost.id)) return this;
    return this.add(lost.reshape([lost.size]).slice(0, 0, 0).sum());
  }
  isInfinite(): Term {
    return this.abs().equal(Infinity);
  }
  cast(dtype: DType): Term {
    return this.dtype === dtype ? this : new Term(this.g, this.g.apply("cast", [this.id], { dtype }));
  }

  /** Rounded to a format of fewer bits, and the gradients with it. */
  reducePrecision(precision: Precision): Term {
    return new Term(this.g, this.g.apply("reducePrecision", [this.id], precision));
  }

  /** Floats as they are, integers and booleans as float32. */
  float(): Term {
    return this.isFloat ? this : this.cast("float32");
  }

  unary(primitive: PlainPrimitive): Term {
    return new Term(this.g, this.g.apply(primitive, [this.id], {}));
  }
  binary(primitive: PlainPrimitive, other: Operand): Term {
    return new Term(this.g, this.g.apply(primitive, [this.id, this.lift(other).id], {}));
  }

  // ---- structure

  reshape(shape: Shape): Term {
    return sameShape(shape, this.shape) ? this : new Term(this.g, this.g.apply("reshape", [this.id], { shape }));
  }
  transpose(permutation: readonly number[]): Term {
    return permutation.every((axis, i) => axis === i)
      ? this
      : new Term(this.g, this.g.apply("transpose", [this.id], { permutation }));
  }
  /** Swaps two axes. */
  swap(first: number, second: number): Term {
    const permutation = this.shape.map((_, axis) => axis);
    const a = (first + this.rank) % this.rank;
    const b = (second + this.rank) % this.rank;
    permutation[a] = b;
    permutation[b] = a;
    return this.transpose(permutation);
  }
  /** Moves one axis to a place of the result. */
  move(from: number, to: number): Term {
    const rest = this.shape.map((_, axis) => axis).filter((axis) => axis !== from);
    return this.transpose([...rest.slice(0, to), from, ...rest.slice(to)]);
  }
  broadcast(shape: Shape): Term {
    return sameShape(shape, this.shape) ? this : new Term(this.g, this.g.apply("broadcast", [this.id], { shape }));
  }
  /** A new axis of length 1 at that place of the result. */
  expandDims(axis: number): Term {
    return this.reshape([...this.shape.slice(0, axis), 1, ...this.shape.slice(axis)]);
  }
  dropAxis(axis: number): Term {
    return this.reshape(this.shape.filter((_, i) => i !== axis));
  }
  /** Part of one axis. */
  slice(axis: number, start: number, end: number, step = 1): Term {
    if (start === 0 && end === this.shape[axis] && step === 1) return this;
    const starts = this.shape.map((_, i) => (i === axis ? start : 0));
    const ends = this.shape.map((extent, i) => (i === axis ? end : extent));
    const steps = this.shape.map((_, i) => (i === axis ? step : 1));
    return new Term(this.g, this.g.apply("slice", [this.id], { starts, ends, steps }));
  }
  /** One place of an axis, which vanishes. */
  at(axis: number, position: number): Term {
    return this.slice(axis, position, position + 1).dropAxis(axis);
  }
  /** Pads one axis. */
  pad(axis: number, low: number, high: number, value = 0): Term {
    if (low === 0 && high === 0) return this;
    const zeros = this.shape.map(() => 0);
    const at = (amount: number): number[] => zeros.map((_, i) => (i === axis ? amount : 0));
    return new Term(this.g, this.g.apply("pad", [this.id], { low: at(low), high: at(high), interior: zeros, value }));
  }
  reverse(axes: readonly number[]): Term {
    return axes.length === 0 ? this : new Term(this.g, this.g.apply("reverse", [this.id], { axes }));
  }

  // ---- reductions; the axes vanish, all of them by default

  sum(axes: readonly number[] = this.axes()): Term {
    return this.reduce("sum", axes, 0);
  }
  prod(axes: readonly number[] = this.axes()): Term {
    return this.reduce("prod", axes, 1);
  }
  mean(axes: readonly number[] = this.axes()): Term {
    return this.sum(axes).div(this.count(axes));
  }
  /** Ties share the gradient. */
  reduceMax(axes: readonly number[] = this.axes()): Term {
    return this.reduce("reduceMax", axes, -Infinity);
  }
  reduceMin(axes: readonly number[] = this.axes()): Term {
    return this.reduce("reduceMin", axes, Infinity);
  }
  any(axes: readonly number[] = this.axes()): Term {
    return this.reduce("any", axes, 0);
  }
  all(axes: readonly number[] = this.axes()): Term {
    return this.reduce("all", axes, 1);
  }
  argMax(axis: number): Term {
    return new Term(this.g, this.g.apply("argMax", [this.id], { axis }));
  }
  argMin(axis: number): Term {
    return new Term(this.g, this.g.apply("argMin", [this.id], { axis }));
  }
  /** Gives back the axes that a reduction of this term took, with length 1. */
  keep(reduced: Term, axes: readonly number[]): Term {
    return reduced.reshape(this.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)));
  }
  /** How many elements the axes hold together. */
  count(axes: readonly number[]): number {
    return axes.reduce((product, axis) => product * (this.shape[axis] ?? 1), 1);
  }
  axes(): number[] {
    return this.shape.map((_, axis) => axis);
  }

  // ---- order and places

  cumSum(axis: number, reverse = false): Term {
    return new Term(this.g, this.g.apply("cumSum", [this.id], { axis, reverse }));
  }
  cumProd(axis: number): Term {
    return new Term(this.g, this.g.apply("cumProd", [this.id], { axis }));
  }
  cumMax(axis: number): Term {
    return new Term(this.g, this.g.apply("cumMax", [this.id], { axis }));
  }
  argSort(axis: number, descending = false): Term {
    return new Term(this.g, this.g.apply("argSort", [this.id], { axis, descending }));
  }
  /** An order of which only what is chosen counts. */
  argChoose(axis: number, descending: boolean, choice: Choice): Term {
    return new Term(this.g, this.g.apply("argSort", [this.id], { axis, descending, ...choice }));
  }
  /** `index` is int32 and has this shape but for the axis. */
  gather(axis: number, index: Term): Term {
    return new Term(this.g, this.g.apply("gather", [this.id, index.id], { axis }));
  }
  scatterAdd(axis: number, index: Term, size: number): Term {
    return new Term(this.g, this.g.apply("scatterAdd", [this.id, index.id], { axis, size }));
  }
  matmul(other: Term): Term {
    return this.binary("matmul", other);
  }

  /** A constant of this dtype unless told otherwise. */
  full(shape: Shape, value: number, dtype: DType = this.dtype): Term {
    return new Term(this.g, this.g.full(shape, value, dtype));
  }
  /** int32 positions 0, 1, … along an axis of a shape, length 1 on the other axes. */
  positions(length: number, axis = 0, rank = 1): Term {
    return positions(this.g, length, axis, rank);
  }
  lift(operand: Operand): Term {
    return asTerm(this.g, operand, this.dtype);
  }

  private reduce(
    primitive: "sum" | "prod" | "reduceMax" | "reduceMin" | "any" | "all",
    axes: readonly number[],
    empty: number,
  ): Term {
    if (axes.length === 0) return this;
    // Sums and products of nothing keep the path to their operand, whose gradient is then zero rather than none.
    if (this.size === 0 && primitive !== "sum" && primitive !== "prod")
      return this.full(
        this.shape.filter((_, axis) => !axes.includes(axis)),
        empty,
      );
    return new Term(this.g, this.g.apply(primitive, [this.id], { axes }));
  }
}

export function asTerm(g: Builder, operand: Operand, dtype: DType = "float32"): Term {
  return operand instanceof Term ? operand : new Term(g, g.scalar(operand, dtype));
}

/** int32 positions 0, 1, … along one axis of a given rank, length 1 on the others. */
export function positions(g: Builder, length: number, axis = 0, rank = 1): Term {
  const shape = Array.from({ length: rank }, (_, i) => (i === axis ? length : 1));
  return new Term(
    g,
    g.constant(
      { shape, dtype: "int32" },
      Int32Array.from({ length }, (_, i) => i),
    ),
  );
}

/** Joins terms along an axis. */
export function concat(terms: readonly Term[], axis: number): Term {
  const [first] = terms;
  if (first === undefined) throw new Error("internal: nothing to join");
  return terms.length === 1
    ? first
    : new Term(
        first.g,
        first.g.apply(
          "concat",
          terms.map((term) => term.id),
          { axis },
        ),
      );
}

/** The shape that NumPy broadcasts to, or `undefined` where the shapes do not fit. */
export function broadcastShapes(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result: number[] = [];
  for (let axis = 1; axis <= rank; axis++) {
    let extent = 1;
    for (const shape of shapes) {
      const own = shape.at(-axis) ?? 1;
      if (shape.length < axis || own === 1 || own === extent) continue;
      if (extent !== 1) return undefined;
      extent = own;
    }
    result.unshift(extent);
  }
  return result;
}
