/** Cross entropies from logits as TensorFlow's kernels compute and differentiate them, convolutions and pooling. */

import { sizeOf } from "../../graph/graph";
import { range, takeAxis } from "../array/places";
import { logSoftmax } from "../array/special";
import { concat, type Term } from "../array/term";
import { pair } from "../torch/elementwise";
import { indexTerm } from "../torch/indexing";
import type { TensorFlowOperation, TensorFlowTable } from "./operation";

export const nn: TensorFlowTable = {
  "sigmoid_cross_entropy_with_logits(labels=None, logits=None)": (o) => {
    const { terms, element } = o.promoteFloat("labels", "logits");
    const [labels, logits] = pair(terms);
    return o.result(logits.mul(labels).neg().add(logistic(logits)), element);
  },
  "weighted_cross_entropy_with_logits(labels/targets=None, logits=None, pos_weight=None)": (o) => {
    const { terms, element } = o.promoteFloat("labels", "logits", "pos_weight");
    const [labels, logits, weight] = terms;
    if (labels === undefined || logits === undefined || weight === undefined)
      return o.fail("labels, logits and pos_weight are needed");
    const factor = weight.sub(1).mul(labels).add(1);
    // log(1 + exp(-|x|)) + relu(-x)
    const tail = logits
      .abs()
      .neg()
      .exp()
      .log1p()
      .add(logits.neg().replace(logits.greaterEqual(0), 0));
    return o.result(labels.neg().add(1).mul(logits).add(factor.mul(tail)), element);
  },
  "softmax_cross_entropy_with_logits|softmax_cross_entropy_with_logits_v2(labels=None, logits=None, dim/axis=-1)": (
    o,
  ) => {
    const { terms, element } = o.promoteFloat("labels", "logits");
    const shape = o.checkBroadcast(terms.map((term) => term.shape));
    const [labels, logits] = pair(terms.map((term) => term.broadcast(shape)));
    return o.result(crossEntropy(labels, logits, o.dim("dim", shape.length)), element);
  },
  "sparse_softmax_cross_entropy_with_logits(labels=None, logits=None)": (o) => {
    const logits = o.floatTerm("logits");
    const axis = logits.rank - 1;
    const labels = indexTerm(o, o.tensor("labels"), logits.extent(axis), axis, false).cast("int32");
    if (labels.rank !== axis)
      o.fail(`\`labels.shape.rank\` must equal \`logits.shape.rank - 1\`. Received: ${labels.rank} and ${logits.rank}`);
    return o.result(
      logSoftmax(logits, axis).gather(axis, labels.expandDims(axis)).dropAxis(axis).neg(),
      o.floatElement("logits"),
    );
  },

  "conv2d(input/x/inputs, filters/filter/kernel, strides=1, padding='VALID', data_format=None, dilations/dilation_rate/rate=1)":
    (o) => convolve(o, 2),
  "conv1d(input/x/inputs, filters/filter/kernel, strides/stride=1, padding='VALID', data_format=None, dilations/dilation_rate/rate=1)":
    (o) => convolve(o, 1),
  "conv3d(input/x/inputs, filters/filter/kernel, strides=1, padding='VALID', data_format=None, dilations/dilation_rate/rate=1)":
    (o) => convolve(o, 3),
  "depthwise_conv2d(input/x/inputs, filters/filter/kernel/depthwise_kernel, strides=1, padding='VALID', data_format=None, dilations/dilation_rate/rate=1)":
    (o) => {
      const x = o.floatTerm("input");
      const filter = o.floatTerm("filters");
      const [rows, columns, channels, multiplier] = [
        filter.extent(0),
        filter.extent(1),
        filter.extent(2),
        filter.extent(3),
      ];
      const patches = patchesOf(o, x, [rows, columns], 0);
      // [b, h, w, k, c, 1] · [k, c, m], summed over k
      const spread = patches.expandDims(patches.rank);
      const product = spread.mul(filter.reshape([rows * columns, channels, multiplier]));
      const summed = product.sum([3]);
      return o.result(summed.reshape([...summed.shape.slice(0, 3), channels * multiplier]), o.floatElement("input"));
    },
  "avg_pool2d|avg_pool|avg_pool1d|avg_pool3d|average_pool(input/value/x/inputs, ksize/pool_size, strides=None, padding='VALID', data_format=None)":
    (o) => {
      const x = o.floatTerm("input");
      const patches = patchesOf(o, x, windowOf(o, x), 0);
      const inside = patchesOf(o, x.full(x.shape, 1), windowOf(o, x), 0);
      const axis = x.rank - 1;
      return o.result(patches.sum([axis]).div(inside.sum([axis])), o.floatElement("input"));
    },
  "max_pool2d|max_pool|max_pool1d|max_pool3d|max_pool_v2(input/x/inputs, ksize/pool_size, strides=None, padding='VALID', data_format=None)":
    (o) => {
      const x = o.floatTerm("input");
      const patches = patchesOf(o, x, windowOf(o, x), -3.4028234663852886e38);
      const axis = x.rank - 1;
      // The first of equal elements takes the gradient.
      const first = patches.argMax(axis).expandDims(axis);
      return o.result(patches.gather(axis, first).dropAxis(axis), o.floatElement("input"));
    },
  "bias_add(input/value/x, bias)": (o) => {
    const { terms, element } = o.promote("input", "bias");
    const [x, bias] = pair(terms);
    return o.result(x.add(bias), element);
  },
};

