/** Reshaping, joining, splitting and choosing between tensors. */

import type { ElementType, TensorValue, Value } from "../../interpreter/values";
import { list } from "../../interpreter/values";
import { range, takeAxis } from "../array/places";
import { broadcastShapes, concat, type Term } from "../array/term";
import { entriesOf as torchEntriesOf } from "../torch/dispatch";
import { pair } from "../torch/elementwise";
import { maskPlaces } from "../torch/indexing";
import { inferShape, shapeOperations } from "../torch/shape";
import { known } from "./creation";
import { borrower, type TensorFlowOperation, type TensorFlowTable } from "./operation";

type Run = TensorFlowTable[string];

const like =
  (formula: (o: TensorFlowOperation, x: Term) => Term): Run =>
  (o) =>
    o.result(formula(o, o.term("input")), o.tensor("input").element);
const borrowed = borrower(torchEntriesOf(shapeOperations));

export const shaping: TensorFlowTable = {
  "reshape(input/tensor/x, shape/newshape)": like((o, x) =>
    x.reshape(inferShape(o, o.numbers(o.value("shape")), x.shape)),
  ),
  "ravel|flatten(input/x)": like((_, x) => x.reshape([x.size])),
  "expand_dims(input/x, dim/axis)": like((o, x) => {
    const dims = o.numbers(o.value("dim"));
    return dims.reduce((grown, dim) => grown.expandDims(o.wrapDim(dim, grown.rank + 1)), x);
  }),
  "squeeze(input/x, dim/axis/squeeze_dims=None)": like((o, x) => {
    const dims = o.dims("dim", x.rank);
    const stuck = o.has("dim") ? dims.find((dim) => x.shape[dim] !== 1) : undefined;
    if (stuck !== undefined) o.fail(`Can not squeeze dim[${stuck}], expected a dimension of 1, got ${x.shape[stuck]}`);
    return x.reshape(x.shape.filter((extent, axis) => extent !== 1 || !dims.includes(axis)));
  }),
  "transpose|permute_dimensions(input/a/x, perm/axes/pattern=None)": like((o, x) => {
    const order = o.has("perm")
      ? o.numbers(o.value("perm")).map((axis) => o.wrapDim(axis, x.rank))
      : x.axes().reverse();
    return x.transpose(order);
  }),
  "matrix_transpose|adjoint(input/a)": like((_, x) => x.swap(-1, -2)),
  "moveaxis(input/x, source, destination)": borrowed("moveaxis"),
  "swapaxes(input/x, dim0/axis1, dim1/axis2)": borrowed("swapaxes"),
  "broadcast_to(input/x, shape)": like((o, x) => {
    const shape = o.numbers(o.value("shape"));
    const fits = broadcastShapes([x.shape, shape]);
    if (fits === undefined || fits.join() !== shape.join())
      o.fail(`Incompatible shapes: ${x.shape.join(", ")} vs. ${shape.join(", ")}`);
    return x.broadcast(shape);
  }),
  "tile(input/x, *repeats)": like((o, x) => {
    const counts = o.sizes();
    const padded = [...Array<number>(Math.max(0, x.rank - counts.length)).fill(1), ...counts];
    return padded.reduce(
      (whole, count, axis) => (count === 1 ? whole : concat(Array<Term>(count).fill(whole), axis)),
      x,
    );
  }),
  "repeat(input/x, repeats, dim/axis=None)": borrowed("repeat_interleave"),
  "repeat_elements(input/x, repeats/rep, dim/axis)": borrowed("repeat_interleave"),
  "roll(input/x, shifts/shift, dims/axis=None)": borrowed("roll"),
  "reverse|flip(input/tensor/x, dim/axis=None)": like((o, x) => x.reverse(o.dims("dim", x.rank))),
  "concat|concatenate(values/tensors/xs, dim/axis=0)": (o) => {
    const given = o.value("values");
    const { terms, element } = promoted(o, given.kind === "tensor" ? [given] : o.t.iterate(given));
    const [first] = terms;
    if (first === undefined) return o.fail("nothing to concatenate");
    if (given.kind === "tensor") return o.result(first, element);
    return o.result(concat(terms, o.dim("dim", first.rank)), element);
  },
  "stack(values/x/arrays, dim/axis=0)": (o) => {
    const { terms, element } = promoted(o, o.t.iterate(o.value("values")));
    const [first] = terms;
    if (first === undefined) return o.fail("nothing to stack");
    if (terms.some((term) => term.shape.join() !== first.shape.join())) o.fail("Shapes of all inputs must match");
    const axis = o.dim("dim", first.rank + 1);
    return o.result(
      concat(
        terms.map((term) => term.expandDims(axis)),
        axis,
      ),
      element,
    );
  },
  "unstack(input/value/x, num=None, dim/axis=0)": (o) => {
    const x = o.term("input");
    const axis = o.dim("dim", x.rank);
    return list(range(0, x.shape[axis] ?? 0).map((i) => o.result(x.at(axis, i), o.tensor("input").element)));
  },
  "split(input/value/x, sizes/num_or_size_splits/indices_or_sections, dim/axis=0, num=None)": (o) => {
    const x = o.term("input");
    const axis = o.dim("dim", x.rank);
    const extent = x.shape[axis] ?? 1;
    const given = o.value("sizes");
    const isCount =
      given.kind !== "list" && given.kind !== "tuple" && !(given.kind === "tensor" && o.termOf(given).rank > 0);
    const count = isCount ? o.t.toNumber(given) : 0;
    const asked = isCount ? Array<number>(count).fill(extent / count) : o.numbers(given);
    if (!asked.every(Number.isInteger)) o.fail(`Dimension size, ${extent}, must be evenly divisible by ${count}`);
    const rest = extent - asked.filter((size) => size >= 0).reduce((sum, size) => sum + size, 0);
    let start = 0;
    return list(
      asked.map((size) => {
        const length = size < 0 ? rest : size;
        start += length;
        return o.result(takeAxis(x, axis, range(start - length, start)), o.tensor("input").element);
      }),
    );
  },
  "slice(input/input_/inputs, begin/start_indices, size/shape)": like((o, x) => {
    const sizes = o.numbers(o.value("size"));
    return o.numbers(o.value("begin")).reduce((part, start, axis) => {
      const extent = part.shape[axis] ?? 1;
      const size = sizes[axis] ?? -1;
      return takeAxis(part, axis, range(start, size < 0 ? extent : start + size));
    }, x);
  }),
  "pad(input/tensor/x, paddings/pad_width, mode='CONSTANT', constant_values=None)": like((o, x) => {
    const mode = (o.text("mode") ?? "constant").toUpperCase();
    const rows = o.t.iterate(o.value("paddings")).map((row) => o.numbers(row));
    return rows.reduce((padded, [low = 0, high = low], axis) => {
      if (mode === "CONSTANT")
        return padded.pad(axis, low, high, o.has("constant_values") ? o.number("constant_values") : 0);
      const extent = padded.shape[axis] ?? 1;
      const edge = mode === "REFLECT" ? 1 : 0;
      const before = range(0, low).map((i) => low - 1 - i + edge);
      const after = range(0, high).map((i) => extent - 1 - i - edge);
      return takeAxis(padded, axis, [...before, ...range(0, extent), ...after]);
    }, x);
  }),
  "tril(input/x, diagonal/k=0)": borrowed("tril"),
  "triu(input/x, diagonal/k=0)": borrowed("triu"),
  "where(condition, x=None, y=None, *, x1=None, x2=None)": (o) => {
    const condition = o.term("condition").cast("bool");
    const names = o.has("x1") ? ["x1", "x2"] : ["x", "y"];
    if (!o.has(names[0] ?? "")) {
      const places = maskPlaces(o, condition);
      const count = places[0]?.length ?? 0;
      return known(
        o,
        [count, places.length],
        (i) => places[i % places.length]?.[Math.floor(i / places.length)] ?? 0,
        "int64",
      );
    }
    const { terms, element } = o.promote(...names);
    const [x, y] = pair(terms);
    o.checkBroadcast([condition.shape, x.shape, y.shape]);
    return o.result(condition.choose(x, y), element);
  },
};

function promoted(
  o: TensorFlowOperation,
  values: readonly Value[],
): { readonly terms: Term[]; readonly element: ElementType } {
  const operands = values.map((value) => o.requireOperand(value));
  const { element } = o.promoteValues(
    operands.map(({ value }) => (value.kind === "tensor" ? firstOf(o, value) : value)),
  );
  return { terms: operands.map((operand) => o.convert(operand, element)), element };
}

/** One element, to promote types of tensors whose shapes need not broadcast. */
function firstOf(o: TensorFlowOperation, tensor: TensorValue): Value {
  const x = o.termOf(tensor);
  return x.rank === 0 ? tensor : o.result(x.full([1], 0), tensor.element);
}
