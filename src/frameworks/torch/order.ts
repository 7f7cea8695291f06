/** Sorting, ranking, counting and searching. Values are gathered, so that gradients find their elements again. */

import type { Value } from "../../interpreter/values";
import { findDistinct, slicesOf } from "../array/distinct";
import { intTerm, range, takeAxis } from "../array/places";
import { positions, type Term } from "../array/term";
import { numeric } from "./elementwise";
import type { Operation, Table } from "./operation";

export const order: Table = {
  "sort(input, dim=-1, descending=False)": (o) => {
    const { x, axis, restore } = lineOf(o);
    return chosen(o, x, axis, numeric(x).argSort(axis, o.flag("descending")), restore);
  },
  "msort(input)": (o) => {
    const x = o.term("input");
    return o.result(x.gather(0, numeric(x).argSort(0)), o.tensor("input").element);
  },
  "argsort(input, dim=-1, descending=False)": (o) => {
    const { x, axis, restore } = lineOf(o);
    return o.result(restore(numeric(x).argSort(axis, o.flag("descending"))), "int64");
  },
  "topk(input, k, dim=-1, largest=True, sorted=True)": (o) => {
    const { x, axis, restore } = lineOf(o);
    const k = o.number("k");
    if (k < 0 || k > (x.shape[axis] ?? 1)) o.fail("selected index k out of range");
    const extent = x.shape[axis] ?? 1;
    const isLibrarys = o.library.name === "torch";
    const algorithm = o.flag("sorted") || k * 64 <= extent ? "top" : "nth";
    const index = isLibrarys
      ? numeric(x).argChoose(axis, o.flag("largest"), { algorithm, count: k })
      : numeric(x).argSort(axis, o.flag("largest"));
    return chosen(
      o,
      x,
      axis,
      k === 0 ? takeAxis(index, axis, []) : index.slice(axis, 0, k),
      k === 1 ? restore : (term) => term,
    );
  },
  "kthvalue(input, k, dim=-1, keepdim=False)": (o) => {
    const { x, axis } = lineOf(o);
    const k = o.number("k");
    if (k < 1 || k > (x.shape[axis] ?? 1)) o.fail(`kthvalue(): selected number k out of range for dimension ${axis}`);
    const index = numeric(x)
      .argChoose(axis, false, { algorithm: "quickselect", count: k })
      .slice(axis, k - 1, k);
    return chosen(o, x, axis, index, (term) => (o.flag("keepdim") ? term : term.dropAxis(axis)));
  },
  "mode(input, dim=-1, keepdim=False)": (o) => {
    const { x, axis } = lineOf(o);
    const rows = x.move(axis, x.rank - 1);
    const counts = rows
      .expandDims(x.rank)
      .equal(rows.expandDims(x.rank - 1))
      .float()
      .sum([x.rank]);
    const isMost = counts.equal(counts.keep(counts.reduceMax([x.rank - 1]), [x.rank - 1]));
    const least = isMost.choose(rows, x.isFloat ? Infinity : 2 ** 31 - 1);
    const value = least.keep(least.reduceMin([x.rank - 1]), [x.rank - 1]);
    const place = rows
      .equal(value)
      .choose(positions(o.g, rows.extent(-1), x.rank - 1, x.rank), -1)
      .reduceMax([x.rank - 1]);
    const index = place.expandDims(axis);
    return chosen(o, x, axis, index, (term) => (o.flag("keepdim") ? term : term.dropAxis(axis)));
  },
  "unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)": (o) => unique(o, false),
  "unique_consecutive(input, return_inverse=False, return_counts=False, dim=None)": (o) => unique(o, true),
  "bincount(input, weights=None, minlength=0)": (o) => {
    const x = o.term("input").cast("int32");
    const numbers = o.t.peek(x.id);
    if (numbers.some((value) => value < 0)) o.fail("bincount only supports 1-d non-negative integral inputs.");
    const largest = Math.max(
      o.number("minlength"),
      ...Array.from(o.t.concrete(x.reduceMax().id), (value) => value + 1),
    );
    const weights = o.has("weights") ? o.term("weights") : x.full(x.shape, 1, "int32");
    return o.result(weights.scatterAdd(0, x, largest), o.has("weights") ? o.tensor("weights").element : "int64");
  },
  "histc(input, bins=100, min=0, max=0)": (o) => {
    const x = o.floatTerm("input");
    const bins = o.number("bins");
    let [low, high] = [o.number("min"), o.number("max")];
    if (low === 0 && high === 0)
      [low = 0, high = 0] = [x.reduceMin(), x.reduceMax()].flatMap((term) => Array.from(o.t.concrete(term.id)));
    if (low === high) [low, high] = [low - 1, high + 1];
    const flat = x.reshape([x.size, 1]);
    const bin = flat
      .sub(low)
      .mul(bins)
      .div(high - low)
      .floor()
      .min(bins - 1);
    const isInside = flat.greaterEqual(low).and(flat.lessEqual(high));
    const hits = bin.equal(positions(o.g, bins, 1, 2).float()).and(isInside);
    return o.result(hits.float().sum([0]), o.tensor("input").element);
  },
};

