/**
 * The one implementation of `Builder`: checks shapes, shares equal equations, and takes the cheap local simplifications
 * of `rewrite` on the way in.
 */

import { type Builder, ShapeError } from "./builder";
import {
  type Aval,
  type Data,
  type DType,
  type Equation,
  type Graph,
  type GraphNode,
  type InputNode,
  type NodeId,
  type PrimitiveName,
  type PrimitiveParams,
  type Shape,
  type Site,
  sizeOf,
} from "./graph";
import { primitiveOf } from "./primitives/table";
import { type Known, rewrite } from "./rewrite";
import { shapeText } from "./shapes";

export interface GraphBuilder extends Builder {
  readonly nodes: readonly GraphNode[];
  node(id: NodeId): GraphNode;
  /** What the source calls it: a constant from coefficients, or a number that was named. */
  labelOf(id: NodeId): string | undefined;
  /** Whether its numbers can change with an input's. */
  dependsOnInput(id: NodeId): boolean;
  /** From now on what is made of the node leads through it: a program may differentiate by it. */
  hold(id: NodeId): void;
  isHeld(id: NodeId): boolean;
  /** The same equation once more, shared with none; other nodes stay what they are. */
  repeat(id: NodeId): NodeId;
  /** From now on a derivative hands the node's whole gradient to `hook` before it goes on. */
  hookGradient(id: NodeId, hook: GradientHook): void;
  /** In the order in which they were given. */
  gradientHooksOf(id: NodeId): readonly GradientHook[];
  /** The graph so far; the builder can grow on. */
  finish(outputs: readonly NodeId[]): Graph;
}

/** What a program does with a gradient on its way: another one of the same shape, or `undefined` where it only looks. */
export type GradientHook = (gradient: NodeId) => NodeId | undefined;

/** An empty graph to grow, or a copy of a finished one with the same ids. */
export function createBuilder(from?: Graph): GraphBuilder {
  return new GrowingGraph(from?.nodes ?? []);
}

/** While tracing, the builder is always the one that keeps its nodes. */
export function graphOf(builder: Builder): GraphBuilder {
  if (!isGraphBuilder(builder)) throw new Error("internal: this builder keeps no nodes");
  return builder;
}

function isGraphBuilder(builder: Builder): builder is GraphBuilder {
  return "nodes" in builder;
}

class GrowingGraph implements GraphBuilder, Known {
  site: Site | undefined;
  readonly #nodes: GraphNode[] = [];
  readonly #dependsOnInput: boolean[] = [];
  /** Nodes known to hold one number everywhere. Constants that are no `scalar` may be leaves to differentiate by: never here. */
  readonly #uniform = new Map<NodeId, number>();
  readonly #labelled = new Set<NodeId>();
  readonly #byKey = new Map<string, NodeId>();
  readonly #names = new Map<NodeId, string>();
  readonly #hooks = new Map<NodeId, GradientHook[]>();
  readonly #held = new Set<NodeId>();

  constructor(nodes: readonly GraphNode[]) {
    for (const node of nodes) this.#append(node);
  }

  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  node(id: NodeId): GraphNode {
    const node = this.#nodes[id];
    if (node === undefined) throw new Error(`internal: no node ${id} (have ${this.#nodes.length})`);
    return node;
  }

  aval(id: NodeId): Aval {
    return this.node(id).aval;
  }

  dependsOnInput(id: NodeId): boolean {
    return this.#dependsOnInput[id] ?? false;
  }

  hold(id: NodeId): void {
    this.#held.add(id);
  }

  isHeld(id: NodeId): boolean {
    return this.#held.has(id);
  }

  repeat(id: NodeId): NodeId {
    const node = this.node(id);
    return node.kind === "equation" ? this.#append(node) : id;
  }

  hookGradient(id: NodeId, hook: GradientHook): void {
    this.#hooks.set(id, [...this.gradientHooksOf(id), hook]);
  }

  gradientHooksOf(id: NodeId): readonly GradientHook[] {
    return this.#hooks.get(id) ?? [];
  }

  labelOf(id: NodeId): string | undefined {
    const node = this.node(id);
    return node.kind === "constant" ? node.label : this.#names.get(id);
  }

