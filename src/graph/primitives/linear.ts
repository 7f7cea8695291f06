/** Matrices: products, and functions of square ones. */

import type { Builder } from "../builder";
import type { NodeId, PrimitiveName } from "../graph";
import {
  add,
  broadcast,
  div,
  equal,
  inverse,
  iota,
  less,
  matmul,
  matrixTranspose,
  mul,
  neg,
  not,
  reshape,
  restoreAxes,
  select,
  sliceAxis,
  sub,
} from "../ops";
import { type BatchRule, notElementwise, type Primitive } from "../primitive";
import { detShape, eighShape, matmulShape, operand, slogdetShape, squareShape } from "../shapes";
import { allBatched, first, leadingBatch, second } from "./batching";
import { bracket, callFormula } from "./elementwise";

/** Rows times one shared matrix are one tall product. */
const matmulBatch: BatchRule<"matmul"> = (b, inputs, params, size) => {
  const left = operand(inputs, 0);
  const right = operand(inputs, 1);
  const { shape } = b.aval(left.id);
  if (left.isBatched && !right.isBatched && shape.length === 3) {
    const [, rows = 1, inner = 1] = shape;
    const tall = matmul(b, reshape(b, left.id, [size * rows, inner]), right.id);
    return reshape(b, tall, [size, rows, b.aval(right.id).shape[1] ?? 1]);
  }
  return b.apply("matmul", allBatched(b, inputs, size), params);
};

/** The lower triangle with half the diagonal. */
function halfLower(b: Builder, x: NodeId): NodeId {
  const { shape } = b.aval(x);
  const row = iota(b, shape, shape.length - 2);
  const column = iota(b, shape, shape.length - 1);
  const onDiagonal = select(b, equal(b, row, column), mul(b, x, b.scalar(0.5)), x);
  return select(b, less(b, row, column), b.scalar(0), onDiagonal);
}

export const linear = {
  matmul: {
    shape: matmulShape,
    // d(A B) = dA B + A dB
    vjp: (b, c, inputs) => [
      matmul(b, c, matrixTranspose(b, second(inputs))),
      matmul(b, matrixTranspose(b, first(inputs)), c),
    ],
    batch: matmulBatch,
    kernel: (k, inputs) => k.matmul(operand(inputs, 0), operand(inputs, 1)),
    loop: notElementwise,
    formula: ([left = "", right = ""]) => `${bracket(left)} ${bracket(right)}`,
  },
  cholesky: {
    shape: squareShape("cholesky"),
    // Murray 2016: with S = L⁻ᵀ Φ(Lᵀ C) L⁻¹, the symmetric cotangent is (S + Sᵀ) / 2
    vjp: (b, c, _, out) => {
      const inverted = inverse(b, out);
      const inner = halfLower(b, matmul(b, matrixTranspose(b, out), c));
      const s = matmul(b, matmul(b, matrixTranspose(b, inverted), inner), inverted);
      return [mul(b, b.scalar(0.5), add(b, s, matrixTranspose(b, s)))];
    },
    batch: leadingBatch("cholesky"),
    kernel: (k, inputs) => k.cholesky(operand(inputs, 0)),
    loop: notElementwise,
    formula: callFormula("\\operatorname{chol}"),
  },
  inverse: {
    shape: squareShape("inverse"),
    // d(A⁻¹) = -A⁻¹ dA A⁻¹
    vjp: (b, c, _, out) => {
      const turned = matrixTranspose(b, out);
      return [neg(b, matmul(b, matmul(b, turned, c), turned))];
    },
    batch: leadingBatch("inverse"),
    kernel: (k, inputs) => k.inverse(operand(inputs, 0)),
    loop: notElementwise,
    formula: ([x = ""]) => `${bracket(x)}^{-1}`,
  },
  det: {
    shape: detShape,
    // d(det A) = det A tr(A⁻¹ dA)
    vjp: (b, c, inputs, out) => {
      const x = first(inputs);
      const { shape } = b.aval(x);
      const scale = restoreAxes(b, mul(b, c, out), shape, [shape.length - 2, shape.length - 1]);
      return [mul(b, scale, matrixTranspose(b, inverse(b, x)))];
    },
    batch: leadingBatch("det"),
    kernel: (k, inputs) => k.det(operand(inputs, 0)),
    loop: notElementwise,
    formula: callFormula("\\det"),
  },
  slogdet: {
    shape: slogdetShape,
    // d(log |det A|) = tr(A⁻¹ dA)
    vjp: (b, c, inputs) => {
      const x = first(inputs);
      const { shape } = b.aval(x);
      const [rows, columns] = [shape.length - 2, shape.length - 1];
      const scale = restoreAxes(b, sliceAxis(b, c, rows, 1, 2), shape, [rows, columns]);
      return [mul(b, scale, matrixTranspose(b, inverse(b, x)))];
    },
    batch: leadingBatch("slogdet"),
    kernel: (k, inputs) => k.slogdet(operand(inputs, 0)),
    loop: notElementwise,
    formula: callFormula("\\log\\det"),
  },
  eigh: {
    shape: eighShape,
    // with λ and V: V (diag cλ + (Vᵀ cV) ∘ F) Vᵀ, its symmetric part; F is 1 / (λⱼ - λᵢ), 0 between equal ones
    vjp: (b, c, _, out) => {
      const n = b.aval(out).shape.at(-1) ?? 1;
      const rows = b.aval(out).shape.length - 2;
      const [values, vectors] = [sliceAxis(b, out, rows, 0, 1), sliceAxis(b, out, rows, 1, n + 1)];
      const [byValues, byVectors] = [sliceAxis(b, c, rows, 0, 1), sliceAxis(b, c, rows, 1, n + 1)];
      const square = b.aval(vectors).shape;
      const across = broadcast(b, values, square);
      const gap = sub(b, across, matrixTranspose(b, across));
      const isApart = not(b, equal(b, gap, b.scalar(0)));
      const turned = matmul(b, matrixTranspose(b, vectors), byVectors);
      const mixed = select(b, isApart, div(b, turned, select(b, isApart, gap, b.scalar(1))), b.scalar(0));
      const onDiagonal = equal(b, iota(b, square, rows), iota(b, square, rows + 1));
      const inner = select(b, onDiagonal, broadcast(b, byValues, square), mixed);
      const whole = matmul(b, matmul(b, vectors, inner), matrixTranspose(b, vectors));
      return [mul(b, b.scalar(0.5), add(b, whole, matrixTranspose(b, whole)))];
    },
    batch: leadingBatch("eigh"),
    kernel: (k, inputs) => k.eigh(operand(inputs, 0)),
    loop: notElementwise,
    formula: callFormula("\\operatorname{eig}"),
  },
} satisfies { readonly [N in PrimitiveName]?: Primitive<N> };
