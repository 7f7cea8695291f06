/** Tensors from nothing: constants, ranges, and seeded draws (not the numbers that PyTorch draws from the same seed). */

import { type Data, type Shape, sizeOf } from "../../graph/graph";
import type { ElementType, TensorValue, Value } from "../../interpreter/values";
import { range, takeAxis } from "../array/places";
import { concat, Term } from "../array/term";
import { dataOf, fromList } from "./nested";
import { describe, type Implementation, type Operation, type Table } from "./operation";
import { isFloating, storageOf } from "./promotion";
import { TorchTensor } from "./tensor";

type Draw = (o: Operation) => number;

const uniform: Draw = (o) => o.t.random.uniform();
const normal: Draw = (o) => o.t.random.normal();

/** A leaf of its own: `full` nodes are shared between equal constants, and gradients must tell leaves apart. */
function leaf(
  o: Operation,
  shape: Shape,
  numbers: (i: number) => number,
  element: ElementType = o.element() ?? o.t.defaultFloat,
): TorchTensor {
  const dtype = storageOf(element);
  const data: Data = dataOf(
    element,
    Array.from({ length: sizeOf(shape) }, (_, i) => numbers(i)),
  );
  return leafOf(o, new Term(o.g, o.g.constant({ shape, dtype }, data)), element);
}

function leafOf(o: Operation, term: Term, element: ElementType): TorchTensor {
  const requiresGrad = o.accepts("requires_grad") && o.flag("requires_grad");
  return new TorchTensor(o.library, term.id, element, { requiresGrad, isLeaf: true });
}

const filled =
  (number: (o: Operation) => number): Implementation =>
  (o) =>
    leaf(o, o.sizes(), () => number(o));
const filledLike =
  (number: (o: Operation) => number): Implementation =>
  (o) =>
    leaf(o, o.term("input").shape, () => number(o), o.element() ?? o.tensor("input").element);
const newFilled =
  (number: number): Implementation =>
  (o) =>
    leaf(o, o.sizes(), () => number, o.element() ?? o.tensor("input").element);

/** A given fill value keeps its trace or its coefficient. */
function filledWith(o: Operation, shape: Shape, value: Value, initial: ElementType | undefined): TorchTensor {
  const operand = o.requireOperand(value);
  const element = o.element() ?? initial ?? operand.element;
  if (value.kind === "int" || value.kind === "float") {
    if (value.label === undefined) return leaf(o, shape, () => value.value, element);
  }
  const number = o.held(o.convert(operand, element).cast(storageOf(element)), element);
  return leafOf(o, number.reshape([]).broadcast(shape), element);
}

