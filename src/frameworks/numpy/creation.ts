/** Arrays from nothing, from lists and from numbers. */

import { type Data, type Shape, sizeOf } from "../../graph/graph";
import type { ElementType, Value } from "../../interpreter/values";
import { positions } from "../array/term";
import { pair } from "../torch/elementwise";
import { dataOf } from "../torch/nested";
import { isFloating, storageOf } from "../torch/promotion";
import { TorchTensor } from "../torch/tensor";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";

export const creation: ArrayTable = {
  "array|asarray|asanyarray|ascontiguousarray|asfarray|frombuffer(object, dtype=None, copy=None, order=None, subok=None, ndmin=0)":
    (o) => {
      const given = o.value("object");
      const words = textsOf(o, given);
      if (words !== undefined) return words;
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
    const [low, high] = pair(o.promote("start", "stop").terms.map((term) => term.float()));
    const step = high.sub(low).div(Math.max(1, parts));
    const made = isPlain
      ? o.termOf(filled(o, [steps], spaced(o.number("start"), o.number("stop"), parts)))
      : positions(o.g, steps, 0, step.rank + 1)
          .float()
          .mul(step.expandDims(0))
          .add(low.broadcast(step.shape).expandDims(0));
    const element = o.element() ?? o.conventions.float;
    const line_ = o.fresh(made.cast(storageOf(element)), element);
    return o.flag("retstep") ? o.tuple([line_, o.result(step, o.conventions.float)]) : line_;
  },
};

function filled(
  o: ArrayOperation,
  shape: Shape,
  number: (i: number) => number,
  initial: ElementType = o.conventions.float,
): TorchTensor {
  const element = o.element() ?? initial;
  const dtype = storageOf(element);
  const data: Data = dataOf(
    element,
    Array.from({ length: sizeOf(shape) }, (_, i) => number(i)),
  );
  return new TorchTensor(o.library, o.g.constant({ shape, dtype }, data), element);
}

/** A list of words is an array of its own kind, which knows places and names but no numbers. */
function textsOf(o: ArrayOperation, given: Value): Value | undefined {
  if (given.kind !== "list" && given.kind !== "tuple") return undefined;
  if (given.items.length === 0 || given.items.some((item) => item.kind !== "str")) return undefined;
  const texts = o.t.imported("numpy._texts", "Texts");
  return texts && o.t.call(texts, [given]);
}

function filledLike(o: ArrayOperation, number: number): TorchTensor {
  const shape = o.has("shape") ? o.numbers(o.value("shape")) : o.term("input").shape;
  return filled(o, shape, () => number, o.tensor("input").element);
}

function filledWith(o: ArrayOperation, shape: Shape, wanted: ElementType | undefined): TorchTensor {
  const operand = o.requireOperand(o.value("fill_value"));
  const element = wanted ?? operand.element;
  return o.fresh(o.held(o.convert(operand, element).cast(storageOf(element)), element).broadcast(shape), element);
}

function spaced(start: number, stop: number, parts: number): (i: number) => number {
  return (i) => (i === parts ? stop : start + (i * (stop - start)) / Math.max(1, parts));
}

function isTraced(o: ArrayOperation, value: Value): boolean {
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
