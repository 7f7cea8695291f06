/** A parameter's hook stays with it, though a study gives it a node of its own. The numbers are those of PyTorch's `backward`. */

import { expect, test } from "vitest";
import { openCore, torchImports } from "./openCore";

const text = `${torchImports}class Hooked(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3))
        self.register_buffer("free", torch.tensor([1.0, 0.0, 1.0]))
        self.weight.register_hook(lambda grad: grad * self.free)

    def forward(self, x):
        return (x * self.weight).square().sum()
`;

test("the hook of a parameter", async () => {
  const core = await openCore({ "/project/loss.py": text });
  await core.open({ path: "/project/loss.py", language: "python", version: 1, text });
  const x = { tensor: [1, 2, 3], dtype: "float32" };
  const reply = await core.evaluate("/project/loss.py", "Hooked", { args: { x } });
  expect(reply).toMatchObject({ kind: "ready", result: { parameterGradients: { weight: [2, 0, 18] } } });
});
