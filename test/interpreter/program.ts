/** Programs as the interpreter's tests write them: run a text, read names and traces back as text. */

import { special } from "../../src/engine/special";
import { createBuilder, type GraphBuilder } from "../../src/graph/build";
import type { Data, DType, NodeId } from "../../src/graph/graph";
import { primitiveOf } from "../../src/graph/primitives/table";
import {
  createInterpreter,
  faultOf,
  type Interpreter,
  type InterpreterOptions,
} from "../../src/interpreter/interpreter";
import type { ModuleValue, TracedNumber } from "../../src/interpreter/values";
import type { Module } from "../../src/syntax/tree";
import { loadPythonParser } from "../syntax/pythonParser";

const parser = await loadPythonParser();

export interface Program {
  readonly interpreter: Interpreter;
  readonly builder: GraphBuilder;
  readonly module: ModuleValue;
  readonly text: string;
  /** The `repr` of a name of the module, or the fault that asking for it ends in. */
  show(name: string): string;
  /** A traced number with this value at the reference. */
  traced(value: number, type?: TracedNumber["type"], label?: string): TracedNumber;
  peek(node: NodeId): number;
}

export function runProgram(
  source: string,
  options: Partial<InterpreterOptions> = {},
  others: Readonly<Record<string, string>> = {},
): Program {
  const text = dedent(source);
  const builder = createBuilder();
  const inputs = new Map<NodeId, number>();
  const value = (node: NodeId): number => {
    const found = builder.node(node);
    if (found.kind === "constant") return found.data[0] ?? Number.NaN;
    if (found.kind === "input") return inputs.get(node) ?? Number.NaN;
    const { loop } = primitiveOf(found.primitive);
    if (typeof loop === "string") throw new Error(`no scalar rule for ${found.primitive}`);
    const operands = found.inputs.map((input) => `(${literal(value(input))})`);
    const expression = loop(operands, found.params as never, builder.aval(found.inputs.at(-1) ?? node).dtype);
    return Number(new Function("special", `return ${expression}`)(special));
  };
  const probe = (node: NodeId): Data => Float32Array.of(value(node));
  const files = new Map<string, Module>(
    Object.entries(others).map(([path, content]) => [path, parser.parse(path, dedent(content))]),
  );
  const interpreter = createInterpreter({
    builder,
    probe,
    libraries: [],
    parseChunk: (chunk) => parser.parseChunk(chunk),
    findFile: (candidates) => candidates.map((path) => files.get(path)).find((found) => found !== undefined),
    ...options,
  });
  const module = interpreter.load(parser.parse("/project/program.py", text));
  return {
    interpreter,
    builder,
    module,
    text,
    show: (name) =>
      told(() => {
        const found = interpreter.find(module, name);
        return found === undefined ? `no ${name}` : interpreter.repr(found);
      }, text),
    traced: (number, type = "float", label) => {
      const dtype: DType = type === "float" ? "float64" : type === "int" ? "int32" : "bool";
      const node = builder.input(`input${inputs.size}`, { shape: [], dtype });
      inputs.set(node, number);
      return { kind: "traced", type, node, ...(label === undefined ? {} : { label }) };
    },
    peek: value,
  };
}

/** The result as text, or the fault with the source text it points at. */
export function told(action: () => string, _text = ""): string {
  try {
    return action();
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    return fault.message;
  }
}

/** The text under a fault's site. */
export function pointedAt(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    const site = faultOf(error)?.site;
    if (site === undefined) return "nowhere";
    return "text" in site.origin && typeof site.origin.text === "string"
      ? site.origin.text.slice(site.start, site.end)
      : "elsewhere";
  }
  return "no fault";
}

/** Evaluates the last line's expression after the others have run as module text. */
export function evaluated(source: string): string {
  const lines = dedent(source).split("\n");
  const last = lines.findLastIndex((line) => line !== "" && !/^[\s)\]}]/.test(line));
  const text = [...lines.slice(0, last), `result = (${lines.slice(last).join("\n")}\n)`].join("\n");
  return runProgram(text).show("result");
}

function literal(number: number): string {
  return Number.isNaN(number) ? "NaN" : String(number);
}

function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").split("\n");
  const indent = Math.min(
    ...lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0),
  );
  return `${lines
    .map((line) => line.slice(indent))
    .join("\n")
    .trimEnd()}\n`;
}
