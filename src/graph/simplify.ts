/** A smaller graph with the same outputs: dead equations leave, equal ones are shared, known numbers are folded. Inputs stay. */

import { createBuilder } from "./build";
import type { Graph, NodeId } from "./graph";
import { applyEquation, copyConstant, requireNode } from "./inline";
import { findLive } from "./live";

export function simplify(graph: Graph): Graph {
  const shared = rebuild(graph);
  // Folding leaves operands behind that nothing reads any more.
  return findLive(shared).every((isLive, id) => isLive || shared.nodes[id]?.kind === "input")
    ? shared
    : rebuild(shared);
}

function rebuild(graph: Graph): Graph {
  const b = createBuilder();
  const live = findLive(graph);
  const ids: (NodeId | undefined)[] = [];
  graph.nodes.forEach((node, id) => {
    if (node.kind === "input") ids[id] = b.input(node.name, node.aval);
    else if (!live[id]) return;
    else if (node.kind === "constant") ids[id] = copyConstant(b, node);
    else
      ids[id] = applyEquation(
        b,
        node,
        node.inputs.map((input) => requireNode(ids, input)),
      );
  });
  return b.finish(graph.outputs.map((id) => requireNode(ids, id)));
}
