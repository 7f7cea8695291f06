/** What discovery says about a loss: names, coefficients, notes, uses, directives; and how little it looks at twice. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { discover } from "../../src/discovery/discover";
import type { Loss } from "../../src/discovery/loss";
import { parseNotebook } from "../../src/syntax/notebook";
import { loadPythonParser } from "../syntax/pythonParser";

const parser = await loadPythonParser();

const find = (source: string) => discover(parser.parse("test.py", source));

/** `line kind qualifiedName(method): coefficient = value note, …` */
function tell(loss: Loss): string {
  const coefficients = loss.coefficients.map(
    (one) => `${one.name} = ${JSON.stringify(one.value)} ${one.origin.kind}${one.note ?? ""}`,
  );
  return `${loss.line} ${loss.kind} ${loss.qualifiedName}${loss.method ? `(${loss.method})` : ""}: ${coefficients.join(", ")}`;
}

function check(source: string, expected: readonly string[]): void {
  expect(find(source).map(tell)).toEqual(expected);
}

const torch = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";

test("the examples", () => {
  const example = (name: string) => find(readFileSync(`examples/${name}.py`, "utf8")).map(tell);
  expect(example("huber")).toEqual(["6 function squared_error: ", "11 function huber_loss: delta = 1 parameter"]);
  expect(example("weighted_sum")).toEqual([
    "8 function total_loss: alpha = 1 parameter, beta = 0.1 parameter",
    "16 call training_step.nn.HuberLoss: delta = 2 literal",
    "17 call training_step.F.smooth_l1_loss: beta = 0.5 literal",
    "18 expression training_step.loss: smooth weight = 0.25 literal, kl weight = 0.01 literal",
  ]);
  expect(example("uncertainty")).toEqual([
    "7 class UncertaintyWeightedLoss(forward): log_vars = [0,0] learnable → weights 1.00, 1.00",
  ]);
  expect(example("ppo")).toEqual([
    "7 class PPOSequenceLoss(compute_loss): clip_epsilon = 0.2 init, value_coef = 0.5 init, entropy_coef = 0.01 init",
  ]);
  expect(example("meta_loss")).toEqual(["7 class MetaLossNetwork(forward): "]);
});

test("names are no reason: the same body under any name", () => {
  const body = (name: string) =>
    `${torch}def ${name}(pred, target, d=1.0):\n    r = pred - target\n    return torch.where(r.abs() < d, 0.5 * r ** 2, d * r.abs()).mean()\n`;
  for (const name of ["huber_loss", "foo", "robust", "q7"]) check(body(name), [`4 function ${name}: d = 1 parameter`]);
});

test("whole numbers count only where they are computed with", () => {
  check(
    `${torch}def f(pred, target, gamma=2, dim=1, num_classes=10, ignore_index=-100, reduction="mean", use=True):
    hot = F.one_hot(target, num_classes)
    p = pred.softmax(dim)
    return (-(1 - p) ** gamma * hot * p.log()).sum(dim).mean()
`,
    ["4 function f: gamma = 2 parameter"],
  );
  check(
    `${torch}class Margin(nn.Module):
    def __init__(self, margin=1, p=2, classes=5):
        super().__init__()
        self.margin = margin
        self.p = p
        self.classes = classes
        self.scale = 0.5
        self.seen = 0
    def forward(self, a, b, y):
        self.seen += 1
        d = (a - b).abs().pow(self.p).sum(1)
        return self.scale * torch.clamp(self.margin - d * y, min=0).mean()
`,
    ["4 class Margin(forward): margin = 1 init, p = 2 init, scale = 0.5 attribute"],
  );
});

test("guards against division by zero come last", () => {
  check(
    `${torch}def dice(p, t, eps=1e-6, smooth=1.0, power=0.75):
    return (1 - (2 * (p * t).sum() + smooth) / (p.sum() + t.sum() + eps)) ** power
`,
    ["4 function dice: power = 0.75 parameter, smooth = 1 parameter, eps = 0.000001 parameter"],
  );
});

