/** Inputs that decide between two behaviours are drawn once for each. Expected numbers are the formulas' own. */

import { expect, test } from "vitest";
import { openCore, requireStudy } from "./openCore";

const core = await openCore();

const text = `import torch
import torch.nn.functional as F

def logistic_loss(logits, targets):
    return F.binary_cross_entropy_with_logits(logits, targets)

def positives_loss(logits, targets):
    if targets.sum() == 0:
        raise ValueError("no positives")
    return F.binary_cross_entropy_with_logits(logits, targets)

def parted_loss(logits, targets):
    loss = F.binary_cross_entropy_with_logits(logits, targets)
    if targets.sum() > 0:
        return loss
    return loss, F.relu(logits - 1).mean()

def bound_loss(logits, targets, mu):
    return F.binary_cross_entropy_with_logits(logits, targets) + 2 * mu.pow(2).mean()
`;

test("both labels of one sample", async () => {
  const { series, x } = await requireStudy(core, text, "logistic_loss");
  expect(series.map(({ title }) => title)).toEqual(["loss, targets = 1", "loss, targets = 0"]);
  for (const [i, at] of x.values.entries()) {
    expect(series[0]?.value[i]).toBeCloseTo(Math.log1p(Math.exp(-at)), 4);
    expect(series[1]?.value[i]).toBeCloseTo(Math.log1p(Math.exp(at)), 4);
    expect(series[1]?.gradient[i]).toBeCloseTo(1 / (1 + Math.exp(-at)), 4);
  }
});

test("one curve where the label is given, and over a batch that has both", async () => {
  const given = await requireStudy(core, text, "logistic_loss", { inputs: { targets: { value: [1] } } });
  expect(given.series).toHaveLength(1);
  const batch = await requireStudy(core, text, "logistic_loss", { view: "batch" });
  expect(batch.series).toHaveLength(1);
});

test("one curve where the label only shifts the loss", async () => {
  const { series } = await requireStudy(core, text, "bound_loss", { x: { knob: "mu" } });
  expect(series.map(({ title }) => title)).toEqual(["loss"]);
  const overLogits = await requireStudy(core, text, "bound_loss", { x: { knob: "logits" } });
  expect(overLogits.series).toHaveLength(2);
});

test("a label that the program refuses has no curve", async () => {
  const { series } = await requireStudy(core, text, "positives_loss");
  expect(series.map(({ title }) => title)).toEqual(["loss, targets = 1"]);
});

test("every output of the other label has its findings, however many there are", async () => {
  const { series, findings } = await requireStudy(core, text, "parted_loss");
  const last = series.at(-1);
  expect(series).toHaveLength(3);
  const flat = findings.find(({ kind, series: of }) => kind === "flat" && of === last?.id);
  expect(flat?.to).toBeCloseTo(1, 1);
});
