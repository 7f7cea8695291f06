/** Runs a function of a program on arrays: its value and the gradients of its sum, as plain numbers. */

import { createProbe } from "../../src/engine/probe";
import { jaxHome, numpyHome } from "../../src/frameworks/numpy/arrays";
import { tensorFlowTensors } from "../../src/frameworks/tensorflow/tensors";
import { TorchTensor } from "../../src/frameworks/torch/tensor";
import { createBuilder } from "../../src/graph/build";
import { appendGradients } from "../../src/graph/differentiate";
import { type Data, isFloat, type NodeId } from "../../src/graph/graph";
import { createInterpreter } from "../../src/interpreter/interpreter";
import type { Library } from "../../src/interpreter/library";
import type { Value } from "../../src/interpreter/values";
import { loadPythonParser } from "../syntax/pythonParser";

export type Plain = readonly Plain[] | number | boolean | string | null;

const parser = await loadPythonParser();
const homes = {
  numpy: numpyHome,
  jax: jaxHome,
  tensorflow: { arrays: tensorFlowTensors, conventions: { float: "float32", int: "int32" } },
} as const;

export interface Ran {
  readonly value: Plain;
  /** The element types of the answer's tensors, `float` and the like of its plain numbers. */
  readonly types: readonly string[];
  /** Of the sum of the first float tensor, by float argument; `undefined` where no path leads there. */
  readonly gradients: ReadonlyMap<string, Plain | undefined>;
}

/** Arguments are nested lists; lists of integers are integer arrays. */
export function runCase(
  kind: keyof typeof homes,
  libraries: readonly Library[],
  source: string,
  args: Readonly<Record<string, Plain>>,
): Ran {
  const builder = createBuilder();
  const inputs = new Map<NodeId, Data>();
  const interpreter = createInterpreter({
    builder,
    probe: createProbe(builder, inputs),
    libraries,
    parseChunk: (text) => parser.parseChunk(text),
  });
  const module = interpreter.load(parser.parse("/project/program.py", source));
  const leaves = new Map<string, NodeId>();
  const { arrays, conventions } = homes[kind];
  const positional = Object.entries(args).map(([name, nested]): Value => {
    const shape = shapeOf(nested);
    const numbers = flat(nested).map(Number);
    const isFloat = numbers.some((number) => !Number.isInteger(number));
    if (!isFloat)
      return new TorchTensor(
        arrays,
        builder.constant({ shape, dtype: "int32" }, Int32Array.from(numbers)),
        conventions.int,
      );
    const node = builder.input(name, { shape, dtype: "float32" });
    inputs.set(node, Float32Array.from(numbers));
    leaves.set(name, node);
    return new TorchTensor(arrays, node, conventions.float);
  });
  const callable = interpreter.find(module, "case");
  if (callable === undefined) throw new Error("no case");
  const result = interpreter.call(callable, positional);
  const evaluate = createProbe(builder, inputs);
  const plain = (value: Value): Plain => {
    switch (value.kind) {
      case "int":
      case "float":
      case "bool":
      case "str":
        return value.value;
      case "list":
      case "tuple":
        return value.items.map(plain);
      case "tensor":
      case "traced": {
        const { shape, dtype } = builder.aval(value.node);
        const isTruth = dtype === "bool";
        return nestedOf(
          Array.from(evaluate(value.node), (number) => (isTruth ? number !== 0 : number)),
          shape,
        );
      }
      case "dict":
        return [...value.entries.values()].map(([, item]) => plain(item));
      default:
        return value.kind;
    }
  };
  const gradients = new Map<string, Plain | undefined>();
  const outputs = flattened(result);
  const first = outputs.find((output) => output.kind === "tensor" && isFloat(builder.aval(output.node).dtype));
  if (first?.kind === "tensor") {
    const names = [...leaves.keys()];
    appendGradients(builder, first.node, [...leaves.values()]).forEach((node, i) => {
      const name = names[i] ?? "";
      gradients.set(
        name,
        node === undefined ? undefined : nestedOf(Array.from(evaluate(node)), builder.aval(node).shape),
      );
    });
  }
  const types = outputs.map((output) => (output.kind === "tensor" ? output.element : output.kind));
  return { value: plain(result), types, gradients };
}

function flattened(value: Value): readonly Value[] {
  switch (value.kind) {
    case "list":
    case "tuple":
      return value.items.flatMap(flattened);
    case "dict":
      return [...value.entries.values()].flatMap(([, item]) => flattened(item));
    default:
      return [value];
  }
}

/** Where two nested values differ by more than the tolerance; `undefined` where they agree. */
export function difference(actual: Plain, expected: Plain, tolerance: number, path = ""): string | undefined {
  if (Array.isArray(expected) || Array.isArray(actual)) {
    if (!Array.isArray(expected) || !Array.isArray(actual) || actual.length !== expected.length)
      return `${path}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`;
    for (const [i, item] of expected.entries()) {
      const found = difference(actual[i] ?? null, item, tolerance, `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const [a, b] = [Number(parse(actual)), Number(parse(expected))];
  if (Object.is(a, b) || a === b) return undefined;
  return Math.abs(a - b) <= tolerance * (1 + Math.abs(b)) ? undefined : `${path}: ${actual} is not ${expected}`;
}

function parse(value: Plain): Plain {
  return value === "inf" ? Infinity : value === "-inf" ? -Infinity : value === "nan" ? Number.NaN : value;
}

function shapeOf(nested: Plain): number[] {
  return Array.isArray(nested) ? [nested.length, ...shapeOf(nested[0] ?? 0)] : [];
}

function flat(nested: Plain): readonly Plain[] {
  return Array.isArray(nested) ? nested.flatMap(flat) : [nested];
}

function nestedOf(numbers: readonly (number | boolean)[], shape: readonly number[]): Plain {
  const [extent, ...rest] = shape;
  if (extent === undefined) return numbers[0] ?? Number.NaN;
  const step = numbers.length / extent;
  return Array.from({ length: extent }, (_, i) => nestedOf(numbers.slice(i * step, (i + 1) * step), rest));
}
