/** Which nodes the outputs need. */

import { type EquationNode, type Graph, type GraphNode, isFloat, type NodeId } from "./graph";

export function findLive({ nodes, outputs }: Graph, wanted: readonly NodeId[] = outputs): readonly boolean[] {
  const live = nodes.map(() => false);
  for (const id of wanted) live[id] = true;
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id];
    if (live[id] && node?.kind === "equation") for (const input of node.inputs) live[input] = true;
  }
  return live;
}

/** The operands that an equation's derivative can lead to. */
export function differentiableInputs(node: EquationNode): readonly NodeId[] {
  if (node.primitive === "stopGradient") return [];
  return node.primitive === "customVjp" ? node.inputs.slice(1, 1 + node.params.arguments) : node.inputs;
}

/** Nodes that an output depends on by a differentiable path; steps such as `floor` count, comparisons and `detach` do not. */
export function findReached(nodes: readonly GraphNode[], output: NodeId): ReadonlySet<NodeId> {
  const reached = new Set<NodeId>();
  const waiting = [output];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = nodes[id];
    if (node === undefined || reached.has(id) || !isFloat(node.aval.dtype)) continue;
    reached.add(id);
    if (node.kind === "equation") waiting.push(...differentiableInputs(node));
  }
  return reached;
}

/** Whether derivatives can lead from a node to another, older one. Only what was made since is looked at. */
export function leadsBackTo(nodes: readonly GraphNode[], id: NodeId, older: NodeId): boolean {
  const seen = new Set<NodeId>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === older) return true;
    if (next < older || seen.has(next)) continue;
    seen.add(next);
    const node = nodes[next];
    if (node?.kind === "equation") waiting.push(...differentiableInputs(node));
  }
  return false;
}
