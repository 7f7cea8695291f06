/** Shape and dtype rules that primitives share. Wrong shapes are the user's fault; wrong dtypes are a framework's, since frameworks promote. */

import { ShapeError } from "./builder";
import { type Aval, type DType, isFloat, type PrimitiveParams, type Shape, sameShape, sizeOf } from "./graph";

/** NumPy's rule: aligned at the end, extents equal or 1. @throws ShapeError */
export function broadcastShapes(shapes: readonly Shape[]): Shape {
  const [first, ...others] = shapes;
  if (first === undefined) return [];
  return others.reduce((left, right) => broadcastPair(left, right), first);
}

export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The dtype of all operands, which must agree; a wide float among floats widens them. */
function commonDType(name: string, avals: readonly Aval[]): DType {
  const dtype = operand(avals, 0).dtype;
  if (avals.some((aval) => aval.dtype !== dtype)) {
    if (avals.every((aval) => isFloat(aval.dtype))) return "float64";
    throw new Error(`internal: ${name} of ${avals.map((aval) => aval.dtype).join(" and ")}: cast them first`);
  }
  return dtype;
}

function requireDType(name: string, dtype: DType, allowed: readonly DType[]): DType {
  if (!allowed.includes(dtype)) throw new Error(`internal: ${name} of ${dtype} (takes: ${allowed.join(", ")})`);
  return dtype;
}

export function operand<T>(operands: readonly T[], index: number): T {
  const found = operands[index];
  if (found === undefined) throw new Error(`internal: operand ${index} is missing (have ${operands.length})`);
  return found;
}

const floating: readonly DType[] = ["float32", "float64"];
export const numeric: readonly DType[] = [...floating, "int32"];
const any: readonly DType[] = [...numeric, "bool"];

/** Elementwise over operands of one dtype; the result has it too. */
export function elementwiseShape(name: string, allowed: readonly DType[]) {
  return (avals: readonly Aval[]): Aval => ({
    shape: broadcastShapes(avals.map((aval) => aval.shape)),
    dtype: requireDType(name, commonDType(name, avals), allowed),
  });
}
export const floatShape = (name: string) => elementwiseShape(name, floating);
export const numericShape = (name: string) => elementwiseShape(name, numeric);
export const bitsShape = (name: string) => elementwiseShape(name, ["int32", "bool"]);
export const anyShape = (name: string) => elementwiseShape(name, any);

/** Elementwise over operands of one dtype; the result is bool. */
export function testShape(name: string) {
  return (avals: readonly Aval[]): Aval => {
    commonDType(name, avals);
    return { shape: broadcastShapes(avals.map((aval) => aval.shape)), dtype: "bool" };
  };
}

export function castShape([x]: readonly Aval[], { dtype }: PrimitiveParams["cast"]): Aval {
  return { shape: x?.shape ?? [], dtype };
}

export function selectShape(avals: readonly Aval[]): Aval {
  requireDType("select's condition", operand(avals, 0).dtype, ["bool"]);
  return { shape: broadcastShapes(avals.map((aval) => aval.shape)), dtype: commonDType("select", avals.slice(1)) };
}

export function reshapeShape(avals: readonly Aval[], { shape }: PrimitiveParams["reshape"]): Aval {
  const x = operand(avals, 0);
  if (sizeOf(x.shape) !== sizeOf(shape)) {
    throw new ShapeError(`shape ${shapeText(shape)} is invalid for input of size ${sizeOf(x.shape)}`);
  }
  return { shape, dtype: x.dtype };
}

export function transposeShape(avals: readonly Aval[], { permutation }: PrimitiveParams["transpose"]): Aval {
  const x = operand(avals, 0);
  const isPermutation = permutation.length === x.shape.length && new Set(permutation).size === permutation.length;
  if (!isPermutation)
    throw new ShapeError(`axes ${shapeText(permutation)} are no permutation for shape ${shapeText(x.shape)}`);
  return { shape: permutation.map((axis) => extentOf(x.shape, axis)), dtype: x.dtype };
}

export function broadcastShape(avals: readonly Aval[], { shape }: PrimitiveParams["broadcast"]): Aval {
  const x = operand(avals, 0);
  if (x.shape.length > shape.length || !sameShape(broadcastPair(x.shape, shape), shape)) {
    throw new ShapeError(`cannot expand shape ${shapeText(x.shape)} to ${shapeText(shape)}`);
  }
  return { shape, dtype: x.dtype };
}

