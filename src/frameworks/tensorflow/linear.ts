/** Products of matrices and linear algebra; norms with TensorFlow's slopes. */

import type { Value } from "../../interpreter/values";
import { diagonal } from "../array/lens";
import { eigen, singular } from "../array/spectral";
import { positions, type Term } from "../array/term";
import { entriesOf as torchEntriesOf } from "../torch/dispatch";
import { pair } from "../torch/elementwise";
import { linalg, matrices, matrixFunctions } from "../torch/linalg";
import { diagonalOf, linearFunctions, matmul, linear as shared } from "../torch/linear";
import { embedDiagonal } from "../torch/shape";
import { larger } from "./elementwise";
import { borrower, type TensorFlowOperation, type TensorFlowTable } from "./operation";

type Run = TensorFlowTable[string];

const borrowed = borrower(torchEntriesOf(shared, linearFunctions, matrices, matrixFunctions, linalg));

const like =
  (formula: (x: Term, o: TensorFlowOperation) => Term): Run =>
  (o) =>
    o.result(formula(o.term("input"), o), o.tensor("input").element);

export const linear: TensorFlowTable = {
  "matmul(a/x1, b/x2, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False)": (o) => {
    const { terms, element } = o.promoteValues([o.tensor("a"), o.tensor("b")].map((one) => typed(o, one)));
    const turned = (x: Term, side: string): Term =>
      o.flag(`transpose_${side}`) || o.flag(`adjoint_${side}`) ? x.swap(-1, -2) : x;
    const [x, y] = [turned(o.floatTerm("a"), "a"), turned(o.floatTerm("b"), "b")];
    const product = matmul(o, x, y);
    return o.result(product.cast(terms[0]?.dtype ?? "float32"), element);
  },
  "matvec(a, b, transpose_a=False)": (o) => {
    const a = o.flag("transpose_a") ? o.floatTerm("a").swap(-1, -2) : o.floatTerm("a");
    const b = o.floatTerm("b");
    return o.result(matmul(o, a, b.expandDims(b.rank)).dropAxis(Math.max(a.rank, b.rank + 1) - 1), o.floatElement("a"));
  },
  "dot(a/x/x1, b/y/x2)": (o) => {
    const [x, y] = [o.floatTerm("a"), o.floatTerm("b")];
    return o.result(x.rank === 0 || y.rank === 0 ? x.mul(y) : matmul(o, x, y), o.floatElement("a"));
  },
  "tensordot(input/a/x1, other/b/x2, dims/axes=2)": borrowed("tensordot"),
  "einsum(equation/subscripts, *operands)": borrowed("einsum"),
  "outer(input/x1, vec2/x2)": borrowed("outer"),
  "cross(input/a/x1, other/b/x2, dim=-1)": borrowed("cross"),
  "inv|matrix_inverse(input/x, adjoint=False)": borrowed("inverse"),
  "det|matrix_determinant(input/x)": borrowed("det"),
  "svd(input/tensor/x, full_matrices=False, compute_uv=True)": (o) => {
    const { u, s, v } = singular(o.floatTerm("input"), o.flag("full_matrices"));
    const part = (term: Term): Value => o.result(term, o.floatElement("input"));
    return o.flag("compute_uv") ? o.tuple([part(s), part(u), part(v)]) : part(s);
  },
  "eigh|self_adjoint_eig(input/tensor/x)": (o) => {
    const { values, vectors } = eigen(o.floatTerm("input"));
    return o.tuple([values, vectors].map((part) => o.result(part, o.floatElement("input"))));
  },
  "eigvalsh|self_adjoint_eigvals(input/tensor)": like((x) => eigen(x).values),
  "logdet(input/matrix)": borrowed("logdet"),
  "slogdet(input/x)": borrowed("slogdet"),
  "cholesky(input/x)": like((x) => x.unary("cholesky")),
  "solve|matrix_solve(input/matrix/a, B/rhs/b, adjoint=False, *, left=True)": borrowed("solve"),
  "triangular_solve(matrix, rhs, lower=True, adjoint=False)": (o) => {
    const x = o.floatTerm("matrix");
    const distance = positions(o.g, x.extent(-1), 1, 2).sub(positions(o.g, x.extent(-2), 0, 2));
    const cut = x.replace(o.flag("lower") ? distance.greater(0) : distance.less(0), 0);
    const matrix = (o.flag("adjoint") ? cut.swap(-1, -2) : cut).unary("inverse");
    return o.result(matmul(o, matrix, o.floatTerm("rhs")), o.floatElement("matrix"));
  },
  "diag_part|tensor_diag_part(input)": like((x) => diagonalOf(x)),
  "diagonal(input/x, offset=0, axis1=0, axis2=1)": like((x, o) =>
    diagonal(x.shape, o.number("offset"), o.dim("axis1", x.rank), o.dim("axis2", x.rank)).read(x),
  ),
  "diag|tensor_diag(input/diagonal/x, k=0)": like((x, o) => {
    const offset = o.number("k");
    return embedDiagonal(x, offset, x.rank - 1, x.rank);
  }),
  "set_diag(input, diagonal)": like((x, o) => {
    const isDiagonal = positions(o.g, x.extent(-2), 0, 2).equal(positions(o.g, x.extent(-1), 1, 2));
    const line = o.term("diagonal");
    const square = embedDiagonal(line, 0, line.rank - 1, line.rank);
    const rows = x.extent(-2) - square.extent(-2);
    const columns = x.extent(-1) - square.extent(-1);
    return isDiagonal.choose(square.pad(square.rank - 2, 0, rows).pad(square.rank - 1, 0, columns), x);
  }),
  "trace(input/x)": like((x) => {
    const line = diagonalOf(x);
    return line.sum([line.rank - 1]);
  }),
  "band_part(input, lower/num_lower, upper/num_upper)": like((x, o) => {
    const distance = positions(o.g, x.extent(-1), 1, 2).sub(positions(o.g, x.extent(-2), 0, 2));
    const [lower, upper] = [o.number("lower"), o.number("upper")];
    const above = upper < 0 ? x : x.replace(distance.greater(upper), 0);
    return lower < 0 ? above : above.replace(distance.less(-lower), 0);
  }),
  "norm(input/tensor/x, ord='euclidean', dim/axis=None, keepdim/keepdims/keep_dims=False)": norm,
  "global_norm(t_list)": (o) => o.result(globalNorm(o, o.t.iterate(o.value("t_list"))), "float32"),
  "clip_by_norm(input/t, clip_norm, axes=None)": (o) => {
    const { terms, element } = o.promoteFloat("input", "clip_norm");
    const [x, limit] = pair(terms);
    const axes = o.dims("axes", x.rank);
    const square = x.keep(x.square().sum(axes), axes);
    const isPositive = square.greater(0);
    const length = isPositive.choose(square.replace(isPositive.not(), 1).sqrt(), square);
    return o.result(x.mul(limit).div(larger(length, limit)), element);
  },
  "clip_by_global_norm(t_list, clip_norm, use_norm=None)": (o) => {
    const tensors = o.tensors(o.value("t_list"));
    const total = o.has("use_norm") ? o.floatTerm("use_norm") : globalNorm(o, tensors);
    const limit = o.floatTerm("clip_norm");
    const scale = limit.mul(total.pow(-1).min(limit.pow(-1)));
    const clipped = tensors.map((tensor) => o.result(o.termOf(tensor).mul(scale), tensor.element));
    return o.tuple([{ kind: "list", items: clipped }, o.result(total, "float32")]);
  },
};

