/** NumPy's functions whose meaning is its own. JAX has the same ones. */

import type { Shape } from "../../graph/graph";
import { Raised } from "../../interpreter/tracer";
import type { TensorValue, Value } from "../../interpreter/values";
import { bool, int } from "../../interpreter/values";
import { findDistinct, slicesOf } from "../array/distinct";
import { intTerm, range, takeAxis } from "../array/places";
import type { Term } from "../array/term";
import { entriesOf } from "../torch/dispatch";
import { maximum, minimum, numeric, pair } from "../torch/elementwise";
import { where } from "../torch/gathering";
import { maskPlaces } from "../torch/indexing";
import { joins } from "../torch/joining";
import { linear, matmul } from "../torch/linear";
import type { Implementation } from "../torch/operation";
import { elementOf, isFloating, storageOf } from "../torch/promotion";
import { inferShape, rollAxis } from "../torch/shape";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";
import { fillOf, lookOutside } from "./bounds";
import { padTerm } from "./padding";

const cat = requireEntry(entriesOf(joins), "cat");
const tensordot = requireEntry(entriesOf(linear), "tensordot");

type Choice = (x: Term, y: Term) => Term;

/** numpy.clip is minimum(maximum(a, low), high): at a bound the gradient is theirs. */
export function clip(o: ArrayOperation, greater: Choice, smaller: Choice): Value {
  const names = ["input", ...["min", "max"].filter((name) => o.has(name))];
  const { terms, element } = o.promote(...names);
  const at = (name: string): Term | undefined => (names.includes(name) ? terms[names.indexOf(name)] : undefined);
  const [low, high] = [at("min"), at("max")];
  const x = terms[0] ?? o.term("input");
  const raised = low === undefined ? x : greater(x, low);
  return o.result(high === undefined ? raised : smaller(raised, high), element);
}

