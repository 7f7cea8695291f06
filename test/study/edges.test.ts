/** Lists of edges, however they are taken apart, hold places of what they join; what they join has several. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study } from "../../src/study/request";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string, name = "loss"): Promise<Study> => requireStudy(core, `${torchImports}${body}`, name);

test.each([
  ["unpacked", "    s, t = links\n    return ((h[s] - h[t]) ** 2).sum(1).mean()\n"],
  ["by number", "    return ((h[links[0]] - h[links[1]]) ** 2).sum(1).mean()\n"],
  [
    "cast",
    "    s = links[0].long()\n    t = links[1].to(h.device)\n    return (h[s] * h[t]).sum(-1).sigmoid().mean()\n",
  ],
])("two rows of places: %s", async (_, body) => {
  const study = await open(`def loss(h, links):\n${body}`);
  expect(rolesOf(study)).toMatchObject({ links: "edgeIndex" });
  expect(shapeOf(study, "links")?.[0]).toBe(2);
  expect(study.view).toBe("batch");
  expect(study.x.knob.startsWith("h")).toBe(true);
});

test.each([
  ["columns", "    return ((h[links[:, 0]] - h[links[:, 1]]) ** 2).sum(1).mean()\n"],
  ["turned", "    s, t = links.t()\n    return ((h[s] - h[t]) ** 2).sum(1).mean()\n"],
])("two columns of places: %s", async (_, body) => {
  const study = await open(`def loss(h, links):\n${body}`);
  expect(rolesOf(study)).toMatchObject({ links: "edgeList" });
  expect(shapeOf(study, "links")?.[1]).toBe(2);
});

test("a pair of tensors that pick nothing is a pair", async () => {
  const study = await open("def loss(both):\n    a, b = both\n    return ((a - b) ** 2).mean()\n");
  expect(Object.keys(rolesOf(study))).toEqual(["both.0", "both.1"]);
});
