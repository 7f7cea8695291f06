/** The interface through which every stage (tracing, vjp rules, batching rules) appends to a growing graph. */

import type { Aval, Data, DType, NodeId, PrimitiveName, PrimitiveParams, Shape, Site } from "./graph";

export interface Builder {
  aval(id: NodeId): Aval;
  input(name: string, aval: Aval): NodeId;
  constant(aval: Aval, data: Data, label?: string): NodeId;
  /** A rank-0 constant. */
  scalar(value: number, dtype?: DType, label?: string): NodeId;
  /** A constant of one repeated value. */
  full(shape: Shape, value: number, dtype?: DType): NodeId;
  /** @throws ShapeError when the operands do not fit the primitive; the message is for the user. */
  apply<N extends PrimitiveName>(primitive: N, inputs: readonly NodeId[], params: PrimitiveParams[N]): NodeId;
  /** Says what the source calls a number that an input moves; a constant carries its label itself. The first name stays. */
  name(id: NodeId, label: string): void;
  /** The site that the following equations carry. */
  site: Site | undefined;
}

/** Operands that do not fit: a fault of the user's program, told in one sentence. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}
