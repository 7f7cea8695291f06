/** Elementwise operations: `torch.f(x)`, `x.f()` and, in place, `x.f_()`. Derivatives at kinks are PyTorch's. */

import { besselI0, besselI1, entropy, erfc, logAddExp, logNdtr, ndtr, sinc, xlog1py, xlogy } from "../array/special";
import type { Term } from "../array/term";
import type { Implementation, Operation, Table } from "./operation";
import { isFloating, limits } from "./promotion";
import { demand } from "./refusals";

const float =
  (formula: (x: Term) => Term): Implementation =>
  (o) =>
    o.result(formula(o.floatTerm("input")), o.floatElement("input"));
const same =
  (formula: (x: Term) => Term): Implementation =>
  (o) =>
    o.result(formula(numeric(o.term("input"))), o.tensor("input").element);
const test =
  (formula: (x: Term) => Term): Implementation =>
  (o) =>
    o.result(formula(o.term("input")), "bool");

const binary =
  (formula: (x: Term, y: Term, o: Operation) => Term): Implementation =>
  (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    return o.result(formula(x, y, o), element);
  };
const floatBinary =
  (formula: (x: Term, y: Term) => Term): Implementation =>
  (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    const [x, y] = pair(terms);
    return o.result(formula(x, y), element);
  };
const compare =
  (formula: (x: Term, y: Term) => Term): Implementation =>
  (o) => {
    const [x, y] = pair(o.promote("input", "other").terms);
    return o.result(formula(numeric(x), numeric(y)), "bool");
  };
const logical =
  (formula: (x: Term, y: Term) => Term): Implementation =>
  (o) => {
    const {
      terms: [x, y],
    } = twoTruths(o);
    return o.result(formula(x, y), "bool");
  };
const bitwise =
  (formula: (x: Term, y: Term) => Term): Implementation =>
  (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    if (x.isFloat) o.fail(`"${o.name}" is not implemented for floating types`);
    return o.result(formula(x, y), element);
  };

const unary: Readonly<Record<string, (x: Term) => Term>> = {
  exp: (x) => x.exp(),
  exp2: (x) => x.mul(Math.LN2).exp(),
  expm1: (x) => x.expm1(),
  log: (x) => x.log(),
  log2: (x) => x.log().div(Math.LN2),
  log10: (x) => x.log().div(Math.LN10),
  log1p: (x) => x.log1p(),
  sqrt: (x) => x.sqrt(),
  rsqrt: (x) => x.sqrt().pow(-1),
  reciprocal: (x) => x.pow(-1),
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  tan: (x) => x.unary("tan"),
  "asin|arcsin": (x) => x.unary("asin"),
  "acos|arccos": (x) => x.unary("acos"),
  "atan|arctan": (x) => x.unary("atan"),
  sinh: (x) => x.unary("sinh"),
  cosh: (x) => x.unary("cosh"),
  tanh: (x) => x.tanh(),
  "asinh|arcsinh": (x) => x.unary("asinh"),
  "acosh|arccosh": (x) => x.unary("acosh"),
  "atanh|arctanh": (x) => x.unary("atanh"),
  "sigmoid|expit": (x) => x.sigmoid(),
  erf: (x) => x.erf(),
  erfc,
  erfinv: (x) => x.unary("erfinv"),
  "lgamma|gammaln": (x) => x.lgamma(),
  "digamma|psi": (x) => x.polygamma(0),
  sinc,
  i0: (x) => besselI0(x, false),
  i0e: (x) => besselI0(x, true),
  i1: (x) => besselI1(x, false),
  i1e: (x) => besselI1(x, true),
  angle: (x) => x.less(0).choose(Math.PI, x.mul(0)),
  ndtr,
  ndtri: (x) => x.mul(2).sub(1).unary("erfinv").mul(Math.SQRT2),
  log_ndtr: logNdtr,
  entr: entropy,
  deg2rad: (x) => x.mul(Math.PI / 180),
  rad2deg: (x) => x.mul(180 / Math.PI),
};

