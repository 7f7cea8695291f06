/** How many points a sweep may have: a loss with long transforms or large networks inside is drawn at fewer. */

import type { GraphBuilder } from "../../graph/build";
import { sizeOf } from "../../graph/graph";

/** Elements and multiplications of all points together: some seconds. */
const budget = 6e8;

/** @param axes one for a curve, two for a surface */
export function affordable(builder: GraphBuilder, usual: number, axes: 1 | 2): number {
  const points = (budget / costOf(builder)) ** (1 / axes);
  if (points >= usual) return usual;
  // an odd number has one in the middle
  return Math.max(leastPoints[axes], 2 * Math.floor(points / 2) + 1);
}

const leastPoints = { 1: 41, 2: 11 } as const;

/** Of one point: what its equations compute. */
function costOf(builder: GraphBuilder): number {
  let cost = 1;
  for (const node of builder.nodes) {
    if (node.kind !== "equation") continue;
    const [left] = node.inputs;
    const inner = node.primitive === "matmul" && left !== undefined ? (builder.aval(left).shape.at(-1) ?? 1) : 1;
    cost += sizeOf(node.aval.shape) * inner;
  }
  return cost;
}
