/** A number that is being typed is put into the program; what is drawn is what a core draws that never saw another text. */

import { expect, test } from "vitest";
import type { Study, StudyReply, StudyRequest } from "../../src/study/request";
import { openCore, torchImports } from "./openCore";

const path = "/project/loss.py";

const losses: Readonly<Record<string, string>> = {
  huber: `def huber(pred, target, delta=1.0):
    r = (pred - target).abs()
    return torch.where(r < delta, 0.5 * r**2, delta * r - 0.5 * delta**2).mean()
`,
  ppo: `def ppo(log_probs, old_log_probs, advantages, clip_epsilon=0.2):
    ratio = torch.exp(log_probs - old_log_probs)
    clipped = torch.clamp(ratio, 1 - clip_epsilon, 1 + clip_epsilon) * advantages
    return -torch.min(ratio * advantages, clipped).mean()
`,
  Focal: `class Focal(nn.Module):
    def __init__(self, gamma=2.0, alpha=0.25):
        super().__init__()
        if gamma < 0:
            raise ValueError("gamma is negative")
        self.gamma = gamma
        self.alpha = alpha

    def forward(self, logits, targets):
        ce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
        return (self.alpha * (1 - torch.exp(-ce)) ** self.gamma * ce).mean()
`,
  margin: `def margin(distance, label, margin=1, eps=1e-6):
    return ((1 - label) * distance**2 + label * F.relu(margin - distance + eps) ** 2).mean()
`,
  steps: `def steps(pred, target, count=2):
    total = 0.0
    for k in range(count):
        total = total + (pred - target).abs() ** (k + 1)
    return total.mean()
`,
  smooth: `def smooth(pred, target, beta=1.0):  # preview: pred from -2 to 2
    return F.smooth_l1_loss(pred, target, beta=beta)
`,
};

/** How one number is typed, and from which text on the program is no longer traced for it. */
const cases: readonly [name: string, before: string, typed: readonly string[], open: readonly boolean[]][] = [
  [
    "huber",
    "delta=1.0",
    ["delta=1.05", "delta=1.5", "delta=1.05", "delta=15.", "delta=7", "delta=", "delta=2e0"],
    [false, true, true, true, true, false, true],
  ],
  ["ppo", "clip_epsilon=0.2", ["clip_epsilon=0.25", "clip_epsilon=0.3", "clip_epsilon=.35"], [false, true, true]],
  [
    "Focal",
    "gamma=2.0",
    ["gamma=2.5", "gamma=3", "gamma=0", "gamma=-1", "gamma=1.5"],
    [false, true, true, false, false],
  ],
  ["Focal", "alpha=0.25", ["alpha=0.5", "alpha=0.75", "alpha=1"], [false, true, true]],
  ["margin", "margin=1", ["margin=2", "margin=2.5", "margin=4"], [false, true, true]],
  // numbers without a name
  ["huber", "0.5 * delta", ["0.55 * delta", "0.25 * delta", "2 * delta"], [false, true, true]],
  ["margin", "distance**2", ["distance**3", "distance**4", "distance**2.5"], [false, true, true]],
  // one that nothing but a condition reads
  ["Focal", "gamma < 0", ["gamma < 0.5", "gamma < 1.5", "gamma < 2.5"], [false, true, false]],
  // what counts steps is asked for, and cannot be put in
  ["steps", "count=2", ["count=3", "count=1", "count=4"], [false, false, false]],
  ["smooth", "beta=1.0", ["beta=0.5", "beta=0.25", "beta=0.0"], [false, true, false]],
];

test.each(cases)("%s: %s", async (name, before, typed, open) => {
  const core = await openCore();
  let now = `${torchImports}${losses[name]}`;
  let last = before;
  let version = 1;
  await core.open({ path, language: "python", version, text: now });
  const request = { ...(await requestFor(core, name)), isUrgent: true };
  await core.study(request);
  const opened: boolean[] = [];
  for (const next of typed) {
    expect(now).toContain(last);
    now = now.replace(last, next);
    last = next;
    version++;
    await core.open({ path, language: "python", version, text: now });
    const quick = await core.study(request);
    const isQuick = quick.kind === "ready" && quick.isUnchecked === true;
    opened.push(isQuick && quick.study.timing["parse"] === 0);
    const checked = isQuick ? ((await core.check(request)) ?? quick) : quick;
    const anew = await studiedAnew(now, name);
    expect([next, withoutCurves(checked)]).toEqual([next, withoutCurves(anew)]);
    expect([next, distance(curvesOf(checked), curvesOf(anew))]).toEqual([next, expect.closeTo(0, 5)]);
    if (opened.at(-1)) expect([next, checked]).toEqual([next, quick]);
  }
  expect(opened).toEqual(open);
});

