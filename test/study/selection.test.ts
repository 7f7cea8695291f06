/** Masks that depend on the data: one path where the elements need not be taken out, and the same numbers as point by point. */

import { expect, test } from "vitest";
import { openCore, requireStudy } from "./openCore";

const core = await openCore();

const text = `import torch
import torch.nn.functional as F

# preview: x = [0.3, -0.2, 1.4, 0.9, -1.1, 0.6]
def loss_in_place(x, margin=0.5):
    near = x[x < margin]
    far = x[x >= margin]
    loss = F.relu(margin - near).pow(2).mean() + 0.1 * len(near) + far.abs().max()
    if len(far) > 3:
        loss = loss + far.log().mean()
    return loss

# preview: x = [0.3, -0.2, 1.4, 0.9, -1.1, 0.6]
def loss_taken_out(x, margin=0.5):
    near = x[x < margin]
    return near.sort().values[0] + torch.cat([near, near]).pow(2).mean()
`;

test.each([
  ["loss_in_place", 2],
  ["loss_taken_out", 2],
])("%s: %d paths, the numbers of one evaluation a point", async (name, paths) => {
  const study = await requireStudy(core, text, name, { x: { knob: "x[0]", from: -2, to: 2, count: 41 } });
  expect(study.paths).toBe(paths);
  const [series] = study.series;
  for (let i = 0; i < study.x.values.length; i++) {
    const x = [study.x.values[i] ?? 0, -0.2, 1.4, 0.9, -1.1, 0.6];
    const reply = await core.evaluate("/project/loss.py", name, { args: { x: { tensor: x, dtype: "float32" } } });
    if (reply.kind !== "ready") throw new Error(reply.message);
    const { outputs, gradients } = reply.result;
    const gradient = Array.isArray(gradients["x"]) ? gradients["x"] : undefined;
    expect(series?.value[i]).toBeCloseTo(Number(outputs[0]?.data), 5);
    expect(series?.gradient[i]).toBeCloseTo(Number(gradient?.[0]), 5);
  }
});
