/** Loops that need no plan: strided copies and reductions of one operand. */

import { type Aval, type Data, type DType, type Shape, sizeOf } from "../graph/graph";
import type { Reduction } from "../graph/kernels";
import { allocate } from "./buffer";
import { compileLoop, type Loop } from "./loop";
import { transposeView, type View } from "./view";

/** What a view reads, row-major. */
export function copyLoop(view: View, dtype: DType): Loop {
  return compileLoop({
    shape: view.shape,
    reducedRank: 0,
    operands: [{ view, dtype }],
    equations: [],
    stores: [{ value: "x0", dtype }],
    reductions: [],
  });
}

export function copyOf(view: View, { dtype }: Aval, data: Data): Data {
  const copy = allocate(dtype, sizeOf(view.shape));
  copyLoop(view, dtype)([data, copy]);
  return copy;
}

/** Any axes: they are turned to the end first. */
export function reductionLoop(how: Reduction, view: View, dtype: DType, axes: readonly number[]): Loop {
  const turned = transposeView(view, reducedLast(view.shape, axes));
  return compileLoop({
    shape: turned.shape,
    reducedRank: axes.length,
    operands: [{ view: turned, dtype }],
    equations: [],
    stores: [],
    reductions: [{ value: "x0", how, dtype }],
  });
}

function reducedLast(shape: Shape, axes: readonly number[]): number[] {
  const all = shape.map((_, axis) => axis);
  return [...all.filter((axis) => !axes.includes(axis)), ...all.filter((axis) => axes.includes(axis))];
}
