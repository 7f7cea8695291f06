/**
 * A second, plain implementation of the kernels: arrays of float64 numbers, indices spelled out, no rounding. It shares no
 * code with the engine, so the two can judge each other, and its precision allows central differences.
 */

import type { Aval, DType, Graph, NodeId, Shape } from "../../src/graph/graph";
import type { ElementwiseName, Kernels } from "../../src/graph/kernels";
import { primitiveOf } from "../../src/graph/primitives/table";

export interface Plain {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly numbers: readonly number[];
}

/** Evaluates all outputs; integers and booleans are numbers too. */
export function evaluatePlainly(graph: Graph, inputs: ReadonlyMap<NodeId, readonly number[]>): readonly Plain[] {
  const values: Plain[] = [];
  graph.nodes.forEach((node, id) => {
    switch (node.kind) {
      case "input":
        values.push({ ...node.aval, numbers: inputs.get(id) ?? [] });
        break;
      case "constant":
        values.push({ ...node.aval, numbers: Array.from(node.data) });
        break;
      case "equation":
        values.push(
          primitiveOf(node.primitive).kernel(
            oracle,
            node.inputs.map((input) => found(values, input)),
            node.params,
            node.aval,
          ),
        );
        break;
      default:
        node satisfies never;
    }
  });
  return graph.outputs.map((id) => found(values, id));
}

function found<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new Error(`nothing at ${index} of ${list.length}`);
  return value;
}

function make(shape: Shape, dtype: DType, numberAt: (position: readonly number[]) => number): Plain {
  return { shape, dtype, numbers: positions(shape).map(numberAt) };
}

function positions(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (all, extent) => all.flatMap((position) => Array.from({ length: extent }, (_, i) => [...position, i])),
    [[]],
  );
}

/** Reads with broadcasting: missing leading axes and axes of extent 1 are repeated. */
function read({ shape, numbers }: Plain, position: readonly number[]): number {
  const missing = position.length - shape.length;
  return found(
    numbers,
    shape.reduce((place, extent, axis) => place * extent + (extent === 1 ? 0 : found(position, axis + missing)), 0),
  );
}

function line(x: Plain, position: readonly number[], axis: number): number[] {
  return Array.from({ length: found(x.shape, axis) }, (_, i) => read(x, position.with(axis, i)));
}

type Compute = (operands: readonly number[], params: object, dtype: DType) => number;
const one =
  (f: (x: number) => number): Compute =>
  ([x = Number.NaN]) =>
    f(x);
const two =
  (f: (x: number, y: number, dtype: DType) => number): Compute =>
  ([x = Number.NaN, y = Number.NaN], _, dtype) =>
    f(x, y, dtype);
const entry = (params: object, name: string): unknown => new Map<string, unknown>(Object.entries(params)).get(name);

const elementwise: { readonly [N in ElementwiseName]: Compute } = {
  neg: one((x) => 0 - x),
  abs: one((x) => (x < 0 ? -x : x)),
  sign: one((x) => Number(x > 0) - Number(x < 0)),
  exp: one(Math.exp),
  expm1: one(Math.expm1),
  log: one(Math.log),
  log1p: one(Math.log1p),
  sqrt: one(Math.sqrt),
  sin: one(Math.sin),
  cos: one(Math.cos),
  tan: one(Math.tan),
  asin: one(Math.asin),
  acos: one(Math.acos),
  atan: one(Math.atan),
  sinh: one(Math.sinh),
  cosh: one(Math.cosh),
  tanh: one(Math.tanh),
  asinh: one(Math.asinh),
  acosh: one(Math.acosh),
  atanh: one(Math.atanh),
  sigmoid: one((x) => (1 + Math.tanh(x / 2)) / 2),
  softplus: one((x) => (x > 30 ? x : Math.log(1 + Math.exp(x)))),
  erf: one(erf),
  erfinv: one((y) => bisect(erf, y, -6, 6)),
  lgamma: one(lgamma),
  polygamma: ([x = Number.NaN], params) => polygamma(Number(entry(params, "order")), x),
  floor: one(Math.floor),
  ceil: one(Math.ceil),
  round: one(halfToEven),
  trunc: one((x) => (x < 0 ? Math.ceil(x) : Math.floor(x))),
  isNaN: one((x) => Number(Number.isNaN(x))),
  cast: ([x = Number.NaN], params) =>
    entry(params, "dtype") === "bool" ? Number(x !== 0) : entry(params, "dtype") === "int32" ? Math.trunc(x) : x,
  stopGradient: one((x) => x),
  reducePrecision: one((x) => x),
  not: ([x = 0], _, dtype) => (dtype === "bool" ? 1 - x : -x - 1),
  add: two((x, y) => x + y),
  sub: two((x, y) => x - y),
  mul: two((x, y) => x * y),
  div: two((x, y, dtype) => (dtype === "int32" ? Math.floor(x / y) : x / y)),
  pow: two((x, y) => (x === 1 ? 1 : x ** y)),
  atan2: two(Math.atan2),
  max: two((x, y) => (Number.isNaN(x + y) ? Number.NaN : x > y ? x : y)),
  min: two((x, y) => (Number.isNaN(x + y) ? Number.NaN : x < y ? x : y)),
  rem: two((x, y) => x - Math.floor(x / y) * y),
  less: two((x, y) => Number(x < y)),
  lessEqual: two((x, y) => Number(x <= y)),
  equal: two((x, y) => Number(x === y)),
  and: two((x, y) => x & y),
  or: two((x, y) => x | y),
  xor: two((x, y) => x ^ y),
  select: ([condition, x = Number.NaN, y = Number.NaN]) => (condition === 1 ? x : y),
};

