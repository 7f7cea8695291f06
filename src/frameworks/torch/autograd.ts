/** Derivatives inside a program: `backward`, `torch.autograd.grad`, and gradients that the program defines itself. */

import { graphOf } from "../../graph/build";
import { appendGradients } from "../../graph/differentiate";
import { type Graph, type GraphNode, type NodeId, sameShape } from "../../graph/graph";
import { Raised } from "../../interpreter/tracer";
import type { TensorValue, Value } from "../../interpreter/values";
import { bool, none } from "../../interpreter/values";
import { Term } from "../array/term";
import { attributesOf, findLeaves, fresh } from "./leaves";
import { formatShape, type Operation, type Table } from "./operation";
import { isFloating } from "./promotion";
import { TorchTensor } from "./tensor";

export const gradientMethods: Table = {
  "backward(input, gradient=None, retain_graph=None, create_graph=False, inputs=None)": (o) => {
    const output = o.tensor("input");
    const inputs = o.has("inputs") ? o.tensors(o.value("inputs")) : findLeaves(o.g);
    const gradients = gradientsOf(o, [output], [o.value("gradient")], inputs, o.flag("create_graph"));
    gradients.forEach((gradient, i) => {
      const leaf = inputs[i];
      if (leaf === undefined || gradient === undefined) return;
      const attributes = attributesOf(leaf);
      const before = attributes.get("grad");
      const sum = before?.kind === "tensor" ? o.termOf(before).add(o.termOf(gradient)) : o.termOf(gradient);
      attributes.set("grad", new TorchTensor(o.library, sum.id, leaf.element));
    });
    return none;
  },
};

/** Natives behind the Python part of `torch.autograd`. */
export const gradientNatives: Table = {
  "grad(outputs, inputs, grad_outputs, create_graph, allow_unused)": (o) => {
    const [outputs, inputs] = [o.tensors(o.value("outputs")), o.tensors(o.value("inputs"))];
    const given = o.has("grad_outputs") ? o.t.iterate(o.value("grad_outputs")) : outputs.map(() => none);
    const gradients = gradientsOf(o, outputs, given, inputs, o.flag("create_graph"));
    return o.tuple(
      gradients.map((gradient) => {
        if (gradient === undefined && !o.flag("allow_unused")) {
          o.fail(
            "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.",
          );
        }
        return gradient ?? none;
      }),
    );
  },
  "custom_gradient(outputs, inputs, backward)": (o) => {
    const outputs = o.t.iterate(o.value("outputs"));
    const inputs = o.t.iterate(o.value("inputs"));
    return o.tuple(
      outputs.map((output, i) => (output.kind === "tensor" ? withGradient(o, outputs, i, output, inputs) : output)),
    );
  },
  "fresh(input)": (o) => {
    const tensor = o.tensor("input");
    return new TorchTensor(o.library, fresh(o.t, tensor.node), tensor.element, { requiresGrad: true, isLeaf: true });
  },
  /** Whether all elements are true at the reference; no decision of the program, so that no other input is asked. */
  "all_at_reference(input)": (o) => bool(o.t.peek(o.term("input").cast("bool").id).every((value) => value !== 0)),
  "is_grad_enabled()": (o) => bool(o.t.isGradEnabled),
  "set_grad_enabled(mode)": (o) => {
    o.t.isGradEnabled = o.flag("mode");
    return none;
  },
  "set_default_dtype(dtype)": (o) => {
    o.t.defaultFloat = o.element() ?? o.t.defaultFloat;
    return none;
  },
  "manual_seed(seed)": (o) => {
    o.t.random.reseed(o.number("seed"));
    return none;
  },
};

/** The gradients of Σ cotangent·output by the inputs; `undefined` where no path leads there. */
function gradientsOf(
  o: Operation,
  outputs: readonly TensorValue[],
  cotangents: readonly Value[],
  inputs: readonly TensorValue[],
  createsGraph: boolean,
): readonly (TensorValue | undefined)[] {
  const sums = inputs.map((): Term | undefined => undefined);
  outputs.forEach((output, i) => {
    const y = o.termOf(output);
    const given = cotangents[i] ?? none;
    if (given.kind === "none" && y.size !== 1) o.fail("grad can be implicitly created only for scalar outputs");
    const cotangent = given.kind === "none" ? y.full(y.shape, 1) : o.termOf(o.toTensor(given));
    if (!sameShape(cotangent.shape, y.shape)) {
      o.fail(
        `Mismatch in shape: grad_output[${i}] has a shape of ${formatShape(cotangent.shape)} and output[${i}] has a shape of ${formatShape(y.shape)}.`,
      );
    }
    const wrt = inputs.map((input) => input.node);
    const found = inMode(o, createsGraph, () => appendGradients(graphOf(o.g), output.node, wrt, cotangent.id));
    found.forEach((id, k) => {
      if (id === undefined) return;
      const part = new Term(o.g, id);
      sums[k] = sums[k]?.add(part) ?? part;
    });
  });
  return sums.map((sum, k) => {
    const input = inputs[k];
    if (sum === undefined || input === undefined) return undefined;
    if (createsGraph) return new TorchTensor(o.library, sum.id, input.element, { requiresGrad: true });
    return new TorchTensor(o.library, sum.stop().id, input.element);
  });
}

