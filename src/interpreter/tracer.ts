/** What a run leaves besides its graph: guards; and how Python exceptions travel through it. */

import type { Data, Graph, NodeId, Site } from "../graph/graph";
import type { Value } from "./values";

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
