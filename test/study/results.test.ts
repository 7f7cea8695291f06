/** Of several results the loss is drawn first, wherever it stands. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const titlesOf = async (body: string): Promise<readonly string[]> =>
  (await requireStudy(core, `${torchImports}${body}`, "loss")).series.map(({ title }) => title);

test.each([
  ["by its name", "    gap = x - t\n    loss = gap.pow(2).mean()\n    return gap, loss\n", ["loss", "gap"]],
  ["by its key", "    gap = x - t\n    return {'gap': gap, 'loss': gap.pow(2).mean()}\n", ["loss", "gap"]],
  [
    "by the name of what is averaged",
    "    dist = (x - t).abs()\n    loss = dist.pow(2)\n    return dist.mean(), torch.mean(loss)\n",
    ["loss", "dist"],
  ],
  [
    "as the one number that is made of the rest",
    "    gap = x - t\n    return gap, gap.pow(2).mean()\n",
    ["output 1", "gap"],
  ],
  [
    "as what has a derivative",
    "    hits = (x > t).float().mean()\n    cost = (x - t).pow(2).mean()\n    return hits, cost\n",
    ["cost", "hits"],
  ],
  [
    "beside what is detached",
    "    shown = (x - t).abs().mean().detach()\n    cost = (x - t).pow(2).mean()\n    return shown, cost\n",
    ["cost", "shown"],
  ],
])("the loss is told %s", async (_, body, titles) => {
  expect(await titlesOf(`def loss(x, t):\n${body}`)).toEqual(titles);
});

test.each([
  [
    "a sum before its parts",
    "    near_loss = (x - t).pow(2).mean()\n    far = x.abs().mean()\n    return near_loss + far, near_loss, far\n",
    ["output 0", "near_loss", "far"],
  ],
  [
    "a loss before the one number beside it",
    "    losses = (x - t).pow(2)\n    return losses, losses.mean()\n",
    ["losses", "output 1"],
  ],
  [
    "what has no derivative",
    "    cost = (x - t).pow(2)\n    count = (x > t).float().sum()\n    return cost, count\n",
    ["cost", "count"],
  ],
])("left in front: %s", async (_, body, titles) => {
  expect(await titlesOf(`def loss(x, t):\n${body}`)).toEqual(titles);
});

test("what is evaluated keeps its order", async () => {
  const text = `${torchImports}def loss(x, t):\n    gap = x - t\n    return gap, gap.pow(2).mean()\n`;
  const path = "/project/pair.py";
  await core.open({ path, language: "python", version: 1, text });
  const args = { x: { tensor: [3, 1], dtype: "float32" }, t: { tensor: [1, 1], dtype: "float32" } };
  const reply = await core.evaluate(path, "loss", { args });
  expect(reply).toMatchObject({ result: { outputs: [{ data: [2, 0] }, { data: 2 }] } });
});

test("each result stays itself where the program takes another way", async () => {
  const body = `def loss(x, t):
    part = torch.zeros(())
    if x.sum() > 0:
        part = (x * x).sum()
    return part, 3 * ((x - t) ** 2).sum()
`;
  const { x, series } = await requireStudy(core, `${torchImports}${body}`, "loss", {
    view: "sample",
    inputs: { t: { value: 0 } },
  });
  const part = series.find(({ title }) => title === "part");
  const expected = Array.from(x.values, (at) => (at > 0 ? at * at : 0));
  expect(part?.value.every((value, i) => Math.abs(value - (expected[i] ?? 0)) < 1e-4)).toBe(true);
});
