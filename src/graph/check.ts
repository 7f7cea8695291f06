/** The verifier of finished graphs: order, shapes, dtypes and data. A graph that fails is our own bug. */

import { type Aval, dtypeOf, type Graph, type GraphNode, type NodeId, sameShape, sizeOf } from "./graph";
import { primitiveOf } from "./primitives/table";
import { printAval } from "./print";

/** @throws an internal error that names the node */
export function check(graph: Graph): void {
  graph.nodes.forEach((node, id) => checkNode(graph, node, id));
  for (const output of graph.outputs) requireThat(output in graph.nodes, output, "is an output but no node");
}

function checkNode({ nodes }: Graph, node: GraphNode, id: NodeId): void {
  switch (node.kind) {
    case "input":
      return;
    case "constant":
      requireThat(
        node.data.length === sizeOf(node.aval.shape),
        id,
        `holds ${node.data.length} numbers for ${printAval(node.aval)}`,
      );
      requireThat(
        dtypeOf(node.data) === node.aval.dtype,
        id,
        `holds ${dtypeOf(node.data)} for ${printAval(node.aval)}`,
      );
      return;
    case "equation": {
      const avals = node.inputs.map((input): Aval => {
        const operand = nodes[input];
        if (operand === undefined || input >= id)
          throw new Error(`internal: node ${id} (${node.primitive}) reads ${input} before it is made`);
        return operand.aval;
      });
      const { shape, dtype } = primitiveOf(node.primitive).shape(avals, node.params);
      const agrees = dtype === node.aval.dtype && sameShape(shape, node.aval.shape);
      requireThat(
        agrees,
        id,
        `(${node.primitive}) says ${printAval(node.aval)}, its rule ${printAval({ shape, dtype })}`,
      );
      if (node.primitive === "customVjp") check(node.params.backward);
      return;
    }
    default:
      node satisfies never;
  }
}

function requireThat(holds: boolean, id: NodeId, otherwise: string): void {
  if (!holds) throw new Error(`internal: node ${id} ${otherwise}`);
}