test("numbers inside a loss are its coefficients, not uses of their own", () => {
  check(
    `${torch}class Mix(nn.Module):
    def __init__(self):
        super().__init__()
        self.huber = nn.HuberLoss(delta=2.0)
    def forward(self, pred, target, mask):
        robust = self.huber(pred, target)
        smooth = F.smooth_l1_loss(pred, target, beta=0.5)
        return robust + 0.25 * smooth
`,
    ["4 class Mix(forward): smooth weight = 0.25 literal, delta = 2 literal, beta = 0.5 literal"],
  );
});

test("lists, tensors and constants of the file are values", () => {
  check(
    `${torch}ALPHA = 0.25
weighted = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.5]), label_smoothing=ALPHA)
plain = nn.CrossEntropyLoss(ignore_index=-1)
`,
    ["5 call nn.CrossEntropyLoss: weight = [1,2.5] literal, label_smoothing = 0.25 literal"],
  );
});

test("the weights of learnable vectors are read off the program", () => {
  const weighting = (init: string, body: string) => `${torch}class Weighting(nn.Module):
    def __init__(self, n=3):
        super().__init__()
        self.v = nn.Parameter(${init})
    def forward(self, losses):
        total = 0
        for i, loss in enumerate(losses):
            ${body}
        return total
`;
  const note = (init: string, body: string) => find(weighting(init, body))[0]?.coefficients[0];
  expect(note("torch.zeros(n)", "total = total + torch.exp(-self.v[i]) * loss + self.v[i]")).toMatchObject({
    value: [0, 0, 0],
    note: " → weights 1.00, 1.00, 1.00",
  });
  expect(note("torch.zeros(n)", "total += loss / (2 * torch.exp(self.v[i])) + self.v[i] / 2")?.note).toBe(
    " → weights 0.50, 0.50, 0.50",
  );
  expect(note("torch.ones(2)", "total += 0.5 / (self.v[i] ** 2) * loss + torch.log(1 + self.v[i] ** 2)")).toMatchObject(
    { value: [1, 1], note: " → weights 0.50, 0.50" },
  );
  expect(note("torch.zeros(2)", "total += torch.softmax(self.v, dim=0)[i] * loss")?.note).toBe(" → weights 0.50, 0.50");
  expect(note("torch.tensor([0.0, 1.0])", "total += (-self.v[i]).exp() * loss")?.note).toBe(" → weights 1.00, 0.37");
  expect(note("torch.zeros(n)", "total += loss * 2 + self.v[i]")?.note).toBeUndefined();
  expect(note("torch.randn(n)", "total += self.v[i] * loss")).toBeUndefined();
});

test("classes: one entry, or one for each independent method", () => {
  check(
    `${torch}class Agent:
    def __init__(self, net, beta=0.5):
        self.net = net
        self.beta = beta
    def act(self, x):
        return self.net(x).argmax(-1)
    def _value(self, v, r):
        return F.mse_loss(v, r)
    def compute_loss(self, logp, adv, v, r):
        return -(logp * adv).mean() + self.beta * self._value(v, r)
`,
    ["12 method Agent.compute_loss: beta = 0.5 init"],
  );
  check(
    `${torch}class Pair:
    def g_loss(self, fake_logits):
        return F.softplus(-fake_logits).mean()
    def d_loss(self, real_logits, fake_logits):
        return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
`,
    ["5 method Pair.g_loss: ", "7 method Pair.d_loss: "],
  );
});

test("factories, nested and asynchronous definitions, bound lambdas", () => {
  check(
    `${torch}def focal_loss(gamma=2.0):
    def loss(logits, target):
        ce = F.cross_entropy(logits, target, reduction="none")
        return ((1 - torch.exp(-ce)) ** gamma * ce).mean()
    return loss

mae = lambda p, t: (p - t).abs().mean()

async def remote(pred, target):
    return ((pred - target) ** 2).mean()
`,
    ["5 function focal_loss.<locals>.loss: gamma = 2 parameter", "10 lambda mae: ", "12 function remote: "],
  );
});

