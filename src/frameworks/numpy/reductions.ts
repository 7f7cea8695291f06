/** Sums, means, extremes and running sums, with NumPy's `where`, `initial` and `ddof`. */

import type { Value } from "../../interpreter/values";
import type { Term } from "../array/term";
import { numeric } from "../torch/elementwise";
import { storageOf } from "../torch/promotion";
import { kept } from "../torch/reducing";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";

/** The operand with a mask's complement replaced, its axes, and what a reduction of it is told. */
function masked(o: ArrayOperation, x: Term, empty: number): Term {
  if (!o.has("where")) return x;
  const mask = o.term("where").cast("bool");
  return mask.broadcast(o.checkBroadcast([x.shape, mask.shape])).choose(x, empty);
}

function count(o: ArrayOperation, x: Term, axes: readonly number[]): Term {
  if (!o.has("where")) return x.full([], x.count(axes), "float32");
  const mask = o.term("where").cast("bool");
  return mask.broadcast(x.shape).float().sum(axes);
}

const summed =
  (formula: (x: Term, axes: readonly number[]) => Term, empty: number): ((o: ArrayOperation) => Value) =>
  (o) => {
    const own = o.tensor("input").element;
    const element = o.element() ?? (own === "bool" ? o.conventions.int : own);
    const x = masked(o, o.term("input").cast(storageOf(element)), empty);
    const axes = o.dims("dim", x.rank);
    return o.result(kept(o, x, formula(x, axes), axes), element);
  };

const spread =
  (formula: (variance: Term) => Term): ((o: ArrayOperation) => Value) =>
  (o) => {
    const x = o.floatTerm("input");
    const axes = o.dims("dim", x.rank);
    const total = count(o, x, axes);
    const mean = masked(o, x, 0).sum(axes).div(total);
    const centred = masked(o, x.sub(x.keep(mean, axes)), 0);
    const freedom = o.has("correction") ? o.number("correction") : o.number("ddof");
    const variance = centred.square().sum(axes).div(total.sub(freedom));
    return o.result(kept(o, x, formula(variance), axes), o.floatElement("input"));
  };

const truth =
  (kind: "any" | "all"): ((o: ArrayOperation) => Value) =>
  (o) => {
    const x = masked(o, o.term("input").cast("bool"), kind === "all" ? 1 : 0);
    const axes = o.dims("dim", x.rank);
    return o.result(kept(o, x, kind === "any" ? x.any(axes) : x.all(axes), axes), "bool");
  };

const extreme =
  (kind: "max" | "min"): ((o: ArrayOperation) => Value) =>
  (o) => {
    const { element } = o.tensor("input");
    const initial = o.has("initial") ? o.requireOperand(o.value("initial")).term : undefined;
    const x = masked(o, numeric(o.term("input")), kind === "max" ? -Infinity : Infinity);
    const axes = o.dims("dim", x.rank);
    const best = kind === "max" ? x.reduceMax(axes) : x.reduceMin(axes);
    const bound = initial?.cast(best.dtype);
    const bounded = bound === undefined ? best : kind === "max" ? best.max(bound) : best.min(bound);
    return o.result(kept(o, x, bounded, axes).cast(storageOf(element)), element);
  };

const cumulative =
  (formula: (x: Term, axis: number) => Term): ((o: ArrayOperation) => Value) =>
  (o) => {
    const own = o.tensor("input").element;
    const element = o.element() ?? (own === "bool" ? o.conventions.int : own);
    const x = o.term("input").cast(storageOf(element));
    return o.result(o.has("dim") ? formula(x, o.dim("dim", x.rank)) : formula(x.reshape([x.size]), 0), element);
  };

/** Functions and methods at once. */
export const reductions: ArrayTable = {
  "sum(input, dim=None, dtype=None, out=None, keepdim=False, initial=None, where=None)": summed(
    (x, axes) => x.sum(axes),
    0,
  ),
  "prod|product(input, dim=None, dtype=None, out=None, keepdim=False, initial=None, where=None)": summed(
    (x, axes) => x.prod(axes),
    1,
  ),
  "mean(input, dim=None, dtype=None, out=None, keepdim=False, *, where=None)": (o) => {
    const x = o.floatTerm("input");
    const axes = o.dims("dim", x.rank);
    return o.result(
      kept(
        o,
        x,
        masked(o, x, 0)
          .sum(axes)
          .div(count(o, x, axes)),
        axes,
      ),
      o.element() ?? o.floatElement("input"),
    );
  },
  "var(input, dim=None, dtype=None, out=None, ddof=0, keepdim=False, *, where=None, correction=None)": spread(
    (variance) => variance,
  ),
  "std(input, dim=None, dtype=None, out=None, ddof=0, keepdim=False, *, where=None, correction=None)": spread(
    (variance) => variance.sqrt(),
  ),
  "max|amax(input, dim=None, out=None, keepdim=False, initial=None, where=None)": extreme("max"),
  "min|amin(input, dim=None, out=None, keepdim=False, initial=None, where=None)": extreme("min"),
  "any(input, dim=None, out=None, keepdim=False, *, where=None)": truth("any"),
  "all(input, dim=None, out=None, keepdim=False, *, where=None)": truth("all"),
  "cumsum(input, dim=None, dtype=None, out=None)": cumulative((x, axis) => x.cumSum(axis)),
  "cumprod(input, dim=None, dtype=None, out=None)": cumulative((x, axis) => x.cumProd(axis)),
};
