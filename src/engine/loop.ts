/**
 * Generated loops: elementwise equations over strided operands, and reductions of their results, as one JavaScript function.
 *
 * Every equation's result is rounded to its dtype, so a fused loop gives the same float32 numbers as one loop an equation.
 * Only the primitives' own `loop` strings and names made here go into the source, never text of the user's. Sizes, offsets
 * and strides are arguments: the same program at another size, or with other constants, reuses the function.
 */

import { type Data, type DType, type EquationNode, isFloat, type Shape } from "../graph/graph";
import type { Reduction } from "../graph/kernels";
import { notElementwise } from "../graph/primitive";
import { primitiveOf } from "../graph/primitives/table";
import { special } from "./special";
import type { View } from "./view";

export interface LoopSpec {
  /** The iteration; the last `reducedRank` axes are those that reductions run over. */
  readonly shape: Shape;
  readonly reducedRank: number;
  /** Views of the iteration's shape. */
  readonly operands: readonly { readonly view: View; readonly dtype: DType }[];
  readonly equations: readonly LoopEquation[];
  readonly stores: readonly { readonly value: Reference; readonly dtype: DType }[];
  readonly reductions: readonly { readonly value: Reference; readonly how: Reduction; readonly dtype: DType }[];
}

export interface LoopEquation extends Pick<EquationNode, "primitive" | "params"> {
  readonly operands: readonly Reference[];
  readonly dtype: DType;
  readonly operandDType: DType;
  /** The second operand when it is a constant: powers of 2 are products. */
  readonly exponent?: number | undefined;
}

/** `x3`: operand 3. `v2`: the value of equation 2. */
export type Reference = string;

/** Reads the operands' buffers, writes the stores' and then the reductions'. */
export type Loop = (buffers: readonly Data[]) => void;

export function compileLoop(spec: LoopSpec): Loop {
  const nest = collapse(spec);
  const integers: number[] = [...nest.extents];
  const source = writeSource(spec, nest, integers);
  const run = compileSource(source);
  return (buffers) => run(buffers, integers);
}

type Compiled = (buffers: readonly Data[], integers: readonly number[]) => void;

const compiled = new Map<string, Compiled>();
const mostKept = 4096;

function compileSource(source: string): Compiled {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  if (compiled.size >= mostKept) compiled.clear();
  const made: Compiled = new Function("special", "F", `return function (A, N) {\n${source}}`)(special, Math.fround);
  compiled.set(source, made);
  return made;
}

interface Nest {
  readonly extents: readonly number[];
  /** For each operand, its strides along the collapsed axes. */
  readonly strides: readonly (readonly number[])[];
  /** Collapsed axes from here on are reduced. */
  readonly reducedFrom: number;
}

/** Neighbouring axes that every operand walks as one become one; axes of extent 1 go. */
function collapse({ shape, reducedRank, operands }: LoopSpec): Nest {
  const extents: number[] = [];
  const strides: number[][] = operands.map(() => []);
  const border = shape.length - reducedRank;
  let reducedFrom = 0;
  shape.forEach((extent, axis) => {
    if (axis === border) reducedFrom = extents.length;
    if (extent === 1) return;
    const last = extents.length - 1;
    const merges =
      last >= 0 &&
      !(axis >= border && last < reducedFrom) &&
      operands.every(({ view }, i) => strides[i]?.[last] === (view.strides[axis] ?? 0) * extent);
    if (merges) extents[last] = (extents[last] ?? 1) * extent;
    else extents.push(extent);
    operands.forEach(({ view }, i) => {
      const own = strides[i];
      if (own) own[merges ? last : extents.length - 1] = view.strides[axis] ?? 0;
    });
  });
  return { extents, strides, reducedFrom: reducedRank === 0 ? extents.length : Math.min(reducedFrom, extents.length) };
}

/** How arrays of each dtype are named: loops over different arrays are different functions, so that each stays fast. */
const letters: Readonly<Record<DType, string>> = { float32: "F", float64: "D", int32: "I", bool: "B" };

/** Lines of the nest by loop: first those before all loops, then each loop's own; `innermost` stand last in the deepest. */
interface Lines {
  readonly blocks: readonly string[][];
  readonly innermost: string[];
}

function writeSource(spec: LoopSpec, nest: Nest, integers: number[]): string {
  const lines: Lines = { blocks: Array.from({ length: nest.extents.length + 1 }, () => []), innermost: [] };
  const write = (level: number, line: string) => lines.blocks[level + 1]?.push(line);
  const parameter = (value: number): string => `N[${integers.push(value) - 1}]`;
  let buffers = 0;
  const nameArray = ({ dtype }: { readonly dtype: DType }): string => {
    const array = `${letters[dtype]}${buffers}`;
    write(-1, `const ${array} = A[${buffers++}];`);
    return array;
  };
  nest.extents.forEach((_, axis) => write(-1, `const n${axis} = N[${axis}];`));
  const levels = new Map<Reference, number>();
  spec.operands.forEach((operand, i) => {
    const load: Load = {
      name: `x${i}`,
      array: nameArray(operand),
      offset: operand.view.offset,
      strides: nest.strides[i] ?? [],
    };
    levels.set(load.name, writeLoad(load, write, parameter));
  });
  spec.equations.forEach((equation, i) => {
    const level = Math.max(-1, ...equation.operands.map((reference) => levels.get(reference) ?? -1));
    levels.set(`v${i}`, level);
    write(level, `const v${i} = ${expressionOf(equation)};`);
  });
  if (spec.stores.length > 0) write(-1, "let p = 0;");
  for (const store of spec.stores) lines.innermost.push(`${nameArray(store)}[p] = ${store.value};`);
  if (spec.stores.length > 0) lines.innermost.push("p++;");
  const reduced = spec.reductions.map(nameArray);
  spec.reductions.forEach(({ value, how, dtype }, i) => lines.innermost.push(stepOf(how, `r${i}`, value, dtype)));
  return writeNest(spec, nest, lines, reduced);
}

