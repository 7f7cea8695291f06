/**
 * Reverse mode over the primitives' own rules: the derivative is more of the same graph, so it can be differentiated again.
 *
 * Zeros are symbolic (`undefined`), and only nodes between the output and what it is differentiated by are visited.
 */

import { createBuilder, type GraphBuilder } from "./build";
import { type EquationNode, type Graph, isFloat, type NodeId, sameShape } from "./graph";
import { requireNode } from "./inline";
import { add, broadcast, cast, reshape, sum } from "./ops";
import { notDifferentiable } from "./primitive";
import { primitiveOf } from "./primitives/table";

export interface Differentiated {
  /** The graph as it was, with the gradients appended and put behind its outputs. */
  readonly graph: Graph;
  /** For each node asked about, the output that holds its gradient; `undefined` where it is zero. */
  readonly gradients: readonly (number | undefined)[];
}

/** The derivative of an output's sum by inputs, constants or nodes in between. */
export function differentiate(graph: Graph, outputIndex: number, wrt: readonly NodeId[]): Differentiated {
  const b = createBuilder(graph);
  const outputs = [...graph.outputs];
  const gradients = appendGradients(b, requireNode(outputs, outputIndex), wrt).map((id) =>
    id === undefined ? undefined : outputs.push(id) - 1,
  );
  return { graph: b.finish(outputs), gradients };
}

/** Grows the graph by gradients. Without a cotangent, ones: the derivative of the sum of all elements. */
export function appendGradients(
  b: GraphBuilder,
  output: NodeId,
  wrt: readonly NodeId[],
  cotangent?: NodeId,
): (NodeId | undefined)[] {
  const moves = findMoving(b, output, wrt);
  const cotangents: (NodeId | undefined)[] = [];
  if (moves[output]) cotangents[output] = cotangent ?? ones(b, output);
  const site = b.site;
  const earliest = Math.min(...wrt);
  for (let id = output; id >= earliest; id--) {
    const arrived = cotangents[id];
    if (arrived === undefined) continue;
    const cotangentHere = hooked(b, id, arrived);
    cotangents[id] = cotangentHere;
    const node = b.node(id);
    if (node.kind !== "equation" || !node.inputs.some((input) => moves[input])) continue;
    b.site = node.site;
    pullBack(b, id, node, cotangentHere, moves, cotangents);
  }
  b.site = site;
  return wrt.map((id) => cotangents[id]);
}

/** A node's gradient after what the program does with it. */
function hooked(b: GraphBuilder, id: NodeId, gradient: NodeId): NodeId {
  return b.gradientHooksOf(id).reduce((before, hook) => hook(before) ?? before, gradient);
}

/** Float nodes whose numbers move when one of `wrt` does. */
function findMoving(b: GraphBuilder, output: NodeId, wrt: readonly NodeId[]): readonly (true | undefined)[] {
  const moves: (true | undefined)[] = [];
  const leaves = new Set(wrt);
  for (let id = Math.min(...wrt); id <= output; id++) {
    const node = b.node(id);
    const isReached = leaves.has(id) || (node.kind === "equation" && node.inputs.some((input) => moves[input]));
    if (isReached && isFloat(node.aval.dtype)) moves[id] = true;
  }
  return moves;
}

/** Adds what one equation hands back to its inputs' cotangents. */
function pullBack(
  b: GraphBuilder,
  output: NodeId,
  { primitive, params, inputs }: EquationNode,
  cotangent: NodeId,
  moves: readonly (true | undefined)[],
  cotangents: (NodeId | undefined)[],
): void {
  const { vjp } = primitiveOf(primitive);
  if (vjp === notDifferentiable) return;
  vjp(b, cotangent, inputs, output, params).forEach((part, at) => {
    const input = requireNode(inputs, at);
    if (part === undefined || !moves[input]) return;
    const fitted = cast(b, unbroadcast(b, part, input), b.aval(input).dtype);
    const before = cotangents[input];
    cotangents[input] = before === undefined ? fitted : accumulate(b, input, before, fitted);
  });
}

/** Gradients of a value of few bits have as few, also on the way to their sum. */
function accumulate(b: GraphBuilder, input: NodeId, before: NodeId, part: NodeId): NodeId {
  const sum = add(b, before, part);
  const node = b.node(input);
  const isNarrow = node.kind === "equation" && node.primitive === "reducePrecision";
  return isNarrow ? b.apply("reducePrecision", [sum], node.params) : sum;
}

function ones(b: GraphBuilder, output: NodeId): NodeId {
  const { shape, dtype } = b.aval(output);
  return b.full(shape, 1, dtype);
}

/** Sums a cotangent over the axes along which its input was repeated. */
function unbroadcast(b: GraphBuilder, cotangent: NodeId, input: NodeId): NodeId {
  const { shape } = b.aval(cotangent);
  const target = b.aval(input).shape;
  if (sameShape(shape, target)) return cotangent;
  const missing = shape.length - target.length;
  const axes = shape
    .map((_, axis) => axis)
    .filter((axis) => axis < missing || (target[axis - missing] === 1 && shape[axis] !== 1));
  return broadcast(b, reshape(b, sum(b, cotangent, axes), target.slice(Math.max(0, -missing))), target);
}