export function sliceShape(avals: readonly Aval[], { starts, ends, steps }: PrimitiveParams["slice"]): Aval {
  const x = operand(avals, 0);
  requireRank("slice", x.shape, starts, ends, steps);
  const shape = x.shape.map((extent, axis) => {
    const start = extentOf(starts, axis);
    const end = extentOf(ends, axis);
    const step = extentOf(steps, axis);
    if (start < 0 || end > extent || step < 1) {
      throw new ShapeError(
        `slice ${start}:${end}:${step} is out of bounds for axis ${axis} of shape ${shapeText(x.shape)}`,
      );
    }
    return Math.max(0, Math.ceil((end - start) / step));
  });
  return { shape, dtype: x.dtype };
}

export function padShape(avals: readonly Aval[], { low, high, interior }: PrimitiveParams["pad"]): Aval {
  const x = operand(avals, 0);
  requireRank("pad", x.shape, low, high, interior);
  if ([...low, ...high, ...interior].some((extent) => extent < 0)) throw new ShapeError("padding cannot be negative");
  const shape = x.shape.map(
    (extent, axis) =>
      extentOf(low, axis) + extent + Math.max(0, extent - 1) * extentOf(interior, axis) + extentOf(high, axis),
  );
  return { shape, dtype: x.dtype };
}

export function concatShape(avals: readonly Aval[], { axis }: PrimitiveParams["concat"]): Aval {
  const first = operand(avals, 0);
  const dtype = commonDType("concat", avals);
  requireAxis("concat", first.shape, axis);
  for (const { shape } of avals) {
    const fits =
      shape.length === first.shape.length && shape.every((extent, at) => at === axis || extent === first.shape[at]);
    if (!fits) {
      throw new ShapeError(
        `cannot concatenate shapes ${avals.map((aval) => shapeText(aval.shape)).join(", ")} along axis ${axis}`,
      );
    }
  }
  const extent = avals.reduce((total, aval) => total + extentOf(aval.shape, axis), 0);
  return { shape: first.shape.with(axis, extent), dtype };
}

/** The same shape and dtype as the first operand, with axes that exist. */
export function alongAxesShape(name: string, allowed: readonly DType[] = any) {
  return (avals: readonly Aval[], { axes }: { readonly axes: readonly number[] }): Aval => {
    const x = operand(avals, 0);
    for (const axis of axes) requireAxis(name, x.shape, axis);
    return { shape: x.shape, dtype: requireDType(name, x.dtype, allowed) };
  };
}

export function alongAxisShape(name: string, allowed: readonly DType[] = any) {
  const check = alongAxesShape(name, allowed);
  return (avals: readonly Aval[], { axis }: { readonly axis: number }): Aval => check(avals, { axes: [axis] });
}

export function reductionShape(name: string, allowed: readonly DType[]) {
  const check = alongAxesShape(name, allowed);
  return (avals: readonly Aval[], params: { readonly axes: readonly number[] }): Aval => {
    const { shape, dtype } = check(avals, params);
    return { shape: shape.filter((_, axis) => !params.axes.includes(axis)), dtype };
  };
}

/** For reductions that need at least one element. */
export function orderReductionShape(name: string) {
  const rule = reductionShape(name, numeric);
  return (avals: readonly Aval[], params: { readonly axes: readonly number[] }): Aval => {
    const { shape } = operand(avals, 0);
    const result = rule(avals, params);
    if (params.axes.some((axis) => shape[axis] === 0)) {
      throw new ShapeError(`${name} of an empty axis of shape ${shapeText(shape)} has no value`);
    }
    return result;
  };
}

export function argReductionShape(name: string) {
  const rule = orderReductionShape(name);
  return (avals: readonly Aval[], { axis }: { readonly axis: number }): Aval => ({
    shape: rule(avals, { axes: [axis] }).shape,
    dtype: "int32",
  });
}

export function argSortShape(avals: readonly Aval[], { axis }: PrimitiveParams["argSort"]): Aval {
  const x = operand(avals, 0);
  requireAxis("sort", x.shape, axis);
  return { shape: x.shape, dtype: "int32" };
}

export function gatherShape(avals: readonly Aval[], { axis }: PrimitiveParams["gather"]): Aval {
  const x = operand(avals, 0);
  const index = operand(avals, 1);
  requireAlongAxis("gather", x, index, axis);
  return { shape: index.shape, dtype: x.dtype };
}