export const elementwise: Table = {
  ...Object.fromEntries(Object.entries(unary).map(([names, formula]) => [`${names}(input)`, float(formula)])),

  "neg|negative(input)": (o) => {
    demand(
      o,
      o.tensor("input").element !== "bool",
      "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
    );
    return same((x) => x.neg())(o);
  },
  "positive(input)": same((x) => x),
  "abs|absolute(input)": same((x) => x.abs()),
  "sign|sgn(input)": same((x) => x.sign()),
  "square(input)": (o) => {
    const { element } = o.tensor("input");
    return element === "bool"
      ? o.result(o.term("input").cast("int32"), "int64")
      : o.result(o.term("input").square(), element);
  },
  "floor(input)": same((x) => x.floor()),
  "ceil(input)": same((x) => x.ceil()),
  "trunc|fix(input)": same((x) => x.trunc()),
  "frac(input)": same((x) => x.sub(x.trunc())),
  "round(input, *, decimals=0)": (o) => {
    const scale = 10 ** o.number("decimals");
    return same((x) => (scale === 1 ? x.round() : x.mul(scale).round().div(scale)))(o);
  },
  "relu(input)": same((x) => x.replace(x.lessEqual(0), 0)),
  "logit(input, eps=None)": (o) => {
    const eps = o.has("eps") ? o.number("eps") : undefined;
    return float((x) => {
      const p = eps === undefined ? x : clampTerm(x, x.lift(eps), x.lift(1 - eps));
      return p.div(p.neg().add(1)).log();
    })(o);
  },
  "mvlgamma|multigammaln(input, p)": (o) => {
    const p = o.number("p");
    return float((x) => {
      const parts = Array.from({ length: p }, (_, i) => x.sub(i / 2).lgamma());
      return parts.reduce((sum, part) => sum.add(part)).add((p * (p - 1) * Math.log(Math.PI)) / 4);
    })(o);
  },

  "isnan(input)": test((x) => x.isNaN()),
  "isinf(input)": test((x) => (x.isFloat ? x.isInfinite() : x.full(x.shape, 0, "bool"))),
  "isfinite(input)": test((x) => (x.isFloat ? x.abs().less(Infinity) : x.full(x.shape, 1, "bool"))),
  "isposinf(input)": test((x) => x.float().equal(Infinity)),
  "isneginf(input)": test((x) => x.float().equal(-Infinity)),
  "signbit(input)": test((x) => numeric(x).less(0)),
  "logical_not(input)": test((x) => x.cast("bool").not()),
  "bitwise_not(input)": (o) => {
    const { element } = o.tensor("input");
    demand(o, !isFloating(element), "~ (operator.invert) is only implemented on integer and Boolean-type tensors");
    return o.result(bitNot(o.term("input")), element);
  },

  "add(input, other, *, alpha=1)": (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    if (element === "bool") return o.result(x.or(y), element);
    return o.result(x.add(scaled(o, y, "alpha")), element);
  },
  "sub|subtract(input, other, *, alpha=1)": (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    if (element === "bool")
      o.fail(
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.",
      );
    return o.result(x.sub(scaled(o, y, "alpha")), element);
  },
  "rsub(input, other, *, alpha=1)": (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    return o.result(y.sub(scaled(o, x, "alpha")), element);
  },
  "mul|multiply(input, other)": binary((x, y) => (x.dtype === "bool" ? x.and(y) : x.mul(y))),
  "div|divide|true_divide(input, other, *, rounding_mode=None)": (o) => {
    const mode = o.text("rounding_mode");
    if (mode === undefined) return floatBinary((x, y) => x.div(y))(o);
    return binary((x, y) => divideRounded(numeric(x), numeric(y), mode === "floor"))(o);
  },
  "floor_divide(input, other)": binary((x, y) => divideRounded(numeric(x), numeric(y), true)),
  "remainder(input, other)": binary((x, y) => numeric(x).rem(numeric(y))),
  "fmod(input, other)": binary((x, y) => {
    const divisor = y.abs();
    return x.less(0).choose(x.neg().rem(divisor).neg(), x.rem(divisor));
  }),
  "pow(input, exponent)": (o) => {
    const { terms, element } = o.promote("input", "exponent");
    const [x, y] = pair(terms);
    if (x.isFloat) return o.result(x.pow(y), element);
    return o.result(x.float().pow(y.float()).round().cast(x.dtype), element);
  },
  "float_power(input, exponent)": (o) => {
    const [x, y] = pair(o.promoteFloat("input", "exponent").terms);
    return o.result(x.cast("float64").pow(y.cast("float64")), "float64");
  },
  "atan2|arctan2(input, other)": floatBinary((x, y) => x.atan2(y)),
  "hypot(input, other)": floatBinary((x, y) => x.square().add(y.square()).sqrt()),
  "logaddexp(input, other)": floatBinary(logAddExp),
  "logaddexp2(input, other)": floatBinary((x, y) => logAddExp(x.mul(Math.LN2), y.mul(Math.LN2)).div(Math.LN2)),
  "ldexp(input, other)": floatBinary((x, y) => x.mul(y.mul(Math.LN2).exp())),
  "xlogy(input, other)": floatBinary(xlogy),
  "xlog1py(input, other)": floatBinary(xlog1py),
  "copysign(input, other)": floatBinary((x, y) => y.less(0).choose(x.abs().neg(), x.abs()).after(y)),
  "maximum(input, other)": binary((x, y) => maximum(x, y)),
  "minimum(input, other)": binary((x, y) => minimum(x, y)),
  "fmax(input, other)": binary((x, y) => x.greaterEqual(y).or(y.isNaN()).choose(x, y)),
  "fmin(input, other)": binary((x, y) => x.lessEqual(y).or(y.isNaN()).choose(x, y)),
  "heaviside(input, values)": (o) => {
    const { terms, element } = o.promote("input", "values");
    const [x, values] = pair(terms);
    return o.result(x.stop().greater(0).choose(x.full([], 1), 0).replace(x.equal(0), values), element);
  },
  "lerp(input, end, weight)": (o) => {
    const { terms, element } = o.promote("input", "end", "weight");
    const [start, end, weight] = triple(terms);
    return o.result(start.add(weight.mul(end.sub(start))), element);
  },
  "addcmul(input, tensor1, tensor2, *, value=1)": (o) => {
    const { terms, element } = o.promote("input", "tensor1", "tensor2");
    const [x, a, b] = triple(terms);
    return o.result(x.add(scaled(o, a.mul(b), "value")), element);
  },
  "addcdiv(input, tensor1, tensor2, *, value=1)": (o) => {
    const { terms, element } = o.promoteFloat("input", "tensor1", "tensor2");
    const [x, a, b] = triple(terms);
    return o.result(x.add(scaled(o, a.div(b), "value")), element);
  },

  "eq(input, other)": compare((x, y) => x.equal(y)),
  "ne|not_equal(input, other)": compare((x, y) => x.notEqual(y)),
  "lt|less(input, other)": compare((x, y) => x.less(y)),
  "le|less_equal(input, other)": compare((x, y) => x.lessEqual(y)),
  "gt|greater(input, other)": compare((x, y) => x.greater(y)),
  "ge|greater_equal(input, other)": compare((x, y) => x.greaterEqual(y)),
  "logical_and(input, other)": logical((x, y) => x.and(y)),
  "logical_or(input, other)": logical((x, y) => x.or(y)),
  "logical_xor(input, other)": logical((x, y) => x.xor(y)),
  "bitwise_and(input, other)": bitwise((x, y) => x.and(y)),
  "bitwise_or(input, other)": bitwise((x, y) => x.or(y)),
  "bitwise_xor(input, other)": bitwise((x, y) => x.xor(y)),
  "bitwise_left_shift(input, other)": bitwise((x, y) => x.mul(powerOfTwo(y))),
  "bitwise_right_shift(input, other)": bitwise((x, y) => x.div(powerOfTwo(y))),

  "clamp|clip(input, min=None, max=None)": (o) => {
    const names = ["input", ...(o.has("min") ? ["min"] : []), ...(o.has("max") ? ["max"] : [])];
    if (names.length === 1) o.fail("torch.clamp: At least one of 'min' or 'max' must not be None");
    const { terms, element } = o.promote(...names);
    const at = (name: string): Term | undefined => (names.includes(name) ? terms[names.indexOf(name)] : undefined);
    return o.result(clampTerm(numeric(terms[0] ?? o.term("input")), at("min"), at("max")), element);
  },
  "clamp_min(input, min)": (o) => {
    const { terms, element } = o.promote("input", "min");
    const [x, low] = pair(terms);
    return o.result(clampTerm(x, low, undefined), element);
  },
  "clamp_max(input, max)": (o) => {
    const { terms, element } = o.promote("input", "max");
    const [x, high] = pair(terms);
    return o.result(clampTerm(x, undefined, high), element);
  },
  "nan_to_num(input, nan=None, posinf=None, neginf=None)": (o) => {
    const x = o.term("input");
    const { element } = o.tensor("input");
    if (!x.isFloat) return o.result(x, element);
    const or = (name: string, initial: number): number => (o.has(name) ? o.number(name) : initial);
    const whole = x.replace(x.isNaN(), or("nan", 0));
    const { max, min } = limits.float32;
    return o.result(
      whole.replace(x.equal(Infinity), or("posinf", max)).replace(x.equal(-Infinity), or("neginf", min)),
      element,
    );
  },
  "masked_fill(input, mask, value)": (o) => {
    const { element } = o.tensor("input");
    const value = o.requireOperand(o.value("value"));
    const x = o.term("input");
    const mask = o.term("mask");
    const { rank } = value.term;
    demand(
      o,
      rank === 0,
      `masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ${rank} dimension(s).`,
    );
    o.checkBroadcast([x.shape, mask.shape]);
    return o.result(x.replace(mask.cast("bool"), o.convert(value, element)), element);
  },
  "threshold(input, threshold, value)": (o) => {
    const x = o.term("input");
    return o.result(x.replace(x.lessEqual(o.number("threshold")), o.number("value")), o.tensor("input").element);
  },
  "hardshrink(input, lambd=0.5)": (o) => {
    const bound = o.number("lambd");
    return float((x) => x.replace(x.abs().lessEqual(bound), 0))(o);
  },
  "selu(input)": float((x) => positiveOr(x, (low) => low.expm1().mul(1.6732632423543772)).mul(1.0507009873554805)),
  "celu(input, alpha=1.0)": (o) => {
    const alpha = o.number("alpha");
    return float((x) => positiveOr(x, (low) => low.div(alpha).expm1().mul(alpha)))(o);
  },
  "prelu(input, weight)": (o) => {
    const x = o.floatTerm("input");
    const weight = o.floatTerm("weight");
    const slope =
      weight.rank === 1 && weight.size > 1
        ? weight.reshape([weight.size, ...Array<number>(Math.max(0, x.rank - 2)).fill(1)])
        : weight.reshape([]);
    return o.result(x.greater(0).choose(x, x.mul(slope)), o.floatElement("input"));
  },
};