/** Functions and methods at once: the first parameter is the array. */
export const arrayFunctions: ArrayTable = {
  "clip(input, min=None, max=None, out=None)": (o) => clip(o, maximum, minimum),
  "sort(input, dim=-1, kind=None, order=None, *, stable=True, descending=False)": (o) => {
    const { x, axis } = line(o);
    return o.result(x.gather(axis, numeric(x).argSort(axis, o.flag("descending"))), o.tensor("input").element);
  },
  "argsort(input, dim=-1, kind=None, order=None, *, stable=True, descending=False)": (o) => {
    const { x, axis } = line(o);
    return o.result(numeric(x).argSort(axis, o.flag("descending")), o.conventions.int);
  },
  // sorted is partitioned at every place
  "partition(input, kth, dim=-1)": (o) => {
    const { x, axis } = line(o);
    return o.result(x.gather(axis, numeric(x).argSort(axis)), o.tensor("input").element);
  },
  "argpartition(input, kth, dim=-1)": (o) => {
    const { x, axis } = line(o);
    return o.result(numeric(x).argSort(axis), o.conventions.int);
  },
  "dot(input, other, out=None)": (o) => {
    const [x, y] = [o.requireOperand(o.value("input")).term, o.requireOperand(o.value("other")).term];
    const { terms, element } = o.promoteFreely("input", "other");
    if (x.rank === 0 || y.rank === 0)
      return o.result(
        terms.reduce((a, b) => a.mul(b)),
        element,
      );
    const [a, b] = [x.float(), y.float()];
    const isPlain = y.rank === 1 || (x.rank <= 2 && y.rank <= 2);
    const whole = isPlain
      ? matmul(o, a, b)
      : o.termOf(
          o.toTensor(
            tensordot(
              o.with({
                input: o.fresh(a, elementOf(a.dtype)),
                other: o.fresh(b, elementOf(b.dtype)),
                dims: o.tuple([o.tuple([int(-1)]), o.tuple([int(-2)])]),
              }),
            ),
          ),
        );
    return o.result(isFloating(element) ? whole : whole.round().cast(storageOf(element)), element);
  },
  "squeeze(input, dim=None)": (o) => {
    const { shape } = o.term("input");
    const dims = o.dims("dim", shape.length);
    if (o.has("dim") && dims.some((dim) => shape[dim] !== 1))
      o.fail("cannot select an axis to squeeze out which has size not equal to one");
    return reshapedView(
      o,
      shape.filter((extent, axis) => extent !== 1 || !dims.includes(axis)),
    );
  },
  // one shift for several axes, or several for one
  "roll(input, shifts, dims=None)": (o) => {
    const x = o.term("input");
    const shifts = o.numbers(o.value("shifts"));
    const axes = o.has("dims") ? o.numbers(o.value("dims")).map((axis) => o.wrapDim(axis, x.rank)) : [0];
    const rolled = range(0, Math.max(shifts.length, axes.length)).reduce(
      (moved, i) => rollAxis(moved, axes[i % axes.length] ?? 0, shifts[i % shifts.length] ?? 0),
      o.has("dims") ? x : x.reshape([x.size]),
    );
    return o.result(rolled.reshape(x.shape), o.tensor("input").element);
  },
  "reshape(input, *shape)": (o) => reshapedView(o, inferShape(o, o.sizes(), o.term("input").shape)),
  "transpose(input, *axes)": (o) => {
    const { rank } = o.term("input");
    const given = o.rest.filter((value) => value.kind !== "none");
    const axes = given.length === 0 ? range(0, rank).reverse() : o.sizes(given).map((axis) => o.wrapDim(axis, rank));
    if (axes.length !== rank) o.fail("axes don't match array");
    return o.view(
      o.tensor("input"),
      (base) => base.transpose(axes),
      (_, part) => part.transpose(axes.map((_axis, i) => axes.indexOf(i))),
    );
  },
  "take(input, indices, dim=None, out=None, mode=None, *, fill_value=None)": (o) => {
    const x = o.has("dim") ? o.term("input") : o.term("input").reshape([o.term("input").size]);
    const axis = o.has("dim") ? o.dim("dim", x.rank) : 0;
    const extent = x.shape[axis] ?? 1;
    const index = o.term("indices").cast("int32");
    const mode = o.text("mode") ?? (o.conventions.hasScalars ? "raise" : "fill");
    const outside = mode === "clip" || mode === "wrap" ? undefined : lookOutside(o, o.tensor("indices"), extent);
    if (outside !== undefined && mode !== "fill")
      throw new Raised("IndexError", `index is out of bounds for axis ${axis} with size ${extent}`);
    const turned = mode === "wrap" ? index.sub(index.div(extent).floor().cast("int32").mul(extent)) : index;
    const wrapped =
      outside !== undefined
        ? outside.places.max(0).min(extent - 1)
        : mode === "clip"
          ? index.max(0).min(extent - 1)
          : turned.less(0).choose(turned.add(extent), turned);
    const shape = [...x.shape.slice(0, axis), ...index.shape, ...x.shape.slice(axis + 1)];
    const flat = wrapped.reshape([index.size]);
    const column = x.shape.map((_, i) => (i === axis ? index.size : 1));
    const whole = x.shape.map((size, i) => (i === axis ? index.size : size));
    const taken = x.gather(axis, flat.reshape(column).broadcast(whole));
    const filled =
      outside === undefined
        ? taken
        : taken.replace(outside.isOutside.reshape(column), fillOf(o, o.value("fill_value")));
    return o.result(filled.reshape(shape), o.tensor("input").element);
  },
  "nonzero(input, *, size=None, fill_value=None)": (o) => nonzero(o, "input"),
  "astype(input, dtype, order=None, casting=None, subok=None, copy=True, device=None)": (o) => {
    const element = o.elementOf(o.value("dtype"));
    return o.result(o.term("input").cast(storageOf(element)), element);
  },
  "copy(input, order=None, subok=None)": (o) => o.result(o.term("input"), o.tensor("input").element),
};

