/** What all elementwise primitives share: their kernel, how they carry a batch axis, and brackets in formulas. */

import type { Builder } from "../builder";
import type { NodeId, PrimitiveName } from "../graph";
import type { ElementwiseName } from "../kernels";
import { reshape } from "../ops";
import type { BatchRule, Primitive } from "../primitive";

type Own = "shape" | "vjp" | "loop" | "formula";

export function elementwise<N extends ElementwiseName>(name: N, own: Pick<Primitive<N>, Own>): Primitive<N> {
  return {
    ...own,
    batch: alignedBatch(name),
    kernel: (k, inputs, params, aval) => k.elementwise(name, inputs, params, aval),
  };
}

/** Broadcasting aligns shapes at the end, so a batch axis in front needs as many axes behind it in every batched operand. */
function alignedBatch<N extends PrimitiveName>(name: N): BatchRule<N> {
  return (b, inputs, params) => {
    const rank = Math.max(...inputs.map(({ id, isBatched }) => b.aval(id).shape.length - (isBatched ? 1 : 0)));
    return b.apply(
      name,
      inputs.map(({ id, isBatched }) => (isBatched ? withRank(b, id, rank) : id)),
      params,
    );
  };
}

function withRank(b: Builder, id: NodeId, rank: number): NodeId {
  const [size = 1, ...rest] = b.aval(id).shape;
  return reshape(b, id, [size, ...Array.from({ length: rank - rest.length }, () => 1), ...rest]);
}

/** Brackets around what is no single symbol, number or call. */
export function bracket(formula: string): string {
  return /^(\\?[\w.]+|\\(operatorname\{\w+\}|\w+)\\left\([^()]*\\right\))$/.test(formula)
    ? formula
    : `\\left(${formula}\\right)`;
}

export function callFormula(name: string) {
  return (operands: readonly string[]): string => `${name}\\left(${operands.join(", ")}\\right)`;
}
