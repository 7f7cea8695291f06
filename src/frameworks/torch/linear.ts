/** Products of vectors and matrices, distances, and linear algebra. */

import type { Shape } from "../../graph/graph";
import type { ElementType, Value } from "../../interpreter/values";
import { contract, matmulBroadcast, parseEquation } from "../array/einsum";
import { range, takeAxis } from "../array/places";
import { broadcastShapes, Term } from "../array/term";
import { pair } from "./elementwise";
import { inPlaceOf } from "./leaves";
import { vectorNorm } from "./norms";
import { formatShape, type Implementation, type Operation, type Table } from "./operation";
import { isFloating, promote, storageOf } from "./promotion";
import { demandRank } from "./refusals";

/** A function of two tensors of one type. */
const product =
  (second: string, formula: (o: Operation, x: Term, y: Term) => Term): Implementation =>
  (o) => {
    const element = commonElement(o, "input", second);
    return through(o, element, [o.term("input"), o.term(second)], (terms) => formula(o, ...pair(terms)));
  };

/** `beta·input + alpha·(a @ b)`. */
const affine =
  (a: string, b: string, multiply: (o: Operation, x: Term, y: Term) => Term): Implementation =>
  (o) => {
    const input = o.floatTerm("input");
    const [x, y] = [o.floatTerm(a), o.floatTerm(b)];
    const part = multiply(o, x, y).mul(o.number("alpha"));
    const beta = o.number("beta");
    return o.result(beta === 0 ? part : part.add(input.mul(beta)), o.tensor("input").element);
  };

export const linear: Table = {
  "matmul|__matmul__(input, other)": product("other", matmul),
  "mm|spmm|dsmm|hspmm(input, mat2)": product("mat2", (o, x, y) => {
    if (x.rank !== 2 || y.rank !== 2) o.fail(x.rank !== 2 ? "self must be a matrix" : "mat2 must be a matrix");
    return matmul(o, x, y);
  }),
  "bmm(input, mat2)": product("mat2", (o, x, y) => {
    if (x.rank !== 3 || y.rank !== 3) o.fail("batch1 must be a 3D tensor");
    if (x.extent(0) !== y.extent(0))
      o.fail(
        `Expected size for first two dimensions of batch2 tensor to be: [${x.extent(0)}, ${x.extent(2)}] but got: ${formatShape(y.shape.slice(0, 2))}.`,
      );
    return matmul(o, x, y);
  }),
  "mv(input, vec)": (o) => {
    demandRank(o, "input", [2], "vector + matrix @ vector expected");
    return product("vec", matmul)(o);
  },
  "dot|vdot(input, other)": product("other", (o, x, y) => {
    if (x.rank !== 1 || y.rank !== 1) o.fail(`1D tensors expected, but got ${x.rank}D and ${y.rank}D tensors`);
    return matmul(o, x, y);
  }),
  "inner(input, other)": product("other", (o, x, y) =>
    x.rank === 0 || y.rank === 0 ? x.mul(y) : tensordot(o, x, y, [x.rank - 1], [y.rank - 1]),
  ),
  "outer|ger(input, vec2)": product("vec2", (_, x, y) => x.expandDims(1).mul(y.expandDims(0))),
  "tensordot(input, other, dims=2)": product("other", (o, x, y) => {
    const dims = o.value("dims");
    if (dims.kind === "int") return tensordot(o, x, y, range(x.rank - dims.value, x.rank), range(0, dims.value));
    const [left, right] = o.t.iterate(dims).map((part) => o.numbers(part));
    return tensordot(
      o,
      x,
      y,
      (left ?? []).map((dim) => o.wrapDim(dim, x.rank)),
      (right ?? []).map((dim) => o.wrapDim(dim, y.rank)),
    );
  }),
  "kron(input, other)": product("other", (_, x, y) => {
    const rank = Math.max(x.rank, y.rank);
    const grow = (term: Term): Term => term.reshape([...Array<number>(rank - term.rank).fill(1), ...term.shape]);
    const [a, b] = [grow(x), grow(y)];
    const apart = a
      .reshape(a.shape.flatMap((extent) => [extent, 1]))
      .mul(b.reshape(b.shape.flatMap((extent) => [1, extent])));
    return apart.reshape(a.shape.map((extent, axis) => extent * (b.shape[axis] ?? 1)));
  }),
  "addmm(input, mat1, mat2, *, beta=1, alpha=1)": affine("mat1", "mat2", matmul),
  "addmv(input, mat, vec, *, beta=1, alpha=1)": affine("mat", "vec", matmul),
  "addr(input, vec1, vec2, *, beta=1, alpha=1)": affine("vec1", "vec2", (_, x, y) =>
    x.expandDims(1).mul(y.expandDims(0)),
  ),
  "baddbmm(input, batch1, batch2, *, beta=1, alpha=1)": affine("batch1", "batch2", matmul),
  "addbmm(input, batch1, batch2, *, beta=1, alpha=1)": affine("batch1", "batch2", (o, x, y) =>
    matmul(o, x, y).sum([0]),
  ),

  "cross(input, other, dim=None)": (o) => cross(o, (shape) => shape.indexOf(3)),
  "trace(input)": (o) => {
    const x = o.term("input");
    demandRank(o, "input", [2], `trace: expected a matrix, but got tensor with dim ${x.rank}`);
    return o.result(diagonalOf(x).sum(), o.tensor("input").element);
  },
  "cdist(input, x2, p=2.0, compute_mode=None)": (o) => {
    const [x, y] = [o.floatTerm("input"), o.floatTerm("x2")];
    const difference = x.expandDims(x.rank - 1).sub(y.expandDims(y.rank - 2));
    return o.result(distanceOf(difference, o.number("p"), difference.rank - 1), o.floatElement("input"));
  },
  "pdist(input, p=2.0)": (o) => {
    const x = o.floatTerm("input");
    const pairs = range(0, x.extent(0)).flatMap((i) => range(i + 1, x.extent(0)).map((j) => [i, j] as const));
    const [first, second] = [pairs.map(([i]) => i), pairs.map(([, j]) => j)];
    return o.result(
      distanceOf(takeAxis(x, 0, first).sub(takeAxis(x, 0, second)), o.number("p"), 1),
      o.floatElement("input"),
    );
  },
  "cosine_similarity(input, x2, dim=1, eps=1e-08)": (o) => {
    const { terms, element } = o.promoteFloat("input", "x2");
    const [x, y] = pair(terms);
    const shape = o.checkBroadcast([x.shape, y.shape]);
    const axis = o.dim("dim", shape.length);
    const [a, b] = [x.broadcast(shape), y.broadcast(shape)];
    const floor = x.lift(o.number("eps"));
    const length = (term: Term): Term => {
      const norm = vectorNorm(term, 2, [axis]);
      return norm.less(floor).choose(floor, norm);
    };
    return o.result(
      a
        .mul(b)
        .sum([axis])
        .div(length(a).mul(length(b))),
      element,
    );
  },
};

