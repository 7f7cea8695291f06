/** Reductions, running sums and orders. Roots are plain roots, so that norms and deviations of zeros have no finite slope. */

import type { ElementType, Value } from "../../interpreter/values";
import { int } from "../../interpreter/values";
import { range, takeAxis } from "../array/places";
import { logSoftmax, logSumExp, softmax } from "../array/special";
import type { Term } from "../array/term";
import { entriesOf as torchEntriesOf } from "../torch/dispatch";
import { numeric } from "../torch/elementwise";
import { order, search } from "../torch/order";
import { reductions as shared } from "../torch/reduction";
import { larger, quotientOrZero } from "./elementwise";
import { borrower, type TensorFlowOperation, type TensorFlowTable } from "./operation";

type Run = TensorFlowTable[string];

const borrowed = borrower(torchEntriesOf(order, search, shared));

const reduced =
  "(input/input_tensor/x/a/logits, dim/axis/axes/reduction_indices=None, keepdim/keepdims/keep_dims=False, dtype=None)";

function reduce(
  o: TensorFlowOperation,
  x: Term,
  element: ElementType,
  formula: (x: Term, axes: readonly number[]) => Term,
): Value {
  const axes = o.dims("dim", x.rank);
  const result = formula(x, axes);
  return o.result(o.flag("keepdim") ? x.keep(result, axes) : result, element);
}
const plain =
  (formula: (x: Term, axes: readonly number[]) => Term): Run =>
  (o) =>
    reduce(o, numeric(o.term("input")), numberElement(o), formula);
const float =
  (formula: (x: Term, axes: readonly number[]) => Term): Run =>
  (o) =>
    reduce(o, o.floatTerm("input"), o.floatElement("input"), formula);
const truth =
  (formula: (x: Term, axes: readonly number[]) => Term): Run =>
  (o) =>
    reduce(o, o.term("input").cast("bool"), "bool", formula);

function numberElement(o: TensorFlowOperation): ElementType {
  const { element } = o.tensor("input");
  return element === "bool" ? "int32" : element;
}

export const reductions: TensorFlowTable = {
  [`reduce_sum|sum${reduced}`]: plain((x, axes) => x.sum(axes)),
  [`reduce_prod|prod${reduced}`]: plain((x, axes) => x.prod(axes)),
  [`reduce_mean|mean${reduced}`]: float((x, axes) => x.mean(axes)),
  [`reduce_max|max|amax${reduced}`]: plain((x, axes) => x.reduceMax(axes)),
  [`reduce_min|min|amin${reduced}`]: plain((x, axes) => x.reduceMin(axes)),
  [`reduce_variance|var${reduced}`]: float(variance),
  [`reduce_std|std${reduced}`]: float((x, axes) => variance(x, axes).sqrt()),
  [`reduce_euclidean_norm${reduced}`]: float((x, axes) => x.square().sum(axes).sqrt()),
  [`reduce_logsumexp|logsumexp${reduced}`]: float((x, axes) =>
    logSumExp(x, axes).reshape(x.shape.filter((_, axis) => !axes.includes(axis))),
  ),
  [`reduce_any|any${reduced}`]: truth((x, axes) => x.any(axes)),
  [`reduce_all|all${reduced}`]: truth((x, axes) => x.all(axes)),
  [`count_nonzero${reduced}`]: (o) =>
    reduce(o, o.term("input").cast("bool").cast("int32"), "int64", (x, axes) => x.sum(axes)),
  [`zero_fraction${reduced}`]: float((x, axes) => x.equal(0).float().mean(axes)),
  "moments(input/x, dim/axes, shift=None, keepdim/keepdims/keep_dims=False)": (o) =>
    o.tuple([float((x, axes) => x.mean(axes))(o), float(variance)(o)]),

  "softmax(input/logits/x, dim/axis=-1)": alongAxis(softmax),
  "log_softmax(input/logits/x, dim/axis=-1)": alongAxis(logSoftmax),
  "l2_normalize(input/x, dim/axis=None, epsilon=1e-12)": (o) => {
    const x = o.floatTerm("input");
    const axes = o.dims("dim", x.rank);
    const square = x.keep(x.square().sum(axes), axes);
    return o.result(
      x.mul(
        larger(square, square.lift(o.number("epsilon")))
          .sqrt()
          .pow(-1),
      ),
      o.floatElement("input"),
    );
  },
  "l2_loss(input/t)": (o) => o.result(o.floatTerm("input").square().sum().mul(0.5), o.floatElement("input")),

  "argmax(input/x, dim/axis=0, dtype/output_type=None, keepdim/keepdims=False)": argExtreme((x, axis) =>
    x.argMax(axis),
  ),
  "argmin(input/x, dim/axis=0, dtype/output_type=None, keepdim/keepdims=False)": argExtreme((x, axis) =>
    x.argMin(axis),
  ),
  "cumsum(input/x, dim/axis=0, exclusive=False, reverse=False)": (o) => scan(o, (x, axis) => x.cumSum(axis), 0),
  "cumprod(input/x, dim/axis=0, exclusive=False, reverse=False)": (o) => scan(o, runningProduct, 1),
  "sort(input/values/x, dim/axis=-1, direction='ASCENDING')": (o) => {
    const { x, axis, index } = sorted(o);
    return o.result(x.gather(axis, index), o.tensor("input").element);
  },
  "argsort(input/values/x, dim/axis=-1, direction='ASCENDING')": (o) => o.result(sorted(o).index, "int32"),
  "top_k(input/x, k=1, sorted=True)": (o) => {
    const x = o.term("input");
    const axis = x.rank - 1;
    const k = o.number("k");
    if (k > x.extent(axis)) o.fail(`input must have at least k columns. Had ${x.extent(axis)}, needed ${k}`);
    const index = takeAxis(numeric(x).argSort(axis, true), axis, range(0, k));
    return o.named({
      values: o.result(x.gather(axis, index), o.tensor("input").element),
      indices: o.result(index, "int32"),
    });
  },
  // the first releases have predictions before targets
  "in_top_k(targets, predictions, k)": (o) => {
    const [targets, predictions] =
      o.term("targets").rank === 2 ? (["predictions", "targets"] as const) : (["targets", "predictions"] as const);
    const scores = o.floatTerm(predictions);
    const target = o.term(targets).cast("int32").expandDims(1);
    const own = scores.gather(1, target);
    return o.result(scores.greater(own).cast("int32").sum([1]).less(o.number("k")), "bool");
  },
  "bincount(input/arr/x, weights=None, minlength=0)": borrowed("bincount"),
  "searchsorted(sorted_sequence, input/values, side='left', *, right=False)": borrowed("searchsorted"),
  "median(input/x, dim/axis=None, keepdim/keepdims=False)": borrowed("median"),
  "quantile(input/x, q, dim/axis=None, keepdim/keepdims=False, *, interpolation/method='linear')": borrowed("quantile"),
};

