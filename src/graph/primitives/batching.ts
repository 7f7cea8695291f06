/** Ways to carry a leading batch axis for primitives that take exact shapes. */

import type { Builder } from "../builder";
import type { NodeId, PrimitiveName, PrimitiveParams } from "../graph";
import { broadcast } from "../ops";
import type { BatchRule } from "../primitive";
import { operand } from "../shapes";

interface BatchInput {
  readonly id: NodeId;
  readonly isBatched: boolean;
}

/** Every input with the leading axis, repeated where it has none. */
export function allBatched(b: Builder, inputs: readonly BatchInput[], size: number): NodeId[] {
  return inputs.map(({ id, isBatched }) => (isBatched ? id : broadcast(b, id, [size, ...b.aval(id).shape])));
}

/** The same primitive over batched inputs, its parameters moved behind the batch axis. */
export function movedBatch<N extends PrimitiveName>(
  name: N,
  move: (params: PrimitiveParams[N], size: number) => PrimitiveParams[N],
): BatchRule<N> {
  return (b, inputs, params, size) => b.apply(name, allBatched(b, inputs, size), move(params, size));
}

/** For primitives that keep leading axes by nature. */
export function leadingBatch<N extends PrimitiveName>(name: N): BatchRule<N> {
  return movedBatch(name, (params) => params);
}

export const nextAxes = ({ axes }: { readonly axes: readonly number[] }) => ({ axes: axes.map((axis) => axis + 1) });
export const nextAxis = ({ axis }: { readonly axis: number }) => ({ axis: axis + 1 });

export const first = (inputs: readonly NodeId[]): NodeId => operand(inputs, 0);
export const second = (inputs: readonly NodeId[]): NodeId => operand(inputs, 1);
