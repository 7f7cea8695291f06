/**
 * Elementwise functions of TensorFlow and Keras. Formulas are the shared ones; conventions at kinks are TensorFlow's: the
 * first of two equal operands takes the gradient of `maximum`, `clip_by_value` passes it at its bounds, products and
 * quotients named `no_nan` are zero where a factor or the divisor is.
 */

import { erfc, logAddExp, ndtr } from "../array/special";
import type { Term } from "../array/term";
import { entriesOf as torchEntriesOf } from "../torch/dispatch";
import { clampTerm, comparisons, numeric, pair, elementwise as shared } from "../torch/elementwise";
import { borrower, type TensorFlowOperation, type TensorFlowTable } from "./operation";

type Run = TensorFlowTable[string];

const borrowed = borrower(torchEntriesOf(shared, comparisons));

const one = "(input/x/tensor/features/logits/t/value/values/a)";
const two = "(input/x/x1/a, other/y/x2/b)";

const float =
  (formula: (x: Term) => Term): Run =>
  (o) =>
    o.result(formula(o.floatTerm("input")), o.floatElement("input"));
const floats =
  (formula: (x: Term, y: Term) => Term): Run =>
  (o) => {
    const { terms, element } = o.promoteFloat("input", "other");
    return o.result(formula(...pair(terms)), element);
  };
const numbers =
  (formula: (x: Term, y: Term) => Term): Run =>
  (o) => {
    const { terms, element } = o.promote("input", "other");
    const [x, y] = pair(terms);
    return o.result(formula(numeric(x), numeric(y)), element);
  };

/** TensorFlow's names → shared formulas of one operand. */
const unary: Readonly<Record<string, string>> = {
  exp: "exp",
  exp2: "exp2",
  expm1: "expm1",
  log: "log",
  log1p: "log1p",
  log2: "log2",
  log10: "log10",
  sqrt: "sqrt",
  rsqrt: "rsqrt",
  "reciprocal|inv": "reciprocal",
  sin: "sin",
  cos: "cos",
  tan: "tan",
  "asin|arcsin": "asin",
  "acos|arccos": "acos",
  "atan|arctan": "atan",
  sinh: "sinh",
  cosh: "cosh",
  "asinh|arcsinh": "asinh",
  "acosh|arccosh": "acosh",
  "atanh|arctanh": "atanh",
  tanh: "tanh",
  sigmoid: "sigmoid",
  erf: "erf",
  "erfinv|erf_inv": "erfinv",
  "lgamma|gammaln": "lgamma",
  digamma: "digamma",
  bessel_i0: "i0",
  bessel_i0e: "i0e",
  bessel_i1: "i1",
  bessel_i1e: "i1e",
  ndtri: "ndtri",
  "neg|negative": "neg",
  "abs|absolute": "abs",
  sign: "sign",
  square: "square",
  floor: "floor",
  ceil: "ceil",
  trunc: "trunc",
  "round|rint": "round",
  "is_nan|isnan": "isnan",
  "is_inf|isinf": "isinf",
  "is_finite|isfinite": "isfinite",
  logical_not: "logical_not",
};

/** TensorFlow's names → shared formulas of two operands. */
const binary: Readonly<Record<string, string>> = {
  add: "add",
  "subtract|sub": "sub",
  "multiply|mul": "mul",
  "divide|div|truediv|true_divide|realdiv": "div",
  "floordiv|floor_div|floor_divide": "floor_divide",
  "mod|floormod|remainder": "remainder",
  "atan2|arctan2": "atan2",
  equal: "eq",
  not_equal: "ne",
  less: "lt",
  less_equal: "le",
  greater: "gt",
  greater_equal: "ge",
  logical_and: "logical_and",
  logical_or: "logical_or",
  logical_xor: "logical_xor",
  bitwise_and: "bitwise_and",
  bitwise_or: "bitwise_or",
  bitwise_xor: "bitwise_xor",
  left_shift: "bitwise_left_shift",
  right_shift: "bitwise_right_shift",
  hypot: "hypot",
};

