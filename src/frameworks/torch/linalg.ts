/** Linear algebra: determinants, inverses, factors and solutions. */

import { sameShape } from "../../graph/graph";
import type { Value } from "../../interpreter/values";
import { range } from "../array/places";
import { eigen, singular } from "../array/spectral";
import { positions, Term } from "../array/term";
import { pair } from "./elementwise";
import { inPlaceOf } from "./leaves";
import { cross, matmul } from "./linear";
import type { Implementation, Operation, Table } from "./operation";
import { demand } from "./refusals";

const squares =
  (formula: (x: Term, o: Operation) => Term): Implementation =>
  (o) => {
    requireSquare(o, o.term("input"));
    return o.result(formula(o.floatTerm("input"), o), o.floatElement("input"));
  };

/** As functions and methods. */
export const matrices: Table = {
  "det(input)": squares((x) => x.unary("det")),
  "logdet(input)": squares((x) => {
    const { sign, log } = signAndLog(x);
    return sign.less(0).choose(Number.NaN, log);
  }),
  "slogdet(input)": (o) => {
    const { sign, log } = signAndLog(o.floatTerm("input"));
    return o.named({ sign: like(o, sign.stop()), logabsdet: like(o, log) });
  },
  "inverse|inv(input)": squares((x, o) => {
    requireRegular(o, x);
    return x.unary("inverse");
  }),
  "cholesky(input, upper=False, *, check_errors=None)": (o) => {
    requireSquare(o, o.term("input"));
    const factor = o.floatTerm("input").unary("cholesky");
    demand(
      o,
      o.t.peek(factor.id).every((value) => !Number.isNaN(value)) || o.t.peek(o.term("input").id).some(Number.isNaN),
      "linalg.cholesky: The factorization could not be completed because the input is not positive-definite.",
    );
    return o.result(o.flag("upper") ? factor.swap(-1, -2) : factor, o.floatElement("input"));
  },
  "cholesky_inverse(input, upper=False)": (o) => {
    const x = o.floatTerm("input");
    return o.result(
      (o.flag("upper") ? x.swap(-1, -2).matmul(x) : x.matmul(x.swap(-1, -2))).unary("inverse"),
      o.floatElement("input"),
    );
  },
  "cholesky_solve(input, L, upper=False)": (o) => {
    const factor = o.floatTerm("L");
    const lower = o.flag("upper") ? factor.swap(-1, -2) : factor;
    const matrix = lower.matmul(lower.swap(-1, -2)).unary("inverse");
    return o.result(matmul(o, matrix, o.floatTerm("input")), o.floatElement("input"));
  },
  "svd(input, some=True, compute_uv=True)": (o) => {
    const { u, s, v } = singular(o.floatTerm("input"), !o.flag("some"));
    return o.named({ U: like(o, u), S: like(o, s), V: like(o, v) });
  },
  "matrix_power(input, n)": (o) => {
    const x = o.floatTerm("input");
    const n = o.number("n");
    const base = n < 0 ? x.unary("inverse") : x;
    const one = eye(x, x.extent(-1)).broadcast(x.shape).after(x);
    return o.result(
      range(0, Math.abs(n)).reduce((power, i) => (i === 0 ? base : power.matmul(base)), one),
      o.floatElement("input"),
    );
  },
};

/** As functions only. */
export const matrixFunctions: Table = {
  "triangular_solve(input, A, upper=True, transpose=False, unitriangular=False)": (o) => {
    const a = triangleOf(o.floatTerm("A"), o.flag("upper"), o.flag("unitriangular"));
    const matrix = (o.flag("transpose") ? a.swap(-1, -2) : a).unary("inverse");
    return o.named({
      solution: o.result(matmul(o, matrix, o.floatTerm("input")), o.floatElement("input")),
      cloned_coefficient: o.value("A"),
    });
  },
};

