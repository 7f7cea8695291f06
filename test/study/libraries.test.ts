/** Libraries that a loss is handed instead of importing them. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireFailure, requireStudy, rolesOf } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const soft = [
  "def soft_dice(gt, pr, smooth=1.0, **kwargs):",
  '    backend = kwargs["backend"]',
  "    pr = backend.clip(pr, backend.epsilon(), 1.0 - backend.epsilon())",
  "    both = backend.sum(gt * pr, axis=[0, 1])",
  "    either = backend.sum(gt, axis=[0, 1]) + backend.sum(pr, axis=[0, 1])",
  "    return 1 - backend.mean((2 * both + smooth) / (either + smooth))",
  "",
].join("\n");

test("a backend is Keras's, and what its functions are given is read as ever", async () => {
  const study = await requireStudy(core, soft, "soft_dice");
  const backend = study.inputs.find(({ name }) => name === "backend");
  expect(backend).toMatchObject({ dtype: "module", summary: "keras.backend" });
  expect(study.x.knob).toMatch(/^pr\b/);
  // 1 - (2 * gt * pr + 1) / (gt + pr + 1)
  const at = (label: number) => study.x.values.map((p) => 1 - (2 * label * p + 1) / (label + p + 1));
  const [one, zero] = study.series;
  for (const [series, label] of [
    [one, 1],
    [zero, 0],
  ] as const)
    for (const i of [20, 100, 180]) expect(series?.value[i]).toBeCloseTo(at(label)[i] ?? Number.NaN, 5);
});

test("a number called as a library often is stays a number", async () => {
  const text = "import torch\n\ndef loss(pred, target, K):\n    return ((pred - target) ** 2).topk(K)[0].mean()\n";
  expect(rolesOf(await requireStudy(core, text, "loss"))).toMatchObject({ K: "number" });
});

test("a model called as a library often is stays a model", async () => {
  const text = "import torch\n\ndef loss(backend, x, y):\n    return ((backend.forward(x) - y) ** 2).mean()\n";
  expect(rolesOf(await requireStudy(core, text, "loss"))).toMatchObject({ backend: "model", y: "target" });
});

test("channels that do not stand last are refused, not misread", async () => {
  const text = [
    "import tensorflow as tf",
    "",
    "def loss(y_true, y_pred):",
    '    pool = tf.keras.layers.GlobalAveragePooling2D(data_format="channels_first")',
    "    return tf.reduce_mean(tf.square(pool(y_true) - pool(y_pred)))",
    "",
  ].join("\n");
  expect(JSON.stringify(await requireFailure(core, text, "loss"))).toContain("channels last, not channels_first");
});

test("settings that a layer of ours does not have are refused, not passed over", async () => {
  const linen = (made: string, given: string) => [
    "import jax",
    "import jax.numpy as jnp",
    "from flax import linen as nn",
    "",
    "def loss(x, y):",
    `    layer = ${made}`,
    "    variables = layer.init(jax.random.PRNGKey(0), x)",
    `    return jnp.mean((layer.apply(variables, x${given}) - y) ** 2)`,
    "",
  ];
  const nnx = [
    "import jax.numpy as jnp",
    "from flax import nnx",
    "",
    "def loss(x, y):",
    "    layer = nnx.LayerNorm(x.shape[-1], reduction_axes=0, rngs=nnx.Rngs(0))",
    "    return jnp.mean((layer(x) - y) ** 2)",
    "",
  ];
  const attention = [
    "import tensorflow as tf",
    "",
    "def loss(y_true, y_pred):",
    "    attend = tf.keras.layers.MultiHeadAttention(num_heads=2, key_dim=2)",
    "    seen = tf.ones([1, 3])",
    "    made = attend(tf.ones([1, 3, 4]), tf.ones([1, 3, 4]), query_mask=seen)",
    "    return tf.reduce_mean(tf.square(y_true - y_pred)) + tf.reduce_sum(made)",
    "",
  ];
  for (const [lines, said] of [
    [linen("nn.LayerNorm()", ", mask=y > 0"), "this layer's mask"],
    [linen("nn.Conv(2, (3,), input_dilation=2)", ""), "this layer's input_dilation"],
    [nnx, "this layer's reduction_axes"],
    [attention, "no masks of the query"],
  ] as const)
    expect(JSON.stringify(await requireFailure(core, lines.join("\n"), "loss"))).toContain(said);
  const plain = linen("nn.LayerNorm()", "").join("\n");
  expect((await requireStudy(core, plain, "loss")).series.length).toBeGreaterThan(0);
});