export const elementwise: TensorFlowTable = {
  ...Object.fromEntries(Object.entries(unary).map(([names, formula]) => [`${names}${one}`, borrowed(formula)])),
  ...Object.fromEntries(Object.entries(binary).map(([names, formula]) => [`${names}${two}`, borrowed(formula)])),
  "pow|power(input/x/x1/a, exponent/y/x2)": borrowed("pow"),

  [`maximum${two}`]: numbers(larger),
  [`minimum${two}`]: numbers(smaller),
  [`squared_difference${two}`]: numbers((x, y) => x.sub(y).square()),
  [`logaddexp${two}`]: floats(logAddExp),
  [`erfc${one}`]: float(erfc),
  [`ndtr${one}`]: float(ndtr),
  [`erfcinv${one}`]: float((x) => x.neg().add(1).unary("erfinv")),
  [`divide_no_nan|div_no_nan${two}`]: floats(quotientOrZero),
  [`reciprocal_no_nan${one}`]: float((x) => quotientOrZero(x.full(x.shape, 1), x)),
  [`multiply_no_nan|mul_no_nan${two}`]: floats((x, y) =>
    // The derivative by y is x all the same, wherever x is a number.
    x.replace(y.equal(0).and(x.isNaN().or(x.isInfinite())), 0).mul(y),
  ),
  [`xlogy${two}`]: floats((x, y) => productOrZero(x, y, 1, (part) => part.log())),
  [`xlog1py${two}`]: floats((x, y) => productOrZero(x, y, 0, (part) => part.log1p())),
  [`xdivy${two}`]: floats((x, y) => {
    const isEmpty = x.equal(0);
    return x.div(y.replace(isEmpty, 1)).replace(isEmpty, 0);
  }),
  "polygamma(n/a, input/x)": (o) => o.result(o.floatTerm("input").polygamma(o.number("n")), o.floatElement("input")),
  "lbeta(input/x)": (o) => {
    const x = o.floatTerm("input");
    const axes = [x.rank - 1];
    return o.result(x.lgamma().sum(axes).sub(x.sum(axes).lgamma()), o.floatElement("input"));
  },
  "clip_by_value(input/t, low/clip_value_min, high/clip_value_max)": clip,
  "clip(input/x/value, low/x_min/min_value, high/x_max/max_value)": clip,
  "nan_to_num(input/x, nan=0.0, posinf=None, neginf=None)": borrowed("nan_to_num"),
  "isclose(input/x1, other/x2, rtol=1e-05, atol=1e-08, equal_nan=False)": borrowed("isclose"),
  "add_n(inputs)": (o) => {
    const { terms, element } = o.promoteValues(o.t.iterate(o.value("inputs")));
    return o.result(
      terms.reduce((sum, term) => sum.add(term)),
      element,
    );
  },

  "relu(input/features/x, negative_slope/alpha=0.0, max_value=None, threshold=0.0)": (o) => {
    const x = o.floatTerm("input");
    const [slope, threshold] = [o.number("negative_slope"), o.number("threshold")];
    const low = slope === 0 ? 0 : x.sub(threshold).mul(slope);
    const raised = (threshold === 0 ? x.lessEqual(0) : x.less(threshold)).choose(low, x);
    const top = o.has("max_value") ? o.number("max_value") : undefined;
    return o.result(
      // Keras clips, but leaves a top of 6 to relu6
      top === undefined ? raised : raised.replace(top === 6 ? raised.greaterEqual(top) : raised.greater(top), top),
      o.floatElement("input"),
    );
  },
  [`relu6${one}`]: float((x) => x.replace(x.lessEqual(0), 0).replace(x.greaterEqual(6), 6)),
  "leaky_relu(input/features/x, alpha/negative_slope=0.2)": (o) => {
    const { terms, element } = o.promoteFloat("input", "alpha");
    const [x, alpha] = pair(terms);
    return o.result(x.greater(0).choose(x, x.mul(alpha)), element);
  },
  "elu(input/features/x, alpha=1.0)": (o) => {
    const alpha = o.number("alpha");
    return float((x) => negativeOr(x, (low) => low.expm1().mul(alpha)))(o);
  },
  [`selu${one}`]: float((x) => negativeOr(x, (low) => low.expm1().mul(1.6732632423543772)).mul(1.0507009873554805)),
  "gelu(input/features/x, approximate=False)": (o) =>
    float((x) => {
      const inner = o.flag("approximate")
        ? x
            .add(x.mul(x).mul(x).mul(0.044715))
            .mul(Math.sqrt(2 / Math.PI))
            .tanh()
        : x.div(Math.SQRT2).erf();
      return x.mul(inner.add(1)).mul(0.5);
    })(o),
  "swish|silu(input/features/x, beta=1.0)": (o) => {
    const { terms, element } = o.promoteFloat("input", "beta");
    const [x, beta] = pair(terms);
    return o.result(x.mul(x.mul(beta).sigmoid()), element);
  },
  [`softplus${one}`]: float((x) => x.softplus()),
  [`softsign${one}`]: float((x) => x.div(x.abs().add(1))),
  [`log_sigmoid${one}`]: float((x) => x.neg().softplus().neg()),
  [`mish${one}`]: float((x) => x.mul(x.softplus().tanh())),
  [`hard_sigmoid${one}`]: float((x) => {
    const y = x.div(6).add(0.5);
    return y.replace(y.lessEqual(0), 0).replace(y.greaterEqual(1), 1);
  }),
  [`hard_swish|hard_silu${one}`]: float((x) =>
    x.mul(x.add(3).replace(x.lessEqual(-3), 0).replace(x.greaterEqual(3), 6)).div(6),
  ),
};

function clip(o: TensorFlowOperation): ReturnType<Run> {
  const names = ["input", ...["low", "high"].filter((name) => o.has(name))];
  const { terms, element } = o.promote(...names);
  const at = (name: string): Term | undefined => (names.includes(name) ? terms[names.indexOf(name)] : undefined);
  const [x] = terms;
  return x === undefined ? o.fail("nothing to clip") : o.result(clampTerm(numeric(x), at("low"), at("high")), element);
}

/** NaN wins; the first of equals takes the gradient. */
export function larger(x: Term, y: Term): Term {
  return x.greaterEqual(y).or(x.isNaN()).choose(x, y);
}
export function smaller(x: Term, y: Term): Term {
  return x.lessEqual(y).or(x.isNaN()).choose(x, y);
}

export function quotientOrZero(x: Term, y: Term): Term {
  const isEmpty = y.equal(0);
  return isEmpty.choose(0, x.div(y.replace(isEmpty, 1)));
}

/** x·f(y), and 0 with no slope where x is 0. */
function productOrZero(x: Term, y: Term, neutral: number, f: (y: Term) => Term): Term {
  const isEmpty = x.equal(0);
  return x.mul(f(y.replace(isEmpty, neutral))).replace(isEmpty, 0);
}

/** x from zero on, elsewhere a function that overflows for large x and so must not see it. */
function negativeOr(x: Term, negative: (low: Term) => Term): Term {
  const isNegative = x.less(0);
  return isNegative.choose(negative(x.replace(isNegative.not(), 0)), x);
}
