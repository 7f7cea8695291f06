/** Special functions from the primitives, safe where the naive formula overflows or cancels. */

import type { Term } from "./term";

const sqrt2 = Math.SQRT2;

/** log(eˣ + eʸ); equal infinities stay what they are. */
export function logAddExp(x: Term, y: Term): Term {
  const same = x.equal(y);
  const distance = x.sub(y).replace(same, 0).abs();
  const larger = x.max(y);
  return larger.add(distance.neg().softplus());
}

/** exp(x²)·erfc(x) for x ≥ 0 (Numerical Recipes' erfcc, relative error below 1.2e-7). */
function scaledErfc(x: Term): Term {
  const t = x.mul(0.5).add(1).pow(-1);
  const coefficients = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  ];
  const polynomial = coefficients.reduce<Term | undefined>(
    (sum, c) => (sum === undefined ? t.mul(0).add(c) : sum.mul(t).add(c)),
    undefined,
  );
  return t.mul((polynomial ?? t).mul(t).add(-1.26551223).exp());
}

export function erfc(x: Term): Term {
  const isTail = x.greater(1);
  const tail = x.replace(isTail.not(), 1);
  return isTail.choose(scaledErfc(tail).mul(tail.square().neg().exp()), x.replace(isTail, 0).erf().neg().add(1));
}

/** The normal distribution function and its logarithm. */
export function ndtr(x: Term): Term {
  return x.div(-sqrt2).unary("erf").neg().add(1).mul(0.5);
}

export function logNdtr(x: Term): Term {
  const isTail = x.less(-1);
  const tail = x.replace(isTail.not(), -1).div(-sqrt2);
  const body = x.replace(isTail, 0).div(sqrt2);
  return isTail.choose(scaledErfc(tail).mul(0.5).log().sub(tail.square()), erfc(body).mul(-0.5).log1p());
}

/** x·log(y), 0 where x is 0 and the logarithm does not exist. */
export function xlogy(x: Term, y: Term): Term {
  return productOrZero(x, y, 0, (argument) => argument.log());
}

export function xlog1py(x: Term, y: Term): Term {
  return productOrZero(x, y, -1, (argument) => argument.log1p());
}

/**
 * x·log(y), and 0 where x is 0 and y is not above the logarithm's pole. Its derivative by y is x/(y - pole) all the same:
 * 0/0 at the pole, as in PyTorch, which a root of zero brings about there.
 */
function productOrZero(x: Term, y: Term, pole: number, log: (argument: Term) => Term): Term {
  const isEmpty = x.equal(0).and(y.lessEqual(pole));
  const isPole = isEmpty.and(y.equal(pole));
  const trap = isPole.choose(y.sub(pole), 1).sqrt().mul(x.stop());
  return x
    .mul(log(y.replace(isEmpty, pole + 1)))
    .replace(isEmpty, 0)
    .replace(isPole, trap)
    .replace(y.isNaN(), NaN);
}

/** -x·log(x), 0 at 0. */
export function entropy(x: Term): Term {
  const isZero = x.equal(0);
  return x.mul(x.replace(isZero, 1).log()).neg().replace(isZero, 0).replace(x.less(0), -Infinity);
}

/** sin(πx)/(πx), 1 at 0. */
export function sinc(x: Term): Term {
  const isZero = x.equal(0);
  const angle = x.replace(isZero, 1).mul(Math.PI);
  return angle.sin().div(angle).replace(isZero, 1);
}

/** √x whose derivative at 0 counts as 0: what norms and standard deviations use. */
export function rootOrZero(x: Term): Term {
  const isZero = x.equal(0);
  return x.replace(isZero, 1).sqrt().replace(isZero, 0);
}

/** log Σ exp over axes, kept; an infinite maximum is not subtracted. */
export function logSumExp(x: Term, axes: readonly number[]): Term {
  const top = x.stop().reduceMax(axes);
  const shift = x.keep(top.replace(top.isInfinite(), 0), axes);
  return x.keep(x.sub(shift).exp().sum(axes).log(), axes).add(shift);
}

export function softmax(x: Term, axis: number): Term {
  const weights = x.sub(x.keep(x.stop().reduceMax([axis]), [axis])).exp();
  return weights.div(weights.keep(weights.sum([axis]), [axis]));
}

export function logSoftmax(x: Term, axis: number): Term {
  const shifted = x.sub(x.keep(x.stop().reduceMax([axis]), [axis]));
  return shifted.sub(x.keep(shifted.exp().sum([axis]).log(), [axis]));
}
