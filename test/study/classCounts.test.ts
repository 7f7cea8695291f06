/** What has a number for each class is as long as there are classes, and its numbers are counts. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study } from "../../src/study/request";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string): Promise<Study> => requireStudy(core, `${torchImports}import numpy as np\n${body}`, "loss");

test.each([
  [
    "normalised and raised to",
    "    rare = 1.0 - np.power(beta, seen)\n    w = (1.0 - beta) / np.array(rare)\n    w = torch.tensor(w / np.sum(w) * k).float()\n    hot = F.one_hot(y, k).float()\n    return F.binary_cross_entropy(s.softmax(1), hot, (w * hot).sum(1, keepdim=True).expand(-1, k))\n",
  ],
  [
    "raised to and picked by classes",
    "    w = (1 - beta) / (1 - beta ** seen)\n    return (w[y] * F.cross_entropy(s, y, reduction='none')).mean() / k\n",
  ],
  [
    "normalised and picked by classes",
    "    w = seen / seen.sum()\n    return (beta * F.cross_entropy(s, y, reduction='none') / w[y]).mean() / k\n",
  ],
])("counts of classes by their use: %s", async (_, body) => {
  const study = await open(`def loss(s, y, seen, k, beta):\n${body}`);
  expect(rolesOf(study)).toMatchObject({ seen: "classCounts", y: "classIndex" });
  expect(shapeOf(study, "seen")).toEqual([3]);
  expect(study.x.knob.startsWith("s")).toBe(true);
  expect(study.series[0]?.value.every(Number.isFinite)).toBe(true);
});

test("counts of classes by their name", async () => {
  const study = await open(
    "def loss(s, y, count_per_class):\n    return F.cross_entropy(s + count_per_class.log(), y)\n",
  );
  expect(rolesOf(study)).toMatchObject({ count_per_class: "classCounts" });
});

test("an exponent alone is none, and a focus is a number", async () => {
  const study = await open("def loss(p, gamma, power):\n    return ((1 - p) ** gamma + 0.5 ** power).mean()\n");
  expect(Object.values(rolesOf(study))).not.toContain("classCounts");
});