test("a factory's numbers are those of the loss that takes them", () => {
  check(
    `${torch}def tversky(alpha=0.3, beta=0.7, classes=4, lr=0.1):
    rest = 1 - alpha
    def term(p, t):
        return (p * t).sum() ** beta
    def loss(pred, target):
        rows = torch.nn.functional.one_hot(target, classes)
        return (rest * (pred - target) ** 2).mean() + F.mse_loss(pred, target) - term(pred, rows)
    optimizer = torch.optim.Adam([], lr)
    return loss
`,
    ["8 function tversky.<locals>.loss: alpha = 0.3 parameter, beta = 0.7 parameter"],
  );
});

test("aliases are followed to what they mean", () => {
  check(
    "from torch.nn import HuberLoss as HL\nimport torch.nn.functional as fn\nh = HL(delta=3.0)\nv = fn.huber_loss(a, b, delta=0.5)\nw = other.HuberLoss(delta=1.0)\n",
    ["3 call HL: delta = 3 literal", "4 call fn.huber_loss: delta = 0.5 literal"],
  );
  expect(find("from torch.nn import HuberLoss as HL\nh = HL(delta=3.0)\n")[0]?.use).toEqual({
    kind: "call",
    callee: "torch.nn.HuberLoss",
    isConstructor: true,
  });
});

test("sums of losses, their terms and signs", () => {
  const [sum] = find(
    `${torch}def step(model, batch, opt):\n    policy, value, entropy = model(batch)\n    policy_loss = -policy.mean()\n    loss = policy_loss + 0.5 * F.mse_loss(value, batch.ret) - 0.01 * entropy\n    loss.backward()\n`,
  );
  expect(sum?.kind).toBe("expression");
  expect(sum?.use).toEqual({
    kind: "sum",
    terms: [
      { name: "policy_loss", weight: undefined },
      { name: "mse_loss", weight: 0.5 },
      { name: "entropy", weight: -0.01 },
    ],
  });
});

test("a weight with a name is a coefficient where its number stands around the sum, and only there", () => {
  const weights = (body: string, name: string) =>
    find(torch + body)
      .find((loss) => loss.kind === "expression" && loss.qualifiedName === name)
      ?.coefficients.map((one) => [one.name, one.value]);
  const step =
    "def step(model, batch, kl_weight=0.5, w=1.0):\n    gamma = -2.0\n    w = w * 2\n    a_loss, b_loss, c_loss, d_loss = model(batch)\n    loss = a_loss + kl_weight * b_loss + gamma * c_loss + w * d_loss\n    loss.backward()\n";
  expect(weights(step, "step.loss")).toEqual([
    ["kl_weight", 0.5],
    ["gamma", -2],
  ]);
  const trainer =
    "class Trainer:\n    def __init__(self, net, lam=0.1):\n        self.net = net\n        self.lam = lam\n        self.mu = 3.0\n        self.rate = 1.0\n\n    def decay(self):\n        self.rate = self.rate * 0.9\n\n    def training_step(self, batch):\n        a_loss, b_loss, c_loss, d_loss = self.net(batch)\n        loss = a_loss + self.lam * b_loss + self.mu * c_loss + self.rate * d_loss\n        loss.backward()\n";
  expect(weights(trainer, "Trainer.training_step.loss")).toEqual([
    ["lam", 0.1],
    ["mu", 3],
  ]);
});

test("0.5 * (a + b) weighs both", () => {
  const [sum] = find(
    `${torch}def step(x, y, opt):\n    a_loss = F.cross_entropy(x, y)\n    b_loss = F.cross_entropy(x.t(), y)\n    loss = 0.5 * (a_loss + b_loss)\n    loss.backward()\n`,
  );
  expect(sum?.use).toEqual({
    kind: "sum",
    terms: [
      { name: "a_loss", weight: 0.5 },
      { name: "b_loss", weight: 0.5 },
    ],
  });
});

