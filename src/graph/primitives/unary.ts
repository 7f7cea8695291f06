/** Elementwise functions of one float. Beside each derivative stands its formula; `out` is the function's own value. */

import type { Builder } from "../builder";
import type { NodeId, PlainPrimitive, PrimitiveName } from "../graph";
import type { ElementwiseName } from "../kernels";
import { add, cast, cos, cosh, div, exp, mul, neg, sigmoid, sign, sin, sinh, sqrt, sub } from "../ops";
import { notDifferentiable, type Primitive } from "../primitive";
import { anyShape, bitsShape, castShape, floatShape, numericShape, operand, testShape } from "../shapes";
import { bracket, callFormula, elementwise } from "./elementwise";

type Slope = (b: Builder, c: NodeId, x: NodeId, out: NodeId) => NodeId;

/** A float function without parameters: its cotangent's formula, its value as JavaScript, and its notation. */
function floatFunction<N extends Plain>(
  name: N,
  slope: Slope,
  loop: (x: string) => string,
  formula: string | ((x: string) => string),
): Primitive<N> {
  return elementwise(name, {
    shape: floatShape(name),
    vjp: (b, c, inputs, out) => [slope(b, c, operand(inputs, 0), out)],
    loop: (operands) => loop(operand(operands, 0)),
    formula: (operands) =>
      typeof formula === "string" ? callFormula(formula)(operands) : formula(operand(operands, 0)),
  });
}
type Plain = Extract<ElementwiseName, PlainPrimitive>;

/** A function that moves in steps: its derivative is zero wherever it exists. */
function stepFunction<N extends Plain>(
  name: N,
  loop: (x: string) => string,
  formula: (x: string) => string,
): Primitive<N> {
  return elementwise(name, {
    shape: numericShape(name),
    vjp: notDifferentiable,
    loop: (operands) => loop(operand(operands, 0)),
    formula: (operands) => formula(operand(operands, 0)),
  });
}

const one = (b: Builder) => b.scalar(1);
const square = (b: Builder, x: NodeId) => mul(b, x, x);
const math = (name: string) => (x: string) => `Math.${name}(${x})`;
const special = (name: string) => (x: string) => `special.${name}(${x})`;

