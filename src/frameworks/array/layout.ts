/** Where the elements of a tensor lie in memory, as far as it decides what shares memory with what. */

import { type Shape, sizeOf } from "../../graph/graph";

export interface Layout {
  readonly shape: Shape;
  /** How far apart neighbours along each axis lie. */
  readonly strides: readonly number[];
}

export function contiguous(shape: Shape): Layout {
  return { shape, strides: shape.map((_, axis) => sizeOf(shape.slice(axis + 1))) };
}

/** Whether the elements lie in row-major order without gaps; axes of one element do not matter. */
export function isContiguous({ shape, strides }: Layout): boolean {
  const wanted = contiguous(shape).strides;
  return sizeOf(shape) === 0 || shape.every((extent, axis) => extent === 1 || strides[axis] === wanted[axis]);
}

/** The same elements in another shape; `undefined` where only a copy can have it. Axes that lie apart cannot be joined. */
export function reshapedLayout({ shape: old, strides }: Layout, shape: Shape): Layout | undefined {
  if (sizeOf(old) <= 1) return contiguous(shape);
  const found = shape.map(() => 1);
  let axis = shape.length - 1;
  let base = strides.at(-1) ?? 1;
  let joined = 1;
  let covered = 1;
  for (let own = old.length - 1; own >= 0; own--) {
    joined *= old[own] ?? 1;
    const isLast = own === 0;
    if (!isLast && (old[own - 1] === 1 || strides[own - 1] === joined * base)) continue;
    for (; axis >= 0 && (covered < joined || shape[axis] === 1); axis--) {
      found[axis] = covered * base;
      covered *= shape[axis] ?? 1;
    }
    if (covered !== joined) return undefined;
    if (!isLast) base = strides[own - 1] ?? 1;
    joined = 1;
    covered = 1;
  }
  return axis < 0 ? { shape, strides: found } : undefined;
}

/** Whether several elements lie at one place, as those of an expanded axis do. */
export function isRepeated({ shape, strides }: Layout): boolean {
  return sizeOf(shape) > 0 && shape.some((extent, axis) => extent > 1 && strides[axis] === 0);
}