function typed(o: TensorFlowOperation, tensor: Value & { readonly kind: "tensor" }): Value {
  return o.result(o.termOf(tensor).full([], 0), tensor.element);
}

function norm(o: TensorFlowOperation): Value {
  const x = o.floatTerm("input");
  const axes = o.dims("dim", x.rank);
  const ord = o.value("ord");
  const kind = ord.kind === "str" ? ord.value : ord.kind === "none" ? "euclidean" : o.t.toNumber(ord);
  const given = o.value("dim");
  const isMatrix = given.kind !== "none" && given.kind !== "int" && o.numbers(given).length === 2;
  if (isMatrix ? typeof kind === "number" : kind === "fro")
    o.fail(`'ord' must be a supported ${isMatrix ? "matrix norm in the preview" : "vector norm"}, got ${kind}`);
  const reduced =
    kind === "euclidean" || kind === "fro" || kind === 2
      ? x.square().sum(axes).sqrt()
      : kind === 1
        ? x.abs().sum(axes)
        : kind === Infinity
          ? x.abs().reduceMax(axes)
          : typeof kind === "number"
            ? x
                .abs()
                .pow(kind)
                .sum(axes)
                .pow(1 / kind)
            : o.fail(`'ord' must be a supported vector norm, got ${kind}`);
  return o.result(o.flag("keepdim") ? x.keep(reduced, axes) : reduced, o.floatElement("input"));
}

function globalNorm(o: TensorFlowOperation, values: readonly Value[]): Term {
  return values
    .map((value) => o.termOf(o.toTensor(value)).float().square().sum())
    .reduce((sum, part) => sum.add(part))
    .sqrt();
}
