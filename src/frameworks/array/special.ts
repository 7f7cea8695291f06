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
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  return t.mul(polynomial(t, coefficients).exp());
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

/** The modified Bessel functions (Abramowitz and Stegun 9.8.1 to 9.8.4), scaled by exp(-|x|) or not. */
export function besselI0(x: Term, isScaled: boolean): Term {
  const near = [1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813];
  const far = [
    0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537, -0.01647633, 0.00392377,
  ];
  return pieced(
    x,
    isScaled,
    (small) => polynomial(small.div(3.75).square(), near),
    (large) => polynomial(large, far),
  );
}

export function besselI1(x: Term, isScaled: boolean): Term {
  const near = [0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411];
  const far = [
    0.39894228, -0.03988024, -0.00362018, 0.00163801, -0.01031555, 0.02282967, -0.02895312, 0.01787654, -0.00420059,
  ];
  const side = x.less(0).choose(-1, 1);
  return pieced(
    x,
    isScaled,
    (small) => polynomial(small.div(3.75).square(), near).mul(small),
    (large) => polynomial(large, far).mul(side),
  );
}

/** One approximation by x up to 3.75, another beyond by 3.75/|x|, which the growth exp(|x|)/√|x| multiplies. */
function pieced(x: Term, isScaled: boolean, near: (small: Term) => Term, far: (large: Term) => Term): Term {
  const isNear = x.abs().less(3.75);
  const inner = x.replace(isNear.not(), 0);
  const outer = x.abs().replace(isNear, 3.75);
  const small = near(inner).mul(isScaled ? inner.abs().neg().exp() : 1);
  const large = far(outer.div(3.75).pow(-1)).div(outer.sqrt());
  return isNear.choose(small, large.mul(isScaled ? 1 : outer.exp()));
}

/** Coefficients from the constant on. */
function polynomial(x: Term, coefficients: readonly number[]): Term {
  return coefficients.reduceRight((sum, coefficient) => sum.mul(x).add(coefficient), x.mul(0));
}
