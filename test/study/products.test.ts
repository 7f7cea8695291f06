/** What products say: complements however they are written, masks whose sum is divided by, scores where nothing is a class. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const imports = `${torchImports}import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import backend as K\nimport numpy as np\n`;

test.each([
  ["of three factors", "f = a * y + b * (1 - y) * a + (1 - b) * y * (1 - a)"],
  ["from ones", "ones = K.ones_like(a)\n    p, q = ones - a, ones - y\n    f = a * y + b * a * q + b * p * y"],
  ["turned and added", "f = a * y + (1 + -1 * y) * a + y * (1 + -1 * a)"],
])("complements are of chances and of labels: %s", async (_, sum) => {
  const body = `def loss(y, a, b=0.3):\n    ${sum}\n    return 1 - tf.reduce_sum(a * y) / tf.reduce_sum(f)\n`;
  const study = await requireStudy(core, imports + body, "loss");
  expect(rolesOf(study)).toMatchObject({ a: "binaryProbabilities", y: "binaryLabels" });
});

test.each(["m.sum()", "torch.sum(m, (0,)) + 0.01", "m.sum().clamp(min=1)"])(
  "what weighs an error and is counted is a mask: %s",
  async (count) => {
    const body = `def loss(found, wanted, m):\n    n = ${count}\n    return (((found - wanted) * m) ** 2).sum() / n\n`;
    const study = await requireStudy(core, imports + body, "loss");
    expect(rolesOf(study)).toMatchObject({ m: "mask" });
    expect(study.x.knob).toBe("found");
  },
);

test("scores are one for each sample where nothing is a class, and their losses may be made around", async () => {
  const pair = "def loss(pos_scores, neg_scores, room=1.0):\n    return torch.relu(neg_scores - pos_scores + room)\n";
  expect(rolesOf(await requireStudy(core, imports + pair, "loss"))).toEqual({
    pos_scores: "binaryLogits",
    neg_scores: "binaryLogits",
  });
  const made =
    "def make():\n    bce = keras.losses.BinaryCrossentropy(from_logits=True)\n    def loss(real, fake):\n        return bce(tf.ones_like(real), real) + bce(tf.zeros_like(fake), fake)\n    return loss\n";
  const study = await requireStudy(core, imports + made, "make.<locals>.loss");
  expect(rolesOf(study)).toEqual({ real: "binaryLogits", fake: "binaryLogits" });
});

test("a class holds its loss, and 0 is padding where it is left out", async () => {
  const body =
    "class Step:\n    scored = tf.keras.losses.SparseCategoricalCrossentropy(reduction='none')\n\n    @staticmethod\n    def loss(real, found):\n        mask = tf.math.logical_not(tf.math.equal(real, 0))\n        each = Step.scored(real, found)\n        return tf.reduce_mean(each * tf.cast(mask, each.dtype))\n";
  const study = await requireStudy(core, imports + body, "Step");
  expect(rolesOf(study)).toEqual({ real: "classIndex", found: "probabilities" });
  expect(study.inputs.find(({ name }) => name === "real")?.summary).toBe("1");
});

test("a `t` beside a `y` is what is wanted", async () => {
  const body = "def hinge_loss(T, Y):\n    return np.maximum(0, 1.0 - np.multiply(T, Y))\n";
  const study = await requireStudy(core, imports + body, "hinge_loss");
  expect(rolesOf(study)).toEqual({ T: "signedLabels", Y: "binaryLogits" });
});

test("what is measured from its mean is not all alike, and answers are called by what answers", async () => {
  const body =
    "def loss(dist, old_log_prob, adv, eps):\n    ratio = torch.exp(dist.log_prob() - old_log_prob)\n    adv = (adv - adv.mean()) / (adv.std() + 1e-8)\n    return -torch.min(ratio * adv, ratio.clamp(1 - eps, 1 + eps) * adv).mean() - 0.1 * dist.entropy().mean()\n";
  const study = await requireStudy(core, imports + body, "loss");
  expect(rolesOf(study)).toMatchObject({
    "dist.log_prob.output": "logProbabilities",
    "dist.entropy.output": "positive",
  });
  expect(study.x.knob).not.toMatch(/entropy/);
});

test("columns of pictures, each with its axis", async () => {
  const body =
    "def loss(y, found):\n    depth = y[:, :, :, :1]\n    mask = y[:, :, :, 1:]\n    return tf.reduce_mean(tf.math.squared_difference(found, depth) * mask)\n";
  const study = await requireStudy(core, imports + body, "loss");
  const y = study.inputs.find(({ name }) => name === "y");
  expect(y?.shape).toHaveLength(4);
  expect(y?.shape.at(-1)).toBe(2);
  expect(y?.reason).toContain("mask");
  expect(study.x.knob).toMatch(/^found/);
});
