/**
 * What a plan depends on: the graph without its names, sites and numbers.
 *
 * While a loss is edited most keystrokes change a number: the new graph has the old one's structure, and its plan.
 */

import type { Aval, Graph, GraphNode } from "../graph/graph";
import { isCheapPower } from "./loop";

/** Equal for two graphs exactly if one plan serves both. Node ids are the same in both, then. */
export function structureOf({ nodes, outputs }: Graph): string {
  const parts = nodes.map(partOf);
  parts.push(outputs.join());
  return parts.join("\n");
}

function partOf(node: GraphNode): string {
  const aval = avalOf(node.aval);
  switch (node.kind) {
    case "input":
      return `i${aval}`;
    case "constant": {
      // A loop is written for its exponent when that is one that PyTorch computes by products.
      const [value = 0] = node.data;
      return node.data.length === 1 && isCheapPower(value) ? `c${aval}=${value}` : `c${aval}`;
    }
    case "equation":
      // A custom derivative has done its work before a graph is run.
      return `${node.primitive}(${node.inputs.join()})${aval}${node.primitive === "customVjp" ? "" : paramsOf(node.params)}`;
    default:
      return node satisfies never;
  }
}

function avalOf({ dtype, shape }: Aval): string {
  return `${dtype}${shape.join("x")}`;
}

function paramsOf(params: object): string {
  let text = "";
  for (const [name, value] of Object.entries(params)) text += ` ${name}=${String(value)}`;
  return text;
}
