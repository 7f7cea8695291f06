/** Objects of settings that a loss is given: made by the program's own defaults, which are coefficients. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore({
    "/project/knobs.py": "from dataclasses import dataclass\n@dataclass\nclass Elsewhere:\n    margin: float = 0.75\n",
  });
});

const settings = "from dataclasses import dataclass\n@dataclass\nclass Options:\n    margin: float = 0.5\n";
const loss = "    return F.relu(opts.margin - (a - b)).mean()\n";

test("what is annotated with a data class of settings is no input: its defaults hold", async () => {
  const study = await requireStudy(core, `${torchImports}${settings}def loss(a, b, opts: Options):\n${loss}`, "loss");
  expect(rolesOf(study)).toEqual({ a: "prediction", b: "target" });
  expect(study.coefficients).toMatchObject([{ name: "margin", source: 0.5, value: 0.5 }]);
  expect(study.thresholds.map(({ label }) => label)).toContain("margin");
});

test("a setting that is moved moves the loss", async () => {
  const body = `class Options:\n    scale = 2.0\nclass Squared(nn.Module):\n    def __init__(self, opts: Options):\n        super().__init__()\n        self.scale = opts.scale\n    def forward(self, a, b):\n        return self.scale * ((a - b) ** 2).mean()\n`;
  const study = await requireStudy(core, `${torchImports}${body}`, "Squared", { x: { knob: "scale", from: 0, to: 1 } });
  const [series] = study.series;
  const values = series?.value ?? [];
  expect((values[values.length - 1] ?? 0) - (values[0] ?? 0)).toBeGreaterThan(0);
  expect(values[0]).toBeCloseTo(0);
});

test("settings of another file hold too", async () => {
  const text = `${torchImports}from knobs import Elsewhere\ndef loss(a, b, opts: Elsewhere):\n${loss}`;
  expect(rolesOf(await requireStudy(core, text, "loss"))).toEqual({ a: "prediction", b: "target" });
});

test("where what is read has no value, it is an input as before", async () => {
  const open = "from dataclasses import dataclass\n@dataclass\nclass Options:\n    margin: float | None = None\n";
  const study = await requireStudy(core, `${torchImports}${open}def loss(a, b, opts: Options):\n${loss}`, "loss");
  expect(Object.keys(rolesOf(study))).toContain("opts.margin");
});
