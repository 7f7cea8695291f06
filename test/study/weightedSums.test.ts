/** A weighted sum in the middle of a training step: its terms are inputs, its weights are the numbers around it. */

import { expect, test } from "vitest";
import { openCore, requireStudy, torchImports } from "./openCore";

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
