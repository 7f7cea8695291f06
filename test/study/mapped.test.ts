/** JAX's losses: functions that are called for each sample, models that are given their parameters, batches taken apart. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, shapeOf } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const imports = "import jax\nimport jax.numpy as jnp\nimport optax\n";
const single = "def one(s, y):\n    return -jax.nn.log_softmax(s)[y]\n\n";

test.each([
  ["a function", `${single}def loss(a, b):\n    return jax.vmap(one)(a, b).mean()\n`],
  ["a lambda in place", "def loss(a, b):\n    return jax.vmap(lambda s, y: -jax.nn.log_softmax(s)[y])(a, b).mean()\n"],
  [
    "a function inside",
    "def loss(a, b):\n    def one(s, y):\n        return -jax.nn.log_softmax(s)[y]\n    return jax.vmap(one, in_axes=(0, 0))(a, b).mean()\n",
  ],
  ["decorated", `@jax.vmap\n${single}def loss(a, b):\n    return one(a, b).mean()\n`],
])("what is called for each sample has one axis less: %s", async (_, body) => {
  const study = await requireStudy(core, imports + body, "loss");
  expect(rolesOf(study)).toEqual({ a: "logits", b: "classIndex" });
  expect([shapeOf(study, "a"), shapeOf(study, "b")]).toEqual([[1, 3], [1]]);
});

test("a batch of which a model is given one entry and the loss another", async () => {
  const body = `${single}def loss(params, model, batch):\n    s = model.apply({"params": params}, batch[0])\n    return jax.vmap(one)(s, batch[1]).mean()\n`;
  const study = await requireStudy(core, imports + body, "loss");
  expect(rolesOf(study)).toMatchObject({ "model.apply.output": "logits", "batch.1": "classIndex" });
  expect(study.x.knob).toBe("model.apply.output[0,0]");
});

test("what is given parameters first is a model, whatever its name ends with", async () => {
  const body =
    'def loss(params, apply_fn, batch):\n    found = apply_fn({"params": params}, batch["input"])\n    return jnp.mean((found - batch["output"]) ** 2)\n';
  const study = await requireStudy(core, imports + body, "loss");
  expect(rolesOf(study)).toMatchObject({ apply_fn: "model" });
  expect(study.x.knob).toBe("apply_fn.output");
});

test("a function of coordinates is not taken apart", async () => {
  const study = await requireStudy(
    core,
    `${imports}def loss(x):\n    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2\n`,
    "loss",
  );
  expect(study.inputs.map(({ name }) => name)).toEqual(["x"]);
});

test.each(["jax.vmap(model)", "jax.jit(jax.vmap(model))"])("a model that is mapped is a model: %s", async (called) => {
  const body = `def loss(model, x, y):\n    return jnp.mean((${called}(x) - y) ** 2)\n`;
  const study = await requireStudy(core, `${imports}${body}`, "loss");
  expect(rolesOf(study)).toMatchObject({ model: "model", y: "target" });
  expect(study.series[0]?.gradient.some((slope) => slope !== 0)).toBe(true);
});
