/** Uses in the middle of other code: a sum's weights and a loss's arguments are the literals around them. */

import { expect, test } from "vitest";
import { openCore, requireFailure, requireStudy, torchImports } from "./openCore";

const core = await openCore();

const text = `${torchImports}def step(model, batch, kl_weight=0.5):
    rec_loss, kl_loss = model(batch)
    loss = rec_loss + kl_weight * kl_loss
    loss.backward()
`;

test("a weight is the number that stands around the sum, and can be set", async () => {
  const asWritten = await requireStudy(core, text, "step.loss", { x: { knob: "kl_loss", from: 0, to: 2, count: 3 } });
  expect(asWritten.inputs.map(({ name }) => name)).toEqual(["rec_loss", "kl_loss"]);
  expect([...(asWritten.series[0]?.gradient ?? [])]).toEqual([0.5, 0.5, 0.5]);
  const set = await requireStudy(core, text, "step.loss", {
    set: { kl_weight: 4 },
    x: { knob: "kl_loss", from: 0, to: 2, count: 3 },
  });
  expect([...(set.series[0]?.value ?? [])]).toEqual([1, 5, 9]);
});

test("a weight of which nothing is known is a number: the losses move", async () => {
  const study = await requireStudy(
    core,
    `${torchImports}def step(self, batch):
    rec_loss, kl_loss = self.model(batch)
    loss = self.cfg.lambda_rec * rec_loss + self.cfg.lambda_kl * kl_loss
    loss.backward()
`,
    "step.loss",
  );
  expect(study.inputs.map(({ name, role }) => [name, role])).toEqual([
    ["self.cfg.lambda_rec", "number"],
    ["rec_loss", "scalarLoss"],
    ["self.cfg.lambda_kl", "number"],
    ["kl_loss", "scalarLoss"],
  ]);
  expect(study.x.knob).toBe("rec_loss");
});

const usesText = `${torchImports}class Model(nn.Module):
    def __init__(self, width, margin=0.3, reduction="sum"):
        super().__init__()
        self.net = nn.Linear(width, width)
        self.margin = 2.0
        self.criterion = nn.TripletMarginLoss(margin=margin, p=1, reduction=reduction)

    def forward(self, x):
        return self.net(x)

    def step(self, a, p, n):
        self.log(F.triplet_margin_loss(a, p, n, margin=self.margin, p=1, reduction="sum"))
`;

test("the arguments of a library's loss are what stands behind their names", async () => {
  const inputs = { anchor: { value: [[0]] }, positive: { value: [[0]] }, negative: { value: [[0]] } };
  const x = { knob: "negative", from: 0, to: 4, count: 5 };
  // max(0, margin + |a - p| - |a - n|)
  for (const [name, margin] of [
    ["Model.__init__.nn.TripletMarginLoss", 0.3],
    ["Model.step.F.triplet_margin_loss", 2],
  ] as const) {
    const { series, coefficients } = await requireStudy(core, usesText, name, { inputs, x });
    for (const [i, at] of [0, 1, 2, 3, 4].entries())
      expect(series[0]?.value[i]).toBeCloseTo(Math.max(0, margin - at), 4);
    expect(coefficients.map((one) => [one.name, one.value])).toEqual([
      ["margin", margin],
      ["p", 1],
    ]);
  }
});

test("an argument that only a caller has is told", async () => {
  const text = `${torchImports}def make(margin):\n    return nn.TripletMarginLoss(margin=margin, p=2)\n`;
  const [fault] = await requireFailure(core, text, "make.nn.TripletMarginLoss");
  expect(fault?.message).toBe("margin is given by whoever calls make: here it has no value, nor a default");
});

const scriptText = `${torchImports}import argparse
BETA = 0.7
parser = argparse.ArgumentParser()
parser.add_argument("--sparsity-weight", type=float, default=0.2)

def train(model, args):
    rec_loss, kl_loss = model(1)
    loss = rec_loss + BETA * kl_loss + args.sparsity_weight * kl_loss
    loss.backward()
`;

test("a weight that is a number of the file is that number, and can be set", async () => {
  const x = { knob: "kl_loss", from: 0, to: 1, count: 2 };
  const asWritten = await requireStudy(core, scriptText, "train.loss", { x });
  expect(asWritten.inputs.map(({ name }) => name)).toEqual(["rec_loss", "kl_loss"]);
  expect(asWritten.series[0]?.value[1]).toBeCloseTo(1 + 0.7 + 0.2);
  const set = await requireStudy(core, scriptText, "train.loss", { set: { BETA: 2, sparsity_weight: 3 }, x });
  expect(set.series[0]?.value[1]).toBeCloseTo(1 + 2 + 3);
});
