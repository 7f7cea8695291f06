/** What a preview chooses for small losses: roles from use, an x axis that tells, several samples where one has no meaning. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study, StudyRequest } from "../../src/study/request";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string, name = "loss", request: Partial<StudyRequest> = {}): Promise<Study> =>
  requireStudy(core, `${torchImports}${body}`, name, request);

test("the score of the true class is x where labels pick a class, whatever the names are", async () => {
  const study = await open("def loss(a, b):\n    return F.cross_entropy(a, b)\n");
  expect(rolesOf(study)).toEqual({ a: "logits", b: "classIndex" });
  expect(study.x.title).toBe("a[0,0] (true class)");
});

test("a loss made on the way counts as what it is", async () => {
  const study = await open("def loss(a, b):\n    criterion = nn.CrossEntropyLoss()\n    return criterion(a, b)\n");
  expect(rolesOf(study)).toEqual({ a: "logits", b: "classIndex" });
});

test("use outweighs a name: what is gathered by is an index, what is gathered from has classes", async () => {
  const study = await open(
    "def loss(x, target):\n    return -x.log_softmax(1).gather(1, target.unsqueeze(1)).mean()\n",
  );
  expect(rolesOf(study)).toEqual({ x: "logits", target: "classIndex" });
});

test("y stands for what is true unless it is said to be predicted", async () => {
  const study = await open("def loss(true_y, pred_y):\n    return ((true_y - pred_y) ** 2).mean()\n");
  expect(rolesOf(study)).toEqual({ true_y: "target", pred_y: "prediction" });
  expect(study.x.knob).toBe("pred_y");
});

test("use in a function of the same file counts", async () => {
  const study = await open(
    "def score(u, v):\n    return F.binary_cross_entropy_with_logits(u, v)\n\ndef loss(x, t):\n    return 2 * score(x, t)\n",
  );
  expect(rolesOf(study)).toEqual({ x: "binaryLogits", t: "binaryLabels" });
});

test("a single logit is binary when nothing treats it as classes", async () => {
  const study = await open("def loss(real_logits):\n    return F.relu(1 - real_logits).mean()\n");
  expect(rolesOf(study)).toEqual({ real_logits: "binaryLogits" });
  expect(shapeOf(study, "real_logits")).toEqual([1]);
});

test("the pair of logarithms of p and 1 - p makes a probability", async () => {
  const study = await open("def loss(p, y):\n    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()\n");
  expect(study.x.knob).toBe("p");
  expect([study.x.values[0], study.x.values.at(-1)]).toEqual([0, 1]);
});

test("an anchor walks from the positive to the negative", async () => {
  const study = await open(
    "def loss(anchor, positive, negative):\n    return F.triplet_margin_loss(anchor, positive, negative)\n",
  );
  expect(study.x.title).toBe("anchor: positive → negative");
  const [series] = study.series;
  const at = (x: number) =>
    series?.value[study.x.values.findIndex((value) => Math.abs(value - x) < 1e-9)] ?? Number.NaN;
  // halfway both are equally far: what is left is the margin
  expect(at(0.5)).toBeCloseTo(1, 3);
  expect(at(0)).toBeLessThan(at(0.5));
  expect(at(1)).toBeGreaterThan(at(0.5));
});

test("the signed distance of a pair is x: a contrastive loss of like things is its square", async () => {
  const study = await open("def loss(a, b):\n    return F.pairwise_distance(a, b, eps=0.0).pow(2).mean()\n");
  expect(study.x.title).toBe("offset of a from b");
  const [series] = study.series;
  study.x.values.forEach((x, i) => expect(series?.value[i]).toBeCloseTo(x * x, 3));
});

test("what is multiplied with chances is a label, through flattening and complements", async () => {
  const body = [
    "def loss(y_pred, y_true):",
    "    p = torch.sigmoid(y_pred).flatten()",
    "    t = y_true.flatten()",
    "    hit = (p * t).sum()",
    "    return 1 - hit / (hit + ((1 - t) * p).sum() + (t * (1 - p)).sum() + 1)",
    "",
  ].join("\n");
  expect(rolesOf(await open(body))).toEqual({ y_pred: "binaryLogits", y_true: "binaryLabels" });
  const dice =
    "def loss(pred, label):\n    p = pred.sigmoid()\n    return 1 - 2 * (p * label).sum() / (p.sum() + label.sum() + 1)\n";
  expect(rolesOf(await open(dice))).toEqual({ pred: "binaryLogits", label: "binaryLabels" });
});

test("a target of zeros is no target where the loss divides by its size", async () => {
  const { series } = await open("def loss(x, y):\n    return torch.norm(x - y) / torch.norm(y).clamp(min=1e-9)\n");
  expect(Math.max(...(series[0]?.value ?? []))).toBeLessThan(100);
});

test("a model whose derivatives are taken answers to what it is given, whatever is done with its answer", async () => {
  const body = [
    "def loss(net, x, nu=0.01):",
    "    u = net(x)",
    "    du = torch.autograd.grad(u.sum(), x, create_graph=True)[0]",
    "    return ((u * du - nu) ** 2).mean()",
    "",
  ].join("\n");
  const study = await open(body);
  expect(rolesOf(study)["net"]).toBe("model");
  expect(study.series[0]?.gradient.some((slope) => slope !== 0)).toBe(true);
});

test("a box is shifted as a whole", async () => {
  const body = [
    "def loss(pred, target):",
    "    lt = torch.max(pred[:, :2], target[:, :2])",
    "    rb = torch.min(pred[:, 2:], target[:, 2:])",
    "    wh = (rb - lt).clamp(min=0)",
    "    inter = wh[:, 0] * wh[:, 1]",
    "    area = (pred[:, 2] - pred[:, 0]) * (pred[:, 3] - pred[:, 1]) + (target[:, 2] - target[:, 0]) * (target[:, 3] - target[:, 1])",
    "    return (1 - inter / (area - inter)).mean()",
    "",
  ].join("\n");
  const study = await open(body);
  expect(rolesOf(study)).toEqual({ pred: "boxes", target: "boxes" });
  expect(study.x.title).toBe("pred shift");
  // boxes about two wide that are three apart do not overlap
  expect(study.series[0]?.value[0]).toBeCloseTo(1, 5);
});

test("keys, attributes and entries are inputs of their own", async () => {
  const body =
    "def loss(outputs, batch, cfg):\n    ce = F.cross_entropy(outputs.logits, batch['labels'])\n    return cfg.alpha * ce\n";
  const study = await open(body);
  expect(rolesOf(study)).toMatchObject({
    "outputs.logits": "logits",
    "batch.labels": "classIndex",
    "cfg.alpha": "number",
  });
  expect(study.x.title).toBe("outputs.logits[0,0] (true class)");
});

test("fields are overridden by their dotted names", async () => {
  const body = "def loss(batch):\n    return F.mse_loss(batch['pred'], batch['target'])\n";
  const study = await open(body, "loss", { inputs: { "batch.target": { value: [3] } } });
  const [series] = study.series;
  study.x.values.forEach((x, i) => expect(series?.value[i]).toBeCloseTo((x - 3) ** 2, 3));
});

test("a dict of losses is walked over", async () => {
  const study = await open(
    "def loss(losses):\n    total = 0\n    for name, value in losses.items():\n        total = total + value\n    return total\n",
  );
  expect(study.x.knob).toBe("losses.a");
  expect(study.series[0]?.gradient.every((slope) => slope === 1)).toBe(true);
});

test("a model's answer is x where it is asked once", async () => {
  const study = await open("def loss(model, x, y):\n    return F.mse_loss(model(x), y)\n");
  expect(study.x.knob).toBe("model.output");
  expect(rolesOf(study).model).toBe("model");
});

test("a loss given to a constructor is the squared error", async () => {
  const body =
    "class Scaled(nn.Module):\n    def __init__(self, base_loss, weight=3.0):\n        super().__init__()\n        self.base_loss = base_loss\n        self.weight = weight\n\n    def forward(self, pred, target):\n        return self.weight * self.base_loss(pred, target)\n";
  const study = await open(body, "Scaled");
  const [series] = study.series;
  study.x.values.forEach((x, i) => expect(series?.value[i]).toBeCloseTo(3 * x * x, 3));
});

test("a word that selects a branch is one that the program knows", async () => {
  const body =
    "class Gan(nn.Module):\n    def __init__(self, mode):\n        super().__init__()\n        if mode not in ('lsgan', 'vanilla'):\n            raise ValueError(mode)\n\n    def forward(self, pred, target):\n        return (pred - target).pow(2).mean()\n";
  expect((await open(body, "Gan")).x.knob).toBe("pred");
});

test("one sample has no meaning among its own negatives: several are drawn", async () => {
  const body =
    "def loss(q, k):\n    q, k = F.normalize(q, dim=1), F.normalize(k, dim=1)\n    return F.cross_entropy(q @ k.t(), torch.arange(q.size(0)))\n";
  const study = await open(body);
  expect([study.view, study.samples]).toEqual(["batch", 8]);
  expect(study.series[0]?.gradient.some((slope) => Math.abs(slope) > 1e-3)).toBe(true);
});

test("labels compared with each other ask for several samples of repeated classes", async () => {
  const body =
    "def loss(z, y):\n    same = (y.unsqueeze(0) == y.unsqueeze(1)).float()\n    return (torch.cdist(z, z) * same).mean()\n";
  const study = await open(body);
  expect(study.view).toBe("batch");
  expect(rolesOf(study).y).toBe("classIndex");
});

test("shifted tokens have several steps", async () => {
  const body =
    "def loss(logits, labels):\n    return F.cross_entropy(logits[:, :-1].reshape(-1, logits.size(-1)), labels[:, 1:].reshape(-1))\n";
  const study = await open(body);
  expect(shapeOf(study, "logits")).toEqual([1, 5, 3]);
  expect(shapeOf(study, "labels")).toEqual([1, 5]);
  expect(study.x.title).toBe("logits[0,0,0] (true class)");
});

test("a network inside says how wide its input is", async () => {
  const body =
    "class Probe(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.net = nn.Linear(7, 1)\n\n    def forward(self, x, target):\n        return F.mse_loss(self.net(x), target)\n";
  expect(shapeOf(await open(body, "Probe"), "x")?.at(-1)).toBe(7);
});

test("a mask that picks elements is boolean", async () => {
  const study = await open("def loss(pred, target, mask):\n    return (pred[mask] - target[mask]).abs().mean()\n");
  expect(study.inputs.find(({ name }) => name === "mask")?.dtype).toBe("bool");
  expect(study.x.knob).toBe("pred");
});

test("the teacher is held still", async () => {
  const body =
    "def loss(teacher_logits, student_logits):\n    return F.kl_div(F.log_softmax(student_logits, 1), F.softmax(teacher_logits, 1), reduction='batchmean')\n";
  expect((await open(body)).x.knob).toBe("student_logits[0,0]");
});

test("the comment beside the definition overrules what was inferred", async () => {
  const study = await open(
    "# preview: a: binaryLogits, b = [1]\ndef loss(a, b):\n    return F.binary_cross_entropy_with_logits(a, b)\n",
  );
  expect(study.inputs.map(({ name, source }) => [name, source])).toEqual([
    ["a", "comment"],
    ["b", "comment"],
  ]);
});

test("what worked is found again at the next keystroke, and not kept when the evidence changes", async () => {
  const path = "keystrokes.py";
  const ask = async (version: number, body: string) => {
    await core.open({ path, language: "python", version, text: `${torchImports}${body}` });
    const reply = await core.study({ path, definition: { qualifiedName: "loss", kind: "function", ordinal: 0 } });
    if (reply.kind !== "ready") throw new Error(JSON.stringify(reply));
    return reply.study;
  };
  const first = await ask(1, "def loss(a, b):\n    return F.cross_entropy(a, b)\n");
  const second = await ask(2, "def loss(a, b):\n    return 2 * F.cross_entropy(a, b)\n");
  const third = await ask(3, "def loss(a, b):\n    return F.mse_loss(a, b)\n");
  expect([first, second, third].map(({ x }) => x.knob)).toEqual(["a[0,0]", "a[0,0]", "a"]);
});

test("what a function reads before it defines a loss tells of its inputs; what it does afterwards is not needed", async () => {
  const study = await open(
    `
def update(model, batch, discount=0.9):
    seen = batch.frames_seen
    aim = batch.gains + discount * seen
    def loss_fn(params):
        return ((model(params) - aim) ** 2).mean()
    return model.fit_with(loss_fn).unheard_of
`,
    "update.<locals>.loss_fn",
  );
  expect(study.inputs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["batch.frames_seen", "batch.gains", "params"]),
  );
});

test("a loss two functions deep is reached through both", async () => {
  const study = await open(
    `
def make(scale=2.0):
    def train(rate):
        def loss_fn(pred, target):
            return scale * (pred - target).abs().mean()
        raise RuntimeError("nothing to train")
    return train
`,
    "make.<locals>.train.<locals>.loss_fn",
    { x: { knob: "pred", from: -1, to: 3, count: 3 }, set: { target: 0 } },
  );
  expect(Array.from(study.series[0]?.gradient ?? [])).toEqual([-2, 2, 2]);
});

test.each([
  [
    "a name",
    "make.<locals>.loss_fn",
    "def make(scale=2.0):\n    loss_fn = lambda pred, target: scale * (pred - target).abs().mean()\n    return loss_fn\n",
  ],
  [
    "an attribute in a branch",
    "Trainer.__init__.<locals>.loss_fn",
    "class Trainer:\n    def __init__(self, form='l1'):\n        if form == 'l1':\n            self.loss_fn = lambda pred, target: 2 * (pred - target).abs().mean()\n",
  ],
])("a lambda inside of a function is a definition by what it is bound to: %s", async (_, name, text) => {
  const study = await open(text, name, { x: { knob: "pred", from: -1, to: 3, count: 3 }, set: { target: 0 } });
  expect(Array.from(study.series[0]?.gradient ?? [])).toEqual([-2, 2, 2]);
});

test("the number of axes that a program asserts is the one that it gets", async () => {
  const volume = await open(
    "def loss(pred, target):\n    assert pred.dim() == 5\n    return ((pred - target) ** 2).mean(dim=(2, 3, 4)).sum()\n",
  );
  expect(shapeOf(volume, "pred")?.length).toBe(5);
  const grid = await open(
    "def loss(pred, target):\n    if pred.ndim != 3:\n        raise ValueError(pred.shape)\n    return F.l1_loss(pred, target)\n",
  );
  expect(shapeOf(grid, "pred")?.length).toBe(3);
});

test("einsum spells the axes", async () => {
  const study = await open("def loss(p, q):\n    return torch.einsum('bkwh,bkwh->bk', p, q).mean()\n");
  expect([shapeOf(study, "p")?.length, shapeOf(study, "q")?.length]).toEqual([4, 4]);
});

test("what a branch for one number of axes does says nothing of the others", async () => {
  const body = [
    "def slopes(x):",
    "    if x.dim() == 3:",
    "        return x[:, 1:, :] - x[:, :-1, :]",
    "    elif x.dim() == 4:",
    "        return x[:, :, 1:, :] - x[:, :, :-1, :]",
    "",
    "def loss(depth, image):",
    "    weight = torch.exp(-slopes(image).abs().mean(1))",
    "    return torch.stack([slopes(depth).abs(), weight]).prod(0).mean()",
  ].join("\n");
  const study = await open(`${body}\n`);
  const [depth, image] = [shapeOf(study, "depth") ?? [], shapeOf(study, "image") ?? []];
  expect([depth.length, image.length]).toEqual([3, 4]);
  // a pixel in the middle has neighbours on all sides
  expect(study.x.knob).toBe("depth[0,4,4]");
});

test("a set's size is a sum of chances", async () => {
  const body =
    "def loss(pred, target):\n    both = (pred * target).sum()\n    return 1 - 2 * both / (pred.sum() + target.sum())\n";
  const study = await open(body);
  expect(rolesOf(study)).toEqual({ pred: "binaryProbabilities", target: "binaryLabels" });
});

test("a complement that is multiplied belongs to a chance", async () => {
  const body =
    "def loss(pred, target):\n    missed = (1 - pred) * target\n    wrong = pred * (1 - target)\n    return (missed + 2 * wrong).mean()\n";
  expect(rolesOf(await open(body))).toEqual({ pred: "binaryProbabilities", target: "binaryLabels" });
});

test("what is kept off 0 and 1 lies between them", async () => {
  const study = await open(
    "def loss(a, b):\n    a = torch.clamp(a, 1e-6, 1 - 1e-6)\n    return -(b * torch.log(a)).mean()\n",
  );
  expect([study.x.values[0], study.x.values.at(-1)]).toEqual([0, 1]);
});

test("an object or a function that the constructor keeps is read where it is called", async () => {
  const body = [
    "def focal(p, t):",
    "    return -(t * torch.log(p) + (1 - t) * torch.log(1 - p)).mean()",
    "class Inner(nn.Module):",
    "    def forward(self, p, t):",
    "        return focal(p, t)",
    "class loss(nn.Module):",
    "    def __init__(self):",
    "        super().__init__()",
    "        self.kept = Inner()",
    "    def forward(self, out, gt):",
    "        return self.kept(out, gt)",
  ].join("\n");
  const study = await open(`${body}\n`);
  expect(rolesOf(study).out).toBe("binaryProbabilities");
});

test("steps along an axis are no corners of a box", async () => {
  const study = await open("def loss(d):\n    return (d[:, :, 2:] - d[:, :, :-2]).abs().mean() + d[:, 2:, :].mean()\n");
  expect(rolesOf(study).d).not.toBe("boxes");
});

test("what a base class that is not there would give is an input", async () => {
  const study = await open(
    `
from transformers import Trainer

class Preference(Trainer):
    def __init__(self, args=None, **kwargs):
        super().__init__(args=args, **kwargs)
        self.beta = args.beta
        self.loss_type = args.loss_type

    def preference_loss(self, chosen, rejected):
        logits = self.beta * (chosen - rejected).to(self.accelerator.device)
        if self.loss_type == "hinge":
            return torch.relu(1 - logits)
        elif self.loss_type == "sigmoid":
            return -F.logsigmoid(logits)
        raise ValueError(self.loss_type)
`,
    "Preference.preference_loss",
    { x: { knob: "chosen", from: 0, to: 2, count: 3 }, set: { rejected: 0 } },
  );
  expect(rolesOf(study)).toMatchObject({ "args.beta": "number", "args.loss_type": "option" });
  expect(Array.from(study.series[0]?.value ?? [])).toEqual([1, 0, 0]);
});

test("the base's own loss, asked for by super(), is a number of its own", async () => {
  const study = await open(
    `
from somewhere import Trainer

class Regularised(Trainer):
    def compute_loss(self, model, inputs):
        loss = super().compute_loss(model, inputs)
        return loss + self.args.alpha * inputs["x"].pow(2).mean()
`,
    "Regularised.compute_loss",
  );
  expect(study.inputs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["super.compute_loss.output", "self.args.alpha", "inputs.x"]),
  );
});

test("a constructor that cannot run gives what it can, and the rest is given from outside", async () => {
  const study = await open(
    `
import gym

class Agent:
    def __init__(self, name, clip=0.2):
        self.clip = clip
        self.env = gym.make(name)
        self.critic = build(self.env.observation_space)

    def value_loss(self, states, returns):
        error = self.critic(states) - returns
        return error.clamp(-self.clip, self.clip).abs().mean()
`,
    "Agent.value_loss",
    { x: { knob: "self.critic.output", from: 0, to: 1, count: 2 }, set: { returns: 0 } },
  );
  expect(rolesOf(study)).toMatchObject({ "self.critic": "model" });
  expect(study.series[0]?.value[1]).toBeCloseTo(0.2, 6);
});

test("a class inside of a function is opened through it", async () => {
  const study = await open(
    `
def make(margin, power=2):
    class Margin(nn.Module):
        def __init__(self, weight=3.0):
            super().__init__()
            self.weight = weight

        def forward(self, pred, target):
            return self.weight * F.relu((pred - target).abs().pow(power) - margin).mean()

    return Margin()
`,
    "make.<locals>.Margin",
    { x: { knob: "pred", from: 0, to: 2, count: 3 }, set: { target: 0, margin: 1 } },
  );
  expect(Array.from(study.series[0]?.value ?? [])).toEqual([0, 0, 9]);
});

test("attributes that tensors have too are fields of what has others", async () => {
  const study = await open("def loss(batch):\n    return (batch.values - batch.gains).pow(2).mean()\n");
  expect(study.inputs.map(({ name }) => name).sort()).toEqual(["batch.gains", "batch.values"]);
});

test("`**sample` takes a mapping, and the model's answer is an input of its own", async () => {
  const study = await open(
    `
def loss(model, sample):
    logits = model(**sample["net_input"])
    return F.cross_entropy(logits, sample["target"])
`,
  );
  expect(rolesOf(study)).toMatchObject({ "model.output": "logits", "sample.target": "classIndex" });
});

test("an option is the first of the texts that constants of the program name; its other branches tell nothing", async () => {
  const text = `
BINARY = "binary"
CLASSES = "classes"

class Overlap(nn.Module):
    def __init__(self, mode: str, smooth=1.0):
        assert mode in {BINARY, CLASSES}
        super().__init__()
        self.mode = mode
        self.smooth = smooth

    def forward(self, scores, given):
        if self.mode == CLASSES:
            p = scores.softmax(1)
            y = F.one_hot(given, scores.size(1)).float()
        else:
            p = torch.sigmoid(scores)
            y = given
        return 1 - (2 * (p * y).sum() + self.smooth) / (p.sum() + y.sum() + self.smooth)
`;
  const binary = await open(text, "Overlap");
  expect(binary.inputs.find(({ name }) => name === "mode")?.summary).toBe('"binary"');
  expect(rolesOf(binary)).toMatchObject({ scores: "binaryLogits" });
  const classes = await open(text, "Overlap", { inputs: { mode: { value: "classes" } } });
  expect(rolesOf(classes)).toMatchObject({ scores: "logits", given: "classIndex" });
});

test("a setting's last word says what it is, whatever stands before it", async () => {
  const study = await open(
    "def loss(logits, labels, label_smoothing):\n    t = labels * (1 - label_smoothing) + 0.5 * label_smoothing\n    return F.binary_cross_entropy_with_logits(logits, t)\n",
  );
  expect(rolesOf(study)).toMatchObject({ label_smoothing: "number" });
});

test("a static method needs no object", async () => {
  const study = await open(
    `
class Trainer:
    def __init__(self, config):
        self.size = config["size"] + None

    @staticmethod
    def distance_loss(pred, target):
        return (pred - target).pow(2).mean()
`,
    "Trainer.distance_loss",
  );
  expect(study.inputs.map(({ name }) => name)).toEqual(["pred", "target"]);
});

test("`args[0]` and `kwargs[…]` are arguments by another way", async () => {
  const study = await open(
    `
def loss(*args, **kwargs):
    recons, x = args[0], args[1]
    return F.mse_loss(recons, x) + kwargs["weight"] * args[2].pow(2).mean()
`,
  );
  expect(study.inputs.map(({ name }) => name)).toEqual(["args.0", "args.1", "args.2", "weight"]);
});

test("a model that is asked twice for its outputs answers twice; a log that nobody reads is passed over", async () => {
  const study = await open(
    `
import wandb

def loss(model, batch):
    good = model(batch["good_ids"])
    bad = model(batch["bad_ids"])
    wandb.log({"good": good.loss.item()})
    return good.loss - F.logsigmoid(good.logits - bad.logits).mean()
`,
  );
  expect(study.inputs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["model.output.logits", "model.output2.logits"]),
  );
});

test("a signal is as long as the window asks for, and never silent", async () => {
  const study = await open(
    `
def magnitude(x, n):
    return torch.stft(x, n, n // 4, window=torch.hann_window(n), return_complex=True).abs()

def loss(x, y):
    return (torch.log(magnitude(x, 256)) - torch.log(magnitude(y, 256))).abs().mean()
`,
  );
  expect(shapeOf(study, "x")?.at(-1)).toBeGreaterThan(128);
  expect(Math.max(...(study.series[0]?.value ?? []))).toBeLessThan(100);
});

test("what is done with an object of another class says nothing of the tensor", async () => {
  const study = await open(
    `
from audio import Signal

def loss(x, y):
    if isinstance(x, Signal):
        x, y = x.audio_data, y.audio_data
    return F.l1_loss(x, y)
`,
  );
  expect(rolesOf(study)).toEqual({ x: "prediction", y: "target" });
});

test("what is only taken apart entry by entry is a bundle of inputs; a tuple in a tuple too", async () => {
  const study = await open(
    `
def loss(outputs, targets):
    mel, gate = targets[0], targets[1]
    out, (stop, extra) = outputs
    return F.mse_loss(out, mel) + F.binary_cross_entropy_with_logits(stop, gate) + extra.abs().mean()
`,
  );
  expect(rolesOf(study)).toMatchObject({
    "outputs.0": "prediction",
    "outputs.1.0": "binaryLogits",
    "targets.0": "target",
    "targets.1": "binaryLabels",
  });
});

test("the fields of a data class are what its constructor takes", async () => {
  const study = await open(
    `
from dataclasses import dataclass

@dataclass
class Expectile:
    tau: float
    scale: float = 2.0

    def loss(self, value, target):
        error = target - value
        return (self.scale * (self.tau - (error < 0).float()).abs() * error.pow(2)).mean()
`,
    "Expectile",
  );
  expect(study.inputs.map(({ name }) => name)).toEqual(["tau", "value", "target"]);
});

const criterion = `
class Matcher:
    def __call__(self, outputs, targets):
        found = torch.cat([v["classes"] for v in targets])
        cost = -outputs["logits"].flatten(0, 1).softmax(-1)[:, found]
        return [(cost.argmin(0), torch.arange(len(targets[0]["classes"])))]

class Criterion(nn.Module):
    def __init__(self, matcher):
        super().__init__()
        self.matcher = matcher

    def forward(self, outputs, targets):
        count = sum(len(t["classes"]) for t in targets)
        (chosen, _), = self.matcher(outputs, targets)
        near = F.l1_loss(outputs["boxes"][0][chosen], targets[0]["boxes"])
        return near / count + F.cross_entropy(outputs["logits"][0][chosen], targets[0]["classes"])

def detection_loss(logits, labels, boxes, config):
    outputs = {"logits": logits, "boxes": boxes}
    criterion = Criterion(Matcher())
    loss = criterion(outputs, labels)
    if config.auxiliary:
        loss = loss + config.missing.weight
    return config.loss_factor * loss
`;

test("a record for each sample; fields that are asked for far away; options that are only asked whether they are true", async () => {
  const study = await open(criterion, "detection_loss");
  expect(rolesOf(study)).toMatchObject({
    logits: "logits",
    boxes: "boxes",
    "labels[0].classes": "classIndex",
    "labels[0].boxes": "boxes",
    "config.auxiliary": "option",
    "config.loss_factor": "number",
  });
  expect(shapeOf(study, "logits")).toEqual([1, 1, 3]);
  const again = await open(criterion.replace("near / count", "2 * near / count"), "detection_loss");
  expect(rolesOf(again)).toEqual(rolesOf(study));
});

test("what is held to a margin is a score, and no chance", async () => {
  const study = await open("def loss(fake, real):\n    return F.relu(1.0 - real).mean() + F.relu(1.0 + fake).mean()\n");
  expect(rolesOf(study)).toEqual({ fake: "binaryLogits", real: "binaryLogits" });
});

test("what a constructor takes out of its keywords is given", async () => {
  const body = [
    "class loss:",
    "    def __init__(self, **kwargs):",
    "        self.classes: list[int] = kwargs['classes']",
    "        self.power = kwargs['power']",
    "        self.unused = kwargs.get('unused', 3)",
    "    def __call__(self, probs, target):",
    "        return -(target[:, self.classes] * torch.log(probs[:, self.classes])).mean() * self.power",
  ].join("\n");
  const study = await open(`${body}\n`);
  expect(study.inputs.map(({ name }) => name).sort()).toEqual(["classes", "power", "probs", "target"]);
});

test("a word may be brought into one case before it is compared", async () => {
  const body = [
    "class loss(nn.Module):",
    "    def __init__(self, kind):",
    "        super().__init__()",
    "        self.kind = kind.lower()",
    "        if self.kind not in ('soft', 'hard'):",
    "            raise NotImplementedError(kind)",
    "    def forward(self, pred, target):",
    "        return F.mse_loss(pred, target)",
  ].join("\n");
  const study = await open(`${body}\n`);
  expect(study.inputs.find(({ name }) => name === "kind")?.summary).toBe('"soft"');
});

test("a constructor's list is as long as the list that it goes with", async () => {
  const body = [
    "class loss(nn.Module):",
    "    def __init__(self, coefficients):",
    "        super().__init__()",
    "        self.coefficients = coefficients",
    "    def forward(self, inputs, targets):",
    "        if len(inputs) == 1:",
    "            targets = [targets]",
    "        assert len(inputs) == len(targets) == len(self.coefficients)",
    "        return sum(c * F.l1_loss(i, t) for i, t, c in zip(inputs, targets, self.coefficients))",
  ].join("\n");
  const study = await open(`${body}\n`);
  expect(study.series[0]?.gradient.some((slope) => slope !== 0)).toBe(true);
});

test("where a program insists on a sum of 1, the other chances make room", async () => {
  const body = [
    "def surprise(probs, labels):",
    "    assert torch.allclose(probs.sum(1), torch.ones_like(probs.sum(1)))",
    "    return F.nll_loss(torch.log(probs), labels)",
  ].join("\n");
  const study = await open(`${body}\n`, "surprise");
  expect(study.x.title).toMatch(/the others sharing the rest/);
  const [series] = study.series;
  expect(series?.value[100]).toBeCloseTo(Math.LN2, 4);
});

test("a channel that is picked is there, and x is in one that counts", async () => {
  const study = await open("def blue(x, y):\n    return ((x[:, 2] - y[:, 2])[:, 1:, 1:] ** 2).mean()\n", "blue");
  expect(shapeOf(study, "x")?.slice(1)).toEqual([3, 8, 8]);
  expect(study.x.knob).toBe("x[0,2,4,4]");
  expect(study.series[0]?.gradient.some((slope) => slope !== 0)).toBe(true);
});

test("what meets element by element fits together", async () => {
  const body =
    "def loss(probs, y):\n    probs = probs.softmax(1)\n    return (torch.sub(probs, y)[:, :, 0, 0] ** 2).mean()\n";
  const study = await open(body);
  const [probs, y] = [shapeOf(study, "probs") ?? [], shapeOf(study, "y") ?? []];
  expect(probs.length).toBe(4);
  expect(y).toEqual(probs);
});

test("a count is a plain number", async () => {
  const study = await open("def loss(a, b, n):\n    return (a.sum(1).unsqueeze(1).repeat(1, n) - b).abs().mean()\n");
  expect(rolesOf(study).n).toBe("number");
});

test("inputs of different widths are each as wide as they are read", async () => {
  const body = [
    "def loss(states, outputs):",
    "    a, b, c = outputs.T",
    "    return (a - states[:, 11]).abs().mean() + (b * c).mean()",
  ].join("\n");
  const study = await open(`${body}\n`);
  expect([shapeOf(study, "states"), shapeOf(study, "outputs")]).toEqual([
    [1, 12],
    [1, 3],
  ]);
});

test("what a constructor is given is a tensor where it has a tensor's methods", async () => {
  const body = [
    "class loss(nn.Module):",
    "    def __init__(self, sigmas):",
    "        super().__init__()",
    "        self.sigmas = sigmas",
    "    def forward(self, a, b):",
    "        return ((a - b).pow(2) / (2 * self.sigmas).pow(2)).mean()",
  ].join("\n");
  const study = await open(`${body}\n`);
  expect(study.inputs.find(({ name }) => name === "sigmas")?.dtype).toBe("float32");
});

test("an assertion that x breaks leaves x for another", async () => {
  const body =
    "def loss(a, b):\n    assert a.item() < 0.9\n    assert a.item() > -0.9\n    return (a * b).sum() ** 2\n";
  const study = await open(body);
  const values = study.series[0]?.value ?? [];
  expect(values.filter(Number.isFinite).length).toBeGreaterThan(values.length / 2);
});

test("what is weighed with its own logarithm is a chance", async () => {
  for (const formula of ["-(out * torch.log(out + 1e-8)).sum()", "(-out * torch.log(out + 1e-8)).sum()"]) {
    const study = await open(`def loss(out):\n    return ${formula}\n`);
    expect([study.x.values[0], study.x.values.at(-1)]).toEqual([0, 1]);
  }
});

test("the size of what two sets share makes chances and labels of them, however it is written", async () => {
  const body =
    "def loss(out, y):\n    shared = torch.sum(torch.mul(out, y))\n    return 1 - 2 * shared / torch.sum(out + y)\n";
  const study = await open(body);
  expect(rolesOf(study)).toEqual({ out: "binaryProbabilities", y: "binaryLabels" });
});

test("a function with some of its arguments given is still that function", async () => {
  const body = [
    "from functools import partial",
    "",
    "def score(u, v, weight=1.0):",
    "    return weight * F.binary_cross_entropy_with_logits(u, v)",
    "",
    "class Loss(nn.Module):",
    "    def __init__(self):",
    "        super().__init__()",
    "        self.score = partial(score, weight=2.0)",
    "",
    "    def forward(self, x, t):",
    "        return self.score(x, t)",
    "",
  ].join("\n");
  expect(rolesOf(await open(body, "Loss"))).toEqual({ x: "binaryLogits", t: "binaryLabels" });
});

test("what a branch is taken by is a number", async () => {
  const body =
    "def loss(x, y, degree):\n    if degree == 1:\n        return (x - y).abs().mean()\n    return F.mse_loss(x, y)\n";
  expect(rolesOf(await open(body))).toMatchObject({ degree: "number" });
});

test("labels that are made signs are 0 and 1", async () => {
  const body = "def loss(x, y):\n    signs = 2 * y - 1\n    return F.relu(1 - signs * x).mean()\n";
  expect(rolesOf(await open(body))).toMatchObject({ y: "binaryLabels" });
});

test("a factor that is asked whether it is there is not off", async () => {
  const body = [
    "class Loss(nn.Module):",
    "    def __init__(self, side_weight):",
    "        super().__init__()",
    "        self.side_weight = side_weight",
    "",
    "    def forward(self, x, y):",
    "        if self.side_weight:",
    "            return self.side_weight * F.l1_loss(x, y)",
    "        return torch.tensor(0.0)",
    "",
  ].join("\n");
  const study = await open(body, "Loss");
  expect(study.x.knob).toBe("x");
});

test("columns that are taken from a list make it long enough", async () => {
  const body = [
    "def loss(columns):",
    "    first = columns[0]['vector']",
    "    rest = [one['vector'] for one in columns[1:]]",
    "    return torch.stack([F.mse_loss(first, one) for one in rest]).mean()",
    "",
  ].join("\n");
  const study = await open(body);
  expect(Object.keys(rolesOf(study))).toEqual(["columns[0].vector", "columns[1].vector"]);
});

test("what is put into a dict is what is read from it", async () => {
  const body = [
    "def inner(parts):",
    "    chosen = {k: v for k, v in parts.items() if k != 'note'}",
    "    return F.cross_entropy(chosen['scores'], chosen['truth'])",
    "",
    "def loss(a, b):",
    "    parts = {'scores': a}",
    "    parts['truth'] = b",
    "    return inner(parts)",
    "",
  ].join("\n");
  expect(rolesOf(await open(body))).toEqual({ a: "logits", b: "classIndex" });
});

test("one of a dict of functions is called: all of them tell, and its keys are the words", async () => {
  const body = [
    "class Loss(nn.Module):",
    "    def __init__(self, kinds):",
    "        super().__init__()",
    "        self.kinds = kinds",
    "",
    "    def entropy(self, x, t):",
    "        return F.cross_entropy(x, t)",
    "",
    "    def hits(self, x, t):",
    "        return (x.argmax(1) == t).float().mean()",
    "",
    "    def one(self, kind, x, t):",
    "        table = {'entropy': self.entropy, 'hits': self.hits}",
    "        if kind not in table:",
    "            raise ValueError(kind)",
    "        return table[kind](x, t)",
    "",
    "    def forward(self, x, t):",
    "        return sum(self.one(kind, x, t) for kind in self.kinds)",
    "",
  ].join("\n");
  const study = await open(body, "Loss");
  expect(rolesOf(study)).toMatchObject({ x: "logits", t: "classIndex" });
  expect(study.inputs.find(({ name }) => name === "kinds")?.summary).toBe('["entropy","hits"]');
});

test("a part of a shape leaves further axes behind", async () => {
  const body = "def loss(x):\n    b, n = x.shape[:2]\n    return (x.reshape(b * n, -1) ** 2).mean()\n";
  expect(shapeOf(await open(body), "x")).toHaveLength(3);
});

test("pairs beside the records of the samples are indexes of what goes together", async () => {
  const body = [
    "class Loss(nn.Module):",
    "    def __init__(self, assign):",
    "        super().__init__()",
    "        self.assign = assign",
    "",
    "    def forward(self, outputs, targets):",
    "        pairs = self.assign(outputs, targets)",
    "        found = torch.cat([outputs['scores'][i][own] for i, (own, _) in enumerate(pairs)])",
    "        truth = torch.cat([one['labels'][other] for one, (_, other) in zip(targets, pairs)])",
    "        return F.cross_entropy(found, truth)",
    "",
  ].join("\n");
  const study = await open(body, "Loss");
  expect(study.inputs.find(({ name }) => name === "assign.output[0].0")).toMatchObject({ role: "classIndex" });
  expect(study.x.knob).toMatch(/^outputs\.scores/);
});

test("boxes of several objects have extents", async () => {
  const body = [
    "def loss(boxes, gt_boxes):",
    "    b, n, four = boxes.shape",
    "    side = boxes[..., 2:] - boxes[..., :2]",
    "    other = gt_boxes[..., 2:] - gt_boxes[..., :2]",
    "    return (side.prod(-1) / other.prod(-1) - 1).abs().mean()",
    "",
  ].join("\n");
  const study = await open(body);
  expect(shapeOf(study, "boxes")).toHaveLength(3);
  expect(study.series[0]?.value.every(Number.isFinite)).toBe(true);
});

test("a dict whose keys are walked over is one, whatever the loop is written over", async () => {
  const body =
    "def loss(batch):\n    total = 0.0\n    for key in batch:\n        total = total + batch[key].pow(2).sum()\n    return total\n";
  expect(Object.keys(rolesOf(await open(body)))).toEqual(["batch.a", "batch.b"]);
});

test("texts are lists of texts, as deep as annotated", async () => {
  const body = [
    "def loss(texts: list[list[str]], scores, truth):",
    "    if len(texts) != 2 or not isinstance(texts[0][0], str):",
    "        raise ValueError(texts)",
    "    return F.mse_loss(scores, truth)",
    "",
  ].join("\n");
  const study = await open(body);
  expect(study.inputs.find(({ name }) => name === "texts")?.summary).toBe('[["a"],["a"]]');
});

test("a level that stands in a tensor has its name's number, not a task's loss of 1", async () => {
  const study = await open(`
def loss(estimate, truth, tau):
    rest = truth - estimate
    return ((tau - (rest < 0).float()).mul_(rest) * tau.sign()).mean()
`);
  expect(study.inputs.find(({ name }) => name === "tau")?.summary).toBe("0.5");
});

test("a residual asks the network's gradient for as many columns as are read, by a list of places too", async () => {
  const study = await open(`
def loss(points, edge, height, net, viscosity=0.1):
    at = points.clone()
    at.requires_grad = True
    u = net.forward(at)
    first = torch.autograd.grad(u, at, torch.ones_like(u), create_graph=True)[0]
    along = first[:, [0]]
    second = torch.autograd.grad(along, at, torch.ones_like(along), create_graph=True)[0]
    inside = first[:, [1]] + u * along - viscosity * second[:, [0]]
    return (inside**2).mean() + F.mse_loss(net.forward(edge), height)
`);
  const moves = study.series[0]?.gradient.some((slope) => slope !== 0);
  expect([shapeOf(study, "points")?.[1], moves]).toEqual([4, true]);
});

test("entries of a list that end slices are places", async () => {
  const study = await open(`
def loss(scores, grades):
    steps = torch.zeros_like(scores)
    for row, grade in enumerate(grades):
        steps[row, 0 : grade + 1] = 1
    return ((scores - steps) ** 2).sum(1)
`);
  expect(rolesOf(study)["grades"]).toBe("classIndex");
});

test("a constructor that asks how many samples and how many processes there are is told", async () => {
  const study = await open(
    `
class Views(nn.Module):
    def __init__(self, batch_size, world_size, temperature=0.5):
        super().__init__()
        self.count = 2 * batch_size * world_size
        self.others = ~torch.eye(self.count, dtype=torch.bool)
        self.temperature = temperature

    def forward(self, first, second):
        both = F.normalize(torch.cat([first, second]), dim=1)
        near = (both @ both.T / self.temperature)[self.others].view(self.count, -1).logsumexp(1)
        return (near - F.cosine_similarity(first, second).repeat(2) / self.temperature).mean()
`,
    "Views",
  );
  const summaries = Object.fromEntries(study.inputs.map(({ name, summary }) => [name, summary]));
  expect([summaries["batch_size"], summaries["world_size"]]).toEqual([String(shapeOf(study, "first")?.[0]), "1"]);
  expect(study.series[0]?.gradient.some((slope) => slope !== 0)).toBe(true);
});
