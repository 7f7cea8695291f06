/** einops and einx are not where PyTorch's answers are recorded: patterns are held against what the documentation says they mean. */

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
  ["rearrange(x, 'b h w -> h b w')", "x.permute(1, 0, 2)"],
  ["rearrange(x, 'b h w -> b (w h)')", "x.transpose(1, 2).reshape(2, 12)"],
  ["rearrange(x, 'b (h two) w -> (b two) h w', two=2)", "x.reshape(2, 2, 2, 3).permute(0, 2, 1, 3).reshape(4, 2, 3)"],
  ["rearrange(x, 'b ... -> ... b')", "x.permute(1, 2, 0)"],
  ["reduce(x, 'b ... -> b (...)', 'mean') * x[:, :1, 0]", "x.flatten(1) * x[:, :1, 0]"],
  ["rearrange(x, '... w -> w (...)') - x[0, 0, :, None]", "x.flatten(0, 1).t() - x[0, 0, :, None]"],
  ["x * parse_shape(x, 'b ... width')['width']", "x * 3"],
  ["rearrange(x, 'b h w -> b 1 (h w) 1')", "x.reshape(2, 1, 12, 1)"],
  ["rearrange(x[:1], '1 h w -> h w')", "x[0]"],
  ["rearrange([x[0], x[1]], 'b h w -> h w b')", "x.permute(1, 2, 0)"],
  ["reduce(x, 'b h w -> b', 'mean')", "x.mean((1, 2))"],
  ["reduce(x, 'b h w -> h b', 'max')", "x.amax(2).t()"],
  ["reduce(x, 'b (h two) w -> b h w', 'sum', two=2)", "x.reshape(2, 2, 2, 3).sum(2)"],
  ["reduce(x, '... w -> ...', 'prod')", "x.prod(-1)"],
  ["repeat(x[0], 'h w -> h w c', c=2)", "torch.stack([x[0], x[0]], -1)"],
  ["repeat(x[0], 'h w -> (r h) w', r=2)", "x[0].repeat(2, 1)"],
  ["repeat(x[0], 'h w -> h (w r)', r=2)", "x[0].repeat_interleave(2, 1)"],
  ["einsum(x, x, 'batch i c, batch j c -> batch i j')", "x @ x.transpose(1, 2)"],
  ["pack([x, x[..., 0]], 'b h *')[0]", "torch.cat([x, x[..., :1]], -1)"],
  ["unpack(x, [(1,), (2,)], 'b h *')[1]", "x[..., 1:]"],
  ["Rearrange('b h w -> b (h w)')(x)", "x.flatten(1)"],
  ["einx.subtract('b h w, b -> b h w', x, x[:, 0, 0])", "x - x[:, :1, :1]"],
  ["einx.multiply('... w, w', x, x[0, 0])", "x * x[0, 0]"],
  ["einx.add('h, w -> w h', x[0, :, 0], x[0, 0])", "x[0, 0][:, None] + x[0, :, 0]"],
  ["einx.add('b h [w]', x, x[0, 0])", "x + x[0, 0]"],
  ["einx.where('b, b h w, -> b h w', x[:, 0, 0] > 0, x, 0.0)", "torch.where(x[:, :1, :1] > 0, x, torch.zeros(()))"],
  ["einx.less('b h w, w', x, x[0, 0])", "x < x[0, 0]"],
  ["einx.mean('b [h] w', x)", "x.mean(1)"],
  ["einx.mean('b [h] w', x, keepdims=True)", "x.mean(1, keepdim=True)"],
  ["einx.sum('b h w -> w b', x)", "x.sum(1).t()"],
  ["einx.max('b [...]', x)", "x.amax((1, 2))"],
  ["einx.min('b [h w]', x)", "x.amin((1, 2))"],
  ["einx.logsumexp('... [w]', x)", "x.logsumexp(-1)"],
  ["einx.softmax('b h [w]', x)", "x.softmax(-1)"],
  ["einx.dot('b h w, w -> b h', x, x[0, 0])", "torch.einsum('bhw,w->bh', x, x[0, 0])"],
  ["einx.rearrange('b h w -> b (w h)', x)", "x.transpose(1, 2).reshape(2, 12)"],
  ["einx.get_at('b [h] w, b k -> b k w', x, i)", "torch.stack([x[0, [0, 3]], x[1, [2, 2]]])"],
  ["torch.from_numpy(rearrange(x.numpy(), 'b h w -> w b h'))", "x.permute(2, 0, 1)"],
])("%s is %s", (pattern, meaning) => {
  const same = answer(`a, b = ${pattern}, ${meaning}\n    return bool(a.shape == b.shape and torch.equal(a, b))`);
  expect(same).toEqual({ kind: "bool", value: true });
});

test.each([
  ["rearrange(x, 'b h w -> b h')", "Identifiers only on one side of expression"],
  ["rearrange(x, 'b h -> h b')", "Wrong shape: expected 2 dims. Received 3-dim tensor"],
  ["rearrange(x, 'b (h five) w -> b h w', five=5)", "Shape mismatch, 4 != 5"],
])("%s: %s", (pattern, message) => {
  expect(() => answer(`return ${pattern}`)).toThrow(message);
});

function answer(body: string) {
  const builder = createBuilder();
  const interpreter = createInterpreter({
    builder,
    probe: createProbe(builder, new Map<NodeId, Data>()),
    libraries: [torchLibrary, numpyLibrary],
    parseChunk: (text) => parser.parseChunk(text),
  });
  const imports =
    "import einx\nimport torch\nfrom einops import einsum, pack, parse_shape, rearrange, reduce, repeat, unpack\nfrom einops.layers.torch import Rearrange\n";
  const text = `${imports}def case():\n    x = torch.arange(24.0).reshape(2, 4, 3).sin()\n    i = torch.tensor([[0, 3], [2, 2]])\n    ${body}\n`;
  const callable = interpreter.find(interpreter.load(parser.parse("/project/program.py", text)), "case");
  if (callable === undefined) throw new Error("no case");
  return interpreter.call(callable, []);
}
