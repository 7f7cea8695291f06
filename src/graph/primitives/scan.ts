/** Running totals, and order along an axis. */

import type { PrimitiveName } from "../graph";
import { broadcast, equal, iota, lessEqual, mul, reshape, select, sum } from "../ops";
import { notDifferentiable, notElementwise, type Primitive } from "../primitive";
import { alongAxisShape, argSortShape, numeric, operand } from "../shapes";
import { first, movedBatch, nextAxis } from "./batching";
import { callFormula } from "./elementwise";

export const scans = {
  cumSum: {
    shape: alongAxisShape("cumsum", numeric),
    // yᵢ = Σ_{j≤i} xⱼ, so xⱼ's cotangent is Σ_{i≥j} cᵢ
    vjp: (b, c, _, __, { axis, reverse }) => [b.apply("cumSum", [c], { axis, reverse: !reverse })],
    batch: movedBatch("cumSum", ({ axis, reverse }) => ({ axis: axis + 1, reverse })),
    kernel: (k, inputs, { axis, reverse }) => k.scan("sum", operand(inputs, 0), axis, reverse),
    loop: notElementwise,
    formula: callFormula("\\operatorname{cumsum}"),
  },
  cumProd: {
    shape: alongAxisShape("cumprod", numeric),
    // yᵢ = Π_{k≤i} xₖ, so xⱼ's cotangent is Σ_{i≥j} cᵢ Π_{k≤i, k≠j} xₖ: a square of products, since zeros forbid division
    vjp: (b, c, inputs, _, { axis }) => {
      const x = first(inputs);
      const { shape } = b.aval(x);
      const count = shape[axis] ?? 1;
      const square = [...shape.slice(0, axis), count, ...shape.slice(axis)];
      const onRow = (id: number) => reshape(b, id, [...shape.slice(0, axis), 1, ...shape.slice(axis)]);
      const j = iota(b, square, axis);
      const k = iota(b, square, axis + 1);
      const others = broadcast(b, select(b, equal(b, j, k), b.scalar(1), onRow(x)), square);
      const products = b.apply("cumProd", [others], { axis: axis + 1 });
      const reached = select(b, lessEqual(b, j, k), products, b.scalar(0));
      return [sum(b, mul(b, onRow(c), reached), [axis + 1])];
    },
    batch: movedBatch("cumProd", nextAxis),
    kernel: (k, inputs, { axis }) => k.scan("prod", operand(inputs, 0), axis, false),
    loop: notElementwise,
    formula: callFormula("\\operatorname{cumprod}"),
  },
  cumMax: {
    shape: alongAxisShape("cummax", numeric),
    // Each running maximum pays the latest position that reached it, as in PyTorch.
    vjp: (b, c, inputs, out, { axis }) => {
      const x = first(inputs);
      const { shape } = b.aval(x);
      const isNaN = b.apply("isNaN", [x], {});
      const isReached = b.apply("or", [equal(b, x, out), isNaN], {});
      const positions = broadcast(b, iota(b, shape, axis), shape);
      const latest = b.apply("cumMax", [select(b, isReached, positions, b.scalar(0, "int32"))], { axis });
      return [b.apply("scatterAdd", [c, latest], { axis, size: shape[axis] ?? 0 })];
    },
    batch: movedBatch("cumMax", nextAxis),
    kernel: (k, inputs, { axis }) => k.scan("max", operand(inputs, 0), axis, false),
    loop: notElementwise,
    formula: callFormula("\\operatorname{cummax}"),
  },
  argSort: {
    shape: argSortShape,
    vjp: notDifferentiable,
    batch: movedBatch("argSort", ({ axis, ...rest }) => ({ ...rest, axis: axis + 1 })),
    kernel: (k, inputs, { axis, descending, algorithm, count = 0 }) =>
      k.argSort(operand(inputs, 0), axis, descending, algorithm === undefined ? undefined : { algorithm, count }),
    loop: notElementwise,
    formula: callFormula("\\operatorname{argsort}"),
  },
} satisfies { readonly [N in PrimitiveName]?: Primitive<N> };
