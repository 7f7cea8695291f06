/** `jax.numpy`'s functions whose derivatives at kinks are JAX's own; elsewhere they are NumPy's. Judged by JAX 0.10. */

import type { Graph } from "../../graph/graph";
import type { Value } from "../../interpreter/values";
import { broadcastShapes, Term } from "../array/term";
import type { ArrayOperation, ArrayTable } from "../numpy/arrayOperation";
import { borrowedEntries } from "../numpy/borrowed";
import { fillOf, lookOutside } from "../numpy/bounds";
import { clip } from "../numpy/functions";
import { pair } from "../torch/elementwise";

function takeAlongAxis(o: ArrayOperation): Value {
  const entry = borrowedEntries.get("take_along_axis");
  if (entry === undefined) throw new Error("internal: no take_along_axis");
  return entry.run(o);
}

export const kinks: ArrayTable = {
  "abs|absolute|fabs(input)": (o) => {
    const x = o.term("input");
    return o.result(x.isFloat ? magnitude(x) : x.abs(), o.tensor("input").element);
  },
  "maximum(input, other)": (o) => {
    const { terms, element } = o.promote("input", "other");
    return o.result(greater(...pair(terms)), element);
  },
  "minimum(input, other)": (o) => {
    const { terms, element } = o.promote("input", "other");
    return o.result(smaller(...pair(terms)), element);
  },
  "clip(input, min=None, max=None, out=None)": (o) => clip(o, greater, smaller),
  "fmax(input, other)": (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    return o.result(x.greater(y).or(y.isNaN()).choose(x, y), element);
  },
  "fmin(input, other)": (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    return o.result(x.less(y).or(y.isNaN()).choose(x, y), element);
  },
  "hypot(input, other)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    const [x, y] = pair(terms.map(magnitude));
    const [large, small] = [greater(x, y), smaller(x, y)];
    const isZero = large.equal(0);
    const ratio = small.div(isZero.choose(1, large));
    return o.result(isZero.choose(large, large.mul(ratio.square().add(1).sqrt())), element);
  },
  "take_along_axis(input, indices, dim=None, mode=None, fill_value=None)": (o) => {
    const x = o.term("input");
    const extent = o.has("dim") ? x.extent(o.dim("dim", x.rank)) : x.size;
    const outside = lookOutside(o, o.tensor("indices"), extent);
    if (outside === undefined) return takeAlongAxis(o);
    const taken = takeAlongAxis(o.with({ indices: o.fresh(outside.places.max(0).min(extent - 1), "int32") }));
    if (taken.kind !== "tensor" || o.text("mode") === "clip") return taken;
    return o.result(o.termOf(taken).replace(outside.isOutside, fillOf(o, o.value("fill_value"))), taken.element);
  },
  "bincount(input, weights=None, minlength=0, *, length=None)": (o) => {
    const x = o.term("input").cast("int32");
    const largest = Math.max(o.number("minlength"), ...Array.from(o.t.peek(x.id), (value) => value + 1));
    const count = o.has("length") ? o.number("length") : largest;
    const weights = o.has("weights") ? o.term("weights") : x.full(x.shape, 1, "int32");
    const counted = weights.replace(x.greaterEqual(count), 0);
    const element = o.has("weights") ? o.tensor("weights").element : "int32";
    return o.result(counted.scatterAdd(0, x.max(0).min(count - 1), count), element);
  },
  "copysign(input, other)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    const [x, y] = pair(terms);
    return o.result(x.less(0).xor(y.less(0)).choose(x.neg(), x), element);
  },
};

/** |x|, with the derivative 1 at zero. */
function magnitude(x: Term): Term {
  return x.less(0).choose(x.neg(), x);
}

function greater(x: Term, y: Term): Term {
  return x.dtype === "bool" ? x.or(y) : balanced(x, y, x.max(y));
}

function smaller(x: Term, y: Term): Term {
  return x.dtype === "bool" ? x.and(y) : balanced(x, y, x.min(y));
}

/**
 * The cotangent times 1, ½ (at a tie) or 0, as JAX has it: a product, so that an infinite cotangent gives NaN on the side that
 * lost (`sqrt(maximum(x, 0))` for negative x).
 */
function balanced(x: Term, y: Term, chosen: Term): Term {
  const shape = broadcastShapes([x.shape, y.shape]);
  if (shape === undefined || !chosen.isFloat) return chosen;
  const { g } = x;
  const whole = (term: Term): Term => term.broadcast(shape);
  const isX = chosen.equal(x);
  const isY = chosen.equal(y);
  const weights = [isX.choose(isY.choose(0.5, 1), 0), isY.choose(isX.choose(0.5, 1), 0)].map((term) => whole(term));
  const inputs = [chosen.stop(), whole(x), whole(y), ...weights].map(({ id }) => id);
  const aval = { shape, dtype: chosen.dtype };
  const input = (name: string) => ({ kind: "input", name, aval }) as const;
  const times = (weight: number) =>
    ({ kind: "equation", primitive: "mul", params: {}, inputs: [0, weight], aval, site: undefined }) as const;
  const backward: Graph = {
    nodes: [input("cotangent"), input("weight of x"), input("weight of y"), times(1), times(2)],
    outputs: [3, 4],
  };
  return new Term(g, g.apply("customVjp", inputs, { arguments: 2, backward }));
}
