/** NumPy's functions whose meaning is its own. JAX has the same ones. */

import { type Data, type Shape, sizeOf } from "../../graph/graph";
import { Raised } from "../../interpreter/tracer";
import type { ElementType, TensorValue, Value } from "../../interpreter/values";
import { bool, int, str } from "../../interpreter/values";
import { intTerm, range, takeAxis } from "../array/places";
import { positions, type Term } from "../array/term";
import { entriesOf } from "../torch/dispatch";
import { maximum, minimum, numeric, pair } from "../torch/elementwise";
import { where } from "../torch/gathering";
import { maskPlaces } from "../torch/indexing";
import { joins } from "../torch/joining";
import { linear, matmul } from "../torch/linear";
import { dataOf } from "../torch/nested";
import type { Implementation, Operation } from "../torch/operation";
import { isFloating, limits, storageOf } from "../torch/promotion";
import { kept } from "../torch/reducing";
import { inferShape } from "../torch/shape";
import { TorchTensor } from "../torch/tensor";
import type { ArrayOperation } from "./arrayOperation";
import { padTerm } from "./padding";
import { dtypeClass } from "./types";

export type ArrayTable = Readonly<Record<string, (o: ArrayOperation) => Value>>;

const cat = requireEntry(entriesOf(joins), "cat");
const tensordot = requireEntry(entriesOf(linear), "tensordot");

/** The operand with a mask's complement replaced, its axes, and what a reduction of it is told. */
function masked(o: ArrayOperation, x: Term, empty: number): Term {
  if (!o.has("where")) return x;
  const mask = o.term("where").cast("bool");
  return mask.broadcast(o.checkBroadcast([x.shape, mask.shape])).choose(x, empty);
}