const reducers = {
  sum: (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0),
  prod: (numbers: readonly number[]) => numbers.reduce((a, b) => a * b, 1),
  max: (numbers: readonly number[]) => Math.max(...numbers),
  min: (numbers: readonly number[]) => Math.min(...numbers),
  any: (numbers: readonly number[]) => Number(numbers.some((x) => x === 1)),
  all: (numbers: readonly number[]) => Number(numbers.every((x) => x === 1)),
};

export const oracle: Kernels<Plain> = {
  elementwise(name, operands, params, aval: Aval) {
    const dtype = found(operands, operands.length - 1).dtype;
    return make(aval.shape, aval.dtype, (position) =>
      elementwise[name](
        operands.map((x) => read(x, position)),
        params,
        dtype,
      ),
    );
  },
  reshape: (x, shape) => ({ ...x, shape }),
  transpose: (x, permutation) =>
    make(
      permutation.map((axis) => found(x.shape, axis)),
      x.dtype,
      (position) =>
        read(
          x,
          x.shape.map((_, axis) => found(position, permutation.indexOf(axis))),
        ),
    ),
  broadcast: (x, shape) => make(shape, x.dtype, (position) => read(x, position)),
  slice: (x, { starts, ends, steps }) =>
    make(
      x.shape.map(
        (_, axis) =>
          Array.from({ length: found(x.shape, axis) }, (__, i) => i).filter(
            (i) =>
              i >= found(starts, axis) && i < found(ends, axis) && (i - found(starts, axis)) % found(steps, axis) === 0,
          ).length,
      ),
      x.dtype,
      (position) =>
        read(
          x,
          position.map((i, axis) => found(starts, axis) + i * found(steps, axis)),
        ),
    ),
  pad: (x, { low, high, interior, value }) =>
    make(
      x.shape.map(
        (extent, axis) =>
          found(low, axis) + found(high, axis) + extent + Math.max(0, extent - 1) * found(interior, axis),
      ),
      x.dtype,
      (position) => {
        const from = position.map((i, axis) => (i - found(low, axis)) / (found(interior, axis) + 1));
        const isInside = from.every((i, axis) => Number.isInteger(i) && i >= 0 && i < found(x.shape, axis));
        return isInside
          ? found(
              x.numbers,
              from.reduce((place, i, axis) => place * found(x.shape, axis) + i, 0),
            )
          : value;
      },
    ),
  concat(parts, axis) {
    const first = found(parts, 0);
    const owners = parts.flatMap((part) => Array.from({ length: found(part.shape, axis) }, (_, i) => ({ part, i })));
    return make(first.shape.with(axis, owners.length), first.dtype, (position) => {
      const { part, i } = found(owners, found(position, axis));
      return found(
        part.numbers,
        position.with(axis, i).reduce((place, at, on) => place * found(part.shape, on) + at, 0),
      );
    });
  },
  reverse: (x, axes) =>
    make(x.shape, x.dtype, (position) =>
      read(
        x,
        position.map((i, axis) => (axes.includes(axis) ? found(x.shape, axis) - 1 - i : i)),
      ),
    ),
  reduce(how, x, axes) {
    const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    return make(
      kept.map((axis) => found(x.shape, axis)),
      x.dtype,
      (position) =>
        reducers[how](
          positions(x.shape)
            .filter((full) => kept.every((axis, at) => full[axis] === position[at]))
            .map((full) => read(x, full)),
        ),
    );
  },
  argReduce: (how, x, axis) =>
    make(x.shape.toSpliced(axis, 1), "int32", (position) => {
      const numbers = line(x, position.toSpliced(axis, 0, 0), axis);
      const best = how === "max" ? Math.max(...numbers) : Math.min(...numbers);
      return numbers.findIndex((number) => Object.is(number, best) || number === best);
    }),
  scan: (how, x, axis, reverse) =>
    make(x.shape, x.dtype, (position) => {
      const numbers = line(x, position, axis);
      const at = found(position, axis);
      return reducers[how](reverse ? numbers.slice(at) : numbers.slice(0, at + 1));
    }),
  argSort: (x, axis, descending) =>
    make(x.shape, "int32", (position) => {
      const numbers = line(x, position, axis).map((number) => (Number.isNaN(number) ? Number.MAX_VALUE : number));
      const order = numbers
        .map((_, i) => i)
        .sort((a, b) => (descending ? found(numbers, b) - found(numbers, a) : found(numbers, a) - found(numbers, b)));
      return found(order, found(position, axis));
    }),
  gather: (x, index, axis) =>
    make(index.shape, x.dtype, (position) => read(x, position.with(axis, read(index, position)))),
  scatterAdd: (updates, index, axis, size) =>
    make(updates.shape.with(axis, size), updates.dtype, (position) => {
      const along = positions([found(updates.shape, axis)]).map(([i = 0]) => position.with(axis, i));
      return reducers.sum(
        along.filter((from) => read(index, from) === position[axis]).map((from) => read(updates, from)),
      );
    }),
  matmul(left, right) {
    const inner = Array.from({ length: found(left.shape, left.shape.length - 1) }, (_, i) => i);
    return make([...left.shape.slice(0, -1), ...right.shape.slice(-1)], left.dtype, (position) => {
      const rank = position.length;
      return reducers.sum(
        inner.map((k) => read(left, position.with(rank - 1, k)) * read(right, position.with(rank - 2, k))),
      );
    });
  },
  cholesky: (x) =>
    make(x.shape, x.dtype, (position) => {
      const lower = factor(symmetricPart(matrixAt(x, position)));
      return found(found(lower, found(position, position.length - 2)), found(position, position.length - 1));
    }),
  inverse: (x) =>
    make(x.shape, x.dtype, (position) => {
      const matrix = matrixAt(x, position);
      const row = found(position, position.length - 2);
      const column = found(position, position.length - 1);
      return (((row + column) % 2 === 0 ? 1 : -1) * determinant(minor(matrix, column, row))) / determinant(matrix);
    }),
  eigh: (x) =>
    make(
      [...x.shape.slice(0, -2), found(x.shape, x.shape.length - 1) + 1, found(x.shape, x.shape.length - 1)],
      x.dtype,
      (position) => {
        const { values, vectors } = eigenOf(symmetricPart(matrixAt(x, position)));
        const row = found(position, position.length - 2);
        const column = found(position, position.length - 1);
        return row === 0 ? found(values, column) : found(found(vectors, row - 1), column);
      },
    ),
  slogdet: (x) =>
    make([...x.shape.slice(0, -2), 2], x.dtype, (position) => {
      const whole = determinant(matrixAt(x, [...position.slice(0, -1), 0, 0]));
      return position.at(-1) === 0 ? Math.sign(whole) : Math.log(Math.abs(whole));
    }),
  det: (x) => make(x.shape.slice(0, -2), x.dtype, (position) => determinant(matrixAt(x, [...position, 0, 0]))),
};

