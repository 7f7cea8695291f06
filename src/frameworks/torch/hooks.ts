/** `register_hook`: what a program does with the gradient of a tensor of its own. */

import { graphOf } from "../../graph/build";
import { type NodeId, sameShape } from "../../graph/graph";
import type { TensorValue } from "../../interpreter/values";
import { none } from "../../interpreter/values";
import { Term } from "../array/term";
import { fresh } from "./leaves";
import { formatShape, type Operation, type Table } from "./operation";
import { isLeaf, TorchTensor } from "./tensor";

export const hookNatives: Table = {
  "register_hook(input, hook)": (o) => {
    const tensor = o.tensor("input");
    const graph = graphOf(o.g);
    const hookAt = (node: NodeId): void => graph.hookGradient(node, (gradient) => hooked(o, tensor, gradient));
    if (isLeaf(tensor)) {
      hookAt(tensor.node);
      moveAlong(tensor, hookAt);
    } else hookAt(ownNode(o, tensor));
    return none;
  },
};

/** Runs the program's hook; as all of a backward pass, it is followed only where that pass itself is. */
function hooked(o: Operation, tensor: TensorValue, gradient: NodeId): NodeId | undefined {
  const before = new Term(o.g, gradient);
  const { isGradEnabled } = o.t;
  const given = new TorchTensor(o.library, isGradEnabled ? gradient : before.stop().id, tensor.element, {
    requiresGrad: isGradEnabled,
  });
  const answer = o.t.call(o.value("hook"), [given]);
  if (answer.kind === "none") return undefined;
  const after = o.termOf(o.toTensor(answer));
  if (!sameShape(after.shape, before.shape))
    o.fail(`hook has changed the size of value: ${formatShape(before.shape)} became ${formatShape(after.shape)}`);
  return after.cast(before.dtype).id;
}

/** A study gives a parameter another node after the program hooked it. */
function moveAlong(tensor: TensorValue, hookAt: (node: NodeId) => void): void {
  if (!(tensor instanceof TorchTensor)) return;
  const before = tensor.onMoved;
  tensor.onMoved = (node) => {
    before?.(node);
    hookAt(node);
  };
}

/**
 * A node that no other tensor has: equal equations share one, and an alias has that of its original. What was used
 * already keeps its node, so that the hook sees the gradient of that use as well.
 */
function ownNode(o: Operation, tensor: TensorValue): NodeId {
  const { nodes } = graphOf(o.g);
  const { node } = tensor;
  const isUsed = nodes.some((one) => one.kind === "equation" && one.inputs.includes(node));
  if (tensor instanceof TorchTensor && (!isUsed || nodes[node]?.kind !== "equation")) tensor.rename(fresh(o.t, node));
  return tensor.node;
}
