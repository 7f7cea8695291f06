/** `np.linalg` and `jnp.linalg`. A norm's derivative at the zero vector is that of the square root: none. */

import type { Value } from "../../interpreter/values";
import { eigen, singular } from "../array/spectral";
import { positions, type Term } from "../array/term";
import { spectralNorm } from "../torch/norms";
import { kept } from "../torch/reducing";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";
import { linalgEntries } from "./borrowed";
import { type ArrayEntry, arrayEntries, borrow } from "./dispatch";
import { plainFunctions } from "./functions";

const norms: ArrayTable = {
  "norm(input, ord=None, dim=None, keepdim=False)": (o) => {
    const x = o.floatTerm("input");
    const axes = o.dims("dim", x.rank);
    const order = o.value("ord");
    const isMatrix = axes.length === 2 && order.kind !== "none";
    return o.result(
      kept(o, x, isMatrix ? matrixNorm(o, x, axes, order) : vectorNorm(x, orderOf(o, order), axes), axes),
      o.floatElement("input"),
    );
  },
  "vector_norm(input, *, dim=None, keepdim=False, ord=2)": (o) => {
    const x = o.floatTerm("input");
    const axes = o.dims("dim", x.rank);
    return o.result(kept(o, x, vectorNorm(x, orderOf(o, o.value("ord")), axes), axes), o.floatElement("input"));
  },
  "pinv(input, rcond=None)": (o) => {
    const x = o.floatTerm("input");
    const turned = x.swap(-1, -2);
    const isTall = x.extent(-2) >= x.extent(-1);
    return o.result(
      isTall ? turned.matmul(x).unary("inverse").matmul(turned) : turned.matmul(x.matmul(turned).unary("inverse")),
      o.floatElement("input"),
    );
  },
};

const decompositions: ArrayTable = {
  // Slopes at the other triangle's zeros, where a logarithm has none, are chosen away.
  "cholesky(input, *, upper=False, symmetrize_input=True)": (o) => {
    const factor = o.floatTerm("input").unary("cholesky");
    const isAbove = positions(o.g, factor.extent(-1), 1, 2).greater(positions(o.g, factor.extent(-2), 0, 2));
    const lower = factor.replace(isAbove, 0);
    return like(o, o.flag("upper") ? lower.swap(-1, -2) : lower);
  },
  "svd(input, full_matrices=True, compute_uv=True, hermitian=False)": (o) => {
    const { u, s, v } = singular(o.floatTerm("input"), o.flag("full_matrices"));
    if (!o.flag("compute_uv")) return like(o, s);
    return o.named({ U: like(o, u), S: like(o, s), Vh: like(o, v.swap(-1, -2)) });
  },
  "svdvals(input)": (o) => like(o, singular(o.floatTerm("input"), false).s),
  "eigh(input, UPLO='L', symmetrize_input=True)": (o) => {
    const { values, vectors } = eigen(o.floatTerm("input"));
    return o.named({ eigenvalues: like(o, values), eigenvectors: like(o, vectors) });
  },
  "eigvalsh(input, UPLO='L', *, symmetrize_input=True)": (o) => like(o, eigen(o.floatTerm("input")).values),
};

function like(o: ArrayOperation, term: Term): Value {
  return o.result(term, o.floatElement("input"));
}

export const linalgFunctions: ReadonlyMap<string, ArrayEntry> = new Map([
  ...borrow(linalgEntries, false),
  ...arrayEntries({ ...norms, ...decompositions }),
  ...[...arrayEntries(plainFunctions)].filter(([name]) => name === "solve"),
]);

function orderOf(o: ArrayOperation, order: Value): number {
  if (order.kind === "none") return 2;
  if (order.kind !== "str") return o.t.toNumber(order);
  return order.value === "fro" ? 2 : o.fail(`norm of order '${order.value}' is not supported`);
}

function vectorNorm(x: Term, order: number, axes: readonly number[]): Term {
  if (order === 2) return x.square().sum(axes).sqrt();
  if (order === 1) return x.abs().sum(axes);
  if (order === 0) return x.notEqual(0).float().sum(axes);
  if (order === Infinity) return x.abs().reduceMax(axes);
  if (order === -Infinity) return x.abs().reduceMin(axes);
  return x
    .abs()
    .pow(order)
    .sum(axes)
    .pow(1 / order);
}

function matrixNorm(o: ArrayOperation, x: Term, axes: readonly number[], order: Value): Term {
  const [row = 0, column = 1] = axes;
  if (order.kind === "str" && order.value === "nuc") return spectralNorm(x, row, column, "nuc");
  const number = orderOf(o, order);
  if (order.kind === "str") return vectorNorm(x, 2, axes);
  if (number === 2 || number === -2) return spectralNorm(x, row, column, number);
  const [summed, other] = Math.abs(number) === 1 ? [row, column] : [column, row];
  if (Math.abs(number) !== 1 && Math.abs(number) !== Infinity)
    return o.fail(`matrix norm of order ${number} is not supported (have: 'fro', 'nuc', 1, 2, inf)`);
  const sums = x.keep(x.abs().sum([summed]), [summed]);
  const best = number > 0 ? sums.reduceMax([other]) : sums.reduceMin([other]);
  return best.reshape(x.shape.filter((_, axis) => !axes.includes(axis)));
}
