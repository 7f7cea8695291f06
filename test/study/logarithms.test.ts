/** Logarithms of chances: over classes or one for a sample, beside what they are held against, and how far their axis reaches. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study } from "../../src/study/request";
import { openCore, requireStudy, rolesOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string, name = "loss"): Promise<Study> => requireStudy(core, `${torchImports}${body}`, name);

test("what a divergence is given first are logarithms over classes, unless the program makes them", async () => {
  const given = await open("def loss(a, b):\n    return F.kl_div(a, b, reduction='batchmean')\n");
  expect(rolesOf(given)).toEqual({ a: "classLogProbabilities", b: "probabilities" });
  const made = await open("def loss(a, b):\n    return F.kl_div(a.log_softmax(1), b, reduction='batchmean')\n");
  expect(rolesOf(made)).toEqual({ a: "logits", b: "probabilities" });
});

test("logarithms by name from which labels pick have classes", async () => {
  const study = await open(
    "def loss(log_probs, target):\n    return -log_probs.gather(1, target.unsqueeze(1)).mean()\n",
  );
  expect(rolesOf(study)).toEqual({ log_probs: "classLogProbabilities", target: "classIndex" });
  expect(study.x.title).toBe("log_probs[0,0] (true class)");
});

const preference = (beta: number): string =>
  [
    `def loss(chosen_logps, rejected_logps, ref_chosen_logps, ref_rejected_logps, beta=${beta}):`,
    "    margin = (chosen_logps - ref_chosen_logps) - (rejected_logps - ref_rejected_logps)",
    "    return -F.logsigmoid(beta * margin).mean()",
    "",
  ].join("\n");

test("x is how far a policy is from its reference, as far as it takes for the curve to bend", async () => {
  const gentle = await open(preference(0.1));
  expect(gentle.x.title).toBe("chosen_logps − ref_chosen_logps");
  const [low = 0, high = 0] = [gentle.x.values[0], gentle.x.values.at(-1)];
  expect(low).toBe(-high);
  // -log σ(0.1 x) has its slope at -0.1 on the far left, at 0 on the far right
  const slopes = gentle.series[0]?.gradient ?? [];
  expect(slopes[0]).toBeLessThan(-0.09);
  expect(slopes.at(-1)).toBeGreaterThan(-0.01);
  const steep = await open(preference(2));
  expect(steep.x.values.at(-1)).toBe(5);
});

test("a line is a line however far it is followed", async () => {
  const study = await open("def loss(logps, advantages):\n    return -(logps * advantages).mean()\n");
  expect([study.x.values[0], study.x.values.at(-1)]).toEqual([-5, 0]);
});
