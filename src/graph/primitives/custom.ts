/** The user's own derivative: the value passes through, the backward graph is written out where it is differentiated. */

import type { PrimitiveName } from "../graph";
import { inline } from "../inline";
import { notElementwise, type Primitive } from "../primitive";
import { customVjpShape, operand } from "../shapes";
import { allBatched } from "./batching";

export const custom = {
  customVjp: {
    shape: customVjpShape,
    vjp: (b, c, inputs, _, { arguments: count, backward }) => {
      const residuals = inputs.slice(1 + count);
      const cotangents = inline(b, backward, [c, ...residuals]);
      return [undefined, ...cotangents, ...residuals.map(() => undefined)];
    },
    batch: (b, inputs, { arguments: count, backward }, size, batchGraph) => {
      const backwardInputs = new Set(backward.nodes.flatMap((node, id) => (node.kind === "input" ? [id] : [])));
      const batched = batchGraph(backward, backwardInputs, size);
      return b.apply("customVjp", allBatched(b, inputs, size), { arguments: count, backward: batched });
    },
    kernel: (_, inputs) => operand(inputs, 0),
    loop: notElementwise,
    formula: ([y = ""]) => y,
  },
} satisfies { readonly [N in PrimitiveName]?: Primitive<N> };
