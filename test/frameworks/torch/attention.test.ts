/** What came after the PyTorch whose answers are recorded is held against what its documentation says it means. */

import { expect, test } from "vitest";
import { createProbe } from "../../../src/engine/probe";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { torchLibrary } from "../../../src/frameworks/torch/library";
import { createBuilder } from "../../../src/graph/build";
import type { Data, NodeId } from "../../../src/graph/graph";
import { createInterpreter } from "../../../src/interpreter/interpreter";
import { loadPythonParser } from "../../syntax/pythonParser";

const parser = await loadPythonParser();

test.each([
  ["F.scaled_dot_product_attention(x, y, y)", "torch.softmax(x @ y.transpose(1, 2) / 3**0.5, -1) @ y"],
  ["F.scaled_dot_product_attention(x, y, y, scale=2.0)", "torch.softmax(x @ y.transpose(1, 2) * 2, -1) @ y"],
  [
    "F.scaled_dot_product_attention(x, y, y, is_causal=True)[:, 1]",
    "(torch.softmax(x[:, 1:2] @ y[:, :2].transpose(1, 2) / 3**0.5, -1) @ y[:, :2])[:, 0]",
  ],
  [
    "F.scaled_dot_product_attention(x, y, y, torch.tensor([True, False, True, False, True]))",
    "F.scaled_dot_product_attention(x, y[:, ::2], y[:, ::2])",
  ],
  [
    "F.scaled_dot_product_attention(x, y, y, torch.arange(5.0))",
    "torch.softmax(x @ y.transpose(1, 2) / 3**0.5 + torch.arange(5.0), -1) @ y",
  ],
  [
    "F.scaled_dot_product_attention(torch.cat([x, x])[None], y[None], y[None], enable_gqa=True)",
    "F.scaled_dot_product_attention(torch.cat([x, x]), y.repeat_interleave(2, 0), y.repeat_interleave(2, 0))[None]",
  ],
  ["F.rms_norm(x, (3,), eps=0.1)", "x / (x.square().mean(-1, keepdim=True) + 0.1).sqrt()"],
  ["nn.RMSNorm((4, 3), eps=0.0)(x)", "x / x.square().mean((1, 2), keepdim=True).sqrt()"],
  [
    "torch.stack(torch.unravel_index(torch.tensor([0, 5, 23]), (2, 4, 3)))",
    "torch.tensor([[0, 0, 1], [0, 1, 3], [0, 2, 2]])",
  ],
  ["Kept()(x)", "x * 2"],
  ["torch.func.jvp(lambda a: a**3, (x,), (x + 1,))[1]", "3 * x**2 * (x + 1)"],
  ["torch.func.jvp(lambda a, b: (a * b.sin(), a), (x, x), (x, x**2))[1][0]", "x * x.sin() + x * x.cos() * x**2"],
  ["torch.func.vjp(torch.exp, x)[1](x)[0]", "x * x.exp()"],
  ["torch.func.linearize(torch.sin, x)[1](x)", "x * x.cos()"],
  [
    "torch.func.functional_call(nn.Linear(3, 2), {'weight': y[0, :2], 'bias': x[0, 0, :2]}, x)",
    "x @ y[0, :2].t() + x[0, 0, :2]",
  ],
  ["torch.func.vmap(lambda d: d['a'] * d['b'], in_dims=({'a': 0, 'b': None},))({'a': x, 'b': x[0]})", "x * x[0]"],
  [
    "torch.func.vmap(lambda p, z: torch.func.functional_call(nn.Linear(3, 1, bias=False), p, z), (0, None))({'weight': y[:, :1]}, x[0])",
    "torch.stack([x[0] @ w.t() for w in y[:, :1]])",
  ],
])("%s is %s", (call, meaning) => {
  const same = answer(
    `a, b = ${call}, ${meaning}\n    return bool(a.shape == b.shape and torch.allclose(a, b, atol=1e-6))`,
  );
  expect(same).toEqual({ kind: "bool", value: true });
});

test("a buffer is no parameter", () => {
  expect(
    answer("return [name for name, _ in Kept().named_buffers()] == ['scale'] and not list(Kept().parameters())"),
  ).toEqual({
    kind: "bool",
    value: true,
  });
});

const program = `
import torch
from torch import nn
from torch.nn import functional as F

class Kept(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Buffer(torch.tensor(2.0))

    def forward(self, x):
        return x * self.scale

def case():
    x = torch.arange(24.0).reshape(2, 4, 3).sin()
    y = torch.arange(30.0).reshape(2, 5, 3).cos()
`;

function answer(body: string) {
  const builder = createBuilder();
  const interpreter = createInterpreter({
    builder,
    probe: createProbe(builder, new Map<NodeId, Data>()),
    libraries: [torchLibrary, numpyLibrary],
    parseChunk: (text) => parser.parseChunk(text),
  });
  const text = `${program}    ${body}
`;
  const callable = interpreter.find(interpreter.load(parser.parse("/project/program.py", text)), "case");
  if (callable === undefined) throw new Error("no case");
  return interpreter.call(callable, []);
}