/** `torch.linalg` where it differs from the functions above. */
export const linalg: Table = {
  "svd(input, full_matrices=True, *, driver=None)": (o) => {
    const { u, s, v } = singular(o.floatTerm("input"), o.flag("full_matrices"));
    return o.named({ U: like(o, u), S: like(o, s), Vh: like(o, v.swap(-1, -2)) });
  },
  "svdvals(input, *, driver=None)": (o) => like(o, singular(o.floatTerm("input"), false).s),
  "eigh(input, UPLO='L')": (o) => {
    requireSquare(o, o.term("input"));
    const { values, vectors } = eigen(mirrored(o));
    return o.named({ eigenvalues: like(o, values), eigenvectors: like(o, vectors) });
  },
  "eigvalsh(input, UPLO='L')": (o) => {
    requireSquare(o, o.term("input"));
    return like(o, eigen(mirrored(o)).values);
  },
  "inv_ex(input, *, check_errors=False)": (o) => {
    requireSquare(o, o.term("input"));
    const inverse = o.floatTerm("input").unary("inverse");
    return o.named({ inverse: o.result(inverse, o.floatElement("input")), info: success(o) });
  },
  "cholesky_ex(input, *, upper=False, check_errors=False)": (o) => {
    requireSquare(o, o.term("input"));
    const factor = o.floatTerm("input").unary("cholesky");
    return o.named({
      L: o.result(o.flag("upper") ? factor.swap(-1, -2) : factor, o.floatElement("input")),
      info: success(o),
    });
  },
  "vecdot(input, other, *, dim=-1)": (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    const product = x.mul(y);
    return o.result(product.sum([o.dim("dim", product.rank)]), element);
  },
  "solve(input, B, *, left=True)": (o) => {
    requireSquare(o, o.term("input"));
    requireRegular(o, o.floatTerm("input"));
    const matrix = o.floatTerm("input").unary("inverse");
    const right = o.floatTerm("B");
    const isVector =
      right.rank === 1 || (right.rank === matrix.rank - 1 && sameShape(right.shape, matrix.shape.slice(0, -1)));
    const column = isVector ? right.expandDims(right.rank) : right;
    const solved = o.flag("left") ? matmul(o, matrix, column) : matmul(o, column, matrix);
    return o.result(isVector ? solved.dropAxis(solved.rank - 1) : solved, o.floatElement("input"));
  },
  "solve_triangular(input, B, *, upper, left=True, unitriangular=False)": (o) => {
    const matrix = triangleOf(o.floatTerm("input"), o.flag("upper"), o.flag("unitriangular")).unary("inverse");
    return o.result(
      o.flag("left") ? matmul(o, matrix, o.floatTerm("B")) : matmul(o, o.floatTerm("B"), matrix),
      o.floatElement("input"),
    );
  },
  "cross(input, other, *, dim=None)": (o) => cross(o, (shape) => shape.length - 1),
};

function signAndLog(x: Term): { readonly sign: Term; readonly log: Term } {
  const packed = x.unary("slogdet");
  const last = packed.rank - 1;
  return { sign: packed.at(last, 0), log: packed.at(last, 1) };
}

/** No error in any matrix of a batch. */
function success(o: Operation): Value {
  const x = o.term("input");
  return o.result(x.full(x.shape.slice(0, -2), 0, "int32"), "int32");
}

/** The matrix that one triangle stands for. Only that triangle is read, but the derivative is by the whole. */
function mirrored(o: Operation): Term {
  const x = o.floatTerm("input");
  const distance = positions(o.g, x.extent(-1), 1, 2).sub(positions(o.g, x.extent(-2), 0, 2));
  const isRead = o.text("UPLO") === "U" ? distance.greaterEqual(0) : distance.lessEqual(0);
  return new Term(o.g, inPlaceOf(o.g, isRead.choose(x, x.swap(-1, -2)).id, x.id));
}

function like(o: Operation, term: Term): Value {
  return o.result(term, o.floatElement("input"));
}

function requireSquare(o: Operation, x: Term): void {
  if (x.rank < 2 || x.extent(-1) !== x.extent(-2))
    o.fail(`${o.name}: A must be batches of square matrices, but they are ${x.extent(-2)} by ${x.extent(-1)} matrices`);
}

/** What is looked at only: a matrix that moves may pass through a singular one. */
function requireRegular(o: Operation, x: Term): void {
  demand(
    o,
    o.t.peek(x.unary("det").id).every((value) => value !== 0),
    `${o.name}: The inversion could not be completed because the input matrix is singular.`,
  );
}

export function eye(near: Term, rows: number, columns: number = rows): Term {
  return positions(near.g, rows, 0, 2)
    .equal(positions(near.g, columns, 1, 2))
    .float();
}

function triangleOf(x: Term, isUpper: boolean, isUnit: boolean): Term {
  const distance = positions(x.g, x.extent(-1), 1, 2).sub(positions(x.g, x.extent(-2), 0, 2));
  const cut = x.replace(isUpper ? distance.less(0) : distance.greater(0), 0);
  return isUnit ? cut.replace(distance.equal(0), 1) : cut;
}