/** What a program's hooks do in a backward pass is followed only where the pass itself is. */
function inMode<T>(o: Operation, isGradEnabled: boolean, pass: () => T): T {
  const before = o.t.isGradEnabled;
  o.t.isGradEnabled = isGradEnabled;
  try {
    return pass();
  } finally {
    o.t.isGradEnabled = before;
  }
}

/** One output of a `torch.autograd.Function`, with the derivative that its `backward` gives. */
function withGradient(
  o: Operation,
  outputs: readonly Value[],
  position: number,
  output: TensorValue,
  inputs: readonly Value[],
): Value {
  if (!isFloating(output.element)) return output;
  const differentiable = inputs.flatMap((input, i) =>
    input.kind === "tensor" && isFloating(input.element) ? [{ tensor: input, i }] : [],
  );
  for (const { tensor } of differentiable) o.toTensor(tensor);
  const { backward, answered, residuals } = traceBackward(o, outputs, position, output, differentiable);
  const node = o.g.apply("customVjp", [output.node, ...answered, ...residuals], {
    arguments: answered.length,
    backward,
  });
  return o.result(new Term(o.g, node), output.element);
}

interface TracedBackward {
  readonly backward: Graph;
  /** The arguments that it gives a gradient for, rather than None. */
  readonly answered: readonly NodeId[];
  readonly residuals: readonly NodeId[];
}

/**
 * Runs the program's `backward` on the growing graph with a stand-in for the cotangent, then cuts out what it added: the
 * stand-in becomes the first input, and whatever older node was used becomes a residual.
 */
function traceBackward(
  o: Operation,
  outputs: readonly Value[],
  position: number,
  output: TensorValue,
  differentiable: readonly { readonly tensor: TensorValue; readonly i: number }[],
): TracedBackward {
  const start = graphOf(o.g).nodes.length;
  const aval = o.g.aval(output.node);
  const ones = new Float32Array(o.termOf(output).size).fill(1);
  const standIn = o.g.constant(aval, ones);
  const cotangents = outputs.map((one, i) => {
    if (one.kind !== "tensor") return none;
    if (i === position) return new TorchTensor(o.library, standIn, output.element);
    return new TorchTensor(o.library, o.g.full(o.termOf(one).shape, 0), one.element);
  });
  const answer = o.t.call(o.value("backward"), cotangents);
  const answers = answer.kind === "tuple" || answer.kind === "list" ? answer.items : [answer];
  const answered = differentiable.filter(({ i }) => (answers[i] ?? none).kind !== "none");
  const wanted = answered.map(({ tensor, i }) => {
    const x = o.termOf(tensor);
    const gradient = answers[i] ?? none;
    const term = o.termOf(o.toTensor(gradient)).float();
    if (term.size !== x.size && term.rank > 0) {
      throw new Raised(
        "RuntimeError",
        `Function returned an invalid gradient at index ${i} - got ${formatShape(term.shape)} but expected shape compatible with ${formatShape(x.shape)}`,
      );
    }
    return term.size === x.size ? term.reshape(x.shape).id : term.broadcast(x.shape).id;
  });
  return { ...cutOut(graphOf(o.g).nodes, start, standIn, wanted), answered: answered.map(({ tensor }) => tensor.node) };
}

/** The part of a graph from `start` on that the outputs need, as a graph of its own. */
function cutOut(
  nodes: readonly GraphNode[],
  start: NodeId,
  cotangent: NodeId,
  outputs: readonly NodeId[],
): { backward: Graph; residuals: NodeId[] } {
  const needed = new Set<NodeId>();
  const older = new Set<NodeId>();
  const visit = [...outputs];
  for (let id = visit.pop(); id !== undefined; id = visit.pop()) {
    const node = nodes[id];
    if (id === cotangent || needed.has(id) || node === undefined) continue;
    if (id < start) {
      older.add(id);
      continue;
    }
    needed.add(id);
    if (node.kind === "equation") visit.push(...node.inputs);
  }
  const residuals = [...older].sort((a, b) => a - b);
  const made: GraphNode[] = [cotangent, ...residuals].map((id, i) => ({
    kind: "input",
    name: i === 0 ? "cotangent" : `residual${i}`,
    aval: avalOf(nodes, id),
  }));
  const places = new Map([cotangent, ...residuals].map((id, i) => [id, i]));
  const placeOf = (id: NodeId): NodeId => {
    const place = places.get(id);
    if (place === undefined) throw new Error(`internal: node ${id} of a custom gradient is missing`);
    return place;
  };
  for (const id of [...needed].sort((a, b) => a - b)) {
    const node = nodes[id];
    if (node === undefined) continue;
    places.set(id, made.length);
    made.push(node.kind === "equation" ? { ...node, inputs: node.inputs.map(placeOf) } : node);
  }
  return { backward: { nodes: made, outputs: outputs.map(placeOf) }, residuals };
}

function avalOf(nodes: readonly GraphNode[], id: NodeId): GraphNode["aval"] {
  const node = nodes[id];
  if (node === undefined) throw new Error(`internal: no node ${id}`);
  return node.aval;
}
