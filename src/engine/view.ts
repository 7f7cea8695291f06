/** Reads of a buffer by offset and strides: shape, order and repetition cost no copy. */

import { type PrimitiveParams, type Shape, sizeOf } from "../graph/graph";

export interface View {
  readonly shape: Shape;
  readonly offset: number;
  /** Elements to the next along each axis; 0 where repeated, negative where reversed. */
  readonly strides: readonly number[];
}

export function contiguous(shape: Shape): View {
  return { shape, offset: 0, strides: rowMajor(shape) };
}

/** Whether it reads its buffer once from start to end. */
export function isContiguous({ shape, offset, strides }: View): boolean {
  if (offset !== 0) return false;
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1;
    if (extent !== 1 && strides[axis] !== expected) return false;
    expected *= extent;
  }
  return true;
}

export function broadcastView({ shape, offset, strides }: View, target: Shape): View {
  const missing = target.length - shape.length;
  return {
    shape: target,
    offset,
    strides: target.map((_, axis) =>
      axis < missing || shape[axis - missing] === 1 ? 0 : (strides[axis - missing] ?? 0),
    ),
  };
}

export function transposeView({ shape, offset, strides }: View, permutation: readonly number[]): View {
  return {
    shape: permutation.map((axis) => shape[axis] ?? 1),
    offset,
    strides: permutation.map((axis) => strides[axis] ?? 0),
  };
}

export function sliceView({ shape, offset, strides }: View, { starts, ends, steps }: PrimitiveParams["slice"]): View {
  return {
    shape: shape.map((_, axis) =>
      Math.max(0, Math.ceil(((ends[axis] ?? 0) - (starts[axis] ?? 0)) / (steps[axis] ?? 1))),
    ),
    offset: starts.reduce((total, start, axis) => total + start * (strides[axis] ?? 0), offset),
    strides: strides.map((stride, axis) => stride * (steps[axis] ?? 1)),
  };
}

export function reverseView({ shape, offset, strides }: View, axes: readonly number[]): View {
  return {
    shape,
    offset: axes.reduce((total, axis) => total + Math.max(0, (shape[axis] ?? 1) - 1) * (strides[axis] ?? 0), offset),
    strides: strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride)),
  };
}

/** `undefined` where only a copy can have the new shape. */
export function reshapeView(view: View, target: Shape): View | undefined {
  if (isContiguous(view)) return contiguous(target);
  const old = view.shape.flatMap((extent, axis) => (extent === 1 ? [] : [{ extent, stride: view.strides[axis] ?? 0 }]));
  const strides = target.map(() => 0);
  if (sizeOf(target) === 0) return { shape: target, offset: view.offset, strides };
  let from = 0;
  let to = 0;
  while (from < old.length) {
    let oldSize = old[from]?.extent ?? 1;
    let newSize = target[to] ?? 1;
    const firstOld = from;
    const firstNew = to;
    while (oldSize !== newSize) {
      if (from >= old.length || to >= target.length)
        throw new Error(`internal: [${view.shape}] cannot have the shape [${target}]`);
      if (oldSize < newSize) oldSize *= old[++from]?.extent ?? 1;
      else newSize *= target[++to] ?? 1;
    }
    for (let at = firstOld; at < from; at++) {
      if (old[at]?.stride !== (old[at + 1]?.stride ?? 0) * (old[at + 1]?.extent ?? 1)) return undefined;
    }
    let stride = old[from]?.stride ?? 0;
    for (let at = to; at >= firstNew; at--) {
      strides[at] = stride;
      stride *= target[at] ?? 1;
    }
    from++;
    to++;
  }
  return { shape: target, offset: view.offset, strides };
}

function rowMajor(shape: Shape): number[] {
  const strides: number[] = new Array(shape.length).fill(0);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}
