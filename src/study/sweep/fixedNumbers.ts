/** Numbers of a program that no axis moves: its constants, and what it makes of one number that was left open. */

import { createProbe } from "../../engine/probe";
import type { GraphBuilder } from "../../graph/build";
import type { NodeId } from "../../graph/graph";

/** The number of a node, the first where it has several; `undefined` where an axis moves it. */
export type ReadNumber = (id: NodeId) => number | undefined;

/** A number of the text that is an input of the program, and what stands there. */
export interface OpenInput {
  readonly node: NodeId;
  readonly value: number;
}

export function fixedNumbers(builder: GraphBuilder, open: OpenInput | undefined): ReadNumber {
  if (open === undefined) {
    return (id) => {
      const node = builder.node(id);
      return node.kind === "constant" ? node.data[0] : undefined;
    };
  }
  const probe = createProbe(builder, new Map([[open.node, Float64Array.of(open.value)]]));
  const isFixed = (id: NodeId): boolean => {
    const node = builder.node(id);
    if (node.kind === "input") return id === open.node;
    return node.kind === "constant" || node.inputs.every(isFixed);
  };
  return (id) => (isFixed(id) ? probe(id)[0] : undefined);
}