export function scatterAddShape(avals: readonly Aval[], { axis, size }: PrimitiveParams["scatterAdd"]): Aval {
  const updates = operand(avals, 0);
  const index = operand(avals, 1);
  requireAlongAxis("scatter", updates, index, axis);
  if (!sameShape(updates.shape, index.shape)) {
    throw new ShapeError(`scatter of shape ${shapeText(updates.shape)} by an index of shape ${shapeText(index.shape)}`);
  }
  return { shape: updates.shape.with(axis, size), dtype: requireDType("scatter", updates.dtype, numeric) };
}

export function matmulShape(avals: readonly Aval[]): Aval {
  const left = operand(avals, 0).shape;
  const right = operand(avals, 1).shape;
  const fits =
    left.length >= 2 &&
    left.length === right.length &&
    sameShape(left.slice(0, -2), right.slice(0, -2)) &&
    left.at(-1) === right.at(-2);
  if (!fits) throw new ShapeError(`shapes ${shapeText(left)} and ${shapeText(right)} cannot be multiplied as matrices`);
  return {
    shape: [...left.slice(0, -1), ...right.slice(-1)],
    dtype: requireDType("matmul", commonDType("matmul", avals), numeric),
  };
}

export function squareShape(name: string) {
  return (avals: readonly Aval[]): Aval => {
    const x = operand(avals, 0);
    if (x.shape.length < 2 || x.shape.at(-1) !== x.shape.at(-2)) {
      throw new ShapeError(`${name} needs square matrices, got shape ${shapeText(x.shape)}`);
    }
    return { shape: x.shape, dtype: requireDType(name, x.dtype, floating) };
  };
}

export function detShape(avals: readonly Aval[]): Aval {
  const { shape, dtype } = squareShape("det")(avals);
  return { shape: shape.slice(0, -2), dtype };
}

export function slogdetShape(avals: readonly Aval[]): Aval {
  const { shape, dtype } = squareShape("slogdet")(avals);
  return { shape: [...shape.slice(0, -2), 2], dtype };
}

export function eighShape(avals: readonly Aval[]): Aval {
  const { shape, dtype } = squareShape("eigh")(avals);
  const extent = shape.at(-1) ?? 1;
  return { shape: [...shape.slice(0, -2), extent + 1, extent], dtype };
}

export function customVjpShape(avals: readonly Aval[], params: PrimitiveParams["customVjp"]): Aval {
  if (params.arguments >= avals.length)
    throw new Error(`internal: customVjp of ${avals.length} operands has ${params.arguments} arguments`);
  return operand(avals, 0);
}

export function extentOf(extents: readonly number[], axis: number): number {
  const extent = extents[axis];
  if (extent === undefined) throw new ShapeError(`axis ${axis} is out of range for ${extents.length} dimensions`);
  return extent;
}

function broadcastPair(left: Shape, right: Shape): Shape {
  if (sameShape(left, right)) return left;
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const a = left[axis - rank + left.length] ?? 1;
    const b = right[axis - rank + right.length] ?? 1;
    if (a !== b && a !== 1 && b !== 1) {
      throw new ShapeError(
        `the size of tensor a (${a}) must match the size of tensor b (${b}) at dimension ${axis}: shapes ${shapeText(left)} and ${shapeText(right)}`,
      );
    }
    return a === 1 ? b : a;
  });
}

function requireRank(name: string, shape: Shape, ...lists: readonly (readonly number[])[]): void {
  if (lists.some((list) => list.length !== shape.length)) {
    throw new Error(`internal: ${name} of shape ${shapeText(shape)} with parameters for another rank`);
  }
}

function requireAxis(name: string, shape: Shape, axis: number): void {
  if (!(axis >= 0 && axis < shape.length)) {
    throw new ShapeError(`${name}: axis ${axis} is out of range for shape ${shapeText(shape)}`);
  }
}

function requireAlongAxis(name: string, x: Aval, index: Aval, axis: number): void {
  requireDType(`${name}'s index`, index.dtype, ["int32"]);
  requireAxis(name, x.shape, axis);
  const fits =
    x.shape.length === index.shape.length && x.shape.every((extent, at) => at === axis || extent === index.shape[at]);
  if (!fits) {
    throw new ShapeError(
      `${name} along axis ${axis}: an index of shape ${shapeText(index.shape)} does not fit shape ${shapeText(x.shape)}`,
    );
  }
}