test("an edit elsewhere, or of what is imported, is not passed over", async () => {
  const imported = "/project/scale.py";
  const core = await openCore({ [imported]: "SCALE = 2.0\n" });
  const textOf = (delta: string, power = "2") =>
    `${torchImports}from scale import SCALE\n\ndef huber(pred, target, delta=${delta}):\n    return (SCALE * delta * (pred - target).abs() ** ${power}).mean()\n`;
  let version = 0;
  const type = async (text: string) => {
    version++;
    await core.open({ path, language: "python", version, text });
    const reply = await core.study(request);
    if (reply.kind !== "ready") throw new Error(JSON.stringify(reply));
    await core.check(request);
    return reply.study;
  };
  await core.open({ path, language: "python", version: 0, text: textOf("1.0") });
  const request = { ...(await requestFor(core, "huber")), isUrgent: true };
  await core.study(request);
  await type(textOf("1.5"));
  const ends = ({ x, series }: Study) => (series[0]?.value[0] ?? 0) / Number(x.values[0]) ** 2;
  const typed = await type(textOf("2.0"));
  expect(typed.timing["parse"]).toBe(0);
  expect(ends(typed)).toBeCloseTo(4, 5);
  // both at once
  expect((await type(textOf("3.0", "4"))).timing["parse"]).not.toBe(0);
  await type(textOf("3.5", "2"));
  await type(textOf("2.5", "2"));
  await core.open({ path: imported, language: "python", version: 1, text: "SCALE = 10.0\n" });
  const after = await type(textOf("2.0"));
  expect(after.timing["parse"]).not.toBe(0);
  expect(ends(after)).toBeCloseTo(20, 4);
});

test("a number in a notebook's cell is put in while no other cell changes", async () => {
  const core = await openCore();
  const notebook = "/project/loss.ipynb";
  const cellsOf = (delta: string, note = "# one") => [note, `${torchImports}${losses["huber"]?.replace("1.0", delta)}`];
  let version = 0;
  const type = async (...of: Parameters<typeof cellsOf>) => {
    version++;
    await core.open({ path: notebook, language: "notebook", version, text: "", cells: cellsOf(...of) });
    const { losses: found } = await core.discover(notebook);
    const definition = { qualifiedName: "huber", kind: "function", ordinal: found.length - 1, cell: 1 } as const;
    const request = { path: notebook, definition, isUrgent: true };
    const reply = await core.study(request);
    if (reply.kind !== "ready") throw new Error(JSON.stringify(reply));
    await core.check(request);
    return reply.study;
  };
  await type("1.0");
  await type("1.5");
  const typed = await type("2.25");
  expect(typed.timing["parse"]).toBe(0);
  expect(typed.coefficients).toMatchObject([{ name: "delta", value: 2.25 }]);
  expect(typed.thresholds.map(({ label, at, site }) => [label, at, site?.cell])).toEqual([
    ["−delta", -2.25, 1],
    ["delta", 2.25, 1],
  ]);
  expect((await type("3.5", "# two")).timing["parse"]).not.toBe(0);
});

async function requestFor(core: Awaited<ReturnType<typeof openCore>>, name: string): Promise<StudyRequest> {
  const { losses: found } = await core.discover(path);
  const ordinal = found.findIndex((loss) => loss.name === name);
  const loss = found[ordinal];
  if (loss === undefined) throw new Error(`${name} was not found`);
  return { path, definition: { qualifiedName: loss.qualifiedName, kind: loss.kind, ordinal } };
}

async function studiedAnew(text: string, name: string): Promise<StudyReply> {
  const anew = await openCore();
  await anew.open({ path, language: "python", version: 1, text });
  return anew.study(await requestFor(anew, name));
}

function withoutCurves(reply: StudyReply): unknown {
  if (reply.kind !== "ready") return reply;
  const { study } = reply;
  return { ...study, timing: {}, series: study.series.map(({ value: _, gradient: __, ...rest }) => rest) };
}

function curvesOf(reply: StudyReply): readonly Float32Array[] {
  return reply.kind === "ready" ? reply.study.series.flatMap(({ value, gradient }) => [value, gradient]) : [];
}

/** The largest difference of two curves, as a part of what they reach. */
function distance(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  const ofCurve = (one: Float32Array, other: Float32Array | undefined) => {
    const reach = Math.max(...one.map(Math.abs), 1e-6);
    return Math.max(...one.map((value, i) => Math.abs(value - (other?.[i] ?? Number.NaN)) / reach));
  };
  return Math.max(0, ...a.map((one, i) => ofCurve(one, b[i])));
}