test("what a function does to its arguments is known where it is called", () => {
  const names = (source: string) => find(torch + source).map((loss) => loss.name);
  expect(
    names(
      "def soft(x, eps=1e-3):\n    return torch.sqrt(x * x + eps)\ndef gap(a, b):\n    return soft(a - b).mean()\n",
    ),
  ).toEqual(["gap"]);
  expect(
    names(
      "def each(f, xs, ys):\n    def one(x, y):\n        return (f(x) - y) ** 2\n    return torch.vmap(one)(xs, ys).mean()\n",
    ),
  ).toContain("each");
  expect(
    names(
      "def white(x, mask):\n    mean = (x * mask).sum() / mask.sum()\n    return (x - mean) / ((x - mean) ** 2).mean().sqrt()\n",
    ),
  ).toEqual([]);
});

test("modules: a loss kept on self, a method that a base calls, outputs beside a loss", () => {
  check(
    `${torch}class StyleTap(nn.Module):
    def forward(self, x):
        self.loss = F.mse_loss(x, self.target)
        return x
class Base(nn.Module):
    def forward(self, pred, target):
        return self.compute(pred, target)
class Gap(Base):
    def compute(self, pred, target):
        return (pred - target).abs().mean()
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)
    def forward(self, x, y):
        out = self.fc(x)
        return F.mse_loss(out, y), out
`,
    ["4 class StyleTap(forward): ", "11 class Gap(compute): "],
  );
});

test("likely losses count among losses", () => {
  const likely = "def walls(g):\n    return (0.1 - g).clamp(min=0).mean()\n";
  const certain = (name: string) => `def ${name}(pred, target):\n    return (pred - target).abs().mean()\n`;
  expect(find(torch + likely).map((loss) => loss.name)).toEqual([]);
  expect(find(torch + likely + certain("a") + certain("b")).map((loss) => loss.name)).toEqual(["walls", "a", "b"]);
});

test("the framework is the one that is called", () => {
  const frameworks = (source: string) => find(source).map((loss) => loss.framework);
  expect(frameworks("import numpy as np\ndef mse_loss(p, t):\n    return np.mean((p - t) ** 2)\n")).toEqual(["numpy"]);
  expect(
    frameworks(
      "import tensorflow as tf\nimport numpy as np\ndef loss(y_true, y_pred):\n    return tf.reduce_mean(tf.square(y_true - y_pred))\n",
    ),
  ).toEqual(["tensorflow"]);
  expect(frameworks("import jax.numpy as jnp\ndef loss(p, t):\n    return jnp.mean((p - t) ** 2)\n")).toEqual(["jax"]);
  expect(frameworks("def squared_loss(p, t):\n    return (p - t) ** 2\n")).toEqual(["plain"]);
});

test("a preview comment above, beside or first in a definition belongs to it", () => {
  const text = (source: string) => find(torch + source).map((loss) => loss.directive?.text);
  const body = "    return ((pred - target) ** 2).mean()\n";
  expect(text(`# preview: pred from -5 to 5\n@torch.jit.script\ndef mse(pred, target):\n${body}`)).toEqual([
    "pred from -5 to 5",
  ]);
  expect(text(`def mse(pred, target):  # preview: target = 0\n${body}`)).toEqual(["target = 0"]);
  expect(
    text(`def mse(pred, target):\n    """Doc."""\n    # preview: target = 0\n    # preview: seed = 3\n${body}`),
  ).toEqual(["target = 0\nseed = 3"]);
  expect(text(`# preview: far = 1\n\ndef mse(pred, target):\n    x = 1\n    # preview: late = 1\n${body}`)).toEqual([
    undefined,
  ]);
  expect(text("# preview: x from 0 to 1\nh = nn.HuberLoss(delta=2.0)\n")).toEqual(["x from 0 to 1"]);
});

