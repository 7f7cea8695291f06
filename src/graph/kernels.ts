/**
 * The kernel set that primitives compute through: few operations over an opaque value `T`, so that the engine (typed
 * arrays, tfjs) and the tests' oracle (plain arrays) can each be put behind the same primitives.
 */

import type { Aval, Choice, PrimitiveName, PrimitiveParams, Shape } from "./graph";

export type Reduction = "sum" | "prod" | "max" | "min" | "any" | "all";

/** Primitives whose value at one position depends on their operands at that position alone. */
export type ElementwiseName = Exclude<
  PrimitiveName,
  | "reshape"
  | "transpose"
  | "broadcast"
  | "slice"
  | "pad"
  | "concat"
  | "reverse"
  | "sum"
  | "prod"
  | "reduceMax"
  | "reduceMin"
  | "any"
  | "all"
  | "argMax"
  | "argMin"
  | "cumSum"
  | "cumProd"
  | "cumMax"
  | "argSort"
  | "gather"
  | "scatterAdd"
  | "matmul"
  | "cholesky"
  | "inverse"
  | "det"
  | "slogdet"
  | "eigh"
  | "customVjp"
>;

export interface Kernels<T> {
  /** The operands broadcast to `aval.shape`. */
  elementwise<N extends ElementwiseName>(name: N, operands: readonly T[], params: PrimitiveParams[N], aval: Aval): T;
  reshape(x: T, shape: Shape): T;
  transpose(x: T, permutation: readonly number[]): T;
  broadcast(x: T, shape: Shape): T;
  slice(x: T, params: PrimitiveParams["slice"]): T;
  pad(x: T, params: PrimitiveParams["pad"]): T;
  concat(parts: readonly T[], axis: number): T;
  reverse(x: T, axes: readonly number[]): T;
  reduce(how: Reduction, x: T, axes: readonly number[]): T;
  argReduce(how: "max" | "min", x: T, axis: number): T;
  scan(how: "sum" | "prod" | "max", x: T, axis: number, reverse: boolean): T;
  argSort(x: T, axis: number, descending: boolean, choice?: Choice): T;
  gather(x: T, index: T, axis: number): T;
  scatterAdd(updates: T, index: T, axis: number, size: number): T;
  matmul(left: T, right: T): T;
  cholesky(x: T): T;
  inverse(x: T): T;
  det(x: T): T;
  slogdet(x: T): T;
  eigh(x: T): T;
}