function matrixAt(x: Plain, position: readonly number[]): number[][] {
  const n = found(x.shape, x.shape.length - 1);
  return positions([n]).map(([row = 0]) =>
    positions([n]).map(([column = 0]) => read(x, [...position.slice(0, -2), row, column])),
  );
}

/** Of a positive definite matrix: powers of it turn every direction into the eigenvectors, the largest eigenvalue's first. */
function eigenOf(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = matrix.length;
  const dot = (a: readonly number[], b: readonly number[]) => reducers.sum(a.map((x, i) => x * found(b, i)));
  let columns = positions([n]).map(([i = 0]) => positions([n]).map(([j = 0]) => (i === j ? 1 : 0.1 * (i - j))));
  for (let round = 0; round < 3000; round++) {
    const made: number[][] = [];
    for (const column of columns) {
      let rest = matrix.map((row) => dot(row, column));
      for (const before of made) rest = rest.map((x, i) => x - dot(rest, before) * found(before, i));
      const length = Math.sqrt(dot(rest, rest));
      made.push(rest.map((x) => x / length));
    }
    columns = made;
  }
  const ascending = columns.toReversed().map((column) => {
    const largest = column.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0);
    return column.map((x) => (largest < 0 ? -x : x));
  });
  return {
    values: ascending.map((column) =>
      dot(
        column,
        matrix.map((row) => dot(row, column)),
      ),
    ),
    vectors: positions([n]).map(([row = 0]) => ascending.map((column) => found(column, row))),
  };
}

