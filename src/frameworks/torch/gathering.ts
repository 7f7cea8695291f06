/** Functions that read and write at positions: gather, scatter and their kin. */

import { type Shape, sizeOf } from "../../graph/graph";
import type { Value } from "../../interpreter/values";
import { gatherAlong, intTerm, putAlong, range, scatterSum, takeAlong, takeAxis } from "../array/places";
import { positions, Term } from "../array/term";
import { pair } from "./elementwise";
import { fit, indexTerm, knownNumbers, layOut, maskPlaces, readIndex, takeKnown } from "./indexing";
import { inPlaceOf } from "./leaves";
import type { Implementation, Operation, Table } from "./operation";
import { putOver, scatterOver } from "./overwriting";
import { demand, demandRank } from "./refusals";

export const indexOperations: Table = {
  "gather(input, dim, index)": (o) => {
    const { x, axis } = lineOf(o);
    const given = indexTerm(o, o.tensor("index"), x.shape[axis] ?? 1, axis, false);
    const index = given.rank === 0 ? given.reshape([1]) : given;
    const taken = gatherAlong(x, axis, index);
    return o.result(taken.reshape(given.shape), o.tensor("input").element);
  },
  "index_select(input, dim, index)": (o) => {
    const { x, axis } = lineOf(o);
    const index = o.tensor("index");
    demandRank(o, "index", [0, 1], "index_select(): Index is supposed to be a vector");
    return o.result(
      takeKnown(x, indexTerm(o, index, x.shape[axis] ?? 1, axis), knownNumbers(o, index), axis),
      o.tensor("input").element,
    );
  },
  "take(input, index)": (o) => {
    const x = o.term("input");
    const index = indexTerm(o, o.tensor("index"), x.size, 0);
    return o.result(
      takeAlong(x.reshape([x.size]), 0, index.reshape([index.size])).reshape(index.shape),
      o.tensor("input").element,
    );
  },
  "take_along_dim(input, indices, dim=None)": (o) => {
    const x = o.term("input");
    const given = o.tensor("indices");
    if (!o.has("dim")) {
      const index = indexTerm(o, given, x.size, 0);
      return o.result(x.reshape([x.size]).gather(0, index.reshape([index.size])), o.tensor("input").element);
    }
    const axis = o.dim("dim", x.rank);
    const index = indexTerm(o, given, x.shape[axis] ?? 1, axis);
    const others = o.checkBroadcast(
      [x.shape, index.shape].map((shape) => shape.map((extent, i) => (i === axis ? 1 : extent))),
    );
    const along = (term: Term): Term =>
      term.broadcast(others.map((extent, i) => (i === axis ? (term.shape[i] ?? 1) : extent)));
    return o.result(along(x).gather(axis, along(index)), o.tensor("input").element);
  },
  "masked_select(input, mask)": (o) => {
    const shape = o.checkBroadcast([o.term("input").shape, o.term("mask").shape]);
    const mask = o.t.concrete(o.term("mask").cast("bool").broadcast(shape).id);
    const chosen = range(0, sizeOf(shape)).filter((i) => mask[i] !== 0);
    return o.result(
      takeAxis(
        o
          .term("input")
          .broadcast(shape)
          .reshape([sizeOf(shape)]),
        0,
        chosen,
      ),
      o.tensor("input").element,
    );
  },
  "nonzero(input, *, as_tuple=False)": (o) => nonzero(o, o.term("input"), o.flag("as_tuple")),
  "argwhere(input)": (o) => nonzero(o, o.term("input"), false),
};