/** Only as methods and functions: their results differ from the input in kind. */
export const comparisons: Table = {
  "isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)": (o) => o.result(isClose(o), "bool"),
  "allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)": (o) =>
    o.t.asNumber(o.result(isClose(o).all(), "bool"), "bool"),
  "equal(input, other)": (o) => {
    const [x, y] = pair([o.term("input"), o.term("other")]);
    if (x.shape.join() !== y.shape.join()) return { kind: "bool", value: false };
    const [a, b] = pair(o.promote("input", "other").terms);
    return o.t.asNumber(o.result(numeric(a).equal(numeric(b)).all(), "bool"), "bool");
  },
  "isin(elements, test_elements, *, assume_unique=False, invert=False)": (o) => {
    const given = [o.term("elements"), o.term("test_elements")];
    const isFloat = given.some((term) => term.isFloat);
    const [x, y] = pair(given.map((term) => (isFloat ? term.float() : term.cast("int32"))));
    const found = x
      .reshape([...x.shape, 1])
      .equal(y.reshape([y.size]))
      .any([x.rank]);
    return o.result(o.flag("invert") ? found.not() : found, "bool");
  },
  "frexp(input)": (o) => {
    const x = o.floatTerm("input");
    const exponent = exponentOf(x.stop());
    return o.named({
      mantissa: o.result(x.mul(exponent.neg().mul(Math.LN2).exp()), o.floatElement("input")),
      exponent: o.result(exponent.cast("int32"), "int32"),
    });
  },
  "polygamma(n, input)": (o) => {
    const order = o.number("n");
    return float((x) => x.polygamma(order))(o);
  },
};

