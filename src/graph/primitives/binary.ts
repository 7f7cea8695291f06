/** Elementwise arithmetic of two operands, and the choice between them. Rules return cotangents before unbroadcasting. */

import type { Builder } from "../builder";
import type { NodeId, PrimitiveName } from "../graph";
import { add, and, div, equal, floor, less, lessEqual, log, mul, neg, pow, select, sub } from "../ops";
import { notDifferentiable, type Primitive, type VjpRule } from "../primitive";
import { anyShape, bitsShape, floatShape, numericShape, operand, selectShape, testShape } from "../shapes";
import { bracket, callFormula, elementwise } from "./elementwise";

function operands(inputs: readonly NodeId[]): readonly [x: NodeId, y: NodeId] {
  return [operand(inputs, 0), operand(inputs, 1)];
}

/** The winner takes the cotangent, ties share it, and beside a NaN both take it, as PyTorch's masks have it. */
function winnerTakes(loses: (b: Builder, x: NodeId, y: NodeId) => NodeId): VjpRule<"max" | "min"> {
  return (b, c, inputs) => {
    const [x, y] = operands(inputs);
    const shared = select(b, equal(b, x, y), mul(b, c, b.scalar(0.5)), c);
    return [select(b, loses(b, x, y), b.scalar(0), shared), select(b, loses(b, y, x), b.scalar(0), shared)];
  };
}

const comparison =
  (symbol: string) =>
  ([x = "", y = ""]: readonly string[]) =>
    `${bracket(x)} ${symbol} ${bracket(y)}`;

export const binary = {
  add: elementwise("add", {
    shape: numericShape("add"),
    // d(x + y) = dx + dy
    vjp: (_, c) => [c, c],
    loop: ([x, y]) => `${x} + ${y}`,
    formula: ([x, y]) => `${x} + ${y}`,
  }),
  sub: elementwise("sub", {
    shape: numericShape("sub"),
    // d(x - y) = dx - dy
    vjp: (b, c) => [c, neg(b, c)],
    loop: ([x, y]) => `${x} - ${y}`,
    formula: ([x, y = ""]) => `${x} - ${bracket(y)}`,
  }),
  mul: elementwise("mul", {
    shape: numericShape("mul"),
    // d(x y) = y dx + x dy
    vjp: (b, c, inputs) => {
      const [x, y] = operands(inputs);
      return [mul(b, c, y), mul(b, c, x)];
    },
    loop: ([x, y], _, dtype) => (dtype === "int32" ? `Math.imul(${x}, ${y})` : `${x} * ${y}`),
    formula: ([x = "", y = ""]) => `${bracket(x)} \\cdot ${bracket(y)}`,
  }),
  div: elementwise("div", {
    shape: numericShape("div"),
    // d(x / y) = dx / y - (x / y) dy / y
    vjp: (b, c, inputs, out) => {
      const [, y] = operands(inputs);
      return [div(b, c, y), neg(b, mul(b, c, div(b, out, y)))];
    },
    loop: ([x, y], _, dtype) => (dtype === "int32" ? `Math.floor(${x} / ${y})` : `${x} / ${y}`),
    formula: ([x, y]) => `\\frac{${x}}{${y}}`,
  }),
  pow: elementwise("pow", {
    shape: numericShape("pow"),
    // d(x^e) = e x^(e-1) dx + x^e log(x) de; 0 for dx where e = 0, and 0 for de where x = 0 and e ≥ 0
    vjp: (b, c, inputs, out) => {
      const [x, e] = operands(inputs);
      const zero = b.scalar(0);
      const slope = mul(b, c, mul(b, e, pow(b, x, sub(b, e, b.scalar(1)))));
      const growth = mul(b, c, mul(b, out, log(b, x)));
      const isFlat = and(b, equal(b, x, zero), lessEqual(b, zero, e));
      return [select(b, equal(b, e, zero), zero, slope), select(b, isFlat, zero, growth)];
    },
    loop: ([x, y]) => `special.pow(${x}, ${y})`,
    formula: ([x = "", y]) => `${bracket(x)}^{${y}}`,
  }),
  atan2: elementwise("atan2", {
    shape: floatShape("atan2"),
    // d(atan2(y, x)) = (x dy - y dx) / (x² + y²)
    vjp: (b, c, inputs) => {
      const [y, x] = operands(inputs);
      const scaled = div(b, c, add(b, mul(b, x, x), mul(b, y, y)));
      return [mul(b, scaled, x), mul(b, scaled, neg(b, y))];
    },
    loop: ([y, x]) => `Math.atan2(${y}, ${x})`,
    formula: callFormula("\\operatorname{atan2}"),
  }),
  max: elementwise("max", {
    shape: anyShape("max"),
    vjp: winnerTakes((b, x, y) => less(b, x, y)),
    loop: ([x, y]) => `Math.max(${x}, ${y})`,
    formula: callFormula("\\max"),
  }),
  min: elementwise("min", {
    shape: anyShape("min"),
    vjp: winnerTakes((b, x, y) => less(b, y, x)),
    loop: ([x, y]) => `Math.min(${x}, ${y})`,
    formula: callFormula("\\min"),
  }),
  rem: elementwise("rem", {
    shape: numericShape("rem"),
    // d(x - ⌊x / y⌋ y) = dx - ⌊x / y⌋ dy
    vjp: (b, c, inputs) => {
      const [x, y] = operands(inputs);
      return [c, neg(b, mul(b, c, floor(b, div(b, x, y))))];
    },
    loop: ([x, y]) => `special.rem(${x}, ${y})`,
    formula: ([x = "", y = ""]) => `${bracket(x)} \\bmod ${bracket(y)}`,
  }),
  less: elementwise("less", {
    shape: testShape("less"),
    vjp: notDifferentiable,
    loop: ([x, y]) => `(${x} < ${y} ? 1 : 0)`,
    formula: comparison("<"),
  }),
  lessEqual: elementwise("lessEqual", {
    shape: testShape("lessEqual"),
    vjp: notDifferentiable,
    loop: ([x, y]) => `(${x} <= ${y} ? 1 : 0)`,
    formula: comparison("\\le"),
  }),
  equal: elementwise("equal", {
    shape: testShape("equal"),
    vjp: notDifferentiable,
    loop: ([x, y]) => `(${x} === ${y} ? 1 : 0)`,
    formula: comparison("="),
  }),
  and: elementwise("and", {
    shape: bitsShape("and"),
    vjp: notDifferentiable,
    loop: ([x, y]) => `${x} & ${y}`,
    formula: comparison("\\land"),
  }),
  or: elementwise("or", {
    shape: bitsShape("or"),
    vjp: notDifferentiable,
    loop: ([x, y]) => `${x} | ${y}`,
    formula: comparison("\\lor"),
  }),
  xor: elementwise("xor", {
    shape: bitsShape("xor"),
    vjp: notDifferentiable,
    loop: ([x, y]) => `${x} ^ ${y}`,
    formula: comparison("\\oplus"),
  }),
  select: elementwise("select", {
    shape: selectShape,
    // d(condition ? x : y) = condition ? dx : dy
    vjp: (b, c, inputs) => {
      const condition = operand(inputs, 0);
      return [undefined, select(b, condition, c, b.scalar(0)), select(b, condition, b.scalar(0), c)];
    },
    loop: ([condition, x, y]) => `(${condition} ? ${x} : ${y})`,
    formula: ([condition, x, y]) => `\\begin{cases} ${x} & ${condition} \\\\ ${y} & \\text{otherwise} \\end{cases}`,
  }),
} satisfies { readonly [N in PrimitiveName]?: Primitive<N> };