function minor(matrix: readonly (readonly number[])[], row: number, column: number): number[][] {
  return matrix.filter((_, i) => i !== row).map((line) => line.filter((_, j) => j !== column));
}

function determinant(matrix: readonly (readonly number[])[]): number {
  if (matrix.length === 0) return 1;
  return reducers.sum(
    found(matrix, 0).map((x, column) => (column % 2 === 0 ? x : -x) * determinant(minor(matrix, 0, column))),
  );
}

/** Its derivative moves both triangles alike, as the rule's symmetric cotangent does. */
function symmetricPart(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((row, i) => row.map((x, j) => (x + found(found(matrix, j), i)) / 2));
}

/** Row by row; only the lower triangle is read. */
function factor(matrix: readonly (readonly number[])[]): number[][] {
  const lower: number[][] = matrix.map((row) => row.map(() => 0));
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const dot = reducers.sum(positions([j]).map(([k = 0]) => found(found(lower, i), k) * found(found(lower, j), k)));
      const rest = found(row, j) - dot;
      const own = lower[i];
      if (own) own[j] = i === j ? Math.sqrt(rest) : rest / found(found(lower, j), j);
    }
  });
  return lower;
}

function halfToEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return x - below < 0.5 ? below : Math.ceil(x);
  return below % 2 === 0 ? below : below + 1;
}

/** The integral of 2/√π e^(-t²), by Simpson's rule. */
function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 6) return Math.sign(x);
  const steps = 2000;
  const h = x / steps;
  let total = 0;
  for (let i = 0; i <= steps; i++)
    total += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-((i * h) ** 2));
  return ((2 / Math.sqrt(Math.PI)) * (total * h)) / 3;
}

function bisect(f: (x: number) => number, wanted: number, low: number, high: number): number {
  if (Number.isNaN(wanted)) return wanted;
  let [a, b] = [low, high];
  for (let step = 0; step < 60; step++) {
    const middle = (a + b) / 2;
    if (f(middle) < wanted) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** Stirling's series after raising the argument past 20. */
function lgamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 20; z++) shift += Math.log(Math.abs(z));
  return (
    (z - 0.5) * Math.log(z) -
    z +
    0.5 * Math.log(2 * Math.PI) +
    1 / (12 * z) -
    1 / (360 * z ** 3) +
    1 / (1260 * z ** 5) -
    shift
  );
}

/** ψ⁽ⁿ⁾(x) = (-1)ⁿ⁺¹ n! Σ (x + k)⁻ⁿ⁻¹, the tail beyond 4000 terms as an integral at the midpoint. */
function polygamma(order: number, x: number): number {
  const count = 4000;
  if (Number.isNaN(x)) return x;
  if (order === 0) {
    let total = Math.log(x + count - 0.5);
    for (let k = 0; k < count; k++) total -= 1 / (x + k);
    return total;
  }
  let total = 0;
  for (let k = 0; k < count; k++) total += (x + k) ** (-order - 1);
  total += (x + count - 0.5) ** -order / order;
  const factorial = reducers.prod(Array.from({ length: order }, (_, i) => i + 1));
  return (order % 2 === 0 ? -1 : 1) * factorial * total;
}
