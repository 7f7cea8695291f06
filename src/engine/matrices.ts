/** Kernels on matrices: products by tfjs where they are large, and what tfjs lacks for square ones. */

import { matMul, tensor, tidy } from "@tensorflow/tfjs-core";
import { type Shape, sizeOf } from "../graph/graph";
import { at, type Dense, emptyDense } from "./buffer";

/** Below so many multiplications tfjs's way to its kernel costs more than the product. */
const smallProduct = 4096;

export function matmul(left: Dense, right: Dense): Dense {
  const [rows, inner] = lastTwo(left.aval.shape);
  const [, columns] = lastTwo(right.aval.shape);
  const batches = sizeOf(left.aval.shape.slice(0, -2));
  const shape = [...left.aval.shape.slice(0, -1), columns];
  const multiplications = batches * rows * inner * columns;
  const isNarrow = left.aval.dtype === "float32" && right.aval.dtype === "float32";
  if (!isNarrow || multiplications <= smallProduct || multiplications / batches < 64)
    return product(left, right, shape);
  let data: Float32Array = new Float32Array();
  tidy(() => {
    const a = tensor(left.data, [batches, rows, inner], "float32");
    const b = tensor(right.data, [batches, inner, columns], "float32");
    data = matMul(a, b).dataSync<"float32">();
  });
  return { aval: { shape, dtype: "float32" }, data };
}

function product(left: Dense, right: Dense, shape: Shape): Dense {
  const result = emptyDense({ shape, dtype: right.aval.dtype === "float64" ? "float64" : left.aval.dtype });
  const [rows, inner] = lastTwo(left.aval.shape);
  const [, columns] = lastTwo(right.aval.shape);
  const batches = sizeOf(shape.slice(0, -2));
  let place = 0;
  for (let batch = 0; batch < batches; batch++) {
    const b = batch * inner * columns;
    for (let row = 0; row < rows; row++) {
      const a = (batch * rows + row) * inner;
      for (let column = 0; column < columns; column++) {
        let total = 0;
        for (let k = 0; k < inner; k++) total += at(left.data, a + k) * at(right.data, b + k * columns + column);
        result.data[place++] = total;
      }
    }
  }
  return result;
}

/** The lower factor; NaN where the matrix is not positive definite. */
export function cholesky(x: Dense): Dense {
  const result = emptyDense(x.aval);
  forEachMatrix(x.aval.shape, (n, start) => {
    const factor = new Float64Array(n * n);
    for (let row = 0; row < n; row++) {
      for (let column = 0; column <= row; column++) {
        let rest = at(x.data, start + row * n + column);
        for (let k = 0; k < column; k++) rest -= at(factor, row * n + k) * at(factor, column * n + k);
        factor[row * n + column] = row === column ? Math.sqrt(rest) : rest / at(factor, column * n + column);
      }
    }
    result.data.set(factor, start);
  });
  return result;
}

export function inverse(x: Dense): Dense {
  const result = emptyDense(x.aval);
  forEachMatrix(x.aval.shape, (n, start) => {
    const inverted = identity(n);
    eliminate(Float64Array.from(x.data.subarray(start, start + n * n)), n, inverted);
    result.data.set(inverted, start);
  });
  return result;
}

export function det(x: Dense): Dense {
  const result = emptyDense({ shape: x.aval.shape.slice(0, -2), dtype: x.aval.dtype });
  forEachMatrix(x.aval.shape, (n, start, index) => {
    const { sign, pivots } = factors(x, n, start);
    result.data[index] = pivots.reduce((product, pivot) => product * pivot, sign);
  });
  return result;
}

/** The determinant's sign, and the logarithm of its size. */
export function slogdet(x: Dense): Dense {
  const result = emptyDense({ shape: [...x.aval.shape.slice(0, -2), 2], dtype: x.aval.dtype });
  forEachMatrix(x.aval.shape, (n, start, index) => {
    const { sign, pivots } = factors(x, n, start);
    result.data[2 * index] = pivots.reduce((product, pivot) => product * Math.sign(pivot), sign);
    result.data[2 * index + 1] = pivots.reduce((total, pivot) => total + Math.log(Math.abs(pivot)), 0);
  });
  return result;
}

/** Numbers whose product is the determinant. */
function factors(x: Dense, n: number, start: number): { readonly sign: number; readonly pivots: readonly number[] } {
  const a = Float64Array.from(x.data.subarray(start, start + n * n));
  const sign = eliminate(a, n, undefined);
  return { sign, pivots: Array.from({ length: n }, (_, i) => at(a, i * (n + 1))) };
}

/**
 * Gauss and Jordan in place, rows exchanged for the largest pivot; `right` becomes the solution. The pivots stay on the diagonal.
 * Returns the sign of the exchanges.
 */
function eliminate(a: Float64Array, n: number, right: Float64Array | undefined): number {
  let sign = 1;
  for (let column = 0; column < n; column++) {
    let best = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(at(a, row * n + column)) > Math.abs(at(a, best * n + column))) best = row;
    }
    if (best !== column) {
      sign = -sign;
      exchangeRows(a, n, best, column);
      if (right) exchangeRows(right, n, best, column);
    }
    const pivot = at(a, column * n + column);
    if (pivot === 0 && right === undefined) return sign;
    for (let row = 0; row < n; row++) {
      if (row === column || (right === undefined && row < column)) continue;
      const factor = at(a, row * n + column) / pivot;
      subtractRow(a, n, row, column, factor);
      if (right) subtractRow(right, n, row, column, factor);
    }
  }
  if (right) for (let i = 0; i < n * n; i++) right[i] = at(right, i) / at(a, Math.floor(i / n) * (n + 1));
  return sign;
}

function exchangeRows(a: Float64Array, n: number, left: number, right: number): void {
  for (let k = 0; k < n; k++) {
    const kept = at(a, left * n + k);
    a[left * n + k] = at(a, right * n + k);
    a[right * n + k] = kept;
  }
}

function subtractRow(a: Float64Array, n: number, row: number, from: number, factor: number): void {
  for (let k = 0; k < n; k++) a[row * n + k] = at(a, row * n + k) - factor * at(a, from * n + k);
}

function identity(n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * (n + 1)] = 1;
  return result;
}

function forEachMatrix(shape: Shape, visit: (n: number, start: number, index: number) => void): void {
  const [n] = lastTwo(shape);
  const count = sizeOf(shape.slice(0, -2));
  for (let index = 0; index < count; index++) visit(n, index * n * n, index);
}

function lastTwo(shape: Shape): readonly [rows: number, columns: number] {
  return [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
}
