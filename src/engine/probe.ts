/** Single nodes of a growing graph, evaluated when they are asked for: no plan, each node once. */

import type { GraphBuilder } from "../graph/build";
import type { Data, EquationNode, NodeId } from "../graph/graph";
import { requireNode } from "../graph/inline";
import { primitiveOf } from "../graph/primitives/table";
import type { Dense } from "./buffer";
import { kernels } from "./kernels";

export function createProbe(builder: GraphBuilder, inputs: ReadonlyMap<NodeId, Data>): (node: NodeId) => Data {
  const known: (Dense | undefined)[] = [];
  return (wanted) => {
    const found = known[wanted];
    if (found !== undefined) return found.data;
    evaluate(builder, inputs, wanted, known);
    return requireNode(known, wanted).data;
  };
}

/** Depth first with a stack of its own: graphs of long loops are deeper than the call stack. */
function evaluate(
  builder: GraphBuilder,
  inputs: ReadonlyMap<NodeId, Data>,
  wanted: NodeId,
  known: (Dense | undefined)[],
): void {
  const stack = [wanted];
  for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
    const node = builder.node(id);
    const missing =
      known[id] === undefined && node.kind === "equation"
        ? node.inputs.filter((input) => known[input] === undefined)
        : [];
    if (missing.length > 0) {
      stack.push(...missing);
      continue;
    }
    stack.pop();
    if (known[id] !== undefined) continue;
    switch (node.kind) {
      case "input":
        known[id] = { aval: node.aval, data: requireInput(inputs, id, node.name) };
        break;
      case "constant":
        known[id] = { aval: node.aval, data: node.data };
        break;
      case "equation":
        known[id] = evaluateEquation(
          node,
          node.inputs.map((input) => requireNode(known, input)),
        );
        break;
      default:
        node satisfies never;
    }
  }
}

function evaluateEquation({ primitive, params, aval }: EquationNode, operands: readonly Dense[]): Dense {
  return primitiveOf(primitive).kernel(kernels, operands, params, aval);
}

function requireInput(inputs: ReadonlyMap<NodeId, Data>, id: NodeId, name: string): Data {
  const data = inputs.get(id);
  if (data === undefined) throw new Error(`internal: input ${name} has no value to look at`);
  return data;
}