export const creation: Table = {
  "zeros(*size, dtype=None, requires_grad=False)": filled(() => 0),
  "ones(*size, dtype=None, requires_grad=False)": filled(() => 1),
  "empty(*size, dtype=None, requires_grad=False)": filled(() => 0),
  "rand(*size, dtype=None, requires_grad=False)": filled(uniform),
  "randn(*size, dtype=None, requires_grad=False)": filled(normal),
  "zeros_like(input, *, dtype=None, requires_grad=False)": filledLike(() => 0),
  "ones_like(input, *, dtype=None, requires_grad=False)": filledLike(() => 1),
  "empty_like(input, *, dtype=None, requires_grad=False)": filledLike(() => 0),
  "rand_like(input, *, dtype=None, requires_grad=False)": filledLike(uniform),
  "randn_like(input, *, dtype=None, requires_grad=False)": filledLike(normal),
  "full(size, fill_value, *, dtype=None, requires_grad=False)": (o) =>
    filledWith(o, o.numbers(o.value("size")), o.value("fill_value"), undefined),
  "full_like(input, fill_value, *, dtype=None, requires_grad=False)": (o) =>
    filledWith(o, o.term("input").shape, o.value("fill_value"), o.tensor("input").element),
  "eye(n, m=None, *, dtype=None, requires_grad=False)": (o) => {
    const [rows, columns] = [o.number("n"), o.has("m") ? o.number("m") : o.number("n")];
    return leaf(o, [rows, columns], (i) => (Math.floor(i / columns) === i % columns ? 1 : 0));
  },
  "arange(start=0, end=None, step=1, *, dtype=None, requires_grad=False)": (o) => {
    // One number alone is the end, be it given by position or by its name: `arange(3)`, `arange(end=3)`.
    const [start, end] = o.has("end") ? [o.number("start"), o.number("end")] : [0, o.number("start")];
    const step = o.number("step");
    const isWhole = ["start", "end", "step"].every(
      (name) => ["int", "none", "bool"].includes(o.value(name).kind) || isWholeTensor(o.value(name)),
    );
    const count = Math.max(0, Math.ceil((end - start) / step));
    return leaf(o, [count], (i) => start + i * step, o.element() ?? (isWhole ? "int64" : o.t.defaultFloat));
  },
  "range(start, end, step=1, *, dtype=None, requires_grad=False)": (o) => {
    const [start, step] = [o.number("start"), o.number("step")];
    return leaf(o, [Math.floor((o.number("end") - start) / step) + 1], (i) => start + i * step);
  },
  "linspace(start, end, steps=100, *, dtype=None, requires_grad=False)": (o) => {
    const at = spaced(o);
    return leaf(o, [o.number("steps")], at);
  },
  "logspace(start, end, steps=100, base=10.0, *, dtype=None, requires_grad=False)": (o) => {
    const at = spaced(o);
    return leaf(o, [o.number("steps")], (i) => o.number("base") ** at(i));
  },
  "tensor(data, *, dtype=None, requires_grad=False)": (o) => {
    const data = o.value("data");
    if (data.kind !== "tensor") return fromData(o, data);
    const element = o.element() ?? data.element;
    const copied = o.held(o.termOf(data).cast(storageOf(element)), element);
    return leafOf(o, copied.isFloat ? copied.stop() : copied, element);
  },
  "as_tensor(data, dtype=None)": (o) => taken(o),
  "asarray(data, *, dtype=None, copy=None, requires_grad=False)": (o) => {
    const array = taken(o);
    return o.flag("requires_grad") || !array.requiresGrad ? array : o.detached(array);
  },
  "from_numpy(ndarray)": (o) => o.result(o.term("ndarray"), o.tensor("ndarray").element),
  "scalar_tensor(s, *, dtype=None, requires_grad=False)": (o) => filledWith(o, [], o.value("s"), o.t.defaultFloat),

  "randint(low, high=None, size=None, *, dtype=None, requires_grad=False)": (o) => {
    const isShort = !o.has("size");
    const [low, high] = isShort ? [0, o.number("low")] : [o.number("low"), o.number("high")];
    const shape = o.numbers(o.value(isShort ? "high" : "size"));
    return leaf(o, shape, () => low + Math.floor(uniform(o) * (high - low)), o.element() ?? "int64");
  },
  "randint_like(input, low, high=None, *, dtype=None, requires_grad=False)": (o) => {
    const [low, high] = o.has("high") ? [o.number("low"), o.number("high")] : [0, o.number("low")];
    return leaf(
      o,
      o.term("input").shape,
      () => low + Math.floor(uniform(o) * (high - low)),
      o.element() ?? o.tensor("input").element,
    );
  },
  "randperm(n, *, dtype=None, requires_grad=False)": (o) => {
    const places = range(0, o.number("n"));
    for (let i = places.length - 1; i > 0; i--) {
      const j = Math.floor(uniform(o) * (i + 1));
      const [a = 0, b = 0] = [places[i], places[j]];
      places[i] = b;
      places[j] = a;
    }
    return leaf(o, [places.length], (i) => places[i] ?? 0, o.element() ?? "int64");
  },
  "normal(mean=0.0, std=1.0, size=None, *, dtype=None, requires_grad=False)": (o) => {
    const [mean, std] = [o.requireOperand(o.value("mean")), o.requireOperand(o.value("std"))];
    const shape = o.has("size") ? o.numbers(o.value("size")) : o.checkBroadcast([mean.term.shape, std.term.shape]);
    const noise = drawn(o, shape, normal);
    return o.result(noise.mul(std.term.float()).add(mean.term.float()).stop(), o.t.defaultFloat);
  },
  "bernoulli(input, p=None)": (o) => {
    const x = o.term("input");
    const chance = o.has("p") ? o.requireOperand(o.value("p")).term.float() : x.float();
    return o.result(drawn(o, x.shape, uniform).less(chance.stop()).cast(x.dtype), o.tensor("input").element);
  },
  "poisson(input)": (o) => {
    const rates = o.t.peek(o.floatTerm("input").id);
    return leaf(o, o.term("input").shape, (i) => drawPoisson(o, rates[i] ?? 0), o.tensor("input").element);
  },
  "multinomial(input, num_samples, replacement=False)": (o) => {
    const weights = o.floatTerm("input");
    const count = o.number("num_samples");
    const axis = weights.rank - 1;
    if (!o.flag("replacement")) {
      const noise = drawn(o, weights.shape, (one) => -Math.log(-Math.log(uniform(one))));
      return o.result(weights.stop().log().add(noise).argSort(axis, true).slice(axis, 0, count), "int64");
    }
    const below = weights.stop().cumSum(axis);
    const total = weights.stop().sum([axis]).expandDims(axis);
    const threshold = drawn(o, [...weights.shape.slice(0, -1), count], uniform).mul(total);
    const isPassed = below.expandDims(axis).lessEqual(threshold.expandDims(weights.rank));
    return o.result(
      isPassed
        .cast("int32")
        .sum([weights.rank])
        .min(weights.extent(-1) - 1),
      "int64",
    );
  },
};

