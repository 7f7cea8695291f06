/** Ways to have a definition: what a failing run asks for is given, a constructor that fails gives way, absences are told. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study } from "../../src/study/request";
import { openCore, requireFailure, requireStudy, rolesOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string, name: string): Promise<Study> => requireStudy(core, `${torchImports}${body}`, name);

test("optional parameters that errors ask for are given one after the other", async () => {
  const body = [
    "def loss(pred, target, first=None, second=None, third=None, fourth=None):",
    "    if second is None:",
    '        raise ValueError("`second` must be provided")',
    "    if third is None:",
    '        raise ValueError("third is required")',
    "    if fourth is None:",
    '        raise ValueError("fourth is required too")',
    "    return (second * third * fourth * (pred - target) ** 2).mean()",
    "",
  ].join("\n");
  const study = await open(body, "loss");
  expect(Object.keys(rolesOf(study))).toEqual(["pred", "target", "second", "third", "fourth"]);
  expect(study.x.knob).toBe("pred");
});

test("None that is used speaks of the parameter that it stands for", async () => {
  const body = "def loss(pred, a=None, b=None, c=None):\n    return (pred - b[:1] * c.mean()).pow(2).mean()\n";
  const study = await open(body, "loss");
  expect(Object.keys(rolesOf(study))).toEqual(["pred", "b", "c"]);
});

const trainer = [
  "from dataclasses import dataclass",
  "",
  "@dataclass",
  "class Settings:",
  "    name: str",
  "    slope: float = 3.0",
  "    kind: str = 'square'",
  "",
  "class Trainer:",
  "    def __init__(self, model, args: Settings | None = None, data=None):",
  "        if args is None:",
  "            args = Settings(model.split('/')[-1])",
  "        if data is None:",
  "            raise ValueError('data is required')",
  "        if not isinstance(data, str):",
  "            raise TypeError('data must be a name')",
  "        self.slope = args.slope",
  "        self.kind = args.kind",
  "",
  "    def compute_loss(self, pred, target):",
  "        residual = self.accelerator.gather(pred) - target",
  "        if self.kind == 'square':",
  "            return self.slope * (residual ** 2).mean()",
  "        return residual.abs().mean()",
  "",
].join("\n");

test("an object whose constructor cannot run has the defaults of the data class that it is configured with", async () => {
  const study = await open(trainer, "Trainer");
  const [series] = study.series;
  const target = study.inputs.find(({ name }) => name === "target");
  expect(target?.summary).toBe("0");
  study.x.values.forEach((x, i) => expect(series?.value[i]).toBeCloseTo(3 * x * x, 3));
});

test("a question to a module that is not there is taken for no, and shown among the inputs", async () => {
  const body = [
    "from elsewhere.utils import is_wrapped",
    "",
    "def loss(pred, target, model):",
    "    scale = 2.0 if is_wrapped(model) else 1.0",
    "    return scale * F.mse_loss(pred, target)",
    "",
  ].join("\n");
  const study = await open(body, "loss");
  expect(study.series[0]?.value.at(-1)).toBeCloseTo(25, 4);
  expect(study.inputs).toContainEqual(
    expect.objectContaining({ name: "elsewhere.utils.is_wrapped", summary: "false", source: "inferred" }),
  );
});

test("anything else that is not there is still named", async () => {
  const body = "from elsewhere import distance\n\ndef loss(pred, target):\n    return distance(pred, target).mean()\n";
  const [diagnostic] = await requireFailure(core, `${torchImports}${body}`, "loss");
  expect(diagnostic?.message).toContain("'elsewhere.distance' is needed here");
});

test("what is cut in two holds several samples: a single number is the program's fault, and passed over", async () => {
  const body =
    "def loss(out):\n    better, worse = torch.chunk(out.squeeze(-1), 2)\n    return -F.logsigmoid(better - worse).mean()\n";
  const study = await open(body, "loss");
  expect(study.view).toBe("batch");
  expect(study.x.knob).toMatch(/^out\[0/);
});

test("a constructor that is not there any more is not waited for", async () => {
  const object = [
    "class SlopeLoss(nn.Module):",
    "    def __init__(self, path):",
    "        super().__init__()",
    "        self.table = open_table(path)",
    "    def forward(self, pred, target):",
    "        return (self.table.slope * (pred - target) ** 2).mean()",
    "",
  ].join("\n");
  const before = await open(object, "SlopeLoss");
  expect(Object.keys(rolesOf(before))).toContain("pred");
  const after = await open("def SlopeLoss(pred, target):\n    return (pred - target).abs().mean()\n", "SlopeLoss");
  expect(after.x.knob).toBe("pred");
});
