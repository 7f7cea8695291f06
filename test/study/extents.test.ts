/** How long axes are for what is done along them: windows, running sums, sets of points, squares. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (text: string) => requireStudy(core, torchImports + text, "loss");

test("what is seen through a window is a picture, and moves away from another with all of its pixels", async () => {
  const study = await open(
    "def loss(a, b):\n    mean = F.avg_pool2d(a, 3, 1, 1) - F.avg_pool2d(b, 3, 1, 1)\n    return (mean ** 2).mean()\n",
  );
  expect(rolesOf(study)).toEqual({ a: "images", b: "images" });
  expect(Math.min(...(shapeOf(study, "a") ?? []).slice(-2))).toBeGreaterThanOrEqual(3);
  expect(study.x.knob).toBe("a.from.b");
  const values = study.series[0]?.value ?? [];
  // no difference, no loss; twice the difference, four times the loss
  const at = (x: number) => values[study.x.values.findIndex((one) => Math.abs(one - x) < 1e-6)] ?? Number.NaN;
  expect(at(0)).toBeCloseTo(0, 6);
  expect(at(1) / at(0.5)).toBeCloseTo(4, 3);
});

test("what is summed up to a distribution are chances, more than one", async () => {
  const study = await open(
    "def loss(p_a, p_b):\n    cdf_a = torch.cumsum(p_a, dim=1)\n    cdf_b = torch.cumsum(p_b, dim=1)\n    return (cdf_a - cdf_b).abs().mean()\n",
  );
  expect(rolesOf(study)).toEqual({ p_a: "probabilities", p_b: "probabilities" });
  expect(shapeOf(study, "p_a")?.[1]).toBeGreaterThan(1);
});

test.each([
  ["cdist", "near = torch.cdist(a, b)\n    return near.min(1)[0].mean() + near.min(0)[0].mean()", 0],
  [
    "new axes behind names",
    "p = a.unsqueeze(2)\n    q = b.unsqueeze(1)\n    far = torch.norm(p - q, dim=-1)\n    return far.min(dim=2)[0].mean()",
    1,
  ],
  [
    "a named axis",
    "n, num_points, width = a.shape\n    far = (torch.bmm(a, b.transpose(2, 1)) ** 2)\n    return far.min(1)[0].mean()",
    1,
  ],
])("a set has several points: %s", async (_, body, axis) => {
  const study = await open(`def loss(a, b):\n    ${body}\n`);
  expect(shapeOf(study, "a")?.[axis]).toBeGreaterThanOrEqual(3);
});

test("a matrix of every sample with every sample is square", async () => {
  const study = await open(
    'def loss(scores):\n    """\n    scores (BxB): of each for each\n    """\n    own = scores.diag().view(-1, 1).expand_as(scores)\n    return -F.logsigmoid(own - scores).mean()\n',
  );
  const [rows, columns] = shapeOf(study, "scores") ?? [];
  expect(rows).toBe(columns);
  expect(rows).toBeGreaterThan(1);
});

test("indexes beside each other pick one entry for each sample", async () => {
  const study = await open(
    "def loss(pmf, cause, when):\n    samples = torch.arange(pmf.shape[0])\n    return -torch.log(pmf[samples, cause, when] + 1e-8).mean() + 0 * pmf.sum((1, 2)).mean()\n",
  );
  expect(rolesOf(study)).toEqual({ pmf: "probabilities", cause: "classIndex", when: "classIndex" });
  expect(shapeOf(study, "pmf")).toHaveLength(3);
  expect(shapeOf(study, "cause")).toHaveLength(1);
  expect(shapeOf(study, "when")).toHaveLength(1);
});

test("what picks a row of what is learnt is a class, as wide as documented", async () => {
  const study = await open(
    'class loss(nn.Module):\n    def __init__(self, classes=7, feat_dim=300):\n        super().__init__()\n        self.middles = nn.Parameter(torch.randn(classes, feat_dim))\n    def forward(self, x, truth):\n        """\n        x: features of shape (batch_size, feat_dim)\n        """\n        return ((x - self.middles[truth]) ** 2).sum(-1).mean()\n',
  );
  expect(rolesOf(study).truth).toBe("classIndex");
  expect(shapeOf(study, "x")).toEqual([1, 300]);
});

test("as many classes as scores have entries", async () => {
  const study = await open(
    "def loss(found, kinds):\n    own = F.one_hot(kinds, found.shape[-1])\n    best = found.masked_fill(own == 0, float('-inf')).max(dim=1)[0]\n    return torch.log1p(torch.exp(1 - best)).mean()\n",
  );
  expect(rolesOf(study)).toMatchObject({ found: "logits", kinds: "classIndex" });
});