/** As methods only. */
export const creationMethods: Table = {
  "new_tensor(input, data, *, dtype=None, requires_grad=False)": (o) => {
    const element = o.element() ?? o.tensor("input").element;
    return leafOf(o, o.termOf(fromList(o, o.value("data"), element)), element);
  },
  "new_zeros(input, *size, dtype=None, requires_grad=False)": newFilled(0),
  "new_ones(input, *size, dtype=None, requires_grad=False)": newFilled(1),
  "new_empty(input, *size, dtype=None, requires_grad=False)": newFilled(0),
  "new(input, *size)": (o) => constructTensor(o, o.tensor("input").element),
  "new_full(input, size, fill_value, *, dtype=None, requires_grad=False)": (o) =>
    filledWith(o, o.numbers(o.value("size")), o.value("fill_value"), o.tensor("input").element),
};

/** Windows of signal processing, as periodic or symmetric constants. */
export const windows: Table = {
  "hann_window(window_length, periodic=True, *, dtype=None)": (o) => window(o, (angle) => 0.5 - 0.5 * Math.cos(angle)),
  "hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None)": (o) =>
    window(o, (angle) => o.number("alpha") - o.number("beta") * Math.cos(angle)),
  "blackman_window(window_length, periodic=True, *, dtype=None)": (o) =>
    window(o, (angle) => 0.42 - 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle)),
  "bartlett_window(window_length, periodic=True, *, dtype=None)": (o) =>
    window(o, (angle) => 1 - Math.abs(angle / Math.PI - 1)),
  "vander(x, N=None, *, increasing=False)": (o) => {
    const x = o.floatTerm("x");
    const count = o.has("N") ? o.number("N") : x.size;
    const powers = range(0, count).map((i) => x.pow(o.flag("increasing") ? i : count - 1 - i).expandDims(1));
    return o.result(concat(powers, 1), o.tensor("x").element);
  },
};

/** Writes into the tensor itself. */
export const fills: Table = {
  "fill_(input, value)": (o) => {
    const value = o.requireOperand(o.value("value"));
    return o.assign(o.tensor("input"), o.convert(value, o.tensor("input").element).reshape([]));
  },
  "zero_(input)": (o) => o.assign(o.tensor("input"), o.term("input").full([], 0)),
  "copy_(input, src, non_blocking=False)": (o) =>
    o.assign(o.tensor("input"), o.term("src").cast(o.term("input").dtype)),
  "fill_diagonal_(input, fill_value, wrap=False)": (o) => {
    const x = o.term("input");
    const column = x.positions(x.extent(1), 1, 2);
    return o.assign(o.tensor("input"), x.replace(x.positions(x.extent(0), 0, 2).equal(column), o.number("fill_value")));
  },
  "uniform_(input, from=0, to=1)": (o) =>
    o.assign(
      o.tensor("input"),
      drawn(o, o.term("input").shape, (one) => o.number("from") + uniform(one) * (o.number("to") - o.number("from"))),
    ),
  "normal_(input, mean=0, std=1)": (o) =>
    o.assign(
      o.tensor("input"),
      drawn(o, o.term("input").shape, (one) => o.number("mean") + normal(one) * o.number("std")),
    ),
  "exponential_(input, lambd=1)": (o) =>
    o.assign(
      o.tensor("input"),
      drawn(o, o.term("input").shape, (one) => -Math.log(1 - uniform(one)) / o.number("lambd")),
    ),
  "cauchy_(input, median=0, sigma=1)": (o) =>
    o.assign(
      o.tensor("input"),
      drawn(
        o,
        o.term("input").shape,
        (one) => o.number("median") + o.number("sigma") * Math.tan(Math.PI * (uniform(one) - 0.5)),
      ),
    ),
  "log_normal_(input, mean=1, std=2)": (o) =>
    o.assign(
      o.tensor("input"),
      drawn(o, o.term("input").shape, (one) => Math.exp(o.number("mean") + normal(one) * o.number("std"))),
    ),
  "bernoulli_(input, p=0.5)": (o) => {
    const x = o.term("input");
    const chance = o.requireOperand(o.value("p")).term.float();
    return o.assign(o.tensor("input"), drawn(o, x.shape, uniform).less(chance).cast(x.dtype));
  },
  "geometric_(input, p)": (o) =>
    o.assign(
      o.tensor("input"),
      drawn(o, o.term("input").shape, (one) =>
        Math.ceil(Math.log(1 - uniform(one)) / Math.log(1 - one.number("p"))),
      ).cast(o.term("input").dtype),
    ),
  "resize_(input, *size)": (o) => resized(o, o.sizes()),
  "resize_as_(input, other)": (o) => resized(o, o.term("other").shape),
  "random_(input, from=None, to=None)": (o) => {
    const [low, high] = o.has("to")
      ? [o.number("from"), o.number("to")]
      : [0, o.has("from") ? o.number("from") : 2 ** 24];
    return o.assign(
      o.tensor("input"),
      drawn(o, o.term("input").shape, (one) => low + Math.floor(uniform(one) * (high - low))).cast(
        o.term("input").dtype,
      ),
    );
  },
};

