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
 * and 0 with what A or Aᵀ takes to 0; AᵀA would lose half of the digits. Of the zero matrix every basis is one of singular
 * vectors: as LAPACK does, the unit vectors are taken, so that its norms have a subgradient.
 */
export function singular(x: Term, isFull: boolean): { readonly u: Term; readonly s: Term; readonly v: Term } {
  const [m, n] = [x.extent(-2), x.extent(-1)];
  const [rows, columns] = [x.rank - 2, x.rank - 1];
  const isZero = x.abs().reduceMax([rows, columns]).equal(0);
  const shown = x.add(
    isZero
      .reshape([...isZero.shape, 1, 1])
      .cast(x.dtype)
      .mul(unitVectors(x, m, n)),
  );
  const above = shown.pad(columns, m, 0).pad(rows, 0, n);
  const below = shown.swap(-1, -2).pad(columns, 0, n).pad(rows, m, 0);
  const { values, vectors } = eigen(above.add(below));
  const k = Math.min(m, n);
  const last = (term: Term, axis: number) => term.slice(axis, m + n - k, m + n).reverse([axis]);
  const pairs = last(vectors, columns).mul(Math.SQRT2);
  const rest = vectors.slice(columns, k, m + n - k);
  const complete = (own: Term, from: number, to: number) =>
    isFull && to - from > k
      ? own.pad(columns, 0, to - from - k).add(rest.slice(rows, from, to).pad(columns, k, 0))
      : own;
  const sizes = last(values, rows);
  return {
    u: complete(pairs.slice(rows, 0, m), 0, m),
    s: sizes.sub(isZero.expandDims(rows).cast(x.dtype).mul(sizes.stop())),
    v: complete(pairs.slice(rows, m, m + n), m, m + n),
  };
}

/** A matrix whose singular vectors are the unit vectors, in their order. */
function unitVectors(x: Term, m: number, n: number): Term {
  const rank = Math.min(m, n);
  const isDiagonal = x.positions(m, 0, 2).equal(x.positions(n, 1, 2));
  return isDiagonal.choose(x.positions(m, 0, 2).cast(x.dtype).neg().add(rank), 0);
}
