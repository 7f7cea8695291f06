/** At least one application of every primitive, away from its kinks: what the generic suites run over. */

import { createBuilder } from "../../src/graph/build";
import type { DType, PrimitiveName, PrimitiveParams, Shape } from "../../src/graph/graph";

export interface Operand {
  readonly shape: Shape;
  readonly dtype: DType;
  /** Where float numbers are drawn, or below which integers are. */
  readonly from: number;
  readonly to: number;
}

export interface Case<N extends PrimitiveName> {
  readonly operands: readonly Operand[];
  readonly params: PrimitiveParams[N];
  /** Numbers instead of drawn ones. */
  readonly numbers?: readonly (readonly number[] | undefined)[];
}

const float = (shape: Shape, from = -2, to = 2): Operand => ({ shape, dtype: "float32", from, to });
const int = (shape: Shape, from = 0, to = 5): Operand => ({ shape, dtype: "int32", from, to });
const bool = (shape: Shape): Operand => ({ shape, dtype: "bool", from: 0, to: 2 });

const plain = (...operands: readonly Operand[]) => ({ operands, params: {} });
const on = (from: number, to: number) => [plain(float([], from, to)), plain(float([2, 3], from, to))];
const pairs = (from = -2, to = 2) => [
  plain(float([2, 3], from, to), float([2, 3], from, to)),
  plain(float([2, 3], from, to), float([], from, to)),
  plain(float([2, 1], from, to), float([3], from, to)),
];
const integerPairs = [plain(int([4], -9, 9), int([4], 1, 5))];
const positiveDefinite = { operands: [float([2, 2])], params: {}, numbers: [[2, 0.5, 0.5, 1.5]] };
const regular = { operands: [float([2, 2, 2])], params: {}, numbers: [[2, 0.5, -0.3, 1.5, 0.1, 2, -3, 0.7]] };

const backwardOfSquare = (() => {
  const b = createBuilder();
  const c = b.input("c", { shape: [3], dtype: "float32" });
  const x = b.input("x", { shape: [3], dtype: "float32" });
  return b.finish([b.apply("mul", [c, b.apply("mul", [b.scalar(2), x], {})], {})]);
})();

