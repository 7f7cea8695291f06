/** Graph and numbers in, numbers out. The only door to tfjs. */

import "@tensorflow/tfjs-backend-cpu/dist/base";
import { batchMatMulConfig } from "@tensorflow/tfjs-backend-cpu/dist/kernels/BatchMatMul";
import { enableProdMode, getKernel, ready, registerKernel, setBackend, tidy } from "@tensorflow/tfjs-core";
import type { GraphBuilder } from "../graph/build";
import type { Data, Graph, NodeId } from "../graph/graph";
import { requireNode } from "../graph/inline";
import { FreeBuffers } from "./freeBuffers";
import { type Plan, planRun, type Slot } from "./plan";
import { createProbe } from "./probe";
import { structureOf } from "./structure";

export interface Engine {
  /** Evaluates the outputs. Graphs of one structure share a plan. @throws when an input is missing or has another size */
  run(graph: Graph, inputs: ReadonlyMap<NodeId, Data>): readonly Data[];
  /** Evaluates single nodes of a graph that still grows, each once, at fixed inputs. */
  createProbe(builder: GraphBuilder, inputs: ReadonlyMap<NodeId, Data>): (node: NodeId) => Data;
}

export async function createEngine(): Promise<Engine> {
  // Otherwise tfjs greets on stderr.
  enableProdMode();
  // Only what `matrices` calls: the whole backend would double the worker's size.
  if (getKernel("BatchMatMul", "cpu") === undefined) registerKernel(batchMatMulConfig);
  if (!(await setBackend("cpu"))) throw new Error("internal: the cpu backend of tfjs did not start");
  await ready();
  const planOf = rememberPlans();
  return {
    run: (graph, inputs) => runPlan(planOf(graph), graph, inputs),
    createProbe,
  };
}

const mostPlans = 256;

/** Plans by structure, the oldest forgotten first. */
function rememberPlans(): (graph: Graph) => Plan {
  const byGraph = new WeakMap<Graph, Plan>();
  const byStructure = new Map<string, Plan>();
  return (graph) => {
    const known = byGraph.get(graph);
    if (known) return known;
    const structure = structureOf(graph);
    const plan = byStructure.get(structure) ?? planRun(graph);
    byGraph.set(graph, plan);
    byStructure.delete(structure);
    byStructure.set(structure, plan);
    const [oldest] = byStructure.keys();
    if (byStructure.size > mostPlans && oldest !== undefined) byStructure.delete(oldest);
    return plan;
  };
}

function runPlan(plan: Plan, graph: Graph, inputs: ReadonlyMap<NodeId, Data>): readonly Data[] {
  const buffers: (Data | undefined)[] = [];
  for (const { id, slot } of plan.constants) buffers[slot] = dataOf(graph, id);
  for (const { id, slot } of plan.inputs)
    buffers[slot] = requireInput(graph, inputs, id, requireNode(plan.slots, slot).size);
  // Results leave by assignment: tidy walks through every element of what it is given back.
  tidy(() => runSteps(plan, buffers));
  return plan.outputs.map((slot) => requireNode(buffers, slot));
}

function dataOf(graph: Graph, id: NodeId): Data {
  const node = requireNode(graph.nodes, id);
  if (node.kind !== "constant") throw new Error(`internal: node ${id} is no constant`);
  return node.data;
}

function requireInput(graph: Graph, inputs: ReadonlyMap<NodeId, Data>, id: NodeId, size: number): Data {
  const data = inputs.get(id);
  if (data?.length === size) return data;
  const node = requireNode(graph.nodes, id);
  const name = node.kind === "input" ? node.name : String(id);
  throw new Error(`internal: input ${name} needs ${size} numbers, got ${data?.length ?? "none"}`);
}

function runSteps(plan: Plan, buffers: (Data | undefined)[]): void {
  const free = new FreeBuffers();
  for (const step of plan.steps) {
    const read = (slot: Slot) => requireNode(buffers, slot);
    if (step.kind === "kernel") {
      buffers[step.writes[0]] = step.run(step.reads.map(read));
    } else {
      for (const slot of step.writes) {
        const { dtype, size } = requireNode(plan.slots, slot);
        buffers[slot] = free.take(dtype, size);
      }
      step.run([...step.reads, ...step.writes].map(read));
    }
    for (const slot of step.frees) {
      free.give(requireNode(plan.slots, slot).dtype, read(slot));
      buffers[slot] = undefined;
    }
  }
}
