/** Norms of vectors and matrices. Their derivative at zero counts as zero. */

import { rootOrZero } from "../array/special";
import { singular } from "../array/spectral";
import type { Term } from "../array/term";
import { pair } from "./elementwise";
import type { Operation, Table } from "./operation";
import { floatLike, kept } from "./reducing";

/** As functions and methods. */
export const vectorNorms: Table = {
  "norm(input, p='fro', dim=None, keepdim=False, dtype=None)": floatLike((x, axes, o) => {
    const [row = 0, column = 1] = axes;
    const isNuclear = o.text("p") === "nuc" && axes.length === 2;
    return isNuclear ? spectralNorm(x, row, column, "nuc") : vectorNorm(x, orderOf(o, "p"), axes);
  }),
  "dist(input, other, p=2)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    const [x, y] = pair(terms);
    const difference = x.sub(y);
    return o.result(vectorNorm(difference, o.number("p"), difference.axes()), element);
  },
  "renorm(input, p, dim, maxnorm)": (o) => {
    const x = o.floatTerm("input");
    const dim = o.dim("dim", x.rank);
    const axes = x.axes().filter((axis) => axis !== dim);
    const length = x.keep(vectorNorm(x, o.number("p"), axes), axes);
    const limit = o.number("maxnorm");
    const scale = length.add(1e-7).pow(-1).mul(limit);
    return o.result(x.mul(length.greater(limit).choose(scale, 1)), o.floatElement("input"));
  },
};

/** `torch.linalg`'s norms. */
export const norms: Table = {
  "vector_norm(input, ord=2, dim=None, keepdim=False, *, dtype=None)": floatLike((x, axes, o) =>
    vectorNorm(x, o.number("ord"), axes),
  ),
  "norm(input, ord=None, dim=None, keepdim=False, *, dtype=None)": floatLike((x, axes, o) => {
    const isMatrix = o.has("ord") && axes.length === 2;
    return isMatrix ? matrixNorm(o, x, axes) : vectorNorm(x, o.has("ord") ? orderOf(o, "ord") : 2, axes);
  }),
  "matrix_norm(input, ord='fro', dim=None, keepdim=False, *, dtype=None)": (o) => {
    const x = o.floatTerm("input");
    const axes = o.has("dim") ? o.dims("dim", x.rank) : [x.rank - 2, x.rank - 1];
    return o.result(kept(o, x, matrixNorm(o, x, axes), axes), o.floatElement("input"));
  },
};

/** The p-norm over axes; its derivative at the zero vector counts as zero. */
export function vectorNorm(x: Term, p: number, axes: readonly number[]): Term {
  if (p === 2) return rootOrZero(x.square().sum(axes));
  if (p === 1) return x.abs().sum(axes);
  if (p === Infinity) return x.abs().reduceMax(axes);
  if (p === -Infinity) return x.abs().reduceMin(axes);
  if (p === 0) return x.notEqual(0).float().sum(axes);
  const isZero = x.equal(0);
  const powers = x
    .replace(isZero, 1)
    .abs()
    .pow(p)
    .replace(isZero, p > 0 ? 0 : Infinity)
    .sum(axes);
  const isEmpty = powers.equal(0);
  return powers
    .replace(isEmpty, 1)
    .pow(1 / p)
    .replace(isEmpty, 0);
}

function matrixNorm(o: Operation, x: Term, axes: readonly number[]): Term {
  const order = o.text("ord") ?? o.number("ord");
  const [row = 0, column = 1] = axes;
  if (order === "fro") return vectorNorm(x, 2, axes);
  const along = (summed: number, other: number, isMax: boolean): Term => {
    const sums = x.keep(x.abs().sum([summed]), [summed]);
    const best = isMax ? sums.reduceMax([other]) : sums.reduceMin([other]);
    return sums.keep(best, [other]).reshape(x.shape.filter((_, axis) => !axes.includes(axis)));
  };
  if (order === 1 || order === -1) return along(row, column, order > 0);
  if (order === Infinity || order === -Infinity) return along(column, row, order > 0);
  if (order === "nuc" || order === 2 || order === -2) return spectralNorm(x, row, column, order);
  return o.fail(`${o.name}: Order ${order} not supported.`);
}

/** Of the singular values: their sum, the largest, the smallest. */
export function spectralNorm(x: Term, row: number, column: number, order: "nuc" | 2 | -2): Term {
  const rest = x.axes().filter((axis) => axis !== row && axis !== column);
  const { s } = singular(x.transpose([...rest, row, column]), false);
  const last = [s.rank - 1];
  return order === "nuc" ? s.sum(last) : order === 2 ? s.reduceMax(last) : s.reduceMin(last);
}

/** `p` as given: 'fro' and None mean 2. */
function orderOf(o: Operation, name: string): number {
  const text = o.text(name);
  if (text === "fro" || o.value(name).kind === "none") return 2;
  return text === undefined ? o.number(name) : o.fail(`norm of order '${text}' is not supported yet`);
}