/** Also in place. */
export const indexUpdates: Table = {
  "scatter(input, dim, index, src=None, *, value=None, reduce=None)": (o) => {
    const { x, axis, index } = scatterTarget(o);
    const given = o.has("src") ? o.value("src") : o.value("value");
    const source = o.convert(o.requireOperand(given), o.tensor("input").element);
    const updates = source.rank === 0 && index.rank > 0 ? source.broadcast(index.shape) : cut(source, index.shape);
    const mode = o.text("reduce");
    if (mode === "add") return o.result(x.add(scatterSum(x.shape, axis, index, updates)), o.tensor("input").element);
    if (mode === "multiply")
      return o.result(
        x.mul(spreadReduce(x, axis, index, updates, 1, (all, axes) => all.prod(axes))),
        o.tensor("input").element,
      );
    return o.result(
      scatterOver(x, axis, index, knownNumbers(o, o.tensor("index")), updates),
      o.tensor("input").element,
    );
  },
  "scatter_add(input, dim, index, src)": (o) => {
    const { x, axis, index } = scatterTarget(o);
    return o.result(
      x.add(scatterSum(x.shape, axis, index, cut(o.term("src"), index.shape))),
      o.tensor("input").element,
    );
  },
  "scatter_reduce(input, dim, index, src, reduce, *, include_self=True)": (o) => {
    const { x, axis, index } = scatterTarget(o);
    const updates = cut(o.term("src"), index.shape);
    const ones = updates.full(updates.shape, 1);
    const count = scatterSum(x.shape, axis, index, ones);
    const isSelfIn = o.flag("include_self");
    const combine = scatterReducers[o.text("reduce") ?? ""];
    if (combine === undefined)
      return o.fail(`reduce argument must be either sum, prod, mean, amax or amin, got ${o.text("reduce")}`);
    const combined = combine(x, axis, index, updates, isSelfIn, count);
    return o.result(isSelfIn ? combined : x.replace(count.greater(0), combined), o.tensor("input").element);
  },
  "index_add(input, dim, index, source, *, alpha=1)": (o) => {
    const { x, axis } = lineOf(o);
    const source = o.term("source").mul(o.number("alpha")).cast(x.dtype);
    const index = spreadIndex(indexTerm(o, o.tensor("index"), x.shape[axis] ?? 1, axis), source, axis);
    return o.result(x.add(scatterSum(x.shape, axis, index, source)), o.tensor("input").element);
  },
  "index_copy(input, dim, index, source)": (o) => {
    const { x, axis } = lineOf(o);
    const index = o.tensor("index");
    return o.result(
      putOver(
        x,
        axis,
        indexTerm(o, index, x.shape[axis] ?? 1, axis),
        knownNumbers(o, index),
        o.term("source").cast(x.dtype),
      ),
      o.tensor("input").element,
    );
  },
  "index_fill(input, dim, index, value)": (o) => {
    const { x, axis } = lineOf(o);
    const index = o.tensor("index");
    const term = indexTerm(o, index, x.shape[axis] ?? 1, axis);
    const value = o.convert(o.requireOperand(o.value("value")), o.tensor("input").element);
    const updates = value.reshape([]).broadcast(x.shape.map((extent, i) => (i === axis ? term.size : extent)));
    return o.result(
      putAlong(x, axis, term.reshape([term.size]), knownNumbers(o, index), updates),
      o.tensor("input").element,
    );
  },
  "index_put(input, indices, values, accumulate=False)": (o) => {
    const base = o.tensor("input");
    const { advanced } = readIndex(o, base, o.tuple(o.t.iterate(o.value("indices"))));
    const layout = layOut(o, o.term("input"), advanced);
    const updates = layout.arrange(fit(o, o.term("values").cast(o.term("input").dtype), layout.shape));
    const written = o.flag("accumulate")
      ? layout.lines.add(scatterSum(layout.lines.shape, 1, spreadIndex(layout.index, updates, 1), updates))
      : putOver(layout.lines, 1, layout.index, layout.known, updates);
    return o.result(layout.giveBack(written), base.element);
  },
  "masked_scatter(input, mask, source)": (o) => {
    const shape = o.checkBroadcast([o.term("input").shape, o.term("mask").shape]);
    const x = o.term("input").broadcast(shape);
    const mask = o.term("mask").cast("bool").broadcast(shape);
    const order = mask.cast("int32").reshape([x.size]).cumSum(0).sub(1).max(0);
    const source = o.term("source").cast(x.dtype);
    const taken = takeAlong(source.reshape([source.size]), 0, order.min(source.size - 1)).reshape(shape);
    return o.result(x.replace(mask, taken), o.tensor("input").element);
  },
};

/** `torch.where` with one argument is `nonzero`. */
export const where: Implementation = (o) => {
  if (!o.has("input") && !o.has("other")) return nonzero(o, o.term("condition"), true);
  const asked = o.tensor("condition").element;
  demand(
    o,
    asked === "bool" || asked === "uint8",
    `where expected condition to be a boolean tensor, but got a tensor with dtype ${asked}`,
  );
  const condition = o.term("condition").cast("bool");
  const { terms, element } = o.promote("input", "other");
  const [x, y] = pair(terms);
  o.checkBroadcast([condition.shape, x.shape, y.shape]);
  return o.result(condition.choose(x, y), element);
};