export const search: Table = {
  "searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None)": (o) => {
    const isRight = o.flag("right") || o.text("side") === "right";
    const given = o.floatTerm("sorted_sequence");
    const sequence = o.has("sorter") ? given.gather(given.rank - 1, o.term("sorter")) : given;
    return o.result(countBelow(o, sequence, "input", isRight), "int64");
  },
  "bucketize(input, boundaries, *, out_int32=False, right=False)": (o) =>
    o.result(countBelow(o, o.floatTerm("boundaries"), "input", o.flag("right")), "int64"),
  "tril_indices(row, col, offset=0, *, dtype=None)": (o) =>
    triangleIndices(o, (row, column, offset) => column - row <= offset),
  "triu_indices(row, col, offset=0, *, dtype=None)": (o) =>
    triangleIndices(o, (row, column, offset) => column - row >= offset),
};

function lineOf(o: Operation): { readonly x: Term; readonly axis: number; readonly restore: (term: Term) => Term } {
  const x = o.term("input");
  if (x.rank === 0) return { x: x.reshape([1]), axis: 0, restore: (term) => term.reshape([]) };
  return { x, axis: o.dim("dim", x.rank), restore: (term) => term };
}

function chosen(o: Operation, x: Term, axis: number, index: Term, shape: (term: Term) => Term): Value {
  const values = index.size === 0 ? x.full(index.shape, 0) : x.gather(axis, index);
  return o.named({
    values: o.result(shape(values), o.tensor("input").element),
    indices: o.result(shape(index), "int64"),
  });
}

/** How many boundaries stand before each value. */
function countBelow(o: Operation, boundaries: Term, name: string, isRight: boolean): Term {
  const given = o.value(name);
  const values = given.kind === "tensor" ? o.termOf(given).float() : o.requireOperand(given).term.float();
  const edges = boundaries.rank <= 1 ? boundaries : boundaries.expandDims(boundaries.rank - 1);
  const wide = values.expandDims(values.rank);
  const isBefore = isRight ? edges.lessEqual(wide) : edges.less(wide);
  return isBefore.cast("int32").sum([Math.max(edges.rank, wide.rank) - 1]);
}

/** The distinct values; which they are is a decision of the program. */
function unique(o: Operation, isConsecutive: boolean): Value {
  const x = o.term("input");
  const { element } = o.tensor("input");
  if (o.has("dim")) return uniqueSlices(o);
  const data = Array.from(o.t.concrete(x.id));
  const values = isConsecutive
    ? data.filter((value, i) => i === 0 || value !== data[i - 1])
    : [...new Set(data)].sort((a, b) => a - b);
  let group = -1;
  const inverse = data.map((value, i) => {
    if (!isConsecutive) return values.indexOf(value);
    if (i === 0 || value !== data[i - 1]) group++;
    return group;
  });
  const first = values.map((_, i) => inverse.indexOf(i));
  const distinct = o.result(takeAxis(x.reshape([x.size]), 0, first), element);
  return withCounts(o, distinct, inverse, values.length, x.shape);
}

function uniqueSlices(o: Operation): Value {
  const x = o.term("input");
  const axis = o.dim("dim", x.rank);
  const { firsts, inverse } = findDistinct(slicesOf(o.t, x, axis));
  const distinct = o.result(takeAxis(x, axis, firsts), o.tensor("input").element);
  return withCounts(o, distinct, inverse, firsts.length, [inverse.length]);
}

function withCounts(
  o: Operation,
  distinct: Value,
  inverse: readonly number[],
  count: number,
  shape: readonly number[],
): Value {
  const near = o.term("input");
  const answers: Value[] = [distinct];
  if (o.flag("return_inverse")) answers.push(o.result(intTerm(near, inverse, shape), "int64"));
  if (o.flag("return_counts")) {
    answers.push(
      o.result(
        intTerm(
          near,
          range(0, count).map((i) => inverse.filter((group) => group === i).length),
        ),
        "int64",
      ),
    );
  }
  return answers.length === 1 ? distinct : o.tuple(answers);
}

function triangleIndices(o: Operation, isIn: (row: number, column: number, offset: number) => boolean): Value {
  const offset = o.number("offset");
  const cells = range(0, o.number("row")).flatMap((row) =>
    range(0, o.number("col")).map((column) => [row, column] as const),
  );
  const kept = cells.filter(([row, column]) => isIn(row, column, offset));
  const near = o.requireOperand(o.value("row")).term;
  return o.result(
    intTerm(near, [...kept.map(([row]) => row), ...kept.map(([, column]) => column)], [2, kept.length]),
    "int64",
  );
}
