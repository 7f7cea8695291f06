/** Bad input of every kind gives a message at its place, ends in time, and the next good edit recovers. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireFailure, requireStudy } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore({ "/project/shapes.py": "def halve(x):\n    return x / 0.0 if False else x / 2\n" });
});

const huber = `import torch

def huber(pred, target, delta=1.0):
    r = (pred - target).abs()
    return torch.where(r < delta, 0.5 * r ** 2, delta * (r - 0.5 * delta)).mean()
`;

test("half-typed code is told at its line, and the next good edit recovers", async () => {
  const [first] = await requireFailure(core, huber.replace("r = (pred - target).abs()", "r = (pred -"), "huber");
  expect(first?.range?.start.line).toBe(3);
  expect((await requireStudy(core, huber, "huber")).x.knob).toBe("pred");
});

test("a missing bracket above takes nothing away", async () => {
  const study = await requireStudy(core, `values = [1, 2,\n\n${huber}`, "huber");
  expect(study.series[0]?.gradient.at(-1)).toBe(1);
});

test("an unknown operation is named at its line, with what was tried", async () => {
  const [fault] = await requireFailure(core, huber.replace("torch.where(", "torch.wherever("), "huber");
  expect(fault?.message).toContain("torch.wherever");
  expect(fault?.range?.start.line).toBe(4);
});

test("a name that does not exist is a fault of the program, not of its inputs", async () => {
  const [fault] = await requireFailure(core, huber.replace("r = (pred", "r = (prod"), "huber");
  expect(fault?.message).toContain("'prod' is not defined");
  expect(fault?.hint).toBeUndefined();
});

const dice = `import torch

def dice_loss(logits, masks, smooth=1.0):
    probs = torch.sigmoid(logits).flatten(1)
    masks = masks.flatten(1)
    inter = (probs * masks).sum(1)
    return (1 - (2 * inter + smooth) / (probs.sum(1) + masks.sum(1) + smooth)).mean()
`;

test.each([
  ["(probs * masks).sum(1) * torch", "'module'"],
  ["(probs * masks).sum(1).frobble()", "no attribute 'frobble'"],
])("what an edit broke on inputs that worked is its own fault: %s", async (edited, said) => {
  const own = await openCore();
  await requireStudy(own, dice, "dice_loss");
  const [fault] = await requireFailure(own, dice.replace("(probs * masks).sum(1)", edited), "dice_loss");
  expect(fault?.message).toContain(said);
  expect(fault?.range?.start.line).toBe(5);
  expect(fault?.hint).toBeUndefined();
  expect((await requireStudy(own, dice, "dice_loss")).x.knob).toBe("logits");
});

test("of what inputs raise, the fault that the program came furthest to is told", async () => {
  const own = await openCore();
  const [fault] = await requireFailure(
    own,
    dice.replace("(probs * masks).sum(1)", "(probs * masks).sum(1)[0, 0, 0]"),
    "dice_loss",
  );
  expect(fault?.message).toContain("too many indices");
  expect(fault?.range?.start.line).toBe(5);
  expect(fault?.hint).toContain("# preview:");
});

test("shapes that do not fit are told with a way out", async () => {
  const [fault] = await requireFailure(core, huber, "huber", {
    inputs: { pred: { shape: [3] }, target: { shape: [4] } },
  });
  expect(fault?.message).toMatch(/3.*4/);
  expect(fault?.range?.start.line).toBe(3);
  expect(fault?.hint).toContain("# preview:");
});

test("an endless loop stops", async () => {
  const text =
    "def loss(pred, target):\n    while True:\n        pred = pred + 0\n    return ((pred - target) ** 2).mean()\n";
  const [fault] = await requireFailure(core, text, "loss");
  expect(fault?.message).toContain("endless loop");
  expect(fault?.range?.start.line).toBeGreaterThan(0);
});

test("recursion stops", async () => {
  const text = "def loss(pred, target):\n    return loss(pred, target) + ((pred - target) ** 2).mean()\n";
  const [fault] = await requireFailure(core, text, "loss");
  expect(fault?.message).toMatch(/recursion/i);
});

test("a file that is not there is named when its value is needed, and only then", async () => {
  const needs =
    "from elsewhere import scale\n\ndef loss(pred, target):\n    return scale(((pred - target) ** 2).mean())\n";
  const [fault] = await requireFailure(core, needs, "loss");
  expect(fault?.message).toContain("elsewhere");
  const ignores =
    "from elsewhere import scale\nimport unheard_of as u\n\ndef loss(pred, target):\n    return ((pred - target) ** 2).mean()\n";
  expect((await requireStudy(core, ignores, "loss")).series).toHaveLength(1);
});

test("a file of the workspace is read when it is imported", async () => {
  const text = "from shapes import halve\n\ndef loss(pred, target):\n    return halve(((pred - target) ** 2).mean())\n";
  const study = await requireStudy(core, text, "loss", { x: { knob: "pred", from: -1, to: 3, count: 5 } });
  expect(Array.from(study.series[0]?.value ?? [])).toEqual([0.5, 0, 0.5, 2, 4.5]);
});

test("stretches without numbers are findings, not failures", async () => {
  const text = "import torch\n\ndef loss(pred, target):\n    return (torch.log(pred) - target).abs().mean()\n";
  const study = await requireStudy(core, text, "loss", { x: { knob: "pred", from: -2, to: 2 } });
  expect(study.findings.some(({ kind, from, to }) => kind === "nonFinite" && from === -2 && Math.abs(to) < 0.03)).toBe(
    true,
  );
});

test("an exception of the program carries the author's words", async () => {
  const text =
    "def loss(pred, target, mode='l2'):\n    if mode != 'l1':\n        raise ValueError(f'unknown mode: {mode}')\n    return ((pred - target) ** 2).mean()\n";
  const [fault] = await requireFailure(core, text, "loss");
  expect(fault?.message).toBe("ValueError: unknown mode: l2");
  expect(fault?.range?.start.line).toBe(2);
});

test("text of the workspace stays text", async () => {
  const text =
    "def loss(pred, target):\n    assert pred is None, '<img src=x onerror=alert(1)>'\n    return ((pred - target) ** 2).mean()\n";
  const [fault] = await requireFailure(core, text, "loss");
  expect(fault?.message).toContain("<img src=x onerror=alert(1)>");
});

test("a comment that cannot be read is a warning beside the plot", async () => {
  const study = await requireStudy(
    core,
    huber.replace("def huber", "# preview: pred from -3 to 3, wat\ndef huber"),
    "huber",
  );
  expect([study.x.values[0], study.x.values.at(-1)]).toEqual([-3, 3]);
  expect(study.diagnostics[0]?.message).toContain('cannot read "wat"');
  expect(study.diagnostics[0]?.range?.start.line).toBe(2);
});