function count(o: ArrayOperation, x: Term, axes: readonly number[]): Term {
  if (!o.has("where")) return x.full([], x.count(axes), "float32");
  const mask = o.term("where").cast("bool");
  return mask.broadcast(x.shape).cast("float32").sum(axes);
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

/** Functions and methods at once: the first parameter is the array. */
export const arrayFunctions: ArrayTable = {
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
  // numpy.clip is minimum(maximum(a, low), high): ties share the gradient
  "clip(input, min=None, max=None, out=None)": (o) => {
    const names = ["input", ...["min", "max"].filter((name) => o.has(name))];
    const { terms, element } = o.promote(...names);
    const at = (name: string): Term | undefined => (names.includes(name) ? terms[names.indexOf(name)] : undefined);
    const [low, high] = [at("min"), at("max")];
    const x = terms[0] ?? o.term("input");
    const raised = low === undefined ? x : maximum(x, low);
    return o.result(high === undefined ? raised : minimum(raised, high), element);
  },
  "sort(input, dim=-1, kind=None, order=None, *, stable=True, descending=False)": (o) => {
    const { x, axis } = line(o);
    return o.result(x.gather(axis, numeric(x).argSort(axis, o.flag("descending"))), o.tensor("input").element);
  },
  "argsort(input, dim=-1, kind=None, order=None, *, stable=True, descending=False)": (o) => {
    const { x, axis } = line(o);
    return o.result(numeric(x).argSort(axis, o.flag("descending")), o.conventions.int);
  },
  "dot(input, other, out=None)": (o) => {
    const [x, y] = [o.requireOperand(o.value("input")).term, o.requireOperand(o.value("other")).term];
    const { terms, element } = o.promoteFreely("input", "other");
    if (x.rank === 0 || y.rank === 0)
      return o.result(
        terms.reduce((a, b) => a.mul(b)),
        element,
      );
    const [a, b] = [x.cast("float32"), y.cast("float32")];
    const isPlain = y.rank === 1 || (x.rank <= 2 && y.rank <= 2);
    const whole = isPlain
      ? matmul(o, a, b)
      : o.termOf(
          o.toTensor(
            tensordot(
              o.with({
                input: o.fresh(a, "float32"),
                other: o.fresh(b, "float32"),
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
    const wrapped = index.less(0).choose(index.add(extent), index);
    const shape = [...x.shape.slice(0, axis), ...index.shape, ...x.shape.slice(axis + 1)];
    const flat = wrapped.reshape([index.size]);
    const column = x.shape.map((_, i) => (i === axis ? index.size : 1));
    const whole = x.shape.map((size, i) => (i === axis ? index.size : size));
    return o.result(x.gather(axis, flat.reshape(column).broadcast(whole)).reshape(shape), o.tensor("input").element);
  },
  "nonzero(input, *, size=None)": (o) => nonzero(o, "input"),
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
  "array|asarray|asanyarray|ascontiguousarray|asfarray|frombuffer(object, dtype=None, copy=None, order=None, subok=None, ndmin=0)":
    (o) => {
      const given = o.value("object");
      const element = o.element();
      const made = given.kind === "iterator" ? o.array(o.tuple(o.t.iterate(given)), element) : o.array(given, element);
      const term = o.termOf(made);
      const isSame =
        o.name.startsWith("as") &&
        given.kind === "tensor" &&
        given.library === o.library &&
        given.element === made.element;
      if (isSame) return given;
      const missing = o.number("ndmin") - term.rank;
      return o.fresh(
        missing > 0 ? term.reshape([...Array<number>(missing).fill(1), ...term.shape]) : term,
        made.element,
      );
    },
  "zeros|empty(shape, dtype=None, order=None)": (o) => filled(o, o.numbers(o.value("shape")), () => 0),
  "ones(shape, dtype=None, order=None)": (o) => filled(o, o.numbers(o.value("shape")), () => 1),
  "zeros_like|empty_like(input, dtype=None, order=None, subok=None, shape=None)": (o) => filledLike(o, 0),
  "ones_like(input, dtype=None, order=None, subok=None, shape=None)": (o) => filledLike(o, 1),
  "full(shape, fill_value, dtype=None, order=None)": (o) => filledWith(o, o.numbers(o.value("shape")), o.element()),
  "full_like(input, fill_value, dtype=None, order=None, subok=None, shape=None)": (o) =>
    filledWith(
      o,
      o.has("shape") ? o.numbers(o.value("shape")) : o.term("input").shape,
      o.element() ?? o.tensor("input").element,
    ),
  "eye|identity(N, M=None, k=0, dtype=None, order=None)": (o) => {
    const rows = o.number("N");
    const columns = o.has("M") ? o.number("M") : rows;
    const offset = o.number("k");
    return filled(o, [rows, columns], (i) => ((i % columns) - Math.floor(i / columns) === offset ? 1 : 0));
  },
  "tri(N, M=None, k=0, dtype=None)": (o) => {
    const rows = o.number("N");
    const columns = o.has("M") ? o.number("M") : rows;
    const offset = o.number("k");
    return filled(o, [rows, columns], (i) => ((i % columns) - Math.floor(i / columns) <= offset ? 1 : 0));
  },
  "arange(start, stop=None, step=1, dtype=None)": (o) => {
    const [start, stop] = o.has("stop") ? [o.number("start"), o.number("stop")] : [0, o.number("start")];
    const step = o.has("step") ? o.number("step") : 1;
    const isWhole = ["start", "stop", "step"].every((name) => isInteger(o.value(name)));
    const length = Math.max(0, Math.ceil((stop - start) / step));
    return filled(o, [length], (i) => start + i * step, isWhole ? o.conventions.int : o.conventions.float);
  },
  "linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)": (o) => {
    const steps = o.number("num");
    const parts = o.flag("endpoint") ? steps - 1 : steps;
    const ends = o.requireOperand(o.value("start")).term.rank + o.requireOperand(o.value("stop")).term.rank;
    const isPlain = ends === 0 && ["start", "stop"].every((name) => !isTraced(o, o.value(name)));
    const [low, high] = pair(o.promote("start", "stop").terms.map((term) => term.cast("float32")));
    const step = high.sub(low).div(Math.max(1, parts));
    const made = isPlain
      ? o.termOf(filled(o, [steps], spaced(o.number("start"), o.number("stop"), parts)))
      : positions(o.g, steps, 0, step.rank + 1)
          .cast("float32")
          .mul(step.expandDims(0))
          .add(low.broadcast(step.shape).expandDims(0));
    const element = o.element() ?? o.conventions.float;
    const line_ = o.fresh(made.cast(storageOf(element)), element);
    return o.flag("retstep") ? o.tuple([line_, o.result(step, o.conventions.float)]) : line_;
  },
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
      const data = Array.from(o.t.concrete(x.id));
      const values = [...new Set(data)].sort((a, b) => a - b);
      const first = values.map((value) => data.indexOf(value));
      const numbers = (list: readonly number[]): Value => o.result(intTerm(x, list), o.conventions.int);
      const answers: Value[] = [o.result(takeAxis(x.reshape([x.size]), 0, first), o.tensor("input").element)];
      if (o.flag("return_index")) answers.push(numbers(first));
      if (o.flag("return_inverse")) answers.push(numbers(data.map((value) => values.indexOf(value))));
      if (o.flag("return_counts"))
        answers.push(numbers(values.map((value) => data.filter((one) => one === value).length)));
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
  "finfo(dtype=None)": (o) => limitsOf(o, floatNamed(o)),
  "iinfo(dtype=None)": (o) => limitsOf(o, o.element() ?? o.conventions.int),
  "result_type|common_type(*arrays)": (o) => {
    const elements = o.rest.map((value) =>
      value.kind === "class" || value.kind === "str" ? o.elementOf(value) : o.toTensor(value).element,
    );
    return dtypeClass(elements.reduce(o.conventions.promote));
  },
  "promote_types(type1, type2)": (o) =>
    dtypeClass(o.conventions.promote(o.elementOf(o.value("type1")), o.elementOf(o.value("type2")))),
  "dtype(dtype)": (o) => dtypeClass(o.elementOf(o.value("dtype"))),
  "issubdtype(arg1, arg2)": (o) => {
    const named = (value: Value): Value =>
      value.kind === "class" && value.attributes.has("kind")
        ? value
        : value.kind === "class" && value.name !== "float" && value.name !== "int"
          ? value
          : dtypeClass(o.elementOf(value));
    const [type, of] = [named(o.value("arg1")), named(o.value("arg2"))];
    return bool(type.kind === "class" && of.kind === "class" && type.order.includes(of));
  },
};

function requireEntry(entries: ReadonlyMap<string, { readonly run: Implementation }>, name: string): Implementation {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`internal: no formula ${name}`);
  return entry.run;
}

function nonzero(o: ArrayOperation, name: string): Value {
  const x = o.term(name);
  return o.tuple(maskPlaces(o, x.cast("bool")).map((places) => o.fresh(intTerm(x, places), o.conventions.int)));
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

function filled(
  o: ArrayOperation,
  shape: Shape,
  number: (i: number) => number,
  initial: ElementType = o.conventions.float,
): TorchTensor {
  const element = o.element() ?? initial;
  const dtype = storageOf(element);
  const data: Data = dataOf(
    dtype,
    Array.from({ length: sizeOf(shape) }, (_, i) => number(i)),
  );
  return new TorchTensor(o.library, o.g.constant({ shape, dtype }, data), element);
}

function filledLike(o: ArrayOperation, number: number): TorchTensor {
  const shape = o.has("shape") ? o.numbers(o.value("shape")) : o.term("input").shape;
  return filled(o, shape, () => number, o.tensor("input").element);
}

function filledWith(o: ArrayOperation, shape: Shape, wanted: ElementType | undefined): TorchTensor {
  const operand = o.requireOperand(o.value("fill_value"));
  const element = wanted ?? operand.element;
  return o.fresh(o.convert(operand, element).cast(storageOf(element)).broadcast(shape), element);
}

function spaced(start: number, stop: number, parts: number): (i: number) => number {
  return (i) => (i === parts ? stop : start + (i * (stop - start)) / Math.max(1, parts));
}

function isTraced(o: Operation, value: Value): boolean {
  return value.kind === "traced" || (value.kind === "tensor" && o.t.dependsOnInput(value.node));
}

function isInteger(value: Value): boolean {
  if (value.kind === "tensor") return !isFloating(value.element);
  return (
    value.kind === "int" ||
    value.kind === "none" ||
    value.kind === "bool" ||
    (value.kind === "traced" && value.type === "int")
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

function floatNamed(o: ArrayOperation): ElementType {
  const value = o.value("dtype");
  if (value.kind === "tensor") return value.element;
  return value.kind === "float" || value.kind === "none" ? o.conventions.float : o.elementOf(value);
}

function limitsOf(o: ArrayOperation, element: ElementType): Value {
  if (element === "bool") return o.fail(`data type <class 'numpy.bool'> not inexact`);
  const { max, min, eps, tiny, bits } = limits[element];
  const number = (value: number): Value => ({ kind: isFloating(element) ? "float" : "int", value });
  return o.named({
    max: number(max),
    min: number(min),
    bits: int(bits),
    dtype: str(element),
    ...(isFloating(element)
      ? {
          eps: number(eps),
          tiny: number(tiny),
          smallest_normal: number(tiny),
          resolution: number(10 ** Math.ceil(Math.log10(eps))),
        }
      : {}),
  });
}