export const unary = {
  neg: elementwise("neg", {
    shape: numericShape("neg"),
    // d(-x) = -dx
    vjp: (b, c) => [neg(b, c)],
    loop: ([x]) => `-${x}`,
    formula: ([x = ""]) => `-${bracket(x)}`,
  }),
  abs: elementwise("abs", {
    shape: numericShape("abs"),
    // d|x| = sign(x) dx, and 0 at 0
    vjp: (b, c, inputs) => [mul(b, c, sign(b, operand(inputs, 0)))],
    loop: ([x]) => `Math.abs(${x})`,
    formula: ([x]) => `\\left|${x}\\right|`,
  }),
  // PyTorch's: the sign of NaN is 0.
  sign: stepFunction(
    "sign",
    (x) => `(${x} > 0 ? 1 : ${x} < 0 ? -1 : 0)`,
    (x) => callFormula("\\operatorname{sign}")([x]),
  ),
  // d(eˣ) = eˣ dx
  exp: floatFunction(
    "exp",
    (b, c, _, out) => mul(b, c, out),
    math("exp"),
    (x) => `e^{${x}}`,
  ),
  // d(eˣ - 1) = eˣ dx
  expm1: floatFunction(
    "expm1",
    (b, c, _, out) => mul(b, c, add(b, out, one(b))),
    math("expm1"),
    (x) => `e^{${x}} - 1`,
  ),
  // d(log x) = x⁻¹ dx
  log: floatFunction("log", (b, c, x) => div(b, c, x), math("log"), "\\log"),
  // d(log(1 + x)) = (1 + x)⁻¹ dx
  log1p: floatFunction(
    "log1p",
    (b, c, x) => div(b, c, add(b, x, one(b))),
    math("log1p"),
    (x) => `\\log\\left(1 + ${x}\\right)`,
  ),
  // d(√x) = dx / 2√x, infinite at 0
  sqrt: floatFunction(
    "sqrt",
    (b, c, _, out) => div(b, c, mul(b, b.scalar(2), out)),
    math("sqrt"),
    (x) => `\\sqrt{${x}}`,
  ),
  // d(sin x) = cos x dx
  sin: floatFunction("sin", (b, c, x) => mul(b, c, cos(b, x)), math("sin"), "\\sin"),
  // d(cos x) = -sin x dx
  cos: floatFunction("cos", (b, c, x) => neg(b, mul(b, c, sin(b, x))), math("cos"), "\\cos"),
  // d(tan x) = (1 + tan²x) dx
  tan: floatFunction("tan", (b, c, _, out) => mul(b, c, add(b, square(b, out), one(b))), math("tan"), "\\tan"),
  // d(asin x) = (1 - x²)^-½ dx
  asin: floatFunction("asin", (b, c, x) => div(b, c, sqrt(b, sub(b, one(b), square(b, x)))), math("asin"), "\\arcsin"),
  // d(acos x) = -(1 - x²)^-½ dx
  acos: floatFunction(
    "acos",
    (b, c, x) => neg(b, div(b, c, sqrt(b, sub(b, one(b), square(b, x))))),
    math("acos"),
    "\\arccos",
  ),
  // d(atan x) = (1 + x²)⁻¹ dx
  atan: floatFunction("atan", (b, c, x) => div(b, c, add(b, square(b, x), one(b))), math("atan"), "\\arctan"),
  // d(sinh x) = cosh x dx
  sinh: floatFunction("sinh", (b, c, x) => mul(b, c, cosh(b, x)), math("sinh"), "\\sinh"),
  // d(cosh x) = sinh x dx
  cosh: floatFunction("cosh", (b, c, x) => mul(b, c, sinh(b, x)), math("cosh"), "\\cosh"),
  // d(tanh x) = (1 - tanh²x) dx
  tanh: floatFunction("tanh", (b, c, _, out) => mul(b, c, sub(b, one(b), square(b, out))), math("tanh"), "\\tanh"),
  // d(asinh x) = (x² + 1)^-½ dx
  asinh: floatFunction(
    "asinh",
    (b, c, x) => div(b, c, sqrt(b, add(b, square(b, x), one(b)))),
    math("asinh"),
    "\\operatorname{arsinh}",
  ),
  // d(acosh x) = (x² - 1)^-½ dx
  acosh: floatFunction(
    "acosh",
    (b, c, x) => div(b, c, sqrt(b, sub(b, square(b, x), one(b)))),
    math("acosh"),
    "\\operatorname{arcosh}",
  ),
  // d(atanh x) = (1 - x²)⁻¹ dx
  atanh: floatFunction(
    "atanh",
    (b, c, x) => div(b, c, sub(b, one(b), square(b, x))),
    math("atanh"),
    "\\operatorname{artanh}",
  ),
  // dσ(x) = σ(x) (1 - σ(x)) dx
  sigmoid: floatFunction(
    "sigmoid",
    (b, c, _, out) => mul(b, mul(b, c, out), sub(b, one(b), out)),
    (x) => `1 / (1 + Math.exp(-${x}))`,
    "\\sigma",
  ),
  // d(log(1 + eˣ)) = σ(x) dx
  softplus: floatFunction(
    "softplus",
    (b, c, x) => mul(b, c, sigmoid(b, x)),
    (x) => `Math.max(${x}, 0) + Math.log1p(Math.exp(-Math.abs(${x})))`,
    "\\operatorname{softplus}",
  ),
  // d(erf x) = 2/√π e^(-x²) dx
  erf: floatFunction(
    "erf",
    (b, c, x) => mul(b, c, mul(b, b.scalar(2 / Math.sqrt(Math.PI)), exp(b, neg(b, square(b, x))))),
    special("erf"),
    "\\operatorname{erf}",
  ),
  // d(erf⁻¹ x) = √π/2 e^(erf⁻¹(x)²) dx
  erfinv: floatFunction(
    "erfinv",
    (b, c, _, out) => mul(b, c, mul(b, b.scalar(Math.sqrt(Math.PI) / 2), exp(b, square(b, out)))),
    special("erfinv"),
    "\\operatorname{erf}^{-1}",
  ),
  // d(log Γ(x)) = ψ(x) dx
  lgamma: floatFunction(
    "lgamma",
    (b, c, x) => mul(b, c, b.apply("polygamma", [x], { order: 0 })),
    special("lgamma"),
    (x) => `\\log \\Gamma\\left(${x}\\right)`,
  ),
  polygamma: elementwise("polygamma", {
    shape: floatShape("polygamma"),
    // dψ⁽ⁿ⁾(x) = ψ⁽ⁿ⁺¹⁾(x) dx
    vjp: (b, c, inputs, _, { order }) => [mul(b, c, b.apply("polygamma", inputs, { order: order + 1 }))],
    loop: ([x], { order }) => `special.polygamma(${order}, ${x})`,
    formula: ([x], { order }) => `\\psi${order === 0 ? "" : `^{(${order})}`}\\left(${x}\\right)`,
  }),
  floor: stepFunction("floor", math("floor"), (x) => `\\lfloor ${x} \\rfloor`),
  ceil: stepFunction("ceil", math("ceil"), (x) => `\\lceil ${x} \\rceil`),
  round: stepFunction("round", special("round"), (x) => callFormula("\\operatorname{round}")([x])),
  trunc: stepFunction("trunc", math("trunc"), (x) => callFormula("\\operatorname{trunc}")([x])),
  isNaN: elementwise("isNaN", {
    shape: testShape("isNaN"),
    vjp: notDifferentiable,
    loop: ([x]) => `(${x} !== ${x} ? 1 : 0)`,
    formula: ([x = ""]) => `${bracket(x)} \\text{ is NaN}`,
  }),
  cast: elementwise("cast", {
    shape: castShape,
    // Between floats the identity; cotangents stop at integers and booleans before they reach a rule.
    vjp: (b, c, inputs) => [cast(b, c, b.aval(operand(inputs, 0)).dtype)],
    loop: ([x], { dtype }) =>
      dtype === "bool" ? `(${x} == 0 ? 0 : 1)` : dtype === "int32" ? `Math.trunc(${x})` : `+${x}`,
    formula: ([x = ""]) => x,
  }),
  stopGradient: elementwise("stopGradient", {
    shape: anyShape("stopGradient"),
    vjp: notDifferentiable,
    loop: ([x = ""]) => x,
    formula: ([x = ""]) => x,
  }),
  reducePrecision: elementwise("reducePrecision", {
    shape: floatShape("reducePrecision"),
    vjp: (b, c, _, __, params) => [b.apply("reducePrecision", [c], params)],
    loop: ([x], { exponentBits, mantissaBits }) => `special.reducePrecision(${x}, ${exponentBits}, ${mantissaBits})`,
    formula: ([x = ""]) => x,
  }),
  not: elementwise("not", {
    shape: bitsShape("not"),
    vjp: notDifferentiable,
    loop: ([x], _, dtype) => (dtype === "bool" ? `(${x} ? 0 : 1)` : `~${x}`),
    formula: ([x = ""]) => `\\lnot ${bracket(x)}`,
  }),
} satisfies { readonly [N in PrimitiveName]?: Primitive<N> };