/** As functions only. */
export const plainFunctions: ArrayTable = {
  "where(condition, input=None, other=None, *, size=None, fill_value=None)": (o) =>
    o.has("input") || o.has("other") ? where(o) : nonzero(o, "condition"),
  "expand_dims(input, axis)": (o) => {
    const { shape } = o.term("input");
    const given = o.numbers(o.value("axis"));
    const rank = shape.length + given.length;
    const axes = given.map((axis) => o.wrapDim(axis, rank));
    const rest = [...shape];
    return reshapedView(
      o,
      range(0, rank).map((axis) => (axes.includes(axis) ? 1 : (rest.shift() ?? 1))),
    );
  },
  "outer(input, other, out=None)": (o) => {
    const { terms, element } = o.promoteFreely("input", "other");
    const [x, y] = pair(terms);
    return o.result(x.reshape([x.size, 1]).mul(y.reshape([1, y.size])), element);
  },
  "vdot|vecdot(input, other, *, axis=-1)": (o) => {
    const { terms, element } = o.promote("input", "other");
    const product = terms.reduce((x, y) => x.mul(y));
    return o.result(o.name === "vdot" ? product.sum() : product.sum([product.rank - 1]), element);
  },
  "concatenate|concat(tensors, dim=0, out=None, dtype=None, casting=None)": (o) => {
    if (o.value("dim").kind !== "none") return cat(o);
    const flat = o
      .tensors(o.value("tensors"))
      .map((tensor) => o.fresh(o.termOf(tensor).reshape([o.termOf(tensor).size]), tensor.element));
    return cat(o.with({ tensors: o.tuple(flat), dim: int(0) }));
  },
  "flip(input, axis=None)": (o) => {
    const x = o.term("input");
    return o.result(x.reverse(o.dims("axis", x.rank)), o.tensor("input").element);
  },
  "pad(input, pad_width, mode='constant', *, constant_values=0)": (o) => {
    const x = o.term("input");
    const widths = pairs(o, o.value("pad_width"), x.rank);
    const mode = o.text("mode") ?? "constant";
    const fill = o.value("constant_values");
    const values = mode === "constant" ? pairs(o, fill, x.rank) : [];
    return o.result(
      padTerm(x, widths, mode, values, (message) => o.fail(message)),
      o.tensor("input").element,
    );
  },
  "unique(input, return_index=False, return_inverse=False, return_counts=False, axis=None, *, size=None, fill_value=None)":
    (o) => {
      const x = o.term("input");
      if (o.has("axis") && x.rank > 1) return uniqueSlices(o, x, o.dim("axis", x.rank));
      const data = Array.from(o.t.concrete(x.id));
      const all = [...new Set(data)].sort((a, b) => a - b);
      const size = o.has("size") ? o.number("size") : all.length;
      if (size > all.length && o.has("fill_value")) o.fail("unique with a fill_value is not supported by the preview");
      const values = all.slice(0, size);
      // JAX's `size`: the missing ones are the smallest again
      const missing = Array.from({ length: size - values.length }, () => data.indexOf(all[0] ?? 0));
      const first = [...values.map((value) => data.indexOf(value)), ...missing];
      const numbers = (list: readonly number[]): Value => o.result(intTerm(x, list), o.conventions.int);
      const answers: Value[] = [o.result(takeAxis(x.reshape([x.size]), 0, first), o.tensor("input").element)];
      if (o.flag("return_index")) answers.push(numbers(first));
      if (o.flag("return_inverse")) answers.push(numbers(data.map((value) => values.indexOf(value))));
      if (o.flag("return_counts"))
        answers.push(
          numbers([...values.map((value) => data.filter((one) => one === value).length), ...missing.map(() => 0)]),
        );
      const [only] = answers;
      return answers.length === 1 && only !== undefined ? only : o.tuple(answers);
    },
  "solve(input, b)": (o) => {
    const matrix = o.floatTerm("input").unary("inverse");
    const right = o.floatTerm("b");
    const column = right.rank === 1 ? right.expandDims(1) : right;
    const solved = matmul(o, matrix, column);
    return o.result(right.rank === 1 ? solved.dropAxis(solved.rank - 1) : solved, o.floatElement("input"));
  },
  "shape(input)": (o) => o.tuple(o.term("input").shape.map((extent) => int(extent))),
  "ndim(input)": (o) => int(o.term("input").rank),
  "size(input, axis=None)": (o) => {
    const x = o.term("input");
    return int(o.has("axis") ? (x.shape[o.dim("axis", x.rank)] ?? 1) : x.size);
  },
  "isscalar(element)": (o) => {
    const value = o.value("element");
    const isNumber =
      value.kind === "int" ||
      value.kind === "float" ||
      value.kind === "bool" ||
      value.kind === "str" ||
      value.kind === "traced";
    return bool(isNumber || (value.kind === "tensor" && value.type !== undefined && o.termOf(value).rank === 0));
  },
};

