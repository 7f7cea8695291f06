/** One evaluation at exactly given inputs: every output, and the first one's gradients by every float input and parameter. */

import type { Engine } from "../engine/engine";
import { createBuilder, type GraphBuilder } from "../graph/build";
import { appendGradients } from "../graph/differentiate";
import { type Data, dtypeOf, isFloat, type NodeId, sizeOf } from "../graph/graph";
import { findReached } from "../graph/live";
import type { Interpreter } from "../interpreter/interpreter";
import { stringKey } from "../interpreter/keys";
import { float, list, str, type Value } from "../interpreter/values";
import type { EvaluateInputs, Evaluation, Json } from "./core";
import type { Subject } from "./subject/subject";
import { flattenResult } from "./trace/flatten";
import { findLearnables, findState } from "./trace/learnables";
import { floatKey, isJsonList, nestedOf, tensorOf, valueOf } from "./trace/plainValues";
import type { Workshop } from "./trace/trace";

/** A fault of the inputs, not of the program. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}

/** A float tensor among the arguments, or a list or dict of such. */
type Leaf =
  | { readonly kind: "tensor"; readonly node: NodeId }
  | { readonly kind: "many"; readonly items: ReadonlyMap<string, Leaf> | readonly Leaf[] }
  | { readonly kind: "none" };

/** @throws BadInput; whatever the program raises */
export function evaluateAt(
  workshop: Workshop,
  engine: Engine,
  open: (interpreter: Interpreter) => Subject,
  inputs: EvaluateInputs,
): Evaluation {
  const builder = createBuilder();
  const given = new Map<NodeId, Data>();
  const interpreter = workshop.createInterpreter({ builder, seed: 0, probe: workshop.createProbe(builder, given) });
  const reader = new InputReader(workshop, builder, given);
  const subject = open(interpreter);
  const construction = new Map(
    Object.entries(inputs.init ?? {}).map(([name, json]) => [name, reader.read(json, name).value]),
  );
  const constructed = subject.construct(construction);
  if (constructed.instance !== undefined)
    loadParameters(interpreter, constructed.instance, inputs.parameters ?? {}, reader);
  const learnables = constructed.instance === undefined ? [] : findLearnables(interpreter, constructed.instance);
  const parameters = learnables.map(({ name, tensor }) => {
    if (!tensor.requiresGrad) return { name, node: undefined };
    const data = interpreter.tracer.peek(tensor.node);
    tensor.node = builder.input(name, builder.aval(tensor.node));
    given.set(tensor.node, data);
    return { name, node: tensor.node };
  });
  const { positional, keywords, leaves } = readArguments(subject, inputs.args ?? {}, reader);
  const results = flattenResult(interpreter.tracer, constructed.call(positional, keywords), subject.results);

  const [first] = results;
  const wrt = [...[...leaves.values()].flatMap(nodesOf), ...parameters.flatMap(({ node }) => node ?? [])];
  const slopes = first === undefined ? wrt.map(() => undefined) : gradientsOf(builder, first.node, wrt);
  const wanted = [...results.map(({ node }) => node), ...slopes.filter((node) => node !== undefined)];
  const numbers = engine.run(builder.finish(wanted), given);
  const dataOf = new Map(wanted.map((node, i) => [node, numbers[i]] as const));
  const nested = (node: NodeId | undefined): Json => {
    const data = node === undefined ? undefined : dataOf.get(node);
    return node === undefined || data === undefined ? null : nestedOf(data, builder.aval(node).shape);
  };
  const gradientOf = new Map(wrt.map((node, i) => [node, slopes[i]] as const));
  const describeLeaf = (leaf: Leaf): Json => {
    if (leaf.kind === "none") return null;
    if (leaf.kind === "tensor") return nested(gradientOf.get(leaf.node));
    if (leaf.items instanceof Map)
      return Object.fromEntries([...leaf.items].map(([key, item]) => [key, describeLeaf(item)]));
    return [...leaf.items.values()].map(describeLeaf);
  };
  return {
    outputs: results.map(({ name, node }) => ({ name, shape: builder.aval(node).shape, data: nested(node) })),
    gradients: Object.fromEntries(
      [...leaves].filter(([, leaf]) => leaf.kind !== "none").map(([name, leaf]) => [name, describeLeaf(leaf)]),
    ),
    parameterGradients: Object.fromEntries(
      parameters.map(({ name, node }) => [name, node === undefined ? null : nested(gradientOf.get(node))]),
    ),
  };
}

/** Derivatives of the sum of an output. Zero where a path leads there but carries nothing; absent where no path leads. */
function gradientsOf(builder: GraphBuilder, output: NodeId, wrt: readonly NodeId[]): readonly (NodeId | undefined)[] {
  const { shape, dtype } = builder.aval(output);
  if (!isFloat(dtype)) return wrt.map(() => undefined);
  const reached = findReached(builder.nodes, output);
  const total = shape.length === 0 ? output : builder.apply("sum", [output], { axes: shape.map((_, axis) => axis) });
  return appendGradients(builder, total, wrt).map((node, i) => {
    const by = wrt[i];
    if (node !== undefined || by === undefined || !reached.has(by)) return node;
    const { shape: ofLeaf, dtype: wanted } = builder.aval(by);
    return builder.full(ofLeaf, 0, wanted);
  });
}

function nodesOf(leaf: Leaf): readonly NodeId[] {
  if (leaf.kind === "none") return [];
  if (leaf.kind === "tensor") return [leaf.node];
  return [...leaf.items.values()].flatMap(nodesOf);
}

