/** What is remembered of tensors besides their numbers. The tensors of a program that `backward` fills the gradients of: leaves that require one and took part in an operation. */

import type { Builder } from "../../graph/builder";
import type { NodeId } from "../../graph/graph";
import type { TensorValue, Tracer, Value } from "../../interpreter/values";
import { isLeaf } from "./tensor";

const leavesOf = new WeakMap<Builder, Set<TensorValue>>();

export function registerLeaf(graph: Builder, tensor: TensorValue): void {
  if (!isLeaf(tensor)) return;
  const leaves = leavesOf.get(graph) ?? new Set<TensorValue>();
  leaves.add(tensor);
  leavesOf.set(graph, leaves);
}

export function findLeaves(graph: Builder): readonly TensorValue[] {
  return [...(leavesOf.get(graph) ?? [])].filter((tensor) => tensor.requiresGrad);
}

/**
 * The same numbers under a node of their own. Equal equations share one node, so that without this the gradient by one
 * leaf would count the paths through another. Numbers known while tracing become a constant; others pass through an
 * equation that is never shared and hands its gradient on.
 */
export function fresh(t: Tracer, node: NodeId): NodeId {
  const aval = t.graph.aval(node);
  if (!t.dependsOnInput(node)) return t.graph.constant(aval, t.concrete(node));
  return inPlaceOf(t.graph, node, node);
}

/** The numbers of one node with the gradient of another: what comes down to it is handed on as it is. */
export function inPlaceOf(graph: Builder, numbers: NodeId, gradient: NodeId): NodeId {
  const passOn = { nodes: [{ kind: "input", name: "cotangent", aval: graph.aval(numbers) } as const], outputs: [0] };
  return graph.apply("customVjp", [numbers, gradient], { arguments: 1, backward: passOn });
}

const attributesBeside = new WeakMap<TensorValue, Map<string, Value>>();

/** Where a tensor's attributes are kept; a study's own tensors have no place for them. */
export function attributesOf(tensor: TensorValue): Map<string, Value> {
  if (tensor.attributes !== undefined) return tensor.attributes;
  const beside = attributesBeside.get(tensor) ?? new Map<string, Value>();
  attributesBeside.set(tensor, beside);
  return beside;
}
