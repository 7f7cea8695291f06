/** What tracing leaves behind besides numbers: guards, labels, and messages in PyTorch's words. */

import { expect, test } from "vitest";
import { createProbe } from "../../../src/engine/probe";
import { torchLibrary } from "../../../src/frameworks/torch/library";
import { torchTensors } from "../../../src/frameworks/torch/tensors";
import { createBuilder } from "../../../src/graph/build";
import type { Data, NodeId } from "../../../src/graph/graph";
import { createInterpreter } from "../../../src/interpreter/interpreter";
import type { Value } from "../../../src/interpreter/values";
import { loadPythonParser } from "../../syntax/pythonParser";

const parser = await loadPythonParser();

test.each([
  ["x[x > 0] = 0.0\nreturn x", 0],
  ["x[x > 0] *= 2\nreturn x", 1],
  ["return x[x > 0].mean()", 1],
  ["return x[i]", 0],
  ["return x.gather(0, i)", 0],
  ["return x.sort()[0].sum()", 0],
  ["return x.sum().item() * 2", 0],
  ["return x if x.sum() > 0 else -x", 1],
  ["return torch.where(x > 0, x, -x)", 0],
  ["return x[torch.tensor([0, 1])]", 0],
  ["return torch.zeros(3)[torch.ones(3) > 0]", 0],
])("%s records %i guards", (body, guards) => {
  expect(run(body).guards).toBe(guards);
});

test("a coefficient's expression stays with its constant", () => {
  const { labels } = run("return x.clamp(1 - alpha, 1 + alpha) * alpha");
  expect(labels).toEqual(expect.arrayContaining(["1 - alpha", "1 + alpha", "alpha"]));
});

test.each([
  [
    "return x + torch.zeros(2)",
    "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0",
  ],
  ["return x.view(2, 2)", "shape '[2, 2]' is invalid for input of size 3"],
  ["return x @ torch.zeros(4, 2)", "mat1 and mat2 shapes cannot be multiplied (1x3 and 4x2)"],
  ["return x.sum(1)", "Dimension out of range (expected to be in range of [-1, 0], but got 1)"],
  ["return x[5]", "index 5 is out of bounds for dimension 0 with size 3"],
  ["return x.clamp(minimum=0)", "clamp() got an unexpected keyword argument 'minimum'"],
  ["return torch.gather(x)", "gather() missing required argument: 'dim'"],
  ["return torch.relu('a')", "relu(): argument 'input' must be Tensor, not str"],
  ["return torch.cat([])", "torch.cat(): expected a non-empty list of Tensors"],
  [
    "return x.long().mean()",
    "mean(): input dtype should be either floating point or complex dtypes. Got int64 instead.",
  ],
  ["return torch.geqrf(x)", "'torch.geqrf' is needed here, but the preview does not support it"],
  ["return x.geqrf()", "'torch.Tensor.geqrf' is needed here, but the preview does not support it"],
])("%s: %s", (body, message) => {
  expect(() => run(body)).toThrow(message);
});

function run(body: string): { readonly guards: number; readonly labels: readonly (string | undefined)[] } {
  const builder = createBuilder();
  const inputs = new Map<NodeId, Data>();
  const interpreter = createInterpreter({
    builder,
    probe: createProbe(builder, inputs),
    libraries: [torchLibrary],
    parseChunk: (text) => parser.parseChunk(text),
  });
  const indented = body.split("\n").map((line) => `    ${line}\n`);
  const module = interpreter.load(
    parser.parse("/project/program.py", `import torch\ndef case(x, i, alpha):\n${indented.join("")}`),
  );
  const callable = interpreter.find(module, "case");
  if (callable === undefined) throw new Error("no case");
  const x = builder.input("x", { shape: [3], dtype: "float32" });
  const i = builder.input("i", { shape: [3], dtype: "int32" });
  inputs.set(x, Float32Array.of(1, -2, 3)).set(i, Int32Array.of(2, 0, 1));
  const tensor = (node: NodeId, element: "float32" | "int64"): Value => ({
    kind: "tensor",
    node,
    element,
    requiresGrad: false,
    library: torchTensors,
  });
  interpreter.call(callable, [tensor(x, "float32"), tensor(i, "int64"), { kind: "float", value: 0.2, label: "alpha" }]);
  return {
    guards: interpreter.guards.length,
    labels: builder.nodes.map((node) => (node.kind === "constant" ? node.label : undefined)),
  };
}