interface Load {
  readonly name: Reference;
  readonly array: string;
  readonly offset: number;
  readonly strides: readonly number[];
}

/** Each load stands in the outermost loop that moves it. Returns that loop. */
function writeLoad(
  { name, array, offset, strides }: Load,
  write: (level: number, line: string) => void,
  parameter: (value: number) => string,
): number {
  const depth = strides.findLastIndex((stride) => stride !== 0);
  let base = offset === 0 ? "" : `o${name}`;
  if (offset !== 0) write(-1, `const ${base} = ${parameter(offset)};`);
  for (let axis = 0; axis <= depth; axis++) {
    const stride = strides[axis] ?? 0;
    if (stride === 0) continue;
    let step = `i${axis}`;
    if (stride !== 1) {
      write(-1, `const s${axis}${name} = ${parameter(stride)};`);
      step = `i${axis} * s${axis}${name}`;
    }
    const sum = base === "" ? step : `${base} + ${step}`;
    if (axis < depth) write(axis, `const b${axis}${name} = ${sum};`);
    base = axis < depth ? `b${axis}${name}` : sum;
  }
  write(depth, `const ${name} = ${array}[${base === "" ? "0" : base}];`);
  return depth;
}

function writeNest(
  spec: LoopSpec,
  { extents, reducedFrom }: Nest,
  { blocks, innermost }: Lines,
  reduced: readonly string[],
): string {
  const rank = extents.length;
  const lines = [...(blocks[0] ?? [])];
  const hasReductions = reduced.length > 0;
  if (hasReductions) lines.push("let q = 0;");
  const start = () => spec.reductions.forEach(({ how, dtype }, i) => lines.push(`let r${i} = ${startOf(how, dtype)};`));
  for (let axis = 0; axis < rank; axis++) {
    if (axis === reducedFrom) start();
    lines.push(`for (let i${axis} = 0; i${axis} < n${axis}; i${axis}++) {`, ...(blocks[axis + 1] ?? []));
  }
  if (reducedFrom === rank) start();
  lines.push(...innermost, ...extents.slice(reducedFrom).map(() => "}"));
  reduced.forEach((array, i) => lines.push(`${array}[q] = r${i};`));
  if (hasReductions) lines.push("q++;");
  lines.push(...extents.slice(0, reducedFrom).map(() => "}"));
  return `${lines.join("\n")}\n`;
}

function expressionOf({ primitive, params, operands, dtype, operandDType, exponent }: LoopEquation): string {
  const [x = ""] = operands;
  if (primitive === "pow" && isFloat(dtype) && exponent !== undefined) {
    const product = powers[exponent]?.(x, (expression) => rounded(expression, dtype));
    if (product !== undefined) return product;
  }
  const { loop } = primitiveOf(primitive);
  if (loop === notElementwise) throw new Error(`internal: ${primitive} is not elementwise`);
  return rounded(loop(operands, params, operandDType), dtype);
}

/** Powers as PyTorch computes them: squares and cubes as products, halves as roots. */
const powers: Readonly<Record<number, (x: string, round: (expression: string) => string) => string>> = {
  2: (x, round) => round(`${x} * ${x}`),
  3: (x, round) => round(`${round(`${x} * ${x}`)} * ${x}`),
  0.5: (x, round) => round(`Math.sqrt(${x})`),
  [-1]: (x, round) => round(`1 / ${x}`),
  [-2]: (x, round) => round(`1 / ${round(`${x} * ${x}`)}`),
};

/** Whether a loop is written for this exponent, and not for any. */
export function isCheapPower(exponent: number): boolean {
  return exponent in powers;
}

function rounded(expression: string, dtype: DType): string {
  switch (dtype) {
    case "float32":
      return `F(${expression})`;
    case "float64":
      return `(${expression})`;
    case "int32":
      return `(${expression}) | 0`;
    case "bool":
      return expression;
    default:
      return dtype satisfies never;
  }
}

function startOf(how: Reduction, dtype: DType): string {
  switch (how) {
    case "sum":
    case "any":
      return "0";
    case "prod":
    case "all":
      return "1";
    case "max":
      return dtype === "int32" ? "-2147483648" : "-Infinity";
    case "min":
      return dtype === "int32" ? "2147483647" : "Infinity";
    default:
      return how satisfies never;
  }
}

/** Sums run in float64 and are rounded once; products are rounded at every step, so that they overflow where float32 does. */
function stepOf(how: Reduction, total: string, value: Reference, dtype: DType): string {
  switch (how) {
    case "sum":
      return dtype === "int32" ? `${total} = (${total} + ${value}) | 0;` : `${total} += ${value};`;
    case "prod":
      return dtype === "int32"
        ? `${total} = Math.imul(${total}, ${value});`
        : `${total} = ${rounded(`${total} * ${value}`, dtype)};`;
    case "max":
    case "min":
      return `${total} = Math.${how}(${total}, ${value});`;
    case "any":
      return `${total} |= ${value};`;
    case "all":
      return `${total} &= ${value};`;
    default:
      return how satisfies never;
  }
}