function uniqueSlices(o: ArrayOperation, x: Term, axis: number): Value {
  if (o.has("size")) return o.fail("unique rows of a given size are not supported by the preview");
  const { firsts, inverse, counts } = findDistinct(slicesOf(o.t, x, axis));
  const numbers = (list: readonly number[]): Value => o.result(intTerm(x, list), o.conventions.int);
  const distinct = o.result(takeAxis(x, axis, firsts), o.tensor("input").element);
  const answers: Value[] = [distinct];
  if (o.flag("return_index")) answers.push(numbers(firsts));
  if (o.flag("return_inverse")) answers.push(numbers(inverse));
  if (o.flag("return_counts")) answers.push(numbers(counts));
  return answers.length === 1 ? distinct : o.tuple(answers);
}

function requireEntry(entries: ReadonlyMap<string, { readonly run: Implementation }>, name: string): Implementation {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`internal: no formula ${name}`);
  return entry.run;
}

function nonzero(o: ArrayOperation, name: string): Value {
  const x = o.term(name);
  const fill = o.accepts("fill_value") && o.has("fill_value") ? o.number("fill_value") : 0;
  // JAX's `size`: so many places, the missing ones filled
  const sized = (places: readonly number[]): readonly number[] => {
    if (!o.accepts("size") || !o.has("size")) return places;
    const size = o.number("size");
    return [...places, ...Array<number>(Math.max(0, size - places.length)).fill(fill)].slice(0, size);
  };
  return o.tuple(
    maskPlaces(o, x.cast("bool")).map((places) => o.fresh(intTerm(x, sized([...places])), o.conventions.int)),
  );
}

function line(o: ArrayOperation): { readonly x: Term; readonly axis: number } {
  const x = o.term("input");
  if (x.rank === 0) return { x: x.reshape([1]), axis: 0 };
  return o.value("dim").kind === "none" ? { x: x.reshape([x.size]), axis: 0 } : { x, axis: o.dim("dim", x.rank) };
}

function reshapedView(o: ArrayOperation, shape: Shape): TensorValue {
  return o.view(
    o.tensor("input"),
    (base) => base.reshape(shape),
    (base, part) => part.reshape(base.shape),
  );
}

/** `1`, `(1, 2)` or one pair an axis. */
function pairs(o: ArrayOperation, value: Value, rank: number): readonly (readonly [number, number])[] {
  const items = value.kind === "list" || value.kind === "tuple" ? value.items : [value];
  const nested = items.map((item) => o.numbers(item));
  const [first = [0]] = nested;
  if (nested.length === 1) return range(0, rank).map(() => [first[0] ?? 0, first[1] ?? first[0] ?? 0]);
  if (nested.every((one) => one.length === 1)) return range(0, rank).map(() => [first[0] ?? 0, nested[1]?.[0] ?? 0]);
  if (nested.length !== rank)
    throw new Raised(
      "ValueError",
      `operands could not be broadcast together with remapped shapes: pad_width of ${nested.length} for ${rank} axes`,
    );
  return nested.map((one) => [one[0] ?? 0, one[1] ?? one[0] ?? 0]);
}
