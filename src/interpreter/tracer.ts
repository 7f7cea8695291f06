/**
 * The recorder behind a run: appends equations, evaluates nodes at the reference input when the program asks for a plain
 * value, and remembers each such answer as a guard.
 */

import type { Builder } from "../graph/builder";
import type { Data, Graph, NodeId, Site } from "../graph/graph";
import type { TensorValue, TracedNumber, Value } from "./values";

export interface Tracer {
  readonly graph: Builder;
  /** The numbers of a node at the reference input; no guard (for messages and formatting). */
  peek(node: NodeId): Data;
  /** The numbers of a node as a decision of the program: guarded when the node depends on an input. */
  concrete(node: NodeId): Data;
  /** Python truth; a traced tensor or number makes a guard. */
  isTrue(value: Value): boolean;
  /** A plain number; a traced one makes a guard. @throws Raised TypeError when it is no number. */
  toNumber(value: Value): number;
  /** Calls any callable of the program (functions given to `map`, `vmap`, a module's forward). */
  call(callable: Value, positional: readonly Value[], keywords?: ReadonlyMap<string, Value>): Value;
  /** Attribute access with Python's rules (properties, methods bound). @throws Raised AttributeError */
  attribute(object: Value, name: string): Value;
  /** Items of any iterable. */
  iterate(value: Value): readonly Value[];
  /** Seeded draws; the same seed gives the same numbers in the same order. */
  random: RandomSource;
  /** False inside `no_grad`. */
  isGradEnabled: boolean;
  /** Nodes known to be constant make no guard. */
  dependsOnInput(node: NodeId): boolean;
  /** Turns a traced 0-d tensor into a Python number without asking for its value. */
  asNumber(tensor: TensorValue, type: TracedNumber["type"]): Value;
}

export interface RandomSource {
  /** In [0, 1). */
  uniform(): number;
  normal(): number;
  reseed(seed: number): void;
}

/** A plain value that the trace depends on: valid only where `node` still has the answer it had at the reference. */
export interface Guard {
  readonly node: NodeId;
  readonly answer: Data;
  readonly site: Site | undefined;
}

/** Evaluates the wanted nodes of a graph at given inputs: the engine, as the interpreter sees it. */
export type Evaluate = (graph: Graph, inputs: ReadonlyMap<NodeId, Data>, wanted: readonly NodeId[]) => readonly Data[];

/** A Python exception on its way up; `type` is its class name, `value` the instance. */
export class Raised extends Error {
  override readonly name = "Raised";
  constructor(
    readonly type: string,
    message: string,
    readonly value: Value | undefined = undefined,
    public site: Site | undefined = undefined,
  ) {
    super(message);
  }
}
