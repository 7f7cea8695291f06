/** Frees a node from what it was computed by, to draw a loss over a value in its middle. */

import type { Graph, NodeId } from "./graph";
import { requireNode } from "./inline";

/** The node becomes an input of the same shape and dtype; all ids stay. */
export function cut(graph: Graph, node: NodeId, name: string): Graph {
  const { aval } = requireNode(graph.nodes, node);
  return { nodes: graph.nodes.with(node, { kind: "input", name, aval }), outputs: graph.outputs };
}