/** Integers for booleans, where a primitive wants numbers. */
export function numeric(term: Term): Term {
  return term.dtype === "bool" ? term.cast("int32") : term;
}

/** The e for which |x|·2⁻ᵉ is in [½, 1); 0 where there is none. */
function exponentOf(x: Term): Term {
  const size = x.abs();
  const isCounted = size.greater(0).and(size.less(Infinity));
  const guess = size.replace(isCounted.not(), 1).log().div(Math.LN2).floor().add(1);
  const rest = size.mul(guess.neg().mul(Math.LN2).exp());
  // The logarithm may fall on the wrong side of a power of two.
  const exact = guess.add(rest.greaterEqual(1).float()).sub(rest.less(0.5).float());
  return exact.replace(isCounted.not(), 0);
}

/** Passes the gradient at the bounds, as PyTorch does; the upper bound wins. */
export function clampTerm(x: Term, low: Term | undefined, high: Term | undefined): Term {
  const raised = low === undefined ? x : x.less(low).choose(low, x);
  return high === undefined ? raised : raised.greater(high).choose(high, raised);
}

export function maximum(x: Term, y: Term): Term {
  return x.dtype === "bool" ? x.or(y) : x.max(y);
}
export function minimum(x: Term, y: Term): Term {
  return x.dtype === "bool" ? x.and(y) : x.min(y);
}

