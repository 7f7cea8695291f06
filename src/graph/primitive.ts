/** One primitive, one place: everything that the stages know of it stands in one record, and no field may be missing. */

import type { Builder } from "./builder";
import type { Aval, DType, Graph, NodeId, PrimitiveName, PrimitiveParams } from "./graph";
import type { Kernels } from "./kernels";

export interface Primitive<N extends PrimitiveName> {
  /** The result's shape and dtype. @throws ShapeError */
  readonly shape: (inputs: readonly Aval[], params: PrimitiveParams[N]) => Aval;
  /** Reverse mode: cotangents of the inputs from the output's. */
  readonly vjp: VjpRule<N> | NotDifferentiable;
  /** How the primitive carries a leading batch axis. */
  readonly batch: BatchRule<N>;
  /** The numbers, through the engine's kernel set. */
  readonly kernel: <T>(k: Kernels<T>, inputs: readonly T[], params: PrimitiveParams[N], aval: Aval) => T;
  /**
   * One element as a JavaScript expression over its operands' names, in float64; the caller rounds to the result's dtype.
   * `dtype` is the last operand's. It may call `Math` and, as `special.erf`, what JavaScript lacks.
   */
  readonly loop: ((operands: readonly string[], params: PrimitiveParams[N], dtype: DType) => string) | NotElementwise;
  /** Mathematical notation for people (TeX) over the operands' notation. */
  readonly formula: (operands: readonly string[], params: PrimitiveParams[N]) => string;
}

/** `undefined` stands for a zero cotangent. A rule broadcasts nothing back: `differentiate` sums over broadcast axes. */
export type VjpRule<N extends PrimitiveName> = (
  b: Builder,
  cotangent: NodeId,
  inputs: readonly NodeId[],
  output: NodeId,
  params: PrimitiveParams[N],
) => readonly (NodeId | undefined)[];

export type BatchRule<N extends PrimitiveName> = (
  b: Builder,
  /** Inputs of which those with `isBatched` have a leading axis of `size`; at least one has. */
  inputs: readonly { readonly id: NodeId; readonly isBatched: boolean }[],
  params: PrimitiveParams[N],
  size: number,
  /** For primitives that hold a graph of their own. */
  batchGraph: BatchGraph,
) => NodeId;

export type BatchGraph = (graph: Graph, batchedInputs: ReadonlySet<NodeId>, size: number) => Graph;

/** The value moves in steps or is no number: its derivative is zero wherever it exists. */
export const notDifferentiable = "notDifferentiable";
export type NotDifferentiable = typeof notDifferentiable;

export const notElementwise = "notElementwise";
export type NotElementwise = typeof notElementwise;
