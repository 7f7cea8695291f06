/** Names that belong together, options that are None, parts that TensorFlow splits. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const imports = `${torchImports}import tensorflow as tf\n`;

test.each(["x_hat", "x_recon", "recon_x"])("what %s is rebuilt from is what is wanted", async (found) => {
  const study = await requireStudy(
    core,
    `${imports}def loss(x, ${found}):\n    return F.mse_loss(${found}, x)\n`,
    "loss",
  );
  expect(rolesOf(study).x).toBe("target");
  expect(study.x.knob).toBe(found);
});

test("an option that is None takes no branch of a word", async () => {
  const body =
    "class Rebuilt(nn.Module):\n    def __init__(self, kind=None):\n        super().__init__()\n        if kind == 'l2':\n            self.error = nn.MSELoss()\n        else:\n            self.error = nn.BCELoss()\n\n    def forward(self, a, b):\n        return self.error(a, b)\n";
  const study = await requireStudy(core, imports + body, "Rebuilt");
  expect(rolesOf(study)).toMatchObject({ a: "binaryProbabilities", b: "binaryLabels" });
});

test("four parts of TensorFlow's split are boxes, and x moves the ones that are found", async () => {
  const body = [
    "def loss(y_true, y_pred):",
    "    a, b, w, h = tf.split(y_true, 4, axis=-1)",
    "    c, d, v, g = tf.split(y_pred, 4, axis=-1)",
    "    return tf.reduce_mean((a - c) ** 2 + (b - d) ** 2 + (w - v) ** 2 + (h - g) ** 2)",
    "",
  ].join("\n");
  const study = await requireStudy(core, imports + body, "loss");
  expect(shapeOf(study, "y_pred")).toEqual([1, 4]);
  expect(study.x.knob).toMatch(/^y_pred/);
});

test("sums that TensorFlow reduces are sizes of sets", async () => {
  const body =
    "def loss(a, b):\n    return 1 - 2 * tf.reduce_sum(a * b) / (tf.math.reduce_sum(a) + tf.math.reduce_sum(b))\n";
  const study = await requireStudy(core, imports + body, "loss");
  for (const role of Object.values(rolesOf(study))) expect(role).toMatch(/^binary(Labels|Probabilities)$/);
});

test.each(["torch.max(q * e, (q - 1) * e)", "torch.maximum((q - 1) * e, e * q)"])(
  "a level of a quantile is a share: %s",
  async (tilted) => {
    const body = `def loss(y, found, q):\n    e = y - found\n    return ${tilted}.mean()\n`;
    const study = await requireStudy(core, imports + body, "loss");
    expect(rolesOf(study)).toMatchObject({ q: "binaryProbabilities" });
    expect(study.x.knob).toBe("found");
  },
);
