/** Eigenvalues and singular values. */

import type { Term } from "./term";

/** Of symmetric matrices, ascending, with the eigenvectors as columns. */
export function eigen(x: Term): { readonly values: Term; readonly vectors: Term } {
  const packed = x.unary("eigh");
  const [rows, n] = [packed.rank - 2, packed.extent(-1)];
  return { values: packed.slice(rows, 0, 1).dropAxis(rows), vectors: packed.slice(rows, 1, n + 1) };
}

/**
 * Singular values, descending, and their vectors. [[0, A], [Aᵀ, 0]] has the eigenvalues ±σ with the eigenvectors (u, ±v) / √2,
 * and 0 with what A or Aᵀ takes to 0; AᵀA would lose half of the digits.
 */
export function singular(x: Term, isFull: boolean): { readonly u: Term; readonly s: Term; readonly v: Term } {
  const [m, n] = [x.extent(-2), x.extent(-1)];
  const [rows, columns] = [x.rank - 2, x.rank - 1];
  const above = x.pad(columns, m, 0).pad(rows, 0, n);
  const below = x.swap(-1, -2).pad(columns, 0, n).pad(rows, m, 0);
  const { values, vectors } = eigen(above.add(below));
  const k = Math.min(m, n);
  const last = (term: Term, axis: number) => term.slice(axis, m + n - k, m + n).reverse([axis]);
  const pairs = last(vectors, columns).mul(Math.SQRT2);
  const rest = vectors.slice(columns, k, m + n - k);
  const complete = (own: Term, from: number, to: number) =>
    isFull && to - from > k
      ? own.pad(columns, 0, to - from - k).add(rest.slice(rows, from, to).pad(columns, k, 0))
      : own;
  return {
    u: complete(pairs.slice(rows, 0, m), 0, m),
    s: last(values, rows),
    v: complete(pairs.slice(rows, m, m + n), m, m + n),
  };
}
