/** Thresholds: the coefficients that a comparison is about are named where it changes its answer. */

import { expect, test } from "vitest";
import { openCore, requireStudy } from "./openCore";

const core = await openCore();

const text = `import torch
import torch.nn as nn
import torch.nn.functional as F

class Apart(nn.Module):
    def __init__(self, margin=2.0):
        super().__init__()
        self.margin = margin

    def forward(self, x1, x2, label):
        d = F.pairwise_distance(x1, x2)
        return torch.mean((1 - label) * d.pow(2) + label * torch.clamp(self.margin - d, min=0.0).pow(2))

def hinge_loss(score, label, margin=1.5):
    return F.relu(margin - score * label).mean()

def tube_loss(pred, target, epsilon=0.7):
    return torch.clamp((pred - target).abs() - epsilon, min=0).mean()

def lifted_loss(pred, target, margin=1.0):
    return torch.where(pred > target + margin, (pred - target).abs(), (pred - target) ** 2).mean()

def ranked_loss(scores, margin=0.5):
    apart = scores[:, None] - scores[None, :]
    return F.relu(margin - apart).sum()

def shell_loss(points, radius=1.5):
    return (points.abs() - radius).abs().mean()

def guarded_loss(pred, target, eps=1e-6):
    return torch.clamp(pred - target + eps, min=0).mean()
`;

test.each([
  [
    "Apart",
    [
      [-2, "−margin"],
      [2, "margin"],
    ],
  ],
  // once for each label
  [
    "hinge_loss",
    [
      [-1.5, "−margin"],
      [1.5, "margin"],
    ],
  ],
  [
    "tube_loss",
    [
      [-0.7, "−epsilon"],
      [0.7, "epsilon"],
    ],
  ],
  ["lifted_loss", [[1, "margin"]]],
  [
    "shell_loss",
    [
      [-1.5, "−radius"],
      [1.5, "radius"],
    ],
  ],
  ["guarded_loss", []],
])("%s", async (name, expected) => {
  const { thresholds } = await requireStudy(core, text, name);
  expect(thresholds.map(({ at, label }) => [at, label])).toEqual(expected);
});

test("a name that stood at many places stands at none", async () => {
  const inputs = { scores: { value: [0, 0.4, -1.1, 2.3, 1.2, -0.7] } };
  const { thresholds } = await requireStudy(core, text, "ranked_loss", {
    x: { knob: "scores[0]", from: -3, to: 3 },
    inputs,
  });
  expect(thresholds).toEqual([]);
});
