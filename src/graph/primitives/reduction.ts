/** Reductions: their axes vanish. */

import type { PrimitiveName } from "../graph";
import type { Reduction } from "../kernels";
import { broadcast, cast, concat, div, equal, mul, reshape, restoreAxes, sliceAxis, sum, transpose } from "../ops";
import { notDifferentiable, notElementwise, type Primitive, type VjpRule } from "../primitive";
import { argReductionShape, numeric, operand, orderReductionShape, reductionShape } from "../shapes";
import { first, movedBatch, nextAxes, nextAxis } from "./batching";
import { callFormula } from "./elementwise";

type ReductionName = "sum" | "prod" | "reduceMax" | "reduceMin" | "any" | "all";

function reduction<N extends ReductionName>(
  _name: N,
  how: Reduction,
  own: Pick<Primitive<N>, "shape" | "vjp" | "formula">,
): Pick<Primitive<N>, "shape" | "vjp" | "formula" | "kernel"> & { readonly loop: typeof notElementwise } {
  return { ...own, kernel: (k, inputs, { axes }) => k.reduce(how, operand(inputs, 0), axes), loop: notElementwise };
}

/** d(max x) = Σ [x = max] dx / how many are: ties share. A NaN, being no equal of itself, makes all NaN, as in PyTorch. */
const sharedByTies: VjpRule<"reduceMax" | "reduceMin"> = (b, c, inputs, out, { axes }) => {
  const x = first(inputs);
  const { shape } = b.aval(x);
  const isBest = cast(b, equal(b, x, restoreAxes(b, out, shape, axes)), "float32");
  const count = restoreAxes(b, sum(b, isBest, axes), shape, axes);
  return [div(b, mul(b, restoreAxes(b, c, shape, axes), isBest), count)];
};

export const reductions = {
  sum: {
    ...reduction("sum", "sum", {
      shape: reductionShape("sum", numeric),
      // d(Σ x) = Σ dx
      vjp: (b, c, inputs, _, { axes }) => {
        const { shape } = b.aval(first(inputs));
        return [broadcast(b, restoreAxes(b, c, shape, axes), shape)];
      },
      formula: ([x]) => `\\sum ${x}`,
    }),
    batch: movedBatch("sum", nextAxes),
  },
  prod: {
    ...reduction("prod", "prod", {
      shape: reductionShape("prod", numeric),
      // d(Π xᵢ) = Σⱼ (Π_{i<j} xᵢ) (Π_{i>j} xᵢ) dxⱼ: products of the others, so that zeros need no division
      vjp: (b, c, inputs, _, { axes }) => {
        const x = first(inputs);
        const { shape } = b.aval(x);
        const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
        const permutation = [...kept, ...axes];
        const moved = transpose(b, x, permutation);
        const keptShape = kept.map((axis) => shape[axis] ?? 1);
        const count = axes.reduce((product, axis) => product * (shape[axis] ?? 1), 1);
        if (count === 0) return [undefined];
        const rows = reshape(b, moved, [...keptShape, count]);
        const last = kept.length;
        const one = b.full([...keptShape, 1], 1);
        const before = concat(
          b,
          [one, sliceAxis(b, b.apply("cumProd", [rows], { axis: last }), last, 0, count - 1)],
          last,
        );
        const turned = b.apply("reverse", [rows], { axes: [last] });
        const after = concat(
          b,
          [one, sliceAxis(b, b.apply("cumProd", [turned], { axis: last }), last, 0, count - 1)],
          last,
        );
        const others = mul(b, before, b.apply("reverse", [after], { axes: [last] }));
        const cotangent = mul(b, reshape(b, c, [...keptShape, 1]), others);
        const movedBack = reshape(b, cotangent, b.aval(moved).shape);
        return [
          transpose(
            b,
            movedBack,
            permutation.map((_, axis) => permutation.indexOf(axis)),
          ),
        ];
      },
      formula: ([x]) => `\\prod ${x}`,
    }),
    batch: movedBatch("prod", nextAxes),
  },
  reduceMax: {
    ...reduction("reduceMax", "max", {
      shape: orderReductionShape("max"),
      vjp: sharedByTies,
      formula: callFormula("\\max"),
    }),
    batch: movedBatch("reduceMax", nextAxes),
  },
  reduceMin: {
    ...reduction("reduceMin", "min", {
      shape: orderReductionShape("min"),
      vjp: sharedByTies,
      formula: callFormula("\\min"),
    }),
    batch: movedBatch("reduceMin", nextAxes),
  },
  any: {
    ...reduction("any", "any", {
      shape: reductionShape("any", ["bool"]),
      vjp: notDifferentiable,
      formula: ([x]) => `\\bigvee ${x}`,
    }),
    batch: movedBatch("any", nextAxes),
  },
  all: {
    ...reduction("all", "all", {
      shape: reductionShape("all", ["bool"]),
      vjp: notDifferentiable,
      formula: ([x]) => `\\bigwedge ${x}`,
    }),
    batch: movedBatch("all", nextAxes),
  },
  argMax: {
    shape: argReductionShape("argmax"),
    vjp: notDifferentiable,
    batch: movedBatch("argMax", nextAxis),
    kernel: (k, inputs, { axis }) => k.argReduce("max", operand(inputs, 0), axis),
    loop: notElementwise,
    formula: callFormula("\\arg\\max"),
  },
  argMin: {
    shape: argReductionShape("argmin"),
    vjp: notDifferentiable,
    batch: movedBatch("argMin", nextAxis),
    kernel: (k, inputs, { axis }) => k.argReduce("min", operand(inputs, 0), axis),
    loop: notElementwise,
    formula: callFormula("\\arg\\min"),
  },
} satisfies { readonly [N in PrimitiveName]?: Primitive<N> };