test("places count in the file", () => {
  const source = `${torch}\n\ndef huber(pred, target, delta=1.5):\n    return F.huber_loss(pred, target, delta=delta)\n`;
  const [loss] = find(source);
  const cut = (span: { start: number; end: number } | undefined) => (span ? source.slice(span.start, span.end) : "");
  expect(cut(loss?.nameSpan)).toBe("huber");
  expect(cut(loss?.coefficients[0]?.span)).toBe("1.5");
  expect(cut(loss?.span).startsWith("def huber(")).toBe(true);
});

test("notebooks: lines count in the cell", () => {
  const text = JSON.stringify({
    cells: [
      { cell_type: "code", source: "import torch\nimport torch.nn as nn" },
      { cell_type: "markdown", source: "# loss" },
      { cell_type: "code", source: "%time\n\ndef mse(pred, target):\n    return ((pred - target) ** 2).mean()" },
    ],
  });
  expect(
    discover(parseNotebook(parser, "a.ipynb", text)).map((loss) => [loss.cell, loss.line, loss.name, loss.framework]),
  ).toEqual([[2, 3, "mse", "torch"]]);
});

test("half-typed neighbours hide nothing", () => {
  check(
    `${torch}def broken(pred, target:\n    return (pred -\n\ndef mse(pred, target, w=2.0):\n    return w * ((pred - target) ** 2).mean()\n`,
    ["7 function mse: w = 2 parameter"],
  );
});

test("a change elsewhere is seen where it matters", () => {
  const before = parser.parse(
    "a.py",
    `${torch}def helper(a, b):\n    return a * 2\n\ndef outer(x, y):\n    return helper(x, y)\n`,
  );
  expect(discover(before)).toEqual([]);
  const after = parser.parse("a.py", before.text.replace("a * 2", "((a - b) ** 2).mean()"), before);
  expect(discover(after).map((loss) => loss.name)).toEqual(["helper", "outer"]);
  const renamed = parser.parse("a.py", after.text.replace("import torch\n", "import torch, math\n"), after);
  expect(discover(renamed).map((loss) => loss.line)).toEqual([4, 7]);
});

test("names that every object has are names like others", () => {
  expect(() =>
    find(
      "from constructor import *\nfrom toString import valueOf\nhasOwnProperty(constructor.x)\ny = constructor(1) * toString\nclass valueOf(constructor):\n    __proto__ = nn.Parameter(constructor(2))\n",
    ),
  ).not.toThrow();
});

test("coefficients are what shapes the loss: no module names, counts, state or what nobody reads", () => {
  const named = (source: string) => find(torch + source).map((loss) => loss.coefficients.map(({ name }) => name));
  expect(
    named("def loss(p, t):\n    return 0.5 * torch.mean((p - t) ** 2) + 0.1 * torch.mean(torch.abs(p))\n"),
  ).toEqual([["p weight"]]);
  expect(
    named("def loss(p, t, classes=80, scale=0.5):\n    return scale * ((p[..., 5 : 5 + classes] - t) ** 2).mean()\n"),
  ).toEqual([["scale"]]);
  expect(
    named(
      "class RewardLoss(nn.Module):\n" +
        "    def __init__(self, beta=0.9):\n        super().__init__()\n        self.beta = beta\n" +
        "        self.running_baseline = 0.0\n        self.unread = 1e-8\n" +
        "    def forward(self, logp, r):\n" +
        "        self.running_baseline = self.beta * self.running_baseline + (1 - self.beta) * r.mean()\n" +
        "        return -(logp * (r - self.running_baseline)).mean()\n",
    ),
  ).toEqual([["beta"]]);
});