/** relu(x) + log(1 + exp(-|x|)), whose slope at 0 is one half. */
function logistic(x: Term): Term {
  const isPositive = x.greaterEqual(0);
  return x.replace(isPositive.not(), 0).add(isPositive.choose(x.neg(), x).exp().log1p());
}

/**
 * -Σ labels·log softmax. TensorFlow's kernel takes the labels of each row to sum to one: its slope by the logits is
 * softmax - labels whatever they sum to, which the first added zero stands for; the second is the slope by the labels.
 */
function crossEntropy(labels: Term, logits: Term, axis: number): Term {
  const logProbabilities = logSoftmax(logits, axis);
  const value = labels.mul(logProbabilities).sum([axis]).neg();
  const excess = logits.sub(logits.stop()).mul(labels.stop()).sum([axis]);
  const normaliser = logits.sub(logProbabilities).slice(axis, 0, 1).dropAxis(axis);
  const byLogits = normaliser.sub(normaliser.stop()).sub(excess);
  const byLabels = labels.sub(labels.stop()).mul(logProbabilities.stop()).sum([axis]);
  return value.stop().add(byLogits).sub(byLabels);
}

/** Windows of the spatial axes of [batch, …spatial, channels], as [batch, …places, window, channels]. */
function patchesOf(o: TensorFlowOperation, x: Term, window: readonly number[], fill: number): Term {
  if ((o.text("data_format") ?? "").startsWith("NC") || o.text("data_format") === "channels_first")
    o.fail("channels first is not supported by the preview");
  const spatial = window.length;
  const spread = (name: string, initial: readonly number[]): number[] => {
    if (!o.accepts(name) || !o.has(name)) return [...initial];
    const given = o.numbers(o.value(name));
    if (given.length === 1) return Array<number>(spatial).fill(given[0] ?? 1);
    return given.length === spatial + 2 ? given.slice(1, -1) : given;
  };
  const strides = spread("strides", o.accepts("ksize") ? window : window.map(() => 1));
  const dilations = spread(
    "dilations",
    window.map(() => 1),
  );
  const isSame = (o.text("padding") ?? "VALID").toUpperCase() === "SAME";
  const reach = window.map((size, i) => (size - 1) * (dilations[i] ?? 1) + 1);
  let padded = x;
  const counts = window.map((_, i) => {
    const axis = i + 1;
    const [extent, stride, span] = [x.shape[axis] ?? 1, strides[i] ?? 1, reach[i] ?? 1];
    if (!isSame) return Math.floor((extent - span) / stride) + 1;
    const count = Math.ceil(extent / stride);
    const missing = Math.max(0, (count - 1) * stride + span - extent);
    padded = padded.pad(axis, Math.floor(missing / 2), missing - Math.floor(missing / 2), fill);
    return count;
  });
  if (counts.some((count) => count < 1))
    o.fail(`${o.name}: the window ${window.join("×")} is larger than the input ${x.shape.join("×")}`);
  const offsets = window.reduce<number[][]>(
    (all, size) => all.flatMap((start) => range(0, size).map((i) => [...start, i])),
    [[]],
  );
  const parts = offsets.map((offset) =>
    offset.reduce((part, place, i) => {
      const start = place * (dilations[i] ?? 1);
      const stride = strides[i] ?? 1;
      return takeAxis(part, i + 1, range(start, start + (counts[i] ?? 1) * stride, stride));
    }, padded),
  );
  const axis = spatial + 1;
  return concat(
    parts.map((part) => part.expandDims(axis)),
    axis,
  );
}

function convolve(o: TensorFlowOperation, spatial: number): ReturnType<TensorFlowTable[string]> {
  const x = o.floatTerm("input");
  const filter = o.floatTerm("filters");
  const window = filter.shape.slice(0, spatial);
  const patches = patchesOf(o, x, window, 0);
  const places = patches.shape.slice(0, spatial + 1);
  const inner = sizeOf(window) * filter.extent(-2);
  const flat = patches.reshape([sizeOf(places), inner]);
  const product = flat.matmul(filter.reshape([inner, filter.extent(-1)]));
  return o.result(product.reshape([...places, filter.extent(-1)]), o.floatElement("input"));
}

function windowOf(o: TensorFlowOperation, x: Term): number[] {
  const given = o.numbers(o.value("ksize"));
  const spatial = x.rank - 2;
  if (given.length === 1) return Array<number>(spatial).fill(given[0] ?? 1);
  return given.length === x.rank ? given.slice(1, -1) : given;
}
