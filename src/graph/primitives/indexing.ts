/** Reading and adding at computed places along one axis; each is the other's transpose. */

import type { PrimitiveName } from "../graph";
import { notElementwise, type Primitive } from "../primitive";
import { gatherShape, operand, scatterAddShape } from "../shapes";
import { first, movedBatch, nextAxis, second } from "./batching";
import { bracket } from "./elementwise";

export const indexing = {
  gather: {
    shape: gatherShape,
    vjp: (b, c, inputs, _, { axis }) => {
      const size = b.aval(first(inputs)).shape[axis] ?? 0;
      return [b.apply("scatterAdd", [c, second(inputs)], { axis, size }), undefined];
    },
    batch: movedBatch("gather", nextAxis),
    kernel: (k, inputs, { axis }) => k.gather(operand(inputs, 0), operand(inputs, 1), axis),
    loop: notElementwise,
    formula: ([x = "", index]) => `${bracket(x)}_{${index}}`,
  },
  scatterAdd: {
    shape: scatterAddShape,
    vjp: (b, c, inputs, _, { axis }) => [b.apply("gather", [c, second(inputs)], { axis }), undefined],
    batch: movedBatch("scatterAdd", ({ axis, size }) => ({ axis: axis + 1, size })),
    kernel: (k, inputs, { axis, size }) => k.scatterAdd(operand(inputs, 0), operand(inputs, 1), axis, size),
    loop: notElementwise,
    formula: ([updates, index]) => `\\operatorname{scatter}_{${index}}\\left(${updates}\\right)`,
  },
} satisfies { readonly [N in PrimitiveName]?: Primitive<N> };