test("settings of the file that a loss computes with are its coefficients, where they stand", () => {
  const source = `${torch}from dataclasses import dataclass, field

TEMPERATURE = 0.07
STEPS = 5
options = {"ridge": 0.01, "rounds": 3}

@dataclass
class Common:
    smoothing: float = 0.05

@dataclass
class Options(Common):
    sharpness: float = 2.0
    margin: float = field(default=0.4)
    rounds: int = 10
    label: str = "x"

chosen = Options()

def contrast(a, b):
    return F.cross_entropy(a.reshape(STEPS, -1) @ b.T / TEMPERATURE, torch.arange(STEPS))

def focal(p, t):
    return (-t * (1 - p) ** chosen.sharpness * torch.log(p)).mean() + options["ridge"] * p.square().sum()

def apart(a, b, opts: Options):
    for _ in range(opts.rounds):
        a = a - 0.1 * b
    return F.relu(opts.margin - (a - b)).mean()

class Smoothed(nn.Module):
    def __init__(self, opts: "Options"):
        super().__init__()
        self.amount = opts.smoothing
        self.opts = opts

    def forward(self, a, b):
        gap = self.opts.sharpness * (a - b)
        return (-F.logsigmoid(gap) * (1 - self.amount) - F.logsigmoid(-gap) * self.amount).mean()

def hidden(p, t):
    TEMPERATURE = t.mean()
    return ((p - t) ** 2).mean() / TEMPERATURE
`;
  expect(find(source).map(tell)).toEqual([
    "23 function contrast: TEMPERATURE = 0.07 attribute",
    "26 function focal: sharpness = 2 attribute, ridge = 0.01 attribute",
    "29 function apart: margin = 0.4 attribute",
    "34 class Smoothed(forward): smoothing = 0.05 attribute, sharpness = 2 attribute",
    "44 function hidden: ",
  ]);
  const places = find(source).flatMap(({ coefficients }) =>
    coefficients.map(({ span, line }) => `${line} ${source.slice(span.start, span.end)}`),
  );
  expect(places).toEqual(["6 0.07", "16 2.0", "8 0.01", "17 0.4", "12 0.05", "16 2.0"]);
});

test("after an edit the same is found as in a new file", () => {
  const file = (delta: string, margin: string, helper: string, base: string) =>
    `${torch}SCALE = ${delta}

def residual(pred, target):
    return ${helper}

def smooth(pred, target, d=${delta}):
    r = residual(pred, target)
    return torch.where(r.abs() < d, 0.5 * r ** 2, d * r.abs()).mean()

class Base(nn.Module):
    def __init__(self, margin=${margin}):
        super().__init__()
        self.margin = margin

class Hinge(Base):
    def forward(self, scores, labels):
        ${base}

class Knobs:
    weight = ${margin}

knobs = Knobs()

def scaled(pred, target):
    return SCALE * knobs.weight * ((pred - target) ** 2).mean()

def report(values):
    return {"mean": sum(values) / len(values), "scale": SCALE}
`;
  const loss = "return F.relu(self.margin - scores * labels).mean()";
  const versions = [
    file("1.0", "1.0", "pred - target", loss),
    file("1.5", "1.0", "pred - target", loss),
    file("1.5", "2.0", "pred - target", loss),
    file("1.5", "2.0", "len(pred)", loss),
    file("1.5", "2.0", "len(pred)", "return len(scores)"),
    file("1.5", "2.0", "pred - target", loss).replace(
      "def report",
      "def extra(a, b):\n    return ((a - b) ** 2).mean()\n\ndef report",
    ),
    file("1.5", "2.0", "pred - target", loss).replace("class Base(nn.Module)", "class Base(object)"),
    file("1.0", "1.0", "pred - target", loss),
  ];
  let before = parser.parse("test.py", versions[0] ?? "");
  discover(before);
  for (const version of versions) {
    const after = parser.parse("test.py", version, before);
    expect(discover(after, before).map(tell)).toEqual(find(version).map(tell));
    before = after;
  }
});

