/** The engine's kernel set over whole buffers, for primitives that are no loop and for single nodes. */

import { type Aval, sizeOf } from "../graph/graph";
import type { Kernels } from "../graph/kernels";
import { allocate, type Dense } from "./buffer";
import { copyOf, reductionLoop } from "./copy";
import { eigh } from "./eigen";
import { compileLoop } from "./loop";
import { cholesky, det, inverse, matmul, slogdet } from "./matrices";
import { argReduce, argSort, gather, scan, scatterAdd } from "./order";
import { concat, pad } from "./place";
import { broadcastView, contiguous, reverseView, sliceView, transposeView, type View } from "./view";

function viewed(x: Dense, view: View): Dense {
  return { aval: { shape: view.shape, dtype: x.aval.dtype }, data: copyOf(view, x.aval, x.data) };
}

export const kernels: Kernels<Dense> = {
  elementwise(primitive, operands, params, aval) {
    const loop = compileLoop({
      shape: aval.shape,
      reducedRank: 0,
      operands: operands.map(({ aval: { shape, dtype } }) => ({
        view: broadcastView(contiguous(shape), aval.shape),
        dtype,
      })),
      equations: [
        {
          primitive,
          params,
          operands: operands.map((_, i) => `x${i}`),
          dtype: aval.dtype,
          operandDType: operands.at(-1)?.aval.dtype ?? aval.dtype,
        },
      ],
      stores: [{ value: "v0", dtype: aval.dtype }],
      reductions: [],
    });
    const data = allocate(aval.dtype, sizeOf(aval.shape));
    loop([...operands.map((operand) => operand.data), data]);
    return { aval, data };
  },
  reshape: (x, shape) => ({ aval: { shape, dtype: x.aval.dtype }, data: x.data }),
  transpose: (x, permutation) => viewed(x, transposeView(contiguous(x.aval.shape), permutation)),
  broadcast: (x, shape) => viewed(x, broadcastView(contiguous(x.aval.shape), shape)),
  slice: (x, params) => viewed(x, sliceView(contiguous(x.aval.shape), params)),
  reverse: (x, axes) => viewed(x, reverseView(contiguous(x.aval.shape), axes)),
  pad,
  concat,
  reduce(how, x, axes) {
    const aval: Aval = { shape: x.aval.shape.filter((_, axis) => !axes.includes(axis)), dtype: x.aval.dtype };
    const data = allocate(aval.dtype, sizeOf(aval.shape));
    reductionLoop(how, contiguous(x.aval.shape), aval.dtype, axes)([x.data, data]);
    return { aval, data };
  },
  argReduce,
  scan,
  argSort,
  gather,
  scatterAdd,
  matmul,
  cholesky,
  inverse,
  det,
  slogdet,
  eigh,
};
