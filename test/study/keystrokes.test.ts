/** What is drawn after each edit, once it is checked, is what a core that never saw another text draws. */

import { describe, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study, StudyReply, StudyRequest } from "../../src/study/request";
import { openCore, torchImports } from "./openCore";

const huber = `${torchImports}def huber(pred, target, delta=1.0):
    residual = pred - target
    size = residual.abs()
    return torch.where(size < delta, 0.5 * residual**2, delta * size - 0.5 * delta**2).mean()


def other(a):
    return a * 2
`;

const module = `${torchImports}class Focal(nn.Module):
    def __init__(self, gamma=2.0, alpha=0.25, reduction="mean"):
        super().__init__()
        self.gamma = gamma
        self.alpha = alpha
        self.reduction = reduction

    def forward(self, logits, targets):
        p = torch.sigmoid(logits)
        ce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
        p_t = p * targets + (1 - p) * (1 - targets)
        loss = self.alpha * (1 - p_t) ** self.gamma * ce
        return loss.mean() if self.reduction == "mean" else loss.sum()
`;

interface Step {
  readonly from: string;
  readonly to: string;
  /** Whether the first answer goes on from the one before. */
  readonly isUnchecked: boolean;
  /** Whether the check finds nothing better. */
  readonly holds?: boolean;
}

const number = { isUnchecked: true, holds: true };

const cases: readonly { readonly text: string; readonly name: string; readonly steps: readonly Step[] }[] = [
  {
    text: huber,
    name: "huber",
    steps: [
      { from: "delta=1.0", to: "delta=1.05", ...number },
      { from: "delta=1.05", to: "delta=-1.05", ...number },
      { from: "delta=-1.05", to: "delta=2", ...number },
      { from: "0.5 * residual**2", to: "0.5 * residual**4", ...number },
      { from: "size = residual.abs()", to: "\n    size = residual.abs()  # its size", ...number },
      { from: ".mean()", to: ".sum()", ...number },
      // a number that is a computation by now, a further coefficient, another name for the loss
      { from: "delta=2", to: "delta=2 * 3", ...number },
      { from: "delta=2 * 3", to: "delta=2, weight=0.5", isUnchecked: false },
      { from: "delta**2).sum()", to: "delta**2).sum() * weight", ...number },
      { from: "weight=0.5", to: "weight=0.5, shift=1.0", isUnchecked: false },
      { from: "def huber(", to: "def hubert(", isUnchecked: false },
    ],
  },
  {
    text: huber,
    name: "huber",
    steps: [
      // what the target is read from changes: the first answer is not what should be drawn
      { from: "size = residual.abs()", to: "size = F.cross_entropy(pred, target)", isUnchecked: true, holds: false },
      { from: "return a * 2", to: "return a * 3", isUnchecked: false },
    ],
  },
  {
    text: huber,
    name: "huber",
    steps: [{ from: "residual = pred - target", to: "residual = torch.sigmoid(pred) - target", isUnchecked: true }],
  },
  {
    text: module,
    name: "Focal",
    steps: [
      { from: "gamma=2.0", to: "gamma=2.5", ...number },
      { from: "alpha=0.25", to: "alpha=0.75", ...number },
      { from: "(1 - p_t) ** self.gamma", to: "(1 - p_t) ** (self.gamma + 1)", ...number },
      { from: "self.reduction = reduction", to: "self.reduction = 'sum'", isUnchecked: true },
      { from: "import torch\n", to: "import math\nimport torch\n", isUnchecked: false },
    ],
  },
  {
    text: `${torchImports}criterion = nn.HuberLoss(delta=2.0)\n`,
    name: "nn.HuberLoss",
    steps: [{ from: "delta=2.0", to: "delta=3.0", isUnchecked: false }],
  },
];

