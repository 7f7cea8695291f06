/** Graph and numbers in, numbers out. The only door to tfjs. */

import "@tensorflow/tfjs-backend-cpu";
import { ready, setBackend, tidy } from "@tensorflow/tfjs-core";
import type { Data, EquationNode, Graph, NodeId } from "../graph/graph";
import { requireNode } from "../graph/inline";
import { primitiveOf } from "../graph/primitives/table";
import type { Dense } from "./buffer";
import { FreeBuffers } from "./freeBuffers";
import { kernels } from "./kernels";
import { type Plan, planRun, type Slot } from "./plan";

export interface Engine {
  /** Evaluates the outputs. The plan is kept for as long as the graph is. @throws when an input is missing or has another size */
  run(graph: Graph, inputs: ReadonlyMap<NodeId, Data>, outputs?: readonly NodeId[]): readonly Data[];
  /** One equation on whole buffers, without a plan. */
  evaluate(equation: EquationNode, operands: readonly Dense[]): Dense;
}

export async function createEngine(): Promise<Engine> {
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
    evaluate: ({ primitive, params, aval }, operands) => primitiveOf(primitive).kernel(kernels, operands, params, aval),
  };
}

function runPlan(plan: Plan, inputs: ReadonlyMap<NodeId, Data>): readonly Data[] {
  const buffers: (Data | undefined)[] = [];
  for (const [slot, data] of plan.constants) buffers[slot] = data;
  for (const { id, name, slot } of plan.inputs) buffers[slot] = requireInput(inputs, id, name, requireNode(plan.slots, slot).size);
  // Results leave by assignment: tidy walks through every element of what it is given back.
  tidy(() => runSteps(plan, buffers));
  return plan.outputs.map((slot) => requireNode(buffers, slot));
}

function requireInput(inputs: ReadonlyMap<NodeId, Data>, id: NodeId, name: string, size: number): Data {
  const data = inputs.get(id);
  if (data?.length !== size) throw new Error(`internal: input ${name} needs ${size} numbers, got ${data?.length ?? "none"}`);
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