/**
 * The norm of a difference as `cdist` and `pdist` differentiate it: a count of differences moves with none of them, and all that
 * are the greatest get the whole gradient.
 */
function distanceOf(difference: Term, p: number, axis: number): Term {
  const norm = vectorNorm(difference, p, [axis]);
  if (p === 0) return norm.add(difference.mul(0).sum([axis]));
  if (p !== Infinity) return norm;
  const size = difference.abs();
  const reached = size.equal(norm.expandDims(axis)).choose(size, 0).sum([axis]);
  return new Term(norm.g, inPlaceOf(norm.g, norm.id, reached.id));
}

/** As functions only. */
export const linearFunctions: Table = {
  "einsum(equation, *operands)": (o) => {
    const { text, operands: given } = einsumArguments(o);
    const tensors = given.map((value) => o.toTensor(value));
    const element = tensors.map((tensor) => tensor.element).reduce(promote);
    const terms = tensors.map((tensor) => o.termOf(tensor));
    const parsed = parseEquation(
      text,
      terms.map((term) => term.rank),
    );
    if (parsed === undefined)
      return o.fail(
        `einsum(): the equation '${text}' does not fit operands of shapes ${terms.map((term) => formatShape(term.shape)).join(", ")}`,
      );
    checkLabels(o, parsed.inputs, terms);
    return through(o, element, terms, (all) =>
      contract(
        all.map((term, i) => ({ term, axes: parsed.inputs[i] ?? [] })),
        parsed.output,
      ),
    );
  },
  "chain_matmul|multi_dot(*matrices)": (o) => {
    const [first] = o.rest;
    const tensors = (first?.kind === "list" || first?.kind === "tuple" ? first.items : o.rest).map((value) =>
      o.toTensor(value),
    );
    return o.result(
      tensors.map((tensor) => o.termOf(tensor)).reduce((x, y) => matmul(o, x, y)),
      tensors[0]?.element ?? "float32",
    );
  },
};

/** An equation and its operands; or operands each with the numbers of its axes, and those of the result at the end. */
function einsumArguments(o: Operation): { readonly text: string; readonly operands: readonly Value[] } {
  const text = o.text("equation");
  const [first] = o.rest;
  if (text !== undefined)
    return {
      text,
      operands: o.rest.length === 1 && (first?.kind === "list" || first?.kind === "tuple") ? first.items : o.rest,
    };
  const all = [o.value("equation"), ...o.rest];
  const lists = all.filter((_, i) => i % 2 === 1);
  const isOutputGiven = all.length % 2 === 1;
  const operands = all.slice(0, lists.length * 2).filter((_, i) => i % 2 === 0);
  const letters = (value: Value): string =>
    o.t
      .iterate(value)
      .map((item) => (item.kind === "ellipsis" ? "..." : letterOf(o, o.t.toNumber(item))))
      .join("");
  const output = all.at(-1);
  const left = lists.map(letters).join(",");
  return { text: isOutputGiven && output !== undefined ? `${left}->${letters(output)}` : left, operands };
}