describe.each(cases)("$name", ({ text, name, steps }) => {
  test(steps.map(({ to }) => to.trim()).join("; "), async () => {
    const core = await openCore();
    const path = "/project/loss.py";
    let now = text;
    let version = 1;
    await core.open({ path, language: "python", version, text: now });
    let request = await requestFor(core, path, name);
    const first = await core.study({ ...request, isUrgent: true });
    expect(requireReady(first).isUnchecked).toBeUndefined();
    for (const { from, to, isUnchecked, holds } of steps) {
      expect(now).toContain(from);
      now = now.replace(from, to);
      version++;
      await core.open({ path, language: "python", version, text: now });
      const reply = await core.study({ ...request, isUrgent: true });
      const quick = requireReady(reply);
      expect([to, quick.isUnchecked ?? false]).toEqual([to, isUnchecked]);
      const better = quick.isUnchecked ? await core.check({ ...request, definition: quick.study.key }) : undefined;
      if (holds !== undefined) expect([to, better === undefined]).toEqual([to, holds]);
      const { study } = better === undefined ? quick : requireReady(better);
      expect(withoutTiming(study)).toEqual(withoutTiming(await studiedAnew(now, study)));
      request = { ...request, definition: study.key };
    }
  });
});

test("a definition that is no loss any longer is not drawn again between two answers that say so", async () => {
  const core = await openCore();
  const path = "/project/loss.py";
  const open = (version: number, text: string) => core.open({ path, language: "python", version, text });
  const text = `${torchImports}def measure(pred, target, scale=1.0):\n    return scale * ((pred - target) ** 2).mean()\n`;
  await open(1, text);
  const request = { ...(await requestFor(core, path, "measure")), isUrgent: true };
  await core.study(request);
  const none = text.replace("((pred - target) ** 2).mean()", "pred");
  await open(2, none);
  expect(await core.study(request)).toMatchObject({ kind: "ready", isUnchecked: true });
  expect(await core.check(request)).toMatchObject({ kind: "gone" });
  await open(3, none.replace("scale=1.0", "scale=1.5"));
  expect(await core.study(request)).toMatchObject({ kind: "gone" });
  await open(4, text);
  expect(await core.study(request)).toMatchObject({ kind: "ready" });
});

test("an endless loop is run into once, and said with its place", async () => {
  const core = await openCore();
  const path = "/project/loss.py";
  await core.open({ path, language: "python", version: 1, text: huber });
  const request = { ...(await requestFor(core, path, "huber")), isUrgent: true };
  await core.study(request);
  const text = huber.replace("    size =", "    while True:\n        pass\n    size =");
  await core.open({ path, language: "python", version: 2, text });
  const line = text.slice(0, text.indexOf("while True")).split("\n").length - 1;
  expect(await core.study(request)).toMatchObject({
    kind: "failed",
    diagnostics: [{ message: expect.stringContaining("endless loop"), range: { start: { line } } }],
  });
});

test("sliders are quick too; other numbers of an input are not", async () => {
  const core = await openCore();
  const path = "/project/loss.py";
  await core.open({ path, language: "python", version: 1, text: huber });
  const request = await requestFor(core, path, "huber");
  await core.study({ ...request, isUrgent: true });
  const slid = { ...request, set: { delta: 2 }, isUrgent: true };
  const quick = requireReady(await core.study(slid));
  expect(quick.isUnchecked).toBe(true);
  expect(await core.check(slid)).toBeUndefined();
  expect(quick.study.coefficients).toMatchObject([{ name: "delta", source: 1, value: 2 }]);
  const given = { ...request, inputs: { target: { value: 0.5 } }, isUrgent: true };
  expect(requireReady(await core.study(given)).isUnchecked).toBeUndefined();
});

async function requestFor(core: Core, path: string, name: string): Promise<StudyRequest> {
  const { losses } = await core.discover(path);
  const ordinal = losses.findIndex((loss) => loss.name === name);
  const loss = losses[ordinal];
  if (loss === undefined) throw new Error(`${name} was not found`);
  return { path, definition: { qualifiedName: loss.qualifiedName, kind: loss.kind, ordinal } };
}

/** The study of a definition by a core that knows nothing of this file yet. */
async function studiedAnew(text: string, { key }: Study): Promise<Study> {
  const path = "/project/loss.py";
  const anew = await openCore();
  await anew.open({ path, language: "python", version: 1, text });
  return requireReady(await anew.study({ path, definition: key })).study;
}

function requireReady(reply: StudyReply): Extract<StudyReply, { readonly kind: "ready" }> {
  if (reply.kind !== "ready") throw new Error(JSON.stringify(reply));
  return reply;
}

function withoutTiming(study: Study) {
  return { ...study, timing: {} };
}
