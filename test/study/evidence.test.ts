/** What a program does with an input tells what it is: labels with two sides, temperatures, chances, orders. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study } from "../../src/study/request";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string, name = "loss"): Promise<Study> => requireStudy(core, `${torchImports}${body}`, name);

test("asked for 0 and for 1, it is a label, and both sides are drawn", async () => {
  const study = await open(
    [
      "def loss(a, b):",
      "    total = a.new_zeros(())",
      "    if (b == 1).any():",
      "        total = total - F.logsigmoid(a[b == 1]).sum()",
      "    if (b == 0).any():",
      "        total = total - F.logsigmoid(-a[b == 0]).sum()",
      "    return total",
      "",
    ].join("\n"),
  );
  expect(rolesOf(study)).toMatchObject({ b: "binaryLabels" });
  expect(study.series.map(({ title }) => title.split(", ")[1])).toEqual(["b = 1", "b = 0"]);
});

test("what chooses, and whose opposite chooses, is a label of truths", async () => {
  const study = await open(
    [
      "def loss(score, good):",
      "    out = torch.zeros_like(score)",
      "    out[good] = F.softplus(-score[good])",
      "    out[~good] = F.softplus(score[~good])",
      "    return out.mean()",
      "",
    ].join("\n"),
  );
  expect(rolesOf(study)).toMatchObject({ good: "binaryLabels" });
  expect(study.inputs.find(({ name }) => name === "good")?.dtype).toBe("bool");
  expect(study.series).toHaveLength(2);
});

test("what scores are divided by is a number", async () => {
  const study = await open(
    "def loss(a, b, T):\n    return -(b.softmax(1) * F.log_softmax(a / T, dim=1)).sum(1).mean()\n",
  );
  expect(rolesOf(study)).toEqual({ a: "logits", b: "logits", T: "number" });
});

test("what weighs the logarithms of a softmax are chances", async () => {
  const study = await open("def loss(a, b):\n    return -(b * F.log_softmax(a, dim=1)).sum(1).mean()\n");
  expect(rolesOf(study)).toEqual({ a: "logits", b: "probabilities" });
});

test("the logarithm of a complement makes a chance, and weighed by a complement, a label", async () => {
  const hazard = await open("def loss(h, y):\n    return -(y * torch.log(h) + torch.log1p(-h)).sum()\n");
  expect(rolesOf(hazard)).toMatchObject({ h: "binaryProbabilities" });
  const pair = await open("def loss(x, p):\n    return -(x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum()\n");
  expect(rolesOf(pair)).toEqual({ x: "binaryLabels", p: "binaryProbabilities" });
});

test("what is put in the order of another is as long, and the order is one", async () => {
  const study = await open(
    [
      "def loss(scores, labels):",
      "    _, order = torch.sort(labels, descending=True)",
      "    s = scores[order]",
      "    return -(s - torch.logcumsumexp(s.flip(0), dim=0).flip(0)).mean()",
      "",
    ].join("\n"),
  );
  expect(shapeOf(study, "scores")).toEqual(shapeOf(study, "labels"));
});

test("a target that varies nowhere is tried with numbers of its own before it is taken for something else", async () => {
  const study = await open(
    "def loss(pred, target):\n    t = target - target.mean()\n    return -(pred * t).sum() / t.norm()\n",
  );
  expect(rolesOf(study)).toEqual({ pred: "prediction", target: "target" });
  expect(new Set(study.inputs.find(({ name }) => name === "target")?.summary.split(", ")).size).toBeGreaterThan(1);
});

test("walked over beside labels, scores are samples, not a list of scores", async () => {
  const study = await open(
    [
      "def loss(logits, labels):",
      "    parts = [F.binary_cross_entropy_with_logits(one, other) for one, other in zip(logits, labels)]",
      "    return torch.stack(parts).mean()",
      "",
    ].join("\n"),
  );
  expect(rolesOf(study)).toEqual({ logits: "binaryLogits", labels: "binaryLabels" });
});

test("what a known function is given by name is what it would be by place", async () => {
  const study = await open(
    "def loss(a, b):\n    return F.binary_cross_entropy_with_logits(target=b, input=a).mean()\n",
  );
  expect(rolesOf(study)).toEqual({ a: "binaryLogits", b: "binaryLabels" });
});

test("a library's function keeps what a method of the same name keeps", async () => {
  const study = await requireStudy(
    core,
    [
      "import tensorflow as tf",
      "",
      "def loss(truth, scores):",
      "    truth = tf.cast(truth, tf.float32)",
      "    return tf.reduce_mean(truth * tf.math.log(scores) + (1 - truth) * tf.math.log(1 - scores))",
      "",
    ].join("\n"),
    "loss",
  );
  expect(rolesOf(study)).toEqual({ truth: "binaryLabels", scores: "binaryProbabilities" });
});

test("what is multiplied with its own transpose are several samples that are compared, and so are labels", async () => {
  const study = await open(
    [
      "def loss(a, b):",
      "    alike = torch.eq(b.view(-1, 1), b.view(-1, 1).T).float()",
      "    scores = torch.mm(a, a.t())",
      "    return (torch.logsumexp(scores, 1) - (alike * scores).sum(1) / alike.sum(1)).mean()",
      "",
    ].join("\n"),
  );
  expect(rolesOf(study)).toEqual({ a: "embedding", b: "classIndex" });
  expect(shapeOf(study, "a")?.[0]).toBe(8);
});

test("einsum spells the axes of a list too", async () => {
  const study = await open("def loss(a, b):\n    return -torch.einsum('nc,nc->n', [a, b]).mean()\n");
  expect([shapeOf(study, "a")?.length, shapeOf(study, "b")?.length]).toEqual([2, 2]);
});

test("a factor that is one by its name is none of what it scales", async () => {
  const study = await open("def loss(margin, beta):\n    return -F.logsigmoid(beta * margin).mean()\n");
  expect(rolesOf(study)).toMatchObject({ beta: "number" });
});

test("rows of what a mask leaves are as wide as they are made", async () => {
  const study = await open(
    [
      "def loss(pred, target, weight):",
      "    keep = weight > 0",
      "    a, b = pred[keep].view(-1, 4), target[keep].view(-1, 4)",
      "    low, high = torch.max(a[:, :2], b[:, :2]), torch.min(a[:, 2:], b[:, 2:])",
      "    shared = (high - low).clamp(min=0).prod(1)",
      "    sizes = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1)",
      "    return (1 - shared / (sizes - shared)).sum()",
      "",
    ].join("\n"),
  );
  expect(rolesOf(study)).toEqual({ pred: "boxes", target: "boxes", weight: "weights" });
});

test("a tensor that is too large is another reason to try smaller ones", async () => {
  const study = await open(
    [
      "def loss(pred, target):",
      "    if pred.dim() > 1:",
      "        pred = pred.repeat(4096, 4096)",
      "    return (pred - target).pow(2).sum() / (target - target.mean()).pow(2).sum()",
      "",
    ].join("\n"),
  );
  expect(study.x.title).toMatch(/^pred/);
});

test("a label multiplied with a score under a name of its own is a sign in a hinge", async () => {
  const study = await open(
    "def loss(truth, score):\n    agreement = score * truth\n    return torch.clamp(1 - agreement, min=0).mean()\n",
  );
  expect(rolesOf(study)).toEqual({ truth: "signedLabels", score: "binaryLogits" });
});

test.each([
  "torch.where((a - b).abs() < delta, (a - b) ** 2, 2 * delta * (a - b).abs() - delta**2).sum()",
  "torch.where(torch.le(size, delta), size**2, 2 * delta * size - delta**2).sum()",
])("what a size is held against is a number: %s", async (value) => {
  const study = await open(`def loss(a, b, delta):\n    size = torch.abs(a - b)\n    return ${value}\n`);
  expect(rolesOf(study)["delta"]).toBe("number");
  expect(study.thresholds.map(({ label }) => label)).toEqual(["−delta", "delta"]);
});