export const cases: { readonly [N in PrimitiveName]: readonly Case<N>[] } = {
  neg: [...on(-2, 2), plain(int([3], -5, 5))],
  abs: [...on(0.2, 2), ...on(-2, -0.2), plain(int([3], -5, 5))],
  sign: [...on(0.2, 2), ...on(-2, -0.2)],
  exp: on(-2, 2),
  expm1: on(-2, 2),
  log: on(0.2, 3),
  log1p: on(-0.5, 3),
  sqrt: on(0.2, 3),
  sin: on(-3, 3),
  cos: on(-3, 3),
  tan: on(-1, 1),
  asin: on(-0.8, 0.8),
  acos: on(-0.8, 0.8),
  atan: on(-3, 3),
  sinh: on(-2, 2),
  cosh: on(-2, 2),
  tanh: on(-2, 2),
  asinh: on(-3, 3),
  acosh: on(1.2, 4),
  atanh: on(-0.8, 0.8),
  sigmoid: on(-6, 6),
  softplus: on(-6, 6),
  erf: [...on(-1, 1), ...on(-4, 4)],
  erfinv: on(-0.95, 0.95),
  lgamma: on(0.2, 12),
  polygamma: [0, 1, 2].map((order) => ({ operands: [float([4], 0.3, 12)], params: { order } })),
  floor: on(0.1, 0.9),
  ceil: on(0.1, 0.9),
  round: on(0.6, 1.4),
  trunc: on(-0.9, -0.1),
  isNaN: on(-2, 2),
  cast: [
    { operands: [float([3], 0.1, 5)], params: { dtype: "int32" } },
    { operands: [float([3])], params: { dtype: "bool" } },
    { operands: [int([3])], params: { dtype: "float32" } },
    { operands: [bool([3])], params: { dtype: "int32" } },
  ],
  stopGradient: on(-2, 2),
  // as many digits as the numbers have: others make a staircase, which no difference judges
  reducePrecision: [{ operands: [float([2, 3])], params: { exponentBits: 11, mantissaBits: 52 } }],
  not: [plain(bool([4])), plain(int([4], -5, 5))],
  add: [...pairs(), plain(int([3], -5, 5), int([], -5, 5))],
  sub: pairs(),
  mul: [...pairs(), plain(int([3], -5, 5), int([], -5, 5))],
  div: [...pairs(0.5, 2), ...integerPairs],
  pow: pairs(0.3, 2),
  atan2: pairs(0.3, 2),
  max: [plain(float([3], 0, 1), float([3], 2, 3)), plain(float([2, 3], 1.5, 2), float([], 0, 1))],
  min: [plain(float([3], 0, 1), float([3], 2, 3)), plain(float([2, 3], 1.5, 2), float([], 0, 1))],
  rem: [
    {
      operands: [float([3]), float([3])],
      params: {},
      numbers: [
        [5.5, -5.5, 5.5],
        [3, 3, -3],
      ],
    },
    ...integerPairs,
  ],
  less: pairs(),
  lessEqual: [...pairs(), ...integerPairs],
  equal: [...pairs(), plain(int([6], 0, 2), int([6], 0, 2)), plain(bool([6]), bool([6]))],
  and: [plain(bool([6]), bool([6])), plain(int([3], 0, 15), int([3], 0, 15))],
  or: [plain(bool([6]), bool([6])), plain(int([3], 0, 15), int([3], 0, 15))],
  xor: [plain(bool([6]), bool([6])), plain(int([3], 0, 15), int([3], 0, 15))],
  select: [plain(bool([2, 3]), float([2, 3]), float([])), plain(bool([3]), float([2, 1]), float([3]))],
  reshape: [
    { operands: [float([2, 3])], params: { shape: [3, 2] } },
    { operands: [float([])], params: { shape: [1, 1] } },
  ],
  transpose: [
    { operands: [float([2, 3])], params: { permutation: [1, 0] } },
    { operands: [float([2, 3, 4])], params: { permutation: [2, 0, 1] } },
  ],
  broadcast: [
    { operands: [float([3])], params: { shape: [2, 3] } },
    { operands: [float([2, 1])], params: { shape: [4, 2, 3] } },
  ],
  slice: [
    { operands: [float([7])], params: { starts: [1], ends: [7], steps: [3] } },
    { operands: [float([3, 4])], params: { starts: [0, 1], ends: [2, 4], steps: [1, 2] } },
    { operands: [float([3])], params: { starts: [2], ends: [2], steps: [1] } },
  ],
  pad: [
    { operands: [float([3])], params: { low: [1], high: [2], interior: [1], value: 0 } },
    { operands: [float([2, 2])], params: { low: [0, 1], high: [1, 0], interior: [0, 2], value: 0.5 } },
  ],
  concat: [
    { operands: [float([2]), float([3])], params: { axis: 0 } },
    { operands: [float([2, 1]), float([2, 2]), float([2, 1])], params: { axis: 1 } },
  ],
  reverse: [
    { operands: [float([4])], params: { axes: [0] } },
    { operands: [float([2, 3])], params: { axes: [0, 1] } },
  ],
  sum: [
    { operands: [float([4])], params: { axes: [0] } },
    { operands: [float([2, 3, 2])], params: { axes: [1] } },
    { operands: [float([2, 3, 2])], params: { axes: [0, 2] } },
    { operands: [int([3])], params: { axes: [0] } },
  ],
  prod: [
    { operands: [float([4])], params: { axes: [0] } },
    { operands: [float([2, 3, 2])], params: { axes: [1] } },
    { operands: [float([3])], params: { axes: [0] }, numbers: [[0, 2, 3]] },
    { operands: [float([3])], params: { axes: [0] }, numbers: [[0, 2, 0]] },
  ],
  reduceMax: [
    { operands: [float([4])], params: { axes: [0] } },
    { operands: [float([2, 3, 2])], params: { axes: [0, 2] } },
  ],
  reduceMin: [
    { operands: [float([4])], params: { axes: [0] } },
    { operands: [float([2, 3, 2])], params: { axes: [1] } },
  ],
  any: [{ operands: [bool([2, 3])], params: { axes: [1] } }],
  all: [{ operands: [bool([2, 3])], params: { axes: [0] } }],
  argMax: [
    { operands: [float([2, 3])], params: { axis: 1 } },
    { operands: [float([4])], params: { axis: 0 }, numbers: [[1, 3, 3, 2]] },
  ],
  argMin: [{ operands: [float([2, 3])], params: { axis: 0 } }],
  cumSum: [
    { operands: [float([4])], params: { axis: 0, reverse: false } },
    { operands: [float([2, 3])], params: { axis: 0, reverse: true } },
  ],
  cumProd: [
    { operands: [float([4])], params: { axis: 0 } },
    { operands: [float([2, 3, 2])], params: { axis: 1 } },
    { operands: [float([4])], params: { axis: 0 }, numbers: [[2, 0, 3, 0]] },
  ],
  cumMax: [
    { operands: [float([5])], params: { axis: 0 } },
    { operands: [float([2, 3])], params: { axis: 1 } },
  ],
  argSort: [
    { operands: [float([5])], params: { axis: 0, descending: false } },
    { operands: [float([3, 4])], params: { axis: 0, descending: true } },
    { operands: [int([6], 0, 2)], params: { axis: 0, descending: true } },
    { operands: [float([5])], params: { axis: 0, descending: true, algorithm: "top", count: 5 } },
  ],
  gather: [
    { operands: [float([5]), int([3])], params: { axis: 0 } },
    { operands: [float([2, 5, 2]), int([2, 3, 2])], params: { axis: 1 } },
  ],
  scatterAdd: [
    { operands: [float([3]), int([3])], params: { axis: 0, size: 5 } },
    { operands: [float([2, 3, 2]), int([2, 3, 2])], params: { axis: 1, size: 5 } },
  ],
  matmul: [plain(float([2, 3]), float([3, 2])), plain(float([2, 2, 3]), float([2, 3, 1]))],
  cholesky: [positiveDefinite],
  inverse: [regular, positiveDefinite],
  det: [regular],
  slogdet: [regular],
  eigh: [positiveDefinite],
  customVjp: [{ operands: [float([3]), float([3]), float([3])], params: { arguments: 1, backward: backwardOfSquare } }],
};
