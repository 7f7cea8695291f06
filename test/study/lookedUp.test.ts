/** What a program looks up in settings and records with something to fall back on, and functions inside of methods. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

test("what stands where a setting is looked up is taken, and is a coefficient", async () => {
  const text = `${torchImports}class OverlapLoss(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.smooth = cfg.get("smooth", 0.5)
        self.eps = getattr(cfg, "eps", 0.25)
        self.name = getattr(cfg, "name", "feat")
        self.scale = cfg.get("scale")

    def forward(self, pred, target):
        shared = (torch.sigmoid(pred) * target).sum()
        return self.scale * (1 - (2 * shared + self.smooth) / (torch.sigmoid(pred).sum() + target.sum() + self.smooth + self.eps))
`;
  const study = await requireStudy(core, text, "OverlapLoss");
  expect(study.coefficients.map(({ name, value }) => [name, value])).toEqual([
    ["smooth", 0.5],
    ["eps", 0.25],
  ]);
  expect(Object.keys(rolesOf(study))).toEqual(["cfg.scale", "pred", "target"]);
  const still = await requireStudy(core, text, "OverlapLoss", { set: { smooth: 100 } });
  expect(still.series[0]?.value[0]).not.toBeCloseTo(study.series[0]?.value[0] ?? 0);
});

test("a field that is read without one is given", async () => {
  const study = await requireStudy(
    core,
    `${torchImports}def causal_loss(outputs, labels):
    logits = getattr(outputs, "logits", None)
    if logits is None:
        raise ValueError("no logits")
    return F.cross_entropy(logits, labels)
`,
    "causal_loss",
  );
  expect(rolesOf(study)).toEqual({ "outputs.logits": "logits", labels: "classIndex" });
});

test("a function inside of a method sees its object and the method's data; what it is called on moves", async () => {
  const study = await requireStudy(
    core,
    `import numpy as np
from scipy.optimize import minimize
class Ridge:
    def __init__(self, strength=0.5):
        self.strength = strength

    def fit(self, x, y):
        rows, width = x.shape
        def objective(theta):
            return np.mean((x @ theta[:width] - y) ** 2) + self.strength * np.sum(theta**2)
        return minimize(objective, np.zeros(width))
`,
    "Ridge.fit.<locals>.objective",
  );
  expect(study.x.knob).toMatch(/^theta\b/);
  expect(shapeOf(study, "x")).toHaveLength(2);
  expect(study.coefficients).toMatchObject([{ name: "strength", value: 0.5 }]);
  expect(study.series[0]?.value.every(Number.isFinite)).toBe(true);
});

test("a key that is put together while the program runs is a field", async () => {
  const study = await requireStudy(
    core,
    `${torchImports}class SidesLoss(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.key = getattr(cfg, "key", "feat")

    def forward(self, outputs):
        return ((outputs[f"left_{self.key}"] - outputs[f"right_{self.key}"]) ** 2).mean()
`,
    "SidesLoss",
  );
  expect(Object.keys(rolesOf(study))).toEqual(["outputs.left_feat", "outputs.right_feat"]);
});
