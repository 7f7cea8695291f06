/** Runs a graph for many values of some inputs at once: those get a leading axis, and each primitive's own rule carries it. */

import { createBuilder } from "./build";
import type { Builder } from "./builder";
import type { EquationNode, GraphNode, NodeId } from "./graph";
import { applyEquation, copyConstant, requireNode } from "./inline";
import { findLive } from "./live";
import { broadcast } from "./ops";
import type { BatchGraph } from "./primitive";
import { primitiveOf } from "./primitives/table";

/** All outputs have the leading axis in the result, repeated where they do not depend on a batched input. */
export const batch: BatchGraph = (graph, batchedInputs, size) => {
  const b = createBuilder();
  const live = findLive(graph);
  const ids: (NodeId | undefined)[] = [];
  const isBatched: boolean[] = [];
  graph.nodes.forEach((node, id) => {
    if (!live[id] && node.kind !== "input") return;
    isBatched[id] = node.kind === "equation" ? node.inputs.some((input) => isBatched[input]) : batchedInputs.has(id);
    ids[id] = batchNode(b, node, ids, isBatched, isBatched[id] ?? false, size);
  });
  const outputs = graph.outputs.map((id) => {
    const output = requireNode(ids, id);
    return isBatched[id] ? output : broadcast(b, output, [size, ...b.aval(output).shape]);
  });
  return b.finish(outputs);
};

function batchNode(
  b: Builder,
  node: GraphNode,
  ids: readonly (NodeId | undefined)[],
  isBatched: readonly boolean[],
  hasAxis: boolean,
  size: number,
): NodeId {
  switch (node.kind) {
    case "input":
      return b.input(node.name, hasAxis ? { shape: [size, ...node.aval.shape], dtype: node.aval.dtype } : node.aval);
    case "constant":
      return copyConstant(b, node);
    case "equation": {
      if (!hasAxis)
        return applyEquation(
          b,
          node,
          node.inputs.map((id) => requireNode(ids, id)),
        );
      return batchEquation(b, node, ids, isBatched, size);
    }
    default:
      return node satisfies never;
  }
}

function batchEquation(
  b: Builder,
  node: EquationNode,
  ids: readonly (NodeId | undefined)[],
  isBatched: readonly boolean[],
  size: number,
): NodeId {
  b.site = node.site;
  const inputs = node.inputs.map((id) => ({ id: requireNode(ids, id), isBatched: isBatched[id] ?? false }));
  const result = primitiveOf(node.primitive).batch(b, inputs, node.params, size, batch);
  b.site = undefined;
  return result;
}