test("the weights of a sum are numbers of the file: constants, entries, options of the command line", () => {
  const source = `${torch}import argparse
BETA = 0.7
table = {"sparsity": 0.2}

def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("-k", "--kl-weight", type=float, default=0.25)
    return parser.parse_args()

def train(model, args):
    out = model(1)
    recon_loss, kl_loss = F.mse_loss(out, 1), out.abs().mean()
    loss = recon_loss + BETA * kl_loss + args.kl_weight * kl_loss

if __name__ == "__main__":
    alpha = 0.3
    for x in range(3):
        recon_loss, kl_loss = F.mse_loss(x, 1), x.abs().mean()
        loss = recon_loss + alpha * kl_loss + table["sparsity"] * kl_loss
        loss.backward()
`;
  check(source, [
    "17 expression train.loss: BETA = 0.7 attribute, kl_weight = 0.25 attribute",
    "23 expression loss: alpha = 0.3 parameter, sparsity = 0.2 attribute",
  ]);
});

test("an option of the command line that changes is seen by what reads it", () => {
  const file = (weight: string) => `${torch}import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--kl-weight", default=${weight})

def train(out, args):
    recon_loss, kl_loss = F.mse_loss(out, 1), out.abs().mean()
    loss = recon_loss + args.kl_weight * kl_loss
    loss.backward()
`;
  const before = parser.parse("test.py", file("0.5"));
  discover(before);
  expect(discover(parser.parse("test.py", file("0.75"), before), before).map(tell)).toEqual([
    "10 expression train.loss: kl_weight = 0.75 attribute",
  ]);
});

test("what is only counted by is no coefficient", () => {
  check(
    `${torch}class Trainer:
    def __init__(self):
        self.devices = 1
        self.beta = 0.1
        self.seen = 0

    def preference_loss(self, chosen, rejected):
        self.seen += chosen.numel() // self.devices
        return -F.logsigmoid(self.beta * (chosen - rejected)).mean()
`,
    ["10 method Trainer.preference_loss: beta = 0.1 attribute"],
  );
});

test("a loss may stand behind its distances, not behind a layer's output", () => {
  check(
    `${torch}def spread(a, b, same):
    d = (a - b).pow(2).sum(1).sqrt()
    loss = (same * d ** 2 + (1 - same) * F.relu(1.0 - d) ** 2).mean()
    return d, loss

def quantise(x, book):
    chosen = book[torch.cdist(x, book).argmin(1)]
    loss = F.mse_loss(chosen.detach(), x)
    out = x + (chosen - x).detach()
    return out, loss
`,
    ["4 function spread: "],
  );
});

test("an entropy that is negative by its name gets smaller", () => {
  check(
    `${torch}class NegativeEntropy:
    def __call__(self, scores):
        chance = scores.softmax(1)
        return (chance.log() * chance).sum(1).mean()
`,
    ["4 class NegativeEntropy(__call__): "],
  );
});

test("what is called like a number and reduced like an array is an input", () => {
  check(
    `${torch}def dirichlet_kl(alpha, classes):
    whole = torch.sum(alpha, dim=1, keepdim=True)
    first = torch.lgamma(whole) - torch.lgamma(alpha).sum(dim=1, keepdim=True)
    second = ((alpha - 1) * (torch.digamma(alpha) - torch.digamma(whole))).sum(dim=1, keepdim=True)
    return first + second
`,
    ["4 function dirichlet_kl: "],
  );
});

test("LR may be logistic regression", () => {
  check(`${torch}def LR_loss(score, label):\n    return torch.log(1 + torch.exp(-score * label))\n`, [
    "4 function LR_loss: ",
  ]);
});

test("a negative log-likelihood is one, whatever stands before it", () => {
  const body = "(risk, event):\n    return -((risk - torch.logcumsumexp(risk, 0)) * event).sum() / event.sum()\n";
  expect(find(`${torch}def cox_neg_log_likelihood${body}`).map(({ name }) => name)).toEqual(["cox_neg_log_likelihood"]);
});