/** `torch.Tensor(…)`, `torch.LongTensor(…)`: numbers are sizes, a list is data. */
export function constructTensor(o: Operation, element: ElementType): TensorValue {
  const [first] = o.rest;
  if (first === undefined) return leaf(o, [0], () => 0, element);
  if (first.kind === "tensor") return o.result(o.termOf(first).cast(storageOf(element)), element);
  const isSizes =
    first.kind === "int" || first.kind === "traced" || (first.kind === "tuple" && first.type?.name === "Size");
  if (isSizes) return leaf(o, o.sizes(), () => 0, element);
  if (first.kind === "list" || first.kind === "tuple" || first.kind === "range")
    return leafOf(o, o.termOf(fromList(o, first, element)), element);
  return o.fail(`expected sizes or a sequence, not ${describe(first)}`);
}

/** `shape` over one period. */
function window(o: Operation, shape: (angle: number) => number): Value {
  const length = o.number("window_length");
  const period = o.flag("periodic") ? length : length - 1;
  return leaf(o, [length], (i) => (length === 1 ? 1 : shape((2 * Math.PI * i) / period)));
}

/** Data as a tensor: one that has the type already is itself. */
function taken(o: Operation): TensorValue {
  const data = o.value("data");
  if (data.kind !== "tensor") return fromData(o, data);
  const element = o.element() ?? data.element;
  if (data.library === o.library && element === data.element) return data;
  return o.result(o.termOf(o.toTensor(data)).cast(storageOf(element)), element);
}

function resized(o: Operation, shape: Shape): Value {
  const target = o.tensor("input");
  if (target.requiresGrad) o.fail("cannot resize variables that require grad");
  const x = o.term("input");
  const count = sizeOf(shape);
  const flat = x.reshape([x.size]);
  const whole =
    count <= x.size
      ? takeAxis(flat, 0, range(0, count))
      : concat([...(x.size > 0 ? [flat] : []), x.full([count - x.size], 0)], 0);
  target.node = whole.reshape(shape).id;
  return target;
}

function fromData(o: Operation, data: Value): TorchTensor {
  const made = fromList(o, data, o.element());
  return leafOf(o, o.termOf(made), made.element);
}

function drawn(o: Operation, shape: Shape, draw: Draw): Term {
  return new Term(
    o.g,
    o.g.constant(
      { shape, dtype: "float32" },
      Float32Array.from({ length: sizeOf(shape) }, () => draw(o)),
    ),
  );
}

/** PyTorch counts from both ends, so that the range is symmetric. */
function spaced(o: Operation): (i: number) => number {
  const [start, end, steps] = [o.number("start"), o.number("end"), o.number("steps")];
  const step = steps > 1 ? (end - start) / (steps - 1) : 0;
  return (i) => (i < steps / 2 ? start + step * i : end - step * (steps - 1 - i));
}

function isWholeTensor(value: Value): boolean {
  return (value.kind === "tensor" && !isFloating(value.element)) || (value.kind === "traced" && value.type === "int");
}

function drawPoisson(o: Operation, rate: number): number {
  const limit = Math.exp(-rate);
  let product = uniform(o);
  let count = 0;
  while (product > limit && count < 1e6) {
    product *= uniform(o);
    count++;
  }
  return count;
}