/** JSON to values; every float tensor becomes an input of the graph. */
class InputReader {
  constructor(
    private readonly workshop: Workshop,
    private readonly builder: GraphBuilder,
    private readonly given: Map<NodeId, Data>,
  ) {}

  read(json: Json, name: string): { readonly value: Value; readonly leaf: Leaf } {
    if (isJsonList(json)) {
      const items = json.map((item, i) => this.read(item, `${name}[${i}]`));
      const leaf: Leaf = items.some((item) => item.leaf.kind !== "none")
        ? { kind: "many", items: items.map((item) => item.leaf) }
        : { kind: "none" };
      return { value: list(items.map((item) => item.value)), leaf };
    }
    if (json === null || typeof json !== "object") return { value: valueOf(numberIn(json)), leaf: { kind: "none" } };
    const { [floatKey]: marked } = json;
    if (typeof marked === "number") return { value: float(marked), leaf: { kind: "none" } };
    if ("tensor" in json) return this.readTensor(json.tensor ?? null, json.dtype, name);
    const items = Object.entries(json).map(([key, item]) => [key, this.read(item, `${name}.${key}`)] as const);
    const entries = new Map(items.map(([key, item]) => [stringKey(key), [str(key), item.value] as const]));
    const hasLeaf = items.some(([, item]) => item.leaf.kind !== "none");
    return {
      value: { kind: "dict", entries },
      leaf: hasLeaf ? { kind: "many", items: new Map(items.map(([key, item]) => [key, item.leaf])) } : { kind: "none" },
    };
  }

  private readTensor(
    nested: Json,
    dtype: Json | undefined,
    name: string,
  ): { readonly value: Value; readonly leaf: Leaf } {
    const tensor = this.parse(nested, typeof dtype === "string" ? dtype : "float32", name);
    const aval = { shape: tensor.shape, dtype: dtypeOf(tensor.data) };
    if (!isFloat(aval.dtype))
      return {
        value: this.workshop.createTensor(this.builder.constant(aval, tensor.data), tensor.element, false),
        leaf: { kind: "none" },
      };
    const node = this.builder.input(name, aval);
    this.given.set(node, tensor.data);
    return { value: this.workshop.createTensor(node, tensor.element, true), leaf: { kind: "tensor", node } };
  }

  parse(nested: Json, dtype: string, name: string): ReturnType<typeof tensorOf> {
    try {
      return tensorOf(nested, dtype);
    } catch (error) {
      throw new BadInput(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Numbers that JSON cannot hold come as strings. */
function numberIn(json: null | boolean | number | string): null | boolean | number | string {
  if (json === "NaN") return Number.NaN;
  if (json === "Infinity") return Number.POSITIVE_INFINITY;
  return json === "-Infinity" ? Number.NEGATIVE_INFINITY : json;
}

/** A key `*name` holds the elements of a variable-length parameter; what stands before that is passed by position. */
function readArguments(subject: Subject, args: Readonly<Record<string, Json>>, reader: InputReader) {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  const leaves = new Map<string, Leaf>();
  const star = Object.keys(args).find((name) => name.startsWith("*"));
  const variadic = subject.parameters.findIndex(({ form }) => form === "variadic");
  const before =
    star === undefined || variadic < 0 ? [] : subject.parameters.slice(0, variadic).map(({ name }) => name);
  const byPosition = new Set([
    ...before,
    ...subject.parameters.filter(({ form }) => form === "positional").map(({ name }) => name),
  ]);
  const ordered = [
    ...subject.parameters.map(({ name }) => name).filter((name) => byPosition.has(name) && name in args),
  ];
  for (const name of [...ordered, ...Object.keys(args).filter((name) => !byPosition.has(name))]) {
    const { value, leaf } = reader.read(args[name] ?? null, name);
    leaves.set(name, leaf);
    if (name.startsWith("*")) positional.push(...(value.kind === "list" ? value.items : [value]));
    else if (byPosition.has(name)) positional.push(value);
    else keywords.set(name, value);
  }
  return { positional, keywords, leaves: inOrder(leaves, Object.keys(args)) };
}

function inOrder(leaves: ReadonlyMap<string, Leaf>, names: readonly string[]): ReadonlyMap<string, Leaf> {
  return new Map(names.map((name) => [name, leaves.get(name) ?? { kind: "none" }]));
}

/** Loads given numbers into the object's parameters and buffers, by state-dict name. */
function loadParameters(
  interpreter: Interpreter,
  instance: Value,
  parameters: Readonly<Record<string, Json>>,
  reader: InputReader,
): void {
  const names = Object.keys(parameters);
  if (names.length === 0) return;
  const state = findState(interpreter, instance);
  for (const name of names) {
    const found = state.find((candidate) => candidate.name === name);
    if (found === undefined)
      throw new BadInput(`there is no parameter ${name} (have: ${state.map((one) => one.name).join(", ") || "none"})`);
    const json = parameters[name] ?? null;
    const isObject = json !== null && typeof json === "object" && !isJsonList(json);
    const nested = isObject && "tensor" in json ? (json.tensor ?? null) : json;
    const { graph } = interpreter.tracer;
    const { shape, dtype } = graph.aval(found.tensor.node);
    const loaded = reader.parse(nested, dtype === "int32" ? "int64" : dtype, name);
    // What is empty until its size is known takes the size that it is given.
    if (loaded.shape.join() !== shape.join() && sizeOf(shape) > 0)
      throw new BadInput(`${name}: expected shape [${shape.join(", ")}], got [${loaded.shape.join(", ")}]`);
    found.tensor.node = graph.constant({ shape: loaded.shape, dtype }, loaded.data);
  }
}
