/** Operations along an axis that keep it: running sums and extremes, differences, areas. */

import { int } from "../../interpreter/values";
import { range } from "../array/places";
import { logSumExp } from "../array/special";
import { concat, positions, type Term } from "../array/term";
import { numeric } from "./elementwise";
import type { Implementation, Operation, Table } from "./operation";
import { summand } from "./reducing";

const cumulativeExtreme =
  (kind: "max" | "min"): Implementation =>
  (o) => {
    const { x, axis, shape } = lineOf(o);
    const rising = numeric(kind === "max" ? x : x.neg());
    const place = positions(o.g, x.shape[axis] ?? 1, axis, x.rank);
    const isNew = rising.equal(rising.cumMax(axis)).or(rising.isNaN());
    const index = isNew.choose(place, -1).broadcast(x.shape).float().cumMax(axis).cast("int32");
    const { element } = o.tensor("input");
    return o.named({
      values: o.result(x.gather(axis, index).reshape(shape), element),
      indices: o.result(index.reshape(shape), "int64"),
    });
  };

/** The operand and its axis; a tensor without axes is a line of one element. */
function lineOf(o: Operation) {
  const x = o.term("input");
  const { shape } = x;
  return { x: x.rank === 0 ? x.reshape([1]) : x, axis: x.rank === 0 ? 0 : o.dim("dim", x.rank), shape };
}

export const scans: Table = {
  "cumsum(input, dim, *, dtype=None)": (o) => {
    const { x, element } = summand(o);
    return o.result(x.rank === 0 ? x : x.cumSum(o.dim("dim", x.rank)), element);
  },
  "cumprod(input, dim, *, dtype=None)": (o) => {
    const { x, element } = summand(o);
    return o.result(x.rank === 0 ? x : x.cumProd(o.dim("dim", x.rank)), element);
  },
  "cummax(input, dim)": cumulativeExtreme("max"),
  "cummin(input, dim)": cumulativeExtreme("min"),
  "logcumsumexp(input, dim)": (o) => {
    const given = lineOf(o);
    const [x, axis] = [given.x.float(), given.axis];
    const rows = x.move(axis, x.rank - 1);
    const length = x.shape[axis] ?? 1;
    const isLater = positions(o.g, length, 1, 2).greater(positions(o.g, length, 0, 2));
    const pairs = isLater.choose(-Infinity, rows.expandDims(x.rank - 1));
    return o.result(
      logSumExp(pairs, [x.rank])
        .reshape(rows.shape)
        .move(x.rank - 1, axis)
        .reshape(given.shape),
      o.floatElement("input"),
    );
  },
  "diff(input, n=1, dim=-1, prepend=None, append=None)": (o) => {
    const axis = o.dim("dim", o.term("input").rank);
    const parts = [
      ...(o.has("prepend") ? [o.term("prepend")] : []),
      o.term("input"),
      ...(o.has("append") ? [o.term("append")] : []),
    ];
    const whole = o.number("n") === 0 ? o.term("input") : concat(parts, axis);
    const step = (x: Term): Term =>
      x.dtype === "bool" ? later(x, axis).xor(earlier(x, axis)) : later(x, axis).sub(earlier(x, axis));
    return o.result(
      range(0, o.number("n")).reduce((x) => step(x), whole),
      o.tensor("input").element,
    );
  },
  "trapezoid|trapz(y, x=None, *, dx=1, dim=-1)": (o) => {
    const { areas, axis } = areasOf(o);
    return o.result(areas.sum([axis]), o.floatElement("y"));
  },
  "cumulative_trapezoid(y, x=None, *, dx=1, dim=-1)": (o) => {
    const { areas, axis } = areasOf(o);
    return o.result(areas.cumSum(axis), o.floatElement("y"));
  },
  "gradient(input, *, spacing=1, dim=None, edge_order=1)": (o) => {
    const x = o.floatTerm("input");
    const dims = o.dims("dim", x.rank);
    const spacing = o.has("spacing") ? o.value("spacing") : int(1);
    const steps = spacing.kind === "tuple" || spacing.kind === "list" ? spacing.items : dims.map(() => spacing);
    return o.tuple(
      dims.map((dim, i) => {
        const step = steps[i] ?? spacing;
        const width = step.kind === "tensor" ? o.termOf(step).float() : o.t.toNumber(step);
        return o.result(slope(x, dim, width, o.number("edge_order")), o.floatElement("input"));
      }),
    );
  },
};

/** The trapezoids between neighbours. */
function areasOf(o: Operation): { readonly areas: Term; readonly axis: number } {
  const y = o.floatTerm("y");
  const axis = o.dim("dim", y.rank);
  const height = later(y, axis).add(earlier(y, axis)).mul(0.5);
  if (!o.has("x")) return { areas: height.mul(o.number("dx")), axis };
  const x = o.floatTerm("x");
  const placed = x.rank === y.rank ? x : x.reshape(y.shape.map((extent, i) => (i === axis ? extent : 1)));
  return { areas: height.mul(later(placed, axis).sub(earlier(placed, axis))), axis };
}

/**
 * Central differences. At the ends the slope of the outermost two points, or of the parabola through three. `width` is the
 * step, or the coordinates.
 */
function slope(x: Term, axis: number, width: Term | number, edgeOrder: number): Term {
  const extent = x.shape[axis] ?? 1;
  const isUniform = typeof width === "number" || width.rank === 0;
  const place = isUniform ? undefined : width.reshape(x.shape.map((_, i) => (i === axis ? extent : 1)));
  const gap = place === undefined ? undefined : later(place, axis).sub(earlier(place, axis));
  const slopes = later(x, axis)
    .sub(earlier(x, axis))
    .div(gap ?? width);
  const first = slopes.slice(axis, 0, 1);
  const last = slopes.slice(axis, extent - 2, extent - 1);
  if (extent < 3) return concat([first, last], axis);
  const [before, after] = [earlier(slopes, axis), later(slopes, axis)];
  const bend = after.sub(before);
  const left = gap === undefined ? x.full([], 0.5) : earlier(gap, axis).div(earlier(gap, axis).add(later(gap, axis)));
  const middle = before.add(bend.mul(left));
  if (edgeOrder < 2) return concat([first, middle, last], axis);
  const towards = bend.mul(left).slice(axis, 0, 1);
  const beyond = bend.mul(left.neg().add(1)).slice(axis, extent - 3, extent - 2);
  return concat([first.sub(towards), middle, last.add(beyond)], axis);
}

function later(x: Term, axis: number): Term {
  return x.slice(axis, 1, x.shape[axis] ?? 1);
}

function earlier(x: Term, axis: number): Term {
  return x.slice(axis, 0, (x.shape[axis] ?? 1) - 1);
}
