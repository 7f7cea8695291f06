/** Which of several results is the loss: it is drawn first, wherever it stands (`return distances, loss`). */

import type { GraphBuilder } from "../../graph/build";
import type { NodeId } from "../../graph/graph";
import { findReached } from "../../graph/live";
import { wordsOf } from "../roles/roleNames";
import type { FlatResult } from "./flatten";

/** The same results with the loss in front. */
export function ledByLoss(builder: GraphBuilder, results: readonly FlatResult[]): readonly FlatResult[] {
  const [first, ...others] = results;
  if (first === undefined || others.length === 0) return results;
  const loss = findLoss(builder, first, others);
  return loss === undefined ? results : [loss, ...results.filter((one) => one !== loss)];
}

/** What is more of a loss than the first one; the parts of a sum are not. */
function findLoss(builder: GraphBuilder, first: FlatResult, others: readonly FlatResult[]): FlatResult | undefined {
  if (isLossByName(first.name)) return undefined;
  const able = others.filter(({ node }) => isDifferentiable(builder, node));
  const isDead = !isDifferentiable(builder, first.node);
  const parts = findReached(builder.nodes, first.node);
  const named = able.filter(({ name, node }) => isLossByName(name) && (isDead || !parts.has(node)));
  const best = named.find(({ name }) => isTotalByName(name)) ?? named[0];
  const isScalar = ({ node }: FlatResult) => builder.aval(node).shape.length === 0;
  if (best !== undefined && (isDead || !isScalar(first) || isTotalByName(best.name))) return best;
  const scalars = able.filter(isScalar);
  const [only] = scalars;
  if (only === undefined || scalars.length > 1) return undefined;
  if (isDead) return only;
  // what is made of the first one is what the first one is for
  return !isScalar(first) && findReached(builder.nodes, only.node).has(first.node) ? only : undefined;
}

function isLossByName(name: string): boolean {
  return /(^|_)(loss(es)?|objective)\d*($|_)|loss$/.test(wordsOf(name));
}

function isTotalByName(name: string): boolean {
  return /^((total|final|overall)_)?loss$|^loss_(total|all|sum)$/.test(wordsOf(name));
}

/** Something of more than one number leads to it: no count, nothing detached, no plain number. */
function isDifferentiable({ nodes }: GraphBuilder, output: NodeId): boolean {
  return [...findReached(nodes, output)].some((id) => {
    const node = nodes[id];
    return node?.kind === "input" || (node?.kind === "constant" && node.aval.shape.length > 0);
  });
}
