/** What stands in modules that are not there, in documentation, and in a class's own methods. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { isClassCountByName } from "../../src/study/inputs/nameValues";
import { openCore, requireFailure, requireStudy, rolesOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

test.each(["from settings import CLIP", "from . import settings"])(
  "a setting of a module that is not there is a number, said so: %s",
  async (imported) => {
    const name = imported.endsWith("CLIP") ? "CLIP" : "settings.CLIP";
    const text = `${torchImports}${imported}\ndef loss(new_logp, old_logp, adv):\n    r = torch.exp(new_logp - old_logp)\n    return -torch.min(r * adv, torch.clamp(r, 1 - ${name}, 1 + ${name}) * adv).mean()\n`;
    const study = await requireStudy(core, text, "loss");
    const assumed = study.inputs.find((input) => input.name.endsWith("CLIP"));
    expect(assumed).toMatchObject({
      role: "number",
      summary: "0.1",
      reason: "its module is not part of the workspace",
    });
    // the ratio is bounded at 1 ± 0.1, and the bounds have their names
    expect(study.series[0]?.value.at(-1)).toBeCloseTo(-1.1, 4);
    expect(study.thresholds.some(({ label }) => label.includes("CLIP"))).toBe(true);
  },
);

test("what is no setting by its name stays missing", async () => {
  const text = `${torchImports}from elsewhere import base\ndef loss(pred, target):\n    return ((pred - target) ** 2).mean() + base\n`;
  expect(JSON.stringify(await requireFailure(core, text, "loss"))).toContain("elsewhere.base");
});

test("a record of results of a module that is not there is its values by name", async () => {
  const text = `${torchImports}from project.types import LossOutput
class Total(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
    def forward(self, x, target):
        error = F.mse_loss(self.model.decode(x), target)
        return LossOutput(loss=error, parts={"error": error.detach()})
`;
  const study = await requireStudy(core, text, "Total");
  expect(study.series.map(({ title }) => title)).toContain("loss");
  expect(Object.keys(rolesOf(study)).some((name) => name.includes("._"))).toBe(false);
});

test("a documented number is no tensor, whatever is said of it", async () => {
  const text = `${torchImports}def loss(a, b, heat):\n    """\n    heat : float\n        Scale of the logits.\n    """\n    return F.cross_entropy(a @ b.T / heat, torch.arange(len(a)))\n`;
  expect(rolesOf(await requireStudy(core, text, "loss"))).toMatchObject({
    a: "embedding",
    b: "embedding",
    heat: "number",
  });
});

test("a plain class's `call` is called by nobody: its loss is the loss", async () => {
  const text = `${torchImports}class OrderedLoss:\n    def call(self, x):\n        return x\n    def loss(self, found, kind):\n        return F.cross_entropy(found, kind)\n`;
  expect(rolesOf(await requireStudy(core, text, "OrderedLoss"))).toEqual({ found: "logits", kind: "classIndex" });
});

test("margins of two kinds are numbers", async () => {
  const text = `${torchImports}class RankedLoss(nn.Module):\n    def __init__(self, config):\n        super().__init__()\n        self.margin_negative = config.margin_negative\n    def forward(self, scores):\n        return torch.relu(self.margin_negative + scores).mean()\n`;
  expect(rolesOf(await requireStudy(core, text, "RankedLoss"))["config.margin_negative"]).toBe("number");
});

test("a word that says nothing beside a label is of what there is of it", async () => {
  const text = `import tensorflow as tf\ndef loss(y_true, y_pred):\n    have, label = tf.split(y_true, 2, -1)\n    each = tf.keras.losses.binary_crossentropy(label, y_pred, from_logits=True)\n    return tf.reduce_mean(each * tf.squeeze(have, -1))\n`;
  const study = await requireStudy(core, text, "loss");
  expect(study.inputs.find(({ name }) => name === "y_true")?.reason).toBe("its columns: mask, binaryLabels");
  // softplus(-x) of a label of 1
  expect(study.series[0]?.value[0]).toBeCloseTo(Math.log1p(Math.exp(6)), 4);
});

test("a weight of logarithms of chances may be turned round first", async () => {
  const text = `${torchImports}def loss(found, share):\n    return torch.sum(-share * F.log_softmax(found, dim=1), 1).mean()\n`;
  expect(rolesOf(await requireStudy(core, text, "loss"))).toEqual({ found: "logits", share: "probabilities" });
});

test("parts of what is wanted are wanted, parts of what is found are found", async () => {
  const text = `${torchImports}def loss(y_true, y_pred):\n    return torch.abs(y_true["goals"] - y_pred["goals"]).mean()\n`;
  const study = await requireStudy(core, text, "loss");
  expect(rolesOf(study)).toEqual({ "y_true.goals": "target", "y_pred.goals": "prediction" });
  expect(study.x.knob).toBe("y_pred.goals");
});

test("a large K counts classes, a small one neighbours", () => {
  expect(["K", "k", "num_classes", "top_k"].map(isClassCountByName)).toEqual([true, false, true, false]);
});