function variance(x: Term, axes: readonly number[]): Term {
  return x
    .sub(x.keep(x.mean(axes), axes))
    .square()
    .mean(axes);
}

function alongAxis(formula: (x: Term, axis: number) => Term): Run {
  return (o) => {
    const x = o.floatTerm("input");
    const axis = o.value("dim").kind === "none" ? -1 : o.number("dim");
    const whole = x.rank === 0 ? formula(x.reshape([1]), 0).reshape([]) : formula(x, o.wrapDim(axis, x.rank));
    return o.result(whole, o.floatElement("input"));
  };
}

function argExtreme(choose: (x: Term, axis: number) => Term): Run {
  return (o) => {
    const given = numeric(o.term("input"));
    const x = o.value("dim").kind === "none" ? given.reshape([given.size]) : given;
    const axis = o.value("dim").kind === "none" ? 0 : o.dim("dim", x.rank);
    const place = choose(x, axis);
    return o.result(o.flag("keepdim") ? x.keep(place, [axis]) : place, o.element() ?? "int64");
  };
}

function scan(o: TensorFlowOperation, formula: (x: Term, axis: number) => Term, neutral: number): Value {
  const given = numeric(o.term("input"));
  const flat = o.value("dim").kind === "none" ? given.reshape([given.size]) : given;
  const axis = o.value("dim").kind === "none" ? 0 : o.dim("dim", flat.rank);
  const x = o.flag("reverse") ? flat.reverse([axis]) : flat;
  const extent = x.shape[axis] ?? 1;
  const shifted = o.flag("exclusive") ? x.pad(axis, 1, 0, neutral).slice(axis, 0, extent) : x;
  const running = formula(shifted, axis);
  return o.result(o.flag("reverse") ? running.reverse([axis]) : running, numberElement(o));
}

/** Its gradient is TensorFlow's: found by division, so that nothing comes to an element that is zero. */
function runningProduct(x: Term, axis: number): Term {
  const product = x.cumProd(axis).stop();
  const share = quotientOrZero(x, x.stop()).cumSum(axis);
  return product.add(product.mul(share.sub(share.stop())));
}

function sorted(o: TensorFlowOperation): { readonly x: Term; readonly axis: number; readonly index: Term } {
  const x = numeric(o.term("input"));
  const axis = o.dim("dim", x.rank);
  return { x, axis, index: x.argSort(axis, o.text("direction") === "DESCENDING") };
}

/** `tf.rank(x)`, `tf.size(x)`: numbers known while tracing. */
export const sizes: TensorFlowTable = {
  "rank(input)": (o) => o.converted(int(o.term("input").rank), "int32"),
  "size(input/x, dtype/out_type=None)": (o) => o.converted(int(o.term("input").size), o.element() ?? "int32"),
};