  name(id: NodeId, label: string): void {
    if (!this.#names.has(id)) this.#names.set(id, label);
  }

  uniform(id: NodeId): number | undefined {
    return this.#uniform.get(id);
  }

  anonymous(id: NodeId): number | undefined {
    return this.#labelled.has(id) ? undefined : this.#uniform.get(id);
  }

  input(name: string, aval: Aval): NodeId {
    const node: InputNode = { kind: "input", name, aval };
    return this.#append(node);
  }

  /** Always a node of its own, so that a program can differentiate by it. */
  constant(aval: Aval, data: Data, label?: string): NodeId {
    if (data.length !== sizeOf(aval.shape)) {
      throw new ShapeError(`${data.length} numbers do not fill shape ${shapeText(aval.shape)}`);
    }
    return this.#append({ kind: "constant", aval, data, ...(label === undefined ? {} : { label }) });
  }

  scalar(value: number, dtype: DType = "float32", label?: string): NodeId {
    const key = `${dtype} ${Object.is(value, -0) ? "-0" : value} ${label ?? ""}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const data = scalarData(value, dtype);
    const id = this.constant({ shape: [], dtype }, data, label);
    this.#uniform.set(id, data[0] ?? 0);
    if (label !== undefined) this.#labelled.add(id);
    this.#byKey.set(key, id);
    return id;
  }

  full(shape: Shape, value: number, dtype: DType = "float32"): NodeId {
    return this.apply("broadcast", [this.scalar(value, dtype)], { shape });
  }

  apply<N extends PrimitiveName>(primitive: N, inputs: readonly NodeId[], params: PrimitiveParams[N]): NodeId {
    const rule = primitiveOf(primitive);
    const aval = rule.shape(
      inputs.map((id) => this.aval(id)),
      params,
    );
    const simpler = rewrite(this, { primitive, inputs, params, aval });
    if (simpler !== undefined) return simpler;
    const key = `${primitive}(${inputs.join()})${paramsKey(params)}`;
    const known = unshared.has(primitive) ? undefined : this.#byKey.get(key);
    if (known !== undefined) return known;
    const equation: Equation<PrimitiveName> = { kind: "equation", primitive, params, inputs, aval, site: this.site };
    const id = this.#append(asEquationNode(equation));
    this.#byKey.set(key, id);
    return id;
  }

  finish(outputs: readonly NodeId[]): Graph {
    for (const id of outputs) this.node(id);
    return { nodes: [...this.#nodes], outputs: [...outputs] };
  }

  #append(node: GraphNode): NodeId {
    const id = this.#nodes.length;
    this.#nodes.push(node);
    if (node.kind === "equation") {
      this.#dependsOnInput.push(node.inputs.some((input) => this.#dependsOnInput[input]));
      const [first] = node.inputs;
      const value = first === undefined ? undefined : this.#uniform.get(first);
      if (first !== undefined && value !== undefined && keepsUniform.has(node.primitive)) {
        this.#uniform.set(id, value);
        if (this.#labelled.has(first)) this.#labelled.add(id);
      }
    } else {
      this.#dependsOnInput.push(node.kind === "input");
    }
    return id;
  }
}

const unshared: ReadonlySet<PrimitiveName> = new Set<PrimitiveName>(["customVjp", "reducePrecision"]);

const keepsUniform: ReadonlySet<PrimitiveName> = new Set<PrimitiveName>([
  "broadcast",
  "reshape",
  "transpose",
  "slice",
  "reverse",
]);

/** The union over primitives, which TypeScript cannot rebuild from a generic name and its params. */
function asEquationNode(equation: Equation<PrimitiveName>): GraphNode {
  return equation as GraphNode;
}

function paramsKey(params: object): string {
  let key = "";
  for (const value of Object.values(params)) key += `;${Object.is(value, -0) ? "-0" : value}`;
  return key;
}

function scalarData(value: number, dtype: DType): Data {
  switch (dtype) {
    case "float32":
      return Float32Array.of(value);
    case "float64":
      return Float64Array.of(value);
    case "int32":
      return Int32Array.of(value);
    case "bool":
      return Uint8Array.of(value === 0 ? 0 : 1);
    default:
      return dtype satisfies never;
  }
}