/** x where positive, elsewhere a function that overflows for large x and so must not see it. */
function positiveOr(x: Term, negative: (low: Term) => Term): Term {
  const isPositive = x.greater(0);
  return isPositive.choose(x, negative(x.replace(isPositive, 0)));
}

function divideRounded(x: Term, y: Term, isFloor: boolean): Term {
  if (x.isFloat) return isFloor ? floorQuotient(x, y) : x.div(y).trunc();
  return isFloor ? x.div(y) : x.abs().div(y.abs()).mul(x.sign().mul(y.sign()));
}

/** As Python's `//`: from the remainder, so that 2.7 // 0.3 is no victim of rounding. */
function floorQuotient(x: Term, y: Term): Term {
  const quotient = x.sub(x.rem(y)).div(y).round();
  return quotient.replace(y.equal(0), x.div(y).stop());
}

function bitNot(x: Term): Term {
  return x.dtype === "bool" ? x.not() : x.neg().sub(1);
}

function powerOfTwo(y: Term): Term {
  return y.lift(2).float().pow(y.float()).round().cast("int32");
}

/** A product with a keyword factor that is nearly always 1. */
function scaled(o: Operation, term: Term, name: string): Term {
  const factor = o.requireOperand(o.value(name));
  const { value } = factor;
  if ((value.kind === "int" || value.kind === "float") && value.value === 1) return term;
  return term.mul(factor.term.cast(term.dtype));
}

function twoTruths(o: Operation): { readonly terms: readonly [Term, Term] } {
  const [x, y] = [o.term("input"), o.term("other")];
  o.checkBroadcast([x.shape, y.shape]);
  return { terms: [x.cast("bool"), y.cast("bool")] };
}

function isClose(o: Operation): Term {
  const [x, y] = pair(o.promoteFloat("input", "other").terms);
  const near = x.equal(y).or(
    x
      .sub(y)
      .abs()
      .lessEqual(y.abs().mul(o.number("rtol")).add(o.number("atol")))
      .and(y.isInfinite().not()),
  );
  return o.flag("equal_nan") ? near.or(x.isNaN().and(y.isNaN())) : near;
}

export function pair(terms: readonly Term[]): [Term, Term] {
  const [x, y] = terms;
  if (x === undefined || y === undefined) throw new Error("internal: two terms expected");
  return [x, y];
}

export function triple(terms: readonly Term[]): [Term, Term, Term] {
  const [x, y, z] = terms;
  if (x === undefined || y === undefined || z === undefined) throw new Error("internal: three terms expected");
  return [x, y, z];
}
