/** What bounds and sums say: numbers on both sides of something, margins that are the plain 0, what is latent beside a reconstruction. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

test.each(["torch.clamp(v, u - c, u + c)", "torch.clamp(v, min=u - c, max=c + u)", "u + (v - u).clamp(-c, c)"])(
  "as far as it may go to both sides is a number: %s",
  async (kept) => {
    const body = `def loss(v, u, c, w):\n    kept = ${kept}\n    return torch.max((v - w) ** 2, (kept - w) ** 2).mean()\n`;
    const study = await requireStudy(core, torchImports + body, "loss");
    expect(rolesOf(study)).toMatchObject({ c: "number", v: "prediction" });
    expect(study.x.knob).toBe("v");
  },
);

test.each(["max(0.0, 1.0 - y * s)", "max(1.0 - s * y, 0.0)", "0.0 if 1.0 - y * s < 0 else 1.0 - y * s"])(
  "a margin that is Python's own 0 where it is kept opens over the score: %s",
  async (margin) => {
    // 1.14 is where the name's own draw puts it: beyond the margin
    const body = `import numpy as np\ndef hinge_loss(label, y_pred):\n    y, s = label, y_pred\n    return ${margin}\n`;
    const study = await requireStudy(core, body, "hinge_loss");
    expect(rolesOf(study)).toEqual({ label: "signedLabels", y_pred: "binaryLogits" });
    expect(study.x.knob).toBe("y_pred");
    expect(study.series[0]?.value[0]).toBeCloseTo(7, 4);
  },
);

test.each(["1 + v - m ** 2 - v.exp()", "1 + v - m.pow(2) - torch.exp(v)", "m * m + torch.exp(v) - v - 1"])(
  "beside a reconstruction a latent Gaussian is not asked over: %s",
  async (sum) => {
    const body = `def loss(found, x, m, v):\n    rebuilt = F.binary_cross_entropy(found, x.view(-1, 12), reduction="sum")\n    return rebuilt + torch.sum(${sum})\n`;
    const study = await requireStudy(core, torchImports + body, "loss");
    expect(rolesOf(study)).toMatchObject({ m: "features", v: "features" });
    expect(study.x.knob).toMatch(/^found/);
  },
);

test("sets of points hold several", async () => {
  const body =
    "def loss(a, b):\n    d = ((a.unsqueeze(2) - b.unsqueeze(1)) ** 2).sum(-1)\n    return d.min(2)[0].mean() + d.min(1)[0].mean()\n";
  const study = await requireStudy(core, torchImports + body, "loss");
  expect(shapeOf(study, "a")?.[1]).toBeGreaterThan(1);
});
