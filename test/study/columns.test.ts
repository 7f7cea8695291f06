/** One input whose columns mean different things: each has numbers of its own meaning. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, shapeOf } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const imports = "import torch\nimport tensorflow as tf\nimport jax.numpy as jnp\n";

test.each([
  ["the last axis", "wanted, mask = y[..., 0], y[..., 1]", "y[1,2]"],
  ["split", "wanted, mask = tf.split(y, 2, axis=-1)", "y[1,2]"],
  ["cast before", "y = tf.cast(y, tf.float32)\n    wanted = y[:, 0]\n    mask = y[:, 1]", "y[1,2]"],
])("a target beside its mask: %s", async (_, taken) => {
  const body = `def loss(y, found):\n    ${taken}\n    error = mask * tf.square(found - wanted)\n    return tf.reduce_sum(error) / tf.reduce_sum(mask)\n`;
  const study = await requireStudy(core, imports + body, "loss");
  const y = study.inputs.find(({ name }) => name === "y");
  expect(y).toMatchObject({ shape: [1, 2], summary: "0, 1" });
  expect(study.x.knob).toBe("found");
  // (found - 0)^2 where the mask is 1
  expect(study.series[0]?.value[0]).toBeCloseTo(25, 4);
});

test("a time beside what happened", async () => {
  const body =
    "def loss(y, risk):\n    t, event = y[:, 0], y[:, 1]\n    return jnp.mean(jnp.exp(risk[:, 0]) * (1 + t) - event * risk[:, 0])\n";
  const study = await requireStudy(core, imports + body, "loss");
  expect(shapeOf(study, "y")).toEqual([1, 2]);
  expect(study.inputs.find(({ name }) => name === "y")?.reason).toContain("binaryLabels");
  expect(study.x.knob).toMatch(/^risk/);
});

test("columns that are alike are one input, and so is what is used as a whole", async () => {
  const alike = await requireStudy(
    core,
    `${imports}def loss(x):\n    a, b = x[:, 0], x[:, 1]\n    return ((a - b) ** 2).mean()\n`,
    "loss",
  );
  expect(rolesOf(alike).x).toBe("prediction");
  const whole =
    "def loss(found, y):\n    mask = y[:, 1]\n    kept = y[:, 0]\n    return ((found - y) ** 2).mean() + (kept * mask).mean()\n";
  const study = await requireStudy(core, imports + whole, "loss");
  expect(study.inputs.find(({ name }) => name === "y")?.reason).not.toContain("columns");
});
