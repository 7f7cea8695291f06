/** A graph as text, one node a line: `%3 = sum %2 {axes: 0} : float32[]`. */

import type { Aval, Graph, GraphNode } from "./graph";

export function print({ nodes, outputs }: Graph): string {
  const lines = nodes.map((node, id) => `%${id} = ${printNode(node)} : ${printAval(node.aval)}`);
  return [...lines, `return ${outputs.map((id) => `%${id}`).join(" ")}`].join("\n");
}

export function printAval({ shape, dtype }: Aval): string {
  return `${dtype}[${shape.join(", ")}]`;
}

function printNode(node: GraphNode): string {
  switch (node.kind) {
    case "input":
      return `input ${node.name}`;
    case "constant": {
      const numbers = Array.from(node.data.subarray(0, 8), printNumber).join(", ");
      return `constant ${numbers}${node.data.length > 8 ? ", …" : ""}${node.label === undefined ? "" : ` "${node.label}"`}`;
    }
    case "equation": {
      const params = Object.entries(node.params).map(([name, value]) => `${name}: ${printParam(value)}`);
      return [
        node.primitive,
        ...node.inputs.map((id) => `%${id}`),
        ...(params.length > 0 ? [`{${params.join("; ")}}`] : []),
      ].join(" ");
    }
    default:
      return node satisfies never;
  }
}

/** Float32 numbers without the tail that their conversion to float64 brings: 0.1, not 0.10000000149011612. */
function printNumber(value: number): string {
  const short = Number(value.toPrecision(7));
  return String(Math.fround(short) === Math.fround(value) ? short : value);
}

function printParam(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "object" ? "graph" : String(value);
}
