/** The systems as a person sees them: what is drawn by default, and what the numbers say. Expected values are the formulas'. */

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Series, Study } from "../../src/study/request";
import { openCore, requireStudy } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const example = (name: string) => readFileSync(`examples/${name}.py`, "utf8");

function seriesOf(study: Study, title: string): Series {
  const found = study.series.find((series) => series.title === title);
  if (found === undefined)
    throw new Error(`no series ${title} (have: ${study.series.map((series) => series.title).join("; ")})`);
  return found;
}

function gradientAt(study: Study, series: Series, x: number): number {
  const index = study.x.values.findIndex((value) => Math.abs(value - x) < 1e-9);
  return series.gradient[index] ?? Number.NaN;
}

test("Huber: the gradient is the residual, capped at delta, and delta is marked", async () => {
  const study = await requireStudy(core, example("huber"), "huber_loss", { set: { delta: 2 } });
  const [loss] = study.series;
  if (loss === undefined) throw new Error("no series");
  expect([-5, -3, -1, 0, 1, 4].map((x) => gradientAt(study, loss, x))).toEqual([-2, -2, -1, 0, 1, 2]);
  expect(study.thresholds.map(({ at, label }) => [at, label])).toEqual([
    [-2, "−delta"],
    [2, "delta"],
  ]);
  expect(study.findings.filter(({ kind }) => kind === "capped")).toHaveLength(2);
  expect([study.view, study.samples]).toEqual(["sample", 1]);
});

test("Huber over a batch: the moved sample's gradient is divided by the number of samples", async () => {
  const study = await requireStudy(core, example("huber"), "huber_loss", {
    view: "batch",
    x: { knob: "pred[0]", from: -5, to: 5 },
  });
  const [loss] = study.series;
  if (loss === undefined) throw new Error("no series");
  expect(study.samples).toBeGreaterThan(1);
  expect(gradientAt(study, loss, 4)).toBeCloseTo(1 / study.samples, 6);
});

test("a coefficient on an axis is differentiated too", async () => {
  const study = await requireStudy(core, example("huber"), "huber_loss", {
    x: { knob: "delta", from: 0.5, to: 4, count: 8 },
    set: { pred: 3, target: 0 },
  });
  const [loss] = study.series;
  // ∂/∂δ of δ(|r| − δ/2) = |r| − δ beyond δ, 0 within
  expect(Array.from(loss?.gradient ?? [], (value) => Math.round(value * 1e5) / 1e5)).toEqual([
    2.5, 2, 1.5, 1, 0.5, 0, 0, 0,
  ]);
});

test("PPO: drawn over the ratio, for both signs of the advantage", async () => {
  const study = await requireStudy(core, example("ppo"), "PPOSequenceLoss");
  expect(study.x.knob).toBe("ratio");
  const up = seriesOf(study, "policy_loss, advantages > 0");
  const down = seriesOf(study, "policy_loss, advantages < 0");
  expect([0.5, 1, 1.5].map((x) => gradientAt(study, up, x))).toEqual([-1, -1, 0]);
  expect([0.5, 1, 1.5].map((x) => gradientAt(study, down, x))).toEqual([0, 1, 1]);
  expect(study.thresholds.map(({ at, label }) => [at, label])).toEqual([
    [0.8, "1 - clip_epsilon"],
    [1.2, "1 + clip_epsilon"],
  ]);
  expect(study.series.filter(({ isShown }) => isShown).map(({ title }) => title)).not.toContain(
    "entropy_loss, advantages > 0",
  );
});

test("uncertainty weighting: by a task's loss with its weight, and by the learnt log-variance", async () => {
  const byLoss = await requireStudy(core, example("uncertainty"), "UncertaintyWeightedLoss");
  expect(byLoss.x.knob).toBe("losses[0]");
  expect(byLoss.series[0]?.gradient[0]).toBe(1);
  const byVariance = await requireStudy(core, example("uncertainty"), "UncertaintyWeightedLoss", {
    x: { knob: "log_vars[0]", from: -1, to: 1, count: 3 },
  });
  // ∂/∂s = −exp(−s)·L + 0.5 with L = 1
  const expected = [-1, 0, 1].map((s) => -Math.exp(-s) + 0.5);
  byVariance.series[0]?.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(expected[i] ?? 0, 5));
});

test("a weighted sum and library losses in a training step are previews of their own", async () => {
  const text = example("weighted_sum");
  const sum = await requireStudy(core, text, "training_step.loss", { x: { knob: "kl", from: 0, to: 1, count: 2 } });
  expect(sum.series[0]?.gradient[0]).toBeCloseTo(0.01, 6);
  const changed = await requireStudy(core, text, "training_step.loss", {
    x: { knob: "kl", from: 0, to: 1, count: 2 },
    set: { "kl weight": 3 },
  });
  expect(changed.series[0]?.gradient[0]).toBeCloseTo(3, 5);
  const smooth = await requireStudy(core, text, "training_step.F.smooth_l1_loss");
  expect(smooth.thresholds.map(({ at }) => at)).toEqual([-0.5, 0.5]);
});

test("a learned loss is the same for the same seed, another for another, and never negative", async () => {
  const text = example("meta_loss");
  const first = await requireStudy(core, text, "MetaLossNetwork", { seed: 1 });
  const again = await requireStudy(core, text, "MetaLossNetwork", { seed: 1 });
  const other = await requireStudy(core, text, "MetaLossNetwork", { seed: 2 });
  expect(first.usesSeed).toBe(true);
  expect(again.series[0]?.value).toEqual(first.series[0]?.value);
  expect(other.series[0]?.value).not.toEqual(first.series[0]?.value);
  expect(Math.min(...(first.series[0]?.value ?? []))).toBeGreaterThan(0);
});

test("two axes give a surface with both derivatives", async () => {
  const study = await requireStudy(core, example("huber"), "squared_error", {
    x: { knob: "pred", from: -1, to: 1, count: 3 },
    y: { knob: "target", from: 0, to: 1, count: 2 },
  });
  const [loss] = study.series;
  expect(Array.from(loss?.value ?? [])).toEqual([0.5, 0, 0.5, 2, 0.5, 0]);
  expect(Array.from(loss?.gradient ?? [])).toEqual([-1, 0, 1, -2, -1, 0]);
  expect(Array.from(loss?.gradientY ?? [])).toEqual([1, 0, -1, 2, 1, 0]);
});

test("a branch on the data is followed: one path a side, and its border is found", async () => {
  const text =
    "def loss(pred, target):\n    r = (pred - target).mean()\n    if r > 1:\n        return 3 * r\n    return r ** 2\n";
  const study = await requireStudy(core, text, "loss", { x: { knob: "pred", from: -3, to: 3, count: 121 } });
  expect(study.paths).toBe(2);
  const [loss] = study.series;
  if (loss === undefined) throw new Error("no series");
  expect([-2, 0.9, 2].map((x) => Math.round(gradientAt(study, loss, x) * 1e4) / 1e4)).toEqual([-4, 1.8, 3]);
  expect(study.findings.some(({ kind, from }) => kind === "jump" && Math.abs(from - 1) < 0.04)).toBe(true);
});
