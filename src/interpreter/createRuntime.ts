/** Puts the parts of the interpreter together: one run, which is also the tracer that frameworks meet. */

import type { GraphBuilder } from "../graph/build";
import { type Data, isFloat, type NodeId, sizeOf } from "../graph/graph";
import type { Chunk, Expression } from "../syntax/tree";
import { getAttribute } from "./attributes";
import { createBuiltins } from "./builtins/builtins";
import { call } from "./calls";
import { isTrue, toNumber } from "./conversions";
import { fault, Stopped } from "./errors";
import { evaluate } from "./expressions";
import { getItem } from "./indexing";
import { iterate } from "./iteration";
import { executeLazily } from "./lazyStatements";
import type { Library } from "./library";
import { createModules, type FindFile, type Modules } from "./modules";
import { compare } from "./operators";
import { createRandom } from "./random";
import type { Limits, OnLocal, Runtime } from "./runtime";
import { nowhere } from "./scope";
import { noKeywords } from "./signature";
import { execute } from "./statements";
import { castTo } from "./tracedNumbers";
import type { TensorValue, TracedNumber, Value } from "./values";
import { bool, float, int } from "./values";

export interface RuntimeOptions {
  readonly builder: GraphBuilder;
  /** The numbers of a node at the reference input. Asked once a node. */
  readonly probe: (node: NodeId) => Data;
  readonly findFile: FindFile;
  /** In the order in which they are asked for a module. */
  readonly libraries: readonly Library[];
  readonly parseChunk: (text: string) => Chunk;
  readonly seed: number;
  readonly limits: Limits;
  readonly overrides: Map<Expression, Value>;
  readonly onLocal: OnLocal | undefined;
  readonly assume: Runtime["assume"];
}

export function createRuntime(options: RuntimeOptions): { readonly run: Runtime; readonly modules: Modules } {
  const { builder, limits } = options;
  const known = new Map<NodeId, Data>();
  const guarded = new Set<NodeId>();
  const identities = new WeakMap<object, number>();
  const budget = createBudget(builder, limits);
  let nextIdentity = 1;

  const run: Runtime = {
    graph: builder,
    limits,
    guards: [],
    locals: [],
    overrides: options.overrides,
    onLocal: options.onLocal,
    assume: options.assume,
    builtins: builtins(),
    definitions: new Map(),
    inherited: new Map(),
    printing: new Set(),
    random: createRandom(options.seed),
    isGradEnabled: true,
    defaultFloat: "float32",
    depth: 0,
    userDepth: 0,
    frame: undefined,
    step: budget,
    peek: (node) => {
      const constant = builder.node(node);
      if (constant.kind === "constant") return constant.data;
      const found = known.get(node) ?? options.probe(node);
      known.set(node, found);
      return found;
    },
    concrete: (node) => {
      const answer = run.peek(node);
      if (!builder.dependsOnInput(node) || guarded.has(node)) return answer;
      guarded.add(node);
      run.guards.push({ node, answer, site: builder.site });
      return answer;
    },
    dependsOnInput: (node) => builder.dependsOnInput(node),
    isTrue: (value) => isTrue(run, value),
    toNumber: (value) => toNumber(run, value),
    call: (callable, positional, keywords) => call(run, callable, positional, keywords ?? noKeywords),
    attribute: (object, name) => getAttribute(run, object, name),
    imported: (module, name) => modules.find(module, nowhere, 0)?.find?.(name),
    iterate: (value) => iterate(run, value),
    asNumber: (tensor, type) => asNumber(run, tensor, type),
    compare: (operator, left, right) => compare(run, operator, left, right),
    item: (object, index) => getItem(run, object, index),
    evaluate: (frame, expression) => evaluate(run, frame, expression),
    execute: (frame, block) => execute(run, frame, block),
    executeLazily: (frame, block) => executeLazily(run, frame, block),
    importModule: (name, from, level) => modules.find(name, from, level),
    standInBase: () => {
      for (const { standIn } of options.libraries) {
        const found = standIn && modules.find(standIn.module, nowhere, 0)?.find?.(standIn.name);
        if (found?.kind === "class") return found;
      }
      return undefined;
    },
    isLibrary: (name) => modules.isLibrary(name),
    identityOf: (value) => {
      const found = identities.get(value);
      if (found !== undefined) return found;
      identities.set(value, nextIdentity);
      return nextIdentity++;
    },
  };
  const modules = createModules(run, options.libraries, options.findFile, options.parseChunk);
  return { run, modules };
}

/** Made when the first run begins, then shared: builtins hold no state. */
const builtins = once(createBuiltins);

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Counts steps, and now and then looks at the clock and at the sizes of new tensors. */
function createBudget(builder: GraphBuilder, limits: Limits): () => void {
  const end = performance.now() + limits.milliseconds;
  let steps = 0;
  let checked = builder.nodes.length;
  return () => {
    steps++;
    if (steps > limits.steps)
      throw new Stopped(`stopped after ${limits.steps} steps: is there an endless loop?`, builder.site);
    if (steps % 1024 === 0 && performance.now() > end) {
      throw new Stopped(
        `stopped after ${limits.milliseconds / 1000} seconds: too much work for a preview`,
        builder.site,
      );
    }
    for (; checked < builder.nodes.length; checked++) {
      const { shape } = builder.aval(checked);
      if (sizeOf(shape) > limits.elements)
        throw new Stopped(`a tensor of shape [${shape.join(", ")}] is too large for a preview`, builder.site, true);
    }
  };
}

/** A plain number where nothing depends on an input, a traced one elsewhere. */
function asNumber(run: Runtime, tensor: TensorValue, type: TracedNumber["type"]): Value {
  const { shape, dtype } = run.graph.aval(tensor.node);
  if (sizeOf(shape) !== 1)
    throw fault("RuntimeError", `a Tensor with ${sizeOf(shape)} elements cannot be converted to Scalar`);
  if (!run.dependsOnInput(tensor.node)) {
    const number = run.peek(tensor.node)[0] ?? 0;
    return type === "bool" ? bool(number !== 0) : type === "int" ? int(Math.trunc(number)) : float(number);
  }
  const whole = shape.length === 0 ? tensor.node : run.graph.apply("reshape", [tensor.node], { shape: [] });
  const scalar = isFloat(dtype) && tensor.library.isRecorded ? run.graph.apply("stopGradient", [whole], {}) : whole;
  return { kind: "traced", type, node: castTo(run, scalar, type) };
}
