/** NumPy's functions of plain Python numbers, in float64: what a program computes ahead of its arrays. */

import type { Value } from "../../interpreter/values";
import { bool, float, int } from "../../interpreter/values";

/** `undefined`: the function or its arguments are for arrays. */
export function plainFormula(name: string, values: readonly Value[]): Value | undefined {
  const numbers = values.map(numberIn);
  if (numbers.includes(undefined)) return reduced(name, values);
  const [x = 0, y = 0] = numbers.map((number) => number ?? 0);
  if (values.length === 1) {
    const real = floats[name];
    if (real !== undefined) return float(real(x));
    const test = tests[name];
    if (test !== undefined) return bool(test(x));
    const same = kept[name];
    return same === undefined ? undefined : alike(values, same(x));
  }
  if (values.length !== 2) return undefined;
  const real = floatPairs[name];
  if (real !== undefined) return float(real(x, y));
  const same = pairs[name];
  if (same === undefined || (name === "power" && y < 0)) return undefined;
  return alike(values, same(x, y));
}

const floats: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  arcsinh: Math.asinh,
  arccosh: Math.acosh,
  arctanh: Math.atanh,
  exp2: (x) => 2 ** x,
  cbrt: Math.cbrt,
  deg2rad: (x) => (x * Math.PI) / 180,
  radians: (x) => (x * Math.PI) / 180,
  rad2deg: (x) => (x * 180) / Math.PI,
  degrees: (x) => (x * 180) / Math.PI,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  fabs: Math.abs,
  rint: halfToEven,
};

/** Integers stay integers. */
const kept: Readonly<Record<string, (x: number) => number>> = {
  abs: Math.abs,
  absolute: Math.abs,
  sign: Math.sign,
  square: (x) => x * x,
  negative: (x) => -x,
  round: halfToEven,
  around: halfToEven,
  sum: (x) => x,
  prod: (x) => x,
  max: (x) => x,
  min: (x) => x,
  positive: (x) => x,
};

const tests: Readonly<Record<string, (x: number) => boolean>> = {
  isnan: Number.isNaN,
  isinf: (x) => Math.abs(x) === Infinity,
  isfinite: Number.isFinite,
  logical_not: (x) => x === 0,
};

const floatPairs: Readonly<Record<string, (x: number, y: number) => number>> = {
  divide: (x, y) => x / y,
  true_divide: (x, y) => x / y,
  arctan2: Math.atan2,
  hypot: Math.hypot,
  logaddexp: (x, y) => (x === y ? x + Math.LN2 : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)))),
};

const pairs: Readonly<Record<string, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  power: (x, y) => x ** y,
  maximum: Math.max,
  minimum: Math.min,
  mod: (x, y) => x - Math.floor(x / y) * y,
  floor_divide: (x, y) => Math.floor(x / y),
  dot: (x, y) => x * y,
};

/** Reductions of flat lists of numbers, which programs write for sizes and weights. */
const reductions: Readonly<Record<string, (numbers: readonly number[]) => number>> = {
  sum: (numbers) => numbers.reduce((sum, x) => sum + x, 0),
  prod: (numbers) => numbers.reduce((product, x) => product * x, 1),
  max: (numbers) => Math.max(...numbers),
  min: (numbers) => Math.min(...numbers),
};

function reduced(name: string, values: readonly Value[]): Value | undefined {
  const [list] = values;
  if (values.length !== 1 || (list?.kind !== "list" && list?.kind !== "tuple") || list.items.length === 0)
    return undefined;
  const numbers = list.items.map(numberIn).filter((number) => number !== undefined);
  if (numbers.length < list.items.length) return undefined;
  if (name === "mean") return float(numbers.reduce((sum, x) => sum + x, 0) / numbers.length);
  const formula = reductions[name];
  return formula === undefined ? undefined : alike(list.items, formula(numbers));
}

function numberIn(value: Value): number | undefined {
  if (value.kind === "int" || value.kind === "float") return value.value;
  return value.kind === "bool" ? Number(value.value) : undefined;
}

function alike(values: readonly Value[], result: number): Value {
  return values.some((value) => value.kind === "float") ? float(result) : int(result);
}

function halfToEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
