/** Losses spread over bases, helpers and other files: what they need is read and given. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study, StudyRequest } from "../../src/study/request";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string, name = "loss", request: Partial<StudyRequest> = {}): Promise<Study> =>
  requireStudy(core, `${torchImports}${body}`, name, request);

test("what defaults to None is given where the program does not run without it", async () => {
  const study = await open(
    "def loss(scores, labels=None, weight=None):\n    if labels is None:\n        raise ValueError('labels')\n    return F.cross_entropy(scores, labels, weight)\n",
  );
  expect(rolesOf(study)).toEqual({ scores: "logits", labels: "classIndex" });
});

test("what a constructor hands on by **kwargs, or picks from it, is asked for", async () => {
  const study = await open(
    [
      "class ScaledLoss(nn.Module):",
      "    def __init__(self, num_classes, embedding_size, scale=4.0):",
      "        super().__init__()",
      "        self.scale = scale",
      "        self.weight = nn.Parameter(torch.ones(embedding_size, num_classes))",
      "    def forward(self, embeddings, labels):",
      "        return F.cross_entropy(self.scale * embeddings @ self.weight, labels)",
      "class SubCenterLoss(ScaledLoss):",
      "    def __init__(self, *args, scale=2.0, **kwargs):",
      "        self.sub_centers = kwargs.pop('sub_centers')",
      "        super().__init__(*args, scale=scale, **kwargs)",
      "",
    ].join("\n"),
    "SubCenterLoss",
  );
  expect(Object.keys(rolesOf(study))).toEqual(["sub_centers", "num_classes", "embedding_size", "embeddings", "labels"]);
});

test("a model that is asked for each entry of a list answers to each, under the names that are read", async () => {
  const body = [
    "class TripletLoss(nn.Module):",
    "    def __init__(self, model, margin=5.0):",
    "        super().__init__()",
    "        self.model = model",
    "        self.margin = margin",
    "    def forward(self, features, labels):",
    "        reps = [self.model(one)['embedding'] for one in features]",
    "        anchor, positive, negative = reps",
    "        gap = (anchor - positive).norm(dim=1) - (anchor - negative).norm(dim=1)",
    "        return F.relu(gap + self.margin).mean()",
    "",
  ].join("\n");
  const study = await open(body, "TripletLoss");
  expect(study.x.knob).toBe("features[0][0,0]");
  expect(shapeOf(study, "features")).toEqual([3]);
});

test("a batch that must come out even is one", async () => {
  const body =
    "def loss(scores, labels):\n    n = scores.shape[0] // 3\n    assert n > 0 and 3 * n == scores.shape[0]\n    return F.cross_entropy(scores[:n], labels[:n])\n";
  expect(shapeOf(await open(body), "scores")?.[0]).toBe(12);
});

test("a scale of logits is one number, what it scales are vectors", async () => {
  const body =
    "def loss(image_features, text_features, logit_scale):\n    logits = logit_scale * image_features @ text_features.t()\n    return F.cross_entropy(logits, torch.arange(len(logits)))\n";
  const study = await open(body);
  expect([shapeOf(study, "logit_scale"), shapeOf(study, "image_features")?.length]).toEqual([[], 2]);
  expect(study.x.title).toContain("image_features");
});

test("functions of other files are read as the file sees them", async () => {
  const shared = await openCore({
    "/project/parts.py":
      "import torch.nn.functional as F\n\ndef score(u, v):\n    return _apart(u, v).mean()\n\ndef _apart(u, v):\n    return F.binary_cross_entropy_with_logits(u, v)\n",
  });
  const body =
    "from parts import score as apart\nimport parts\n\ndef loss(a, b, c):\n    return F.relu(apart(a, b) + parts.score(c, b)).mean()\n";
  const study = await requireStudy(shared, `${torchImports}${body}`, "loss");
  expect(rolesOf(study)).toEqual({ a: "binaryLogits", b: "binaryLabels", c: "binaryLogits" });
});

test("inherited methods are read where a loss calls them on itself", async () => {
  const body = [
    "class PairLoss(nn.Module):",
    "    def forward(self, u, v):",
    "        return self.compare(u, v)",
    "    def compare(self, u, v):",
    "        raise NotImplementedError",
    "class OtherLoss(PairLoss):",
    "    def compare(self, u, v):",
    "        return F.mse_loss(u, v)",
    "class ClassLoss(PairLoss):",
    "    def compare(self, u, v):",
    "        return F.cross_entropy(u, v)",
    "",
  ].join("\n");
  expect(rolesOf(await open(body, "ClassLoss"))).toEqual({ u: "logits", v: "classIndex" });
});
