/** `scipy.special` and `jax.scipy.special`: functions from the primitives. */

import {
  besselI0,
  besselI1,
  entropy,
  erfc,
  logNdtr,
  logSoftmax,
  logSumExp,
  ndtr,
  softmax,
  xlog1py,
  xlogy,
} from "../array/special";
import type { Term } from "../array/term";
import { pair } from "../torch/elementwise";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";
import { type ArrayEntry, arrayEntries } from "./dispatch";

const unary: Readonly<Record<string, (x: Term) => Term>> = {
  "expit|sigmoid": (x) => x.sigmoid(),
  "log_expit|log_sigmoid": (x) => x.neg().softplus().neg(),
  logit: (x) => x.div(x.neg().add(1)).log(),
  erf: (x) => x.erf(),
  erfc,
  erfinv: (x) => x.unary("erfinv"),
  "gammaln|loggamma": (x) => x.lgamma(),
  gamma: (x) => x.lgamma().exp(),
  "digamma|psi": (x) => x.polygamma(0),
  entr: entropy,
  i0: (x) => besselI0(x, false),
  i0e: (x) => besselI0(x, true),
  i1: (x) => besselI1(x, false),
  i1e: (x) => besselI1(x, true),
  ndtr,
  log_ndtr: logNdtr,
  exprel: (x) => x.equal(0).choose(1, x.expm1().div(x.replace(x.equal(0), 1))),
};

const alongAxis = (formula: (x: Term, axes: readonly number[]) => Term) => (o: ArrayOperation) => {
  const x = o.floatTerm("input");
  return o.result(formula(x, o.dims("dim", x.rank)), o.floatElement("input"));
};

const specials: ArrayTable = {
  ...Object.fromEntries(
    Object.entries(unary).map(([names, formula]) => [
      `${names}(input)`,
      (o: ArrayOperation) => o.result(formula(o.floatTerm("input")), o.floatElement("input")),
    ]),
  ),
  "xlogy(input, other)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    return o.result(xlogy(...pair(terms)), element);
  },
  "xlog1py(input, other)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    return o.result(xlog1py(...pair(terms)), element);
  },
  "rel_entr(input, other)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    const [x, y] = pair(terms);
    return o.result(relativeEntropy(x, y), element);
  },
  "kl_div(input, other)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    const [x, y] = pair(terms);
    return o.result(relativeEntropy(x, y).sub(x).add(y), element);
  },
  "betaln(input, other)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    const [x, y] = pair(terms);
    return o.result(x.lgamma().add(y.lgamma()).sub(x.add(y).lgamma()), element);
  },
  "binom|comb(input, other)": (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    const [n, k] = pair(terms);
    const choices = n.add(1).lgamma().sub(k.add(1).lgamma()).sub(n.sub(k).add(1).lgamma()).exp();
    const isWhole = n.floor().equal(n).and(k.floor().equal(k));
    return o.result(isWhole.choose(choices.round(), choices), element);
  },
  "factorial(input)": (o) => o.result(o.floatTerm("input").add(1).lgamma().exp().round(), o.floatElement("input")),
  "polygamma(n, input)": (o) => o.result(o.floatTerm("input").polygamma(o.number("n")), o.floatElement("input")),
  "logsumexp(input, dim=None, b=None, keepdim=False, return_sign=False, where=None)": (o) => {
    const given = o.floatTerm("input");
    const x = o.has("where") ? o.term("where").cast("bool").broadcast(given.shape).choose(given, -Infinity) : given;
    const axes = o.dims("dim", x.rank);
    const weighted = o.has("b") ? weightedSum(x, o.floatTerm("b"), axes) : logSumExp(x, axes);
    return o.result(
      o.flag("keepdim") ? weighted : weighted.reshape(x.shape.filter((_, axis) => !axes.includes(axis))),
      o.floatElement("input"),
    );
  },
};

const softmaxes: ArrayTable = {
  "softmax(input, dim=None)": alongAxis(softmaxOver),
  "log_softmax(input, dim=None)": alongAxis(logSoftmaxOver),
};

/** Without an axis, over all of them. */
export const specialEntries: ReadonlyMap<string, ArrayEntry> = new Map([
  ...arrayEntries(specials),
  ...arrayEntries(softmaxes),
]);

function softmaxOver(x: Term, axes: readonly number[]): Term {
  const [axis = 0] = axes;
  if (axes.length === 1) return softmax(x, axis);
  return softmax(x.reshape([x.size]), 0).reshape(x.shape);
}

function logSoftmaxOver(x: Term, axes: readonly number[]): Term {
  const [axis = 0] = axes;
  if (axes.length === 1) return logSoftmax(x, axis);
  return logSoftmax(x.reshape([x.size]), 0).reshape(x.shape);
}

/** No path leads through a weight of zero, not even to the weight. */
function weightedSum(given: Term, weights: Term, axes: readonly number[]): Term {
  const x = weights.equal(0).choose(-Infinity, given);
  const greatest = x.keep(x.stop().reduceMax(axes), axes);
  const top = greatest.equal(-Infinity).choose(0, greatest);
  return x.keep(x.sub(top).exp().mul(weights).sum(axes).log(), axes).add(top);
}

/** x ln(x / y), zero at x = 0 with a derivative of zero, infinite outside. */
function relativeEntropy(x: Term, y: Term): Term {
  const isInside = x.greater(0).and(y.greater(0));
  const [p, q] = [isInside.choose(x, 1), isInside.choose(y, 1)];
  const isZero = x.equal(0).and(y.greaterEqual(0));
  return isInside.choose(p.mul(p.div(q).log()), isZero.choose(0, Infinity));
}
