/** Eigenvalues and eigenvectors of symmetric matrices, by Jacobi's rotations in float64. */

import { sizeOf } from "../graph/graph";
import { at, type Dense, emptyDense } from "./buffer";

const mostSweeps = 60;

/** The symmetric part's eigenvalues, ascending, above their eigenvectors as columns; the largest entry of each is positive. */
export function eigh(x: Dense): Dense {
  const n = x.aval.shape.at(-1) ?? 1;
  const lead = x.aval.shape.slice(0, -2);
  const result = emptyDense({ shape: [...lead, n + 1, n], dtype: x.aval.dtype });
  for (let index = 0; index < sizeOf(lead); index++) {
    const start = index * n * n;
    const matrix = Float64Array.from({ length: n * n }, (_, i) => {
      const [row, column] = [Math.floor(i / n), i % n];
      return (at(x.data, start + i) + at(x.data, start + column * n + row)) / 2;
    });
    const vectors = rotated(matrix, n);
    const order = Array.from({ length: n }, (_, i) => i).sort(
      (a, b) => at(matrix, a * (n + 1)) - at(matrix, b * (n + 1)),
    );
    order.forEach((from, to) => {
      result.data[index * (n + 1) * n + to] = at(matrix, from * (n + 1));
      const sign = signOf(vectors, n, from);
      for (let row = 0; row < n; row++)
        result.data[(index * (n + 1) + row + 1) * n + to] = sign * at(vectors, row * n + from);
    });
  }
  return result;
}

/** Turns the matrix into a diagonal one in place. Returns the product of the rotations. */
function rotated(a: Float64Array, n: number): Float64Array {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * (n + 1)] = 1;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < n * n; i++) {
      const square = at(a, i) ** 2;
      all += square;
      if (i % (n + 1) !== 0) off += square;
    }
    if (!(off > 1e-30 * all)) break;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  }
  return vectors;
}

/** The rotation in the plane of p and q that makes their entry 0. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = at(a, p * n + q);
  if (apq === 0) return;
  const theta = (at(a, q * (n + 1)) - at(a, p * (n + 1))) / (2 * apq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (data: Float64Array, one: number, other: number): void => {
    const [x, y] = [at(data, one), at(data, other)];
    data[one] = cosine * x - sine * y;
    data[other] = sine * x + cosine * y;
  };
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k);
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q);
}

function signOf(vectors: Float64Array, n: number, column: number): number {
  let largest = 0;
  for (let row = 0; row < n; row++) {
    const entry = at(vectors, row * n + column);
    if (Math.abs(entry) > Math.abs(largest) * (1 + 1e-9)) largest = entry;
  }
  return largest < 0 ? -1 : 1;
}