function letterOf(o: Operation, number: number): string {
  const letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[number];
  return letter ?? o.fail(`einsum(): subscripts must be in the range [0, 52), but got ${number}`);
}

export function cross(o: Operation, axisOf: (shape: Shape) => number): Value {
  const { terms, element } = o.promote("input", "other");
  const shape = o.checkBroadcast(terms.map((term) => term.shape));
  const axis = o.has("dim") ? o.dim("dim", shape.length) : axisOf(shape);
  const [x, y] = pair(terms.map((term) => term.broadcast(shape)));
  const next = (term: Term): Term => takeAxis(term, axis, [1, 2, 0]);
  const last = (term: Term): Term => takeAxis(term, axis, [2, 0, 1]);
  return o.result(
    next(x)
      .mul(last(y))
      .sub(last(x).mul(next(y))),
    element,
  );
}

export function matmul(o: Operation, x: Term, y: Term): Term {
  if (x.rank === 0 || y.rank === 0) o.fail("both arguments to matmul need to be at least 1D, but they are 0D");
  const left = x.rank === 1 ? x.expandDims(0) : x;
  const right = y.rank === 1 ? y.expandDims(1) : y;
  if (left.extent(-1) !== right.extent(-2)) {
    if (x.rank === 1 && y.rank === 1)
      o.fail(
        `inconsistent tensor size, expected tensor ${formatShape(x.shape)} and src ${formatShape(y.shape)} to have the same number of elements, but got ${x.size} and ${y.size} elements respectively`,
      );
    o.fail(
      `mat1 and mat2 shapes cannot be multiplied (${left.extent(-2)}x${left.extent(-1)} and ${right.extent(-2)}x${right.extent(-1)})`,
    );
  }
  const batch = broadcastShapes([left.shape.slice(0, -2), right.shape.slice(0, -2)]);
  if (batch === undefined)
    return o.fail(`matmul: batch dimensions of ${formatShape(x.shape)} and ${formatShape(y.shape)} do not broadcast`);
  const whole = matmulBroadcast(left, right, batch);
  const shape = [...batch, ...(x.rank === 1 ? [] : [left.extent(-2)]), ...(y.rank === 1 ? [] : [right.extent(-1)])];
  return whole.reshape(shape);
}

function tensordot(o: Operation, x: Term, y: Term, left: readonly number[], right: readonly number[]): Term {
  left.forEach((axis, i) => {
    const [a, b] = [x.shape[axis], y.shape[right[i] ?? 0]];
    if (a !== b)
      o.fail(
        `contracted dimensions need to match, but first has size ${a} in dim ${axis} and second has size ${b} in dim ${right[i]}`,
      );
  });
  const nameLeft = x.shape.map((_, axis) => (left.includes(axis) ? `s${left.indexOf(axis)}` : `x${axis}`));
  const nameRight = y.shape.map((_, axis) => (right.includes(axis) ? `s${right.indexOf(axis)}` : `y${axis}`));
  const wanted = [...nameLeft, ...nameRight].filter((name) => !name.startsWith("s"));
  return contract(
    [
      { term: x, axes: nameLeft },
      { term: y, axes: nameRight },
    ],
    wanted,
  );
}

/** Products are computed in float32; integers are rounded back. */
function through(
  o: Operation,
  element: ElementType,
  terms: readonly Term[],
  formula: (terms: readonly Term[]) => Term,
): Value {
  const floats = terms.map((term) => term.float());
  const whole = formula(floats);
  return o.result(isFloating(element) ? whole : whole.round().cast(storageOf(element)), element);
}

function commonElement(o: Operation, first: string, second: string): ElementType {
  return promote(o.tensor(first).element, o.tensor(second).element);
}

function checkLabels(o: Operation, inputs: readonly (readonly string[])[], terms: readonly Term[]): void {
  const extents = new Map<string, number>();
  inputs.forEach((labels, operand) => {
    labels.forEach((label, axis) => {
      const extent = terms[operand]?.shape[axis] ?? 1;
      const known = extents.get(label) ?? 1;
      if (known !== 1 && extent !== 1 && known !== extent)
        o.fail(
          `einsum(): subscript ${label} has size ${extent} for operand ${operand} which does not broadcast with previously seen size ${known}`,
        );
      extents.set(label, Math.max(known, extent));
    });
  });
}

export function diagonalOf(x: Term): Term {
  const [rows, columns] = [x.extent(-2), x.extent(-1)];
  const flat = x.reshape([...x.shape.slice(0, -2), rows * columns]);
  return takeAxis(
    flat,
    flat.rank - 1,
    range(0, Math.min(rows, columns)).map((i) => i * (columns + 1)),
  );
}
