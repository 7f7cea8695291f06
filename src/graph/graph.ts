/**
 * The tensor program: a list of nodes in topological order, each with a concrete shape and dtype.
 *
 * A node's id is its index. Graphs are immutable plain data: transformations (differentiate, batch, simplify) make new ones.
 */

import type { Precision } from "./precision";

export type DType = "float32" | "float64" | "int32" | "bool";
export type Shape = readonly number[];

/** What is known of a value without its numbers. */
export interface Aval {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Row-major numbers of one value: floats in their own arrays, int32 in Int32Array, bool in Uint8Array (0 or 1). */
export type Data = Float32Array | Float64Array | Int32Array | Uint8Array;

export type NodeId = number;

export type GraphNode = InputNode | ConstantNode | EquationNode;

export interface InputNode {
  readonly kind: "input";
  readonly name: string;
  readonly aval: Aval;
}

export interface ConstantNode {
  readonly kind: "constant";
  readonly aval: Aval;
  readonly data: Data;
  /** The source's own expression for it, when it came from coefficients: `1 - clip_epsilon`. */
  readonly label?: string;
}

/** One application of a primitive; `site` is the source text that asked for it. */
export type EquationNode = { [N in PrimitiveName]: Equation<N> }[PrimitiveName];

export interface Equation<N extends PrimitiveName> {
  readonly kind: "equation";
  readonly primitive: N;
  readonly params: PrimitiveParams[N];
  readonly inputs: readonly NodeId[];
  readonly aval: Aval;
  readonly site: Site | undefined;
}

/** Where in the user's text an equation comes from. `origin` is the identity of the text that the offsets count in. */
export interface Site {
  readonly origin: object;
  readonly start: number;
  readonly end: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly NodeId[];
}

type NoParams = Readonly<Record<never, never>>;
interface Axes {
  readonly axes: readonly number[];
}
interface Axis {
  readonly axis: number;
}

/**
 * The closed set of primitives and their static parameters. Elementwise primitives broadcast as NumPy does; all others
 * take exact shapes. Axes are non-negative.
 */
/** The first `count` places of an order, or the last of them alone: equals stand as the algorithm leaves them. */
export interface Choice {
  readonly algorithm: "top" | "nth" | "quickselect";
  readonly count: number;
}

export interface PrimitiveParams {
  // elementwise, one float operand
  neg: NoParams;
  abs: NoParams;
  sign: NoParams;
  exp: NoParams;
  expm1: NoParams;
  log: NoParams;
  log1p: NoParams;
  sqrt: NoParams;
  sin: NoParams;
  cos: NoParams;
  tan: NoParams;
  asin: NoParams;
  acos: NoParams;
  atan: NoParams;
  sinh: NoParams;
  cosh: NoParams;
  tanh: NoParams;
  asinh: NoParams;
  acosh: NoParams;
  atanh: NoParams;
  sigmoid: NoParams;
  softplus: NoParams;
  erf: NoParams;
  erfinv: NoParams;
  lgamma: NoParams;
  /** The derivative of digamma of the given order; order 0 is digamma itself. */
  polygamma: { readonly order: number };
  floor: NoParams;
  ceil: NoParams;
  /** Half to even. */
  round: NoParams;
  trunc: NoParams;
  isNaN: NoParams;
  // elementwise, other
  cast: { readonly dtype: DType };
  stopGradient: NoParams;
  /** Rounds to a smaller format, and so do the gradients that pass. Equal ones are not shared: each use of a value rounds its own. */
  reducePrecision: Precision;
  not: NoParams;
  add: NoParams;
  sub: NoParams;
  mul: NoParams;
  /** True division for floats; for int32 operands the floored quotient. */
  div: NoParams;
  pow: NoParams;
  atan2: NoParams;
  /** Ties share the gradient equally, as in PyTorch's and JAX's `maximum`; NaN wins. */
  max: NoParams;
  min: NoParams;
  /** Floored remainder, the sign of the divisor. */
  rem: NoParams;
  less: NoParams;
  lessEqual: NoParams;
  equal: NoParams;
  /** Bitwise on int32, logical on bool. */
  and: NoParams;
  or: NoParams;
  xor: NoParams;
  /** `select(condition, whenTrue, whenFalse)`. */
  select: NoParams;
  // structure
  reshape: { readonly shape: Shape };
  transpose: { readonly permutation: readonly number[] };
  broadcast: { readonly shape: Shape };
  /** Positive steps; `ends` exclusive. */
  slice: { readonly starts: readonly number[]; readonly ends: readonly number[]; readonly steps: readonly number[] };
  /** Edge padding with a constant and, between neighbours, `interior` copies of it. Never negative. */
  pad: {
    readonly low: readonly number[];
    readonly high: readonly number[];
    readonly interior: readonly number[];
    readonly value: number;
  };
  concat: Axis;
  reverse: Axes;
  // reductions: the axes vanish
  sum: Axes;
  prod: Axes;
  /** Ties share the gradient equally, as in PyTorch's `amax`. NaN wins. */
  reduceMax: Axes;
  reduceMin: Axes;
  any: Axes;
  all: Axes;
  /** First of equals; int32. NaN wins. */
  argMax: Axis;
  argMin: Axis;
  // scans and order
  cumSum: { readonly axis: number; readonly reverse: boolean };
  cumProd: { readonly axis: number };
  cumMax: { readonly axis: number };
  /** Order along an axis; int32; NaN last when ascending, first when descending. Stable, unless only some places are asked for. */
  argSort: { readonly axis: number; readonly descending: boolean } & Partial<Choice>;
  // indexing: `x[..., index[...], ...]` along one axis; index is int32, has x's rank, and equals x's shape elsewhere
  gather: Axis;
  /** The transpose of gather: `scatterAdd(updates, index)` sums updates into zeros of `size` along the axis. */
  scatterAdd: { readonly axis: number; readonly size: number };
  // linear algebra: [...b, m, k] × [...b, k, n], equal batch dimensions
  matmul: NoParams;
  /** Lower factor of [...b, n, n]; inverse of the same. */
  cholesky: NoParams;
  inverse: NoParams;
  det: NoParams;
  /** Of [...b, n, n]: [...b, 2] with the sign of the determinant and the logarithm of its size, which neither overflows nor vanishes. */
  slogdet: NoParams;
  /** Of the symmetric part of [...b, n, n]: [...b, n + 1, n] with the eigenvalues, ascending, above their eigenvectors as columns. */
  eigh: NoParams;
  /**
   * The user's own derivative. Inputs: `[y, ...arguments, ...residuals]`, `arguments` many in the middle; the value is y.
   * `backward` maps `[cotangent of y, ...residuals]` to the arguments' cotangents and replaces y's derivative.
   */
  customVjp: { readonly arguments: number; readonly backward: Graph };
}

export type PrimitiveName = keyof PrimitiveParams;

/** Primitives that are told by their operands alone. */
export type PlainPrimitive = {
  [N in PrimitiveName]: PrimitiveParams[N] extends { readonly [key: string]: never } ? N : never;
}[PrimitiveName];

/** The dtype that numbers of this array have. */
export function dtypeOf(data: Data): DType {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  return data instanceof Int32Array ? "int32" : "bool";
}

/** Whether values of this dtype can be differentiated by. */
export function isFloat(dtype: DType): dtype is "float32" | "float64" {
  return dtype === "float32" || dtype === "float64";
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export function sameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((extent, axis) => extent === right[axis]);
}
