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

export interface Engine {
  /** Evaluates the outputs. The plan is kept for as long as the graph is. @throws when an input is missing or has another size */
  run(graph: Graph, inputs: ReadonlyMap<NodeId, Data>, outputs?: readonly NodeId[]): readonly Data[];
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
  const plans = new WeakMap<Graph, Map<string, Plan>>();
  const planOf = (graph: Graph, outputs: readonly NodeId[]): Plan => {
    const known = plans.get(graph) ?? new Map<string, Plan>();
    plans.set(graph, known);
    const key = outputs.join();
    const plan = known.get(key) ?? planRun(graph, outputs);
    known.set(key, plan);
    return plan;
  };
  return {
    run: (graph, inputs, outputs = graph.outputs) => runPlan(planOf(graph, outputs), inputs),
    createProbe,
  };
}

function runPlan(plan: Plan, inputs: ReadonlyMap<NodeId, Data>): readonly Data[] {
  const buffers: (Data | undefined)[] = [];
  for (const [slot, data] of plan.constants) buffers[slot] = data;
  for (const { id, name, slot } of plan.inputs)
    buffers[slot] = requireInput(inputs, id, name, requireNode(plan.slots, slot).size);
  // Results leave by assignment: tidy walks through every element of what it is given back.
  tidy(() => runSteps(plan, buffers));
  return plan.outputs.map((slot) => requireNode(buffers, slot));
}

function requireInput(inputs: ReadonlyMap<NodeId, Data>, id: NodeId, name: string, size: number): Data {
  const data = inputs.get(id);
  if (data?.length !== size)
    throw new Error(`internal: input ${name} needs ${size} numbers, got ${data?.length ?? "none"}`);
  return data;
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
