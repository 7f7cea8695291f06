/** A number of classes that a program spells out is how many scores there are, and where the classes stand after `one_hot`. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, shapeOf } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const imports =
  "import torch\nimport torch.nn.functional as F\nimport jax\nimport jax.numpy as jnp\nimport optax\nimport tensorflow as tf\nCLASSES = 10\n";

test.each([
  ["in place", "-(F.one_hot(y, 10) * F.log_softmax(s, dim=-1)).sum(-1).mean()"],
  ["by keyword", "-jnp.mean(jnp.sum(jax.nn.one_hot(y, num_classes=10) * jax.nn.log_softmax(s), axis=-1))"],
  ["given to a loss", "optax.softmax_cross_entropy(logits=s, labels=jax.nn.one_hot(y, 10)).mean()"],
  ["depth", "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(tf.one_hot(y, depth=10), s))"],
  ["a constant of the module", "-(F.one_hot(y, CLASSES) * s.log_softmax(1)).sum(1).mean()"],
])("as many scores as classes: %s", async (_, loss) => {
  const study = await requireStudy(core, `${imports}def loss(s, y):\n    return ${loss}\n`, "loss");
  expect(rolesOf(study)).toEqual({ s: "logits", y: "classIndex" });
  expect(shapeOf(study, "s")).toEqual([1, 10]);
  expect(study.x.title).toBe("s[0,0] (true class)");
  expect(study.findings.map(({ kind }) => kind)).not.toContain("flat");
});

test("as many as a default says", async () => {
  const body =
    "def loss(p, y, k=6):\n    hot = F.one_hot(y, num_classes=k).float()\n    return ((p - hot) ** 2).sum(1).mean()\n";
  const study = await requireStudy(core, imports + body, "loss");
  expect(rolesOf(study)).toMatchObject({ p: "probabilities", y: "classIndex" });
  expect(shapeOf(study, "p")).toEqual([1, 6]);
});

test("classes that are moved in front of a picture", async () => {
  const body =
    "def loss(s, y):\n    hot = F.one_hot(y, 4).permute(0, 3, 1, 2).float()\n    p = s.softmax(dim=1)\n    return 1 - (2 * (p * hot).sum((2, 3)) / (p + hot).sum((2, 3))).mean()\n";
  const study = await requireStudy(core, imports + body, "loss");
  expect(rolesOf(study)).toEqual({ s: "logits", y: "classIndex" });
  expect(shapeOf(study, "s")?.slice(0, 2)).toEqual([1, 4]);
  expect(shapeOf(study, "y")).toHaveLength(3);
});
