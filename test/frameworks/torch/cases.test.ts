import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createProbe } from "../../../src/engine/probe";
import { torchLibrary } from "../../../src/frameworks/torch/library";
import { torchTensors } from "../../../src/frameworks/torch/tensors";
import { createBuilder } from "../../../src/graph/build";
import { appendGradients } from "../../../src/graph/differentiate";
import { type Data, type DType, isFloat, type NodeId } from "../../../src/graph/graph";
import { createInterpreter, type Interpreter } from "../../../src/interpreter/interpreter";
import type { ElementType, TensorValue, Value } from "../../../src/interpreter/values";
import { loadPythonParser } from "../../syntax/pythonParser";

interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: ElementType;
  readonly data: readonly (number | boolean | string)[];
}
type Plain = Tensor | readonly Plain[] | number | string | boolean | null;
interface Case {
  readonly source: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly value?: Plain;
  readonly gradients?: Readonly<Record<string, Tensor | null>>;
  readonly error?: string;
}

const parser = await loadPythonParser();
const folder = new URL("./recorded/", import.meta.url);

for (const file of readdirSync(folder)) {
  const cases: readonly Case[] = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  for (const one of cases)
    test(`${file}: ${one.source
      .split("\n")
      .slice(1)
      .map((line) => line.trim())
      .join(" ⏎ ")
      .replace("return ", "")}${Object.keys(one.inputs).join()}${one.inputs["x"]?.shape.join() ?? ""}`, () =>
      judge(one));
}

function judge(one: Case): void {
  const builder = createBuilder();
  const inputs = new Map<NodeId, Data>();
  const evaluate = createProbe(builder, inputs);
  const interpreter = createInterpreter({
    builder,
    probe: evaluate,
    libraries: [torchLibrary],
    parseChunk: (text) => parser.parseChunk(text),
  });
  const module = interpreter.load(
    parser.parse("/project/program.py", `import torch\nfrom math import inf, nan\n${one.source}`),
  );
  const given = new Map<string, Value>();
  const leaves = new Map<string, NodeId>();
  for (const [name, { shape, dtype, data }] of Object.entries(one.inputs)) {
    const stored = storage(dtype);
    const node = builder.input(name, { shape, dtype: stored });
    inputs.set(node, numbers(stored, data.map(parse)));
    given.set(name, {
      kind: "tensor",
      node,
      element: dtype,
      requiresGrad: isFloat(stored),
      library: torchTensors,
    });
    if (isFloat(stored)) leaves.set(name, node);
  }
  const callable = interpreter.find(module, "case");
  if (callable === undefined) throw new Error("no case");
  if (one.error !== undefined) {
    expect(() => shown(interpreter, evaluate, interpreter.call(callable, [], given))).toThrow();
    return;
  }
  const result = interpreter.call(callable, [], given);
  close(shown(interpreter, evaluate, result), one.value ?? null, "value");
  if (one.gradients === undefined) return;
  const outputs = tensorsOf(result).filter((tensor) => isFloat(storage(tensor.element)));
  for (const [name, expected] of Object.entries(one.gradients)) {
    const leaf = leaves.get(name) ?? -1;
    const { shape } = builder.aval(leaf);
    const total = new Float64Array(shape.reduce((a, b) => a * b, 1));
    for (const output of outputs) {
      if (!output.requiresGrad) continue;
      const aval = builder.aval(output.node);
      const size = aval.shape.reduce((a, b) => a * b, 1);
      if (size === 0) continue;
      const weights = numbers(
        aval.dtype,
        Array.from({ length: size }, (_, i) => (size === 1 ? 0.5 : 0.5 + i / (size - 1))),
      );
      const [gradient] = appendGradients(builder, output.node, [leaf], builder.constant(aval, weights));
      if (gradient !== undefined) evaluate(gradient).forEach((value, i) => (total[i] = (total[i] ?? 0) + value));
    }
    close(
      { shape, dtype: "float32", data: Array.from(total) },
      expected ?? { shape, dtype: "float32", data: Array.from(total, () => 0) },
      `gradient by ${name}`,
    );
  }
}

function shown(interpreter: Interpreter, evaluate: (node: NodeId) => Data, value: Value): Plain {
  switch (value.kind) {
    case "none":
      return null;
    case "bool":
    case "int":
    case "float":
    case "str":
      return value.value;
    case "traced": {
      const number = evaluate(value.node)[0] ?? NaN;
      return value.type === "bool" ? number === 1 : number;
    }
    case "token":
      return value.name;
    case "tensor": {
      const { shape, dtype } = builderAval(interpreter, value);
      expect(dtype).toBe(storage(value.element));
      const data = Array.from(evaluate(value.node));
      return { shape, dtype: value.element, data: dtype === "bool" ? data.map((item) => item === 1) : data };
    }
    case "list":
    case "tuple":
      return value.items.map((item) => shown(interpreter, evaluate, item));
    default:
      throw new Error(`cannot show ${value.kind}`);
  }
}

function builderAval(interpreter: Interpreter, tensor: TensorValue) {
  return interpreter.tracer.graph.aval(tensor.node);
}

function tensorsOf(value: Value): TensorValue[] {
  if (value.kind === "tensor") return [value];
  return value.kind === "list" || value.kind === "tuple" ? value.items.flatMap(tensorsOf) : [];
}

function close(actual: Plain, expected: Plain, what: string): void {
  if (isTensor(expected) && isTensor(actual)) {
    expect({ what, shape: actual.shape, dtype: actual.dtype }).toEqual({
      what,
      shape: expected.shape,
      dtype: expected.dtype,
    });
    const same = expected.data.every((item, i) => near(parse(actual.data[i] ?? NaN), parse(item)));
    if (!same) expect({ what, data: actual.data }).toEqual({ what, data: expected.data.map(parse) });
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    expect(actual.length).toBe(expected.length);
    expected.forEach((item, i) => close(actual[i], item, `${what}[${i}]`));
  } else if (typeof actual === "number" && (typeof expected === "number" || typeof expected === "string")) {
    if (!near(actual, parse(expected))) expect({ what, actual }).toEqual({ what, actual: parse(expected) });
  } else expect({ what, actual }).toEqual({ what, actual: expected });
}

function near(actual: number, expected: number): boolean {
  if (Object.is(actual, expected) || actual === expected) return true;
  return Math.abs(actual - expected) <= 1e-5 + 1e-4 * Math.abs(expected);
}

function isTensor(value: Plain | undefined): value is Tensor {
  return typeof value === "object" && value !== null && "dtype" in value;
}

function parse(value: number | string | boolean): number {
  return typeof value === "string" ? Number(value.replace("inf", "Infinity")) : Number(value);
}

function storage(element: ElementType): DType {
  if (element === "bool" || element === "float64") return element;
  return element.includes("float") ? "float32" : "int32";
}

function numbers(dtype: DType, data: readonly number[]): Data {
  if (isFloat(dtype)) return dtype === "float32" ? Float32Array.from(data) : Float64Array.from(data);
  return dtype === "int32" ? Int32Array.from(data) : Uint8Array.from(data);
}
