/** Writes a finished graph into a growing one. */

import type { Builder } from "./builder";
import type { ConstantNode, Equation, Graph, NodeId, PrimitiveName } from "./graph";

/** `inputs` stand for the graph's input nodes in their order. Returns the outputs. */
export function inline(b: Builder, graph: Graph, inputs: readonly NodeId[]): NodeId[] {
  const ids: NodeId[] = [];
  let next = 0;
  for (const node of graph.nodes) {
    switch (node.kind) {
      case "input":
        ids.push(requireNode(inputs, next++));
        break;
      case "constant":
        ids.push(copyConstant(b, node));
        break;
      case "equation":
        ids.push(
          applyEquation(
            b,
            node,
            node.inputs.map((id) => requireNode(ids, id)),
          ),
        );
        break;
      default:
        node satisfies never;
    }
  }
  return graph.outputs.map((id) => requireNode(ids, id));
}

/** In a graph that is only copied nothing is a leaf any more: a lone number may be folded. */
export function copyConstant(b: Builder, { aval, data, label }: ConstantNode): NodeId {
  const [value] = data;
  return aval.shape.length === 0 && value !== undefined
    ? b.scalar(value, aval.dtype, label)
    : b.constant(aval, data, label);
}

/** The same equation over other operands; its site is kept. */
export function applyEquation<N extends PrimitiveName>(
  b: Builder,
  equation: Equation<N>,
  inputs: readonly NodeId[],
): NodeId {
  const before = b.site;
  b.site = equation.site ?? before;
  const id = b.apply(equation.primitive, inputs, equation.params);
  b.site = before;
  return id;
}

export function requireNode<T>(ids: readonly (T | undefined)[], id: NodeId): T {
  const found = ids[id];
  if (found === undefined) throw new Error(`internal: node ${id} stands before its definition (have ${ids.length})`);
  return found;
}