function lineOf(o: Operation): { readonly x: Term; readonly axis: number } {
  const x = o.term("input");
  return x.rank === 0 ? { x: x.reshape([1]), axis: 0 } : { x, axis: o.dim("dim", x.rank) };
}

function scatterTarget(o: Operation): { readonly x: Term; readonly axis: number; readonly index: Term } {
  const { x, axis } = lineOf(o);
  const index = indexTerm(o, o.tensor("index"), x.shape[axis] ?? 1, axis, false);
  if (index.rank !== x.rank) o.fail("Index tensor must have the same number of dimensions as self tensor");
  return { x, axis, index };
}

/** The part of a source that an index of that shape refers to. */
function cut(source: Term, shape: Shape): Term {
  return shape.reduce<Term>((part, extent, axis) => part.slice(axis, 0, extent), source);
}

function spreadIndex(index: Term, near: Term, axis: number): Term {
  return index.reshape(near.shape.map((_, i) => (i === axis ? index.size : 1))).broadcast(near.shape);
}

type Reducer = (x: Term, axis: number, index: Term, updates: Term, isSelfIn: boolean, count: Term) => Term;

const scatterReducers: Readonly<Record<string, Reducer>> = {
  sum: (x, axis, index, updates, isSelfIn) => {
    const sum = scatterSum(x.shape, axis, index, updates);
    return isSelfIn ? x.add(sum) : sum;
  },
  mean: (x, axis, index, updates, isSelfIn, count) => {
    const sum = scatterSum(x.shape, axis, index, updates);
    const mean = isSelfIn ? x.add(sum).div(count.add(1)) : sum.div(count.max(1));
    return x.isFloat ? mean : mean.floor().cast(x.dtype);
  },
  prod: (x, axis, index, updates, isSelfIn) => {
    const product = spreadReduce(x, axis, index, updates, 1, (all, axes) => all.prod(axes));
    return isSelfIn ? x.mul(product) : product;
  },
  amax: (x, axis, index, updates, isSelfIn) => extremeInto(x, axis, index, updates, isSelfIn, -endOf(x)),
  amin: (x, axis, index, updates, isSelfIn) => extremeInto(x, axis, index, updates, isSelfIn, endOf(x)),
};

/** A reduction of the updates that name each place; `empty` where none does. */
function spreadReduce(
  x: Term,
  axis: number,
  index: Term,
  updates: Term,
  empty: number,
  formula: (all: Term, axes: readonly number[]) => Term,
): Term {
  const places = positions(x.g, x.shape[axis] ?? 1, axis, x.rank + 1);
  const chosen = index.expandDims(axis).equal(places).choose(updates.expandDims(axis), empty);
  let reduced = formula(chosen, [axis + 1]);
  x.shape.forEach((extent, i) => {
    if (i !== axis) reduced = reduced.pad(i, 0, extent - (reduced.shape[i] ?? 0), empty);
  });
  return reduced;
}

/** All that reach the extreme share its gradient, what stood there before among them. */
function extremeInto(x: Term, axis: number, index: Term, updates: Term, isSelfIn: boolean, empty: number): Term {
  const best = (all: Term, axes: readonly number[]): Term => (empty < 0 ? all.reduceMax(axes) : all.reduceMin(axes));
  const others = spreadReduce(x, axis, index, updates, empty, best);
  const extreme = isSelfIn ? (empty < 0 ? x.max(others) : x.min(others)) : others;
  if (!x.isFloat) return extreme;
  const isBest = x.equal(extreme);
  const areBest = updates.equal(gatherAlong(extreme, axis, index));
  const count = isBest.float().add(scatterSum(x.shape, axis, index, areBest.float()));
  const reached = scatterSum(x.shape, axis, index, areBest.choose(updates, 0));
  const shared = (isSelfIn ? isBest.choose(x, 0).add(reached) : reached).div(count.stop());
  return new Term(x.g, inPlaceOf(x.g, extreme.id, shared.id));
}

/** No number is beyond it. */
function endOf(x: Term): number {
  return x.isFloat ? Infinity : 2 ** 31 - 1;
}

function nonzero(o: Operation, x: Term, asTuple: boolean): Value {
  const places = maskPlaces(o, x.cast("bool"));
  const count = places[0]?.length ?? 0;
  if (asTuple) return o.tuple(places.map((list) => o.result(intTerm(x, list), "int64")));
  const rows = range(0, count).flatMap((i) => places.map((list) => list[i] ?? 0));
  return o.result(intTerm(x, rows, [count, places.length]), "int64");
}
