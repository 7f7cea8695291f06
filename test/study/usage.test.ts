/** What the use of an input says of it: labels that are signs, pairs of samples, entries of lists, entries that are picked. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study } from "../../src/study/request";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string, name = "loss"): Promise<Study> => requireStudy(core, `${torchImports}${body}`, name);

test.each([
  ["relu", "    return F.relu(1.0 - y * s).mean()\n"],
  ["clamp", "    return torch.clamp(1 - torch.mul(s, y), min=0).mean()\n"],
  ["max", "    return torch.max(torch.zeros_like(s), 1 - y * s).mean()\n"],
  ["below zero", "    short = 1 - y * s\n    short[short < 0] = 0\n    return short.mean()\n"],
  ["where", "    short = 1 - s * y\n    return torch.where(short > 0, short, torch.zeros_like(short)).mean()\n"],
  ["softplus", "    return F.softplus(-y * s).mean()\n"],
  ["exponential", "    return torch.exp(-(y * s)).mean()\n"],
])("a label that turns a score round in a margin is a sign: %s", async (_, body) => {
  const study = await open(`def loss(s, y):\n${body}`);
  expect(rolesOf(study)).toMatchObject({ y: "signedLabels" });
  // each sign has its curve: they mirror each other
  expect(study.series.map(({ title }) => title)).toEqual(["loss, y = 1", "loss, y = −1"]);
});

test("labels that the program makes signs itself are none yet", async () => {
  const study = await open("def loss(s, y):\n    sign = 2 * y - 1\n    return F.relu(1 - sign * s).mean()\n");
  expect(rolesOf(study)).toMatchObject({ y: "binaryLabels" });
});

test("a factor of a margin that is no label is left alone", async () => {
  const study = await open("def loss(gain, s):\n    return F.relu(1 - gain * s).mean()\n");
  expect(Object.values(rolesOf(study))).not.toContain("signedLabels");
});

test("views of a sample that are put under each other are vectors", async () => {
  const body = [
    "def loss(views, temperature=0.5):",
    "    rows = torch.cat(torch.unbind(views, dim=1), dim=0)",
    "    like = rows @ rows.t() / temperature",
    "    return (like.logsumexp(1) - like.diagonal()).mean()",
    "",
  ].join("\n");
  expect(shapeOf(await open(body), "views")).toHaveLength(3);
});

test("every point with every other point wants several", async () => {
  const body = [
    "def loss(x, y):",
    "    cost = ((x[:, None] - y[None]) ** 2).sum(-1)",
    "    share = torch.softmax(-cost, 1)",
    "    return (share * cost).sum(1).mean()",
    "",
  ].join("\n");
  const study = await open(body);
  expect(study.view).toBe("batch");
  expect(shapeOf(study, "x")).toEqual(shapeOf(study, "y"));
});

test("entries that are held against each other in loops want several samples", async () => {
  const body = [
    "def loss(chances, t, seen):",
    "    reached = torch.cumsum(chances, 1)",
    "    total = 0.0",
    "    for i in range(len(t)):",
    "        for j in range(len(t)):",
    "            if seen[i] == 1 and t[i] < t[j]:",
    "                total = total + torch.exp(reached[j, t[i]] - reached[i, t[i]])",
    "    return total",
    "",
  ].join("\n");
  const study = await open(body);
  expect(study.view).toBe("batch");
  expect(rolesOf(study)).toMatchObject({ t: "classIndex", seen: "binaryLabels" });
});

test("what is picked by an index after a step or two has an entry for each", async () => {
  const body = [
    "def loss(h, t, seen):",
    "    chance = torch.sigmoid(h)",
    "    left = torch.cumprod(1 - chance, 1)",
    "    now = chance.gather(1, t.view(-1, 1)).clamp(min=1e-6).view(-1)",
    "    later = left.gather(1, t.view(-1, 1)).clamp(min=1e-6).view(-1)",
    "    return -(seen * now.log() + (1 - seen) * later.log()).mean()",
    "",
  ].join("\n");
  const study = await open(body);
  expect(rolesOf(study)).toMatchObject({ h: "logits", t: "classIndex" });
  expect(shapeOf(study, "h")).toHaveLength(2);
});

test("entries of an annotated list are told by what is done with them in their turn", async () => {
  const body = [
    "def loss(log_probs: list[torch.Tensor], rewards: list[torch.Tensor]):",
    "    total = 0.0",
    "    for i in range(len(rewards)):",
    "        rest = torch.stack([rewards[j] for j in range(len(rewards)) if j != i]).mean(0)",
    "        total = total - ((rewards[i] - rest) * log_probs[i]).mean()",
    "    return total",
    "",
  ].join("\n");
  const study = await open(body);
  const [series] = study.series;
  const gradient = series?.gradient ?? [];
  expect(gradient.some((value) => Math.abs(value) > 1e-3)).toBe(true);
  expect(study.x.knob).toBe("log_probs[0]");
});

test("extents that are given are as large as the inputs", async () => {
  const body = [
    "def loss(x, y, n, steps_iter):",
    "    cost = ((x[:, None] - y[None]) ** 2).sum(-1)",
    "    u = torch.zeros(n)",
    "    for _ in range(steps_iter):",
    "        u = u - (torch.logsumexp(u[:, None] - cost, 1) + 1.0)",
    "    return (torch.exp(u[:, None] - cost) * cost).sum()",
    "",
  ].join("\n");
  const study = await open(body);
  expect(study.inputs.find(({ name }) => name === "n")?.summary).toBe(String(shapeOf(study, "x")?.[0]));
});

test("what is divided by its own length is a vector, and told among all samples by its place", async () => {
  const body = [
    "def loss(frames, texts, scale=20.0):",
    "    steps = frames.transpose(0, 1)",
    "    steps = steps / steps.norm(dim=-1, keepdim=True)",
    "    texts = texts / texts.norm(dim=-1, keepdim=True)",
    "    before, after = torch.chunk(steps @ texts.t(), 2, dim=0)",
    "    scores = (after - before).sum(0) * scale",
    "    places = torch.arange(scores.shape[0]).long()",
    "    return F.cross_entropy(scores, places)",
    "",
  ].join("\n");
  const study = await open(body);
  expect(study.view).toBe("batch");
  expect([shapeOf(study, "frames")?.length, shapeOf(study, "texts")?.length]).toEqual([3, 2]);
});

test("what counts evidence for classes is above 0, with a column for each class", async () => {
  const body = [
    "def loss(evidence: torch.Tensor, num_classes: int):",
    "    ones = torch.ones([1, num_classes])",
    "    whole = evidence.sum(1, keepdim=True)",
    "    first = torch.lgamma(whole) - torch.lgamma(evidence).sum(1, keepdim=True)",
    "    second = ((evidence - ones) * (torch.digamma(evidence) - torch.digamma(whole))).sum(1, keepdim=True)",
    "    return (first + second).mean()",
    "",
  ].join("\n");
  const study = await open(body);
  expect(rolesOf(study)).toMatchObject({ evidence: "positive" });
  expect(study.inputs.find(({ name }) => name === "num_classes")?.summary).toBe(
    String(shapeOf(study, "evidence")?.at(-1)),
  );
});

test("a matrix is no number, whatever it is called", async () => {
  const body =
    "def loss(pred, target, graph, alpha):\n    return F.mse_loss(pred, target) + torch.trace(torch.mm(torch.mm(alpha.T, graph), alpha))\n";
  expect(rolesOf(await open(body)).alpha).not.toBe("number");
});

test.each([
  [
    "a module of logarithms",
    "def loss(a, b):\n    return -(b * nn.LogSoftmax(dim=1)(a)).sum() / a.shape[0]\n",
    "probabilities",
  ],
  ["a loss of the file", "criterion = nn.BCELoss()\ndef loss(a, b):\n    return criterion(a, b) + 1\n", "binaryLabels"],
  ["the truth stands first", "def loss(a, gt_b):\n    return ((gt_b - a) ** 2).mean()\n", "target"],
  [
    "entry by entry",
    "def loss(a, b):\n    total = 0.0\n    for i in range(len(a)):\n        one = b[i]\n        total = total + F.cross_entropy(a[i][None], one[None])\n    return total\n",
    "classIndex",
  ],
  [
    "put together with another",
    "def loss(a, b, c, d):\n    return F.cross_entropy(torch.cat([a, c]), torch.cat([b, d]))\n",
    "classIndex",
  ],
  [
    "channel by channel",
    "def loss(a, truth):\n    total = 0.0\n    for i in range(a.shape[1]):\n        one = a[:, i].reshape(-1)\n        other = truth[:, i].reshape(-1)\n        total = total + 1 - 2 * (one * other).sum() / (one.sum() + other.sum() + 1)\n    return total\n",
    "binaryLabels",
  ],
  [
    "logarithms of any base",
    "def loss(q, b):\n    return -(b * q.log2() + (1 - b) * (1 - q).log2()).mean()\n",
    "binaryLabels",
  ],
  [
    "of the same shape as scores",
    "def loss(a, b):\n    assert a.shape == b.shape, 'shapes'\n    total = 0.0\n    a = F.softmax(a, dim=1)\n    for i in range(b.shape[1]):\n        total = total + ((a[:, i] - b[:, i]) ** 2).mean()\n    return total\n",
    "oneHot",
  ],
  [
    "class by class",
    "def loss(a, b, num_classes=3):\n    total = 0.0\n    for i in range(num_classes):\n        total = total + ((a[:, i] - (b == i).float()) ** 2).mean()\n    return total\n",
    "classIndex",
  ],
  [
    "a row of the identity",
    "def loss(a, b):\n    hot = torch.eye(3)[b]\n    return -(hot * F.log_softmax(a, 1)).sum(1).mean()\n",
    "classIndex",
  ],
  [
    "parts of a batch",
    "def loss(a, b):\n    one, two = a.chunk(2)\n    first, second = b.chunk(2)\n    return F.cross_entropy(one, first) + F.cross_entropy(two, second)\n",
    "classIndex",
  ],
  [
    "what is left before its logarithm is taken",
    "def loss(a, b):\n    rest = 1 - a\n    return -(b * torch.log(a + 1e-6) + (1 - b) * torch.log(rest + 1e-6)).mean()\n",
    "binaryLabels",
  ],
])("what is compared with it is told: %s", async (_, body, role) => {
  const [, second] = Object.values(rolesOf(await open(body)));
  expect(second).toBe(role);
});

test("what a constructor puts in the place of something is what counts", async () => {
  const body = [
    "class Loss(nn.Module):",
    "    def __init__(self):",
    "        super().__init__()",
    "        self.inner = nn.MSELoss()",
    "        self.inner = nn.BCEWithLogitsLoss()",
    "    def forward(self, a, b):",
    "        return self.inner(a, b)",
    "",
  ].join("\n");
  expect(rolesOf(await open(body, "Loss"))).toEqual({ a: "binaryLogits", b: "binaryLabels" });
});

test("how many classes there are is told where labels are spread over them", async () => {
  const body = [
    "class Loss(nn.Module):",
    "    def __init__(self, k):",
    "        super().__init__()",
    "        self.k = k",
    "    def forward(self, scores, y):",
    "        return -(F.one_hot(y, self.k) * F.log_softmax(scores, 1)).sum(1).mean()",
    "",
  ].join("\n");
  const study = await open(body, "Loss");
  expect(study.inputs.find(({ name }) => name === "k")?.summary).toBe(String(shapeOf(study, "scores")?.at(-1)));
});

test("a target that something is divided by is not 0", async () => {
  const body = [
    "def loss(pred, target):",
    "    size = target.abs() + 1e-6",
    "    return ((pred - target).abs() / size).mean()",
    "",
  ].join("\n");
  const [series] = (await open(body)).series;
  expect(Math.max(...(series?.value ?? []))).toBeLessThan(100);
});

test("weights of classes are as many as there are", async () => {
  const body = [
    "class Loss(nn.Module):",
    "    def __init__(self, weights):",
    "        super().__init__()",
    "        self.inner = nn.CrossEntropyLoss(weight=weights)",
    "    def forward(self, a, b):",
    "        return self.inner(a, b)",
    "",
  ].join("\n");
  expect(rolesOf(await open(body, "Loss"))).toEqual({ weights: "weights", a: "logits", b: "classIndex" });
});

test("Keras takes the truth first, and says whether it is given scores", async () => {
  const keras = (options: string) =>
    `import tensorflow as tf\ndef loss(a, b):\n    criterion = tf.keras.losses.BinaryCrossentropy(${options})\n    return criterion(a, b)\n`;
  expect(rolesOf(await requireStudy(core, keras(""), "loss"))).toEqual({ a: "binaryLabels", b: "binaryProbabilities" });
  expect(rolesOf(await requireStudy(core, keras("from_logits=True"), "loss"))).toEqual({
    a: "binaryLabels",
    b: "binaryLogits",
  });
});

test("a branch for more axes says nothing, whatever was done with the input before", async () => {
  const body = [
    "def loss(x, y):",
    "    x = F.log_softmax(x, dim=1)",
    "    if len(x.size()) == 5:",
    "        x = x.permute(0, 2, 3, 4, 1).reshape(-1, x.size(1))",
    "    return F.nll_loss(x, y.reshape(-1))",
    "",
  ].join("\n");
  expect(shapeOf(await open(body), "x")).toHaveLength(2);
});

test("levels that weigh an error and, less one, its opposite lie between 0 and 1", async () => {
  const body = [
    "class Loss(nn.Module):",
    "    def __init__(self, shares):",
    "        super().__init__()",
    "        self.shares = shares",
    "    def forward(self, found, wanted):",
    "        parts = []",
    "        for i, share in enumerate(self.shares):",
    "            short = wanted - found[:, i]",
    "            parts.append(torch.max((share - 1) * short, share * short))",
    "        return torch.stack(parts).mean()",
    "",
  ].join("\n");
  const study = await open(body, "Loss");
  expect(study.inputs.find(({ name }) => name === "shares")?.summary).toBe("[0.25,0.5,0.75]");
  expect(Math.min(...(study.series[0]?.value ?? []))).toBeGreaterThanOrEqual(0);
});

test("what is kept near 1 is a ratio, and what it scales is gained", async () => {
  const study = await open("def loss(g, r, e=0.2):\n    return -torch.min(r * g, r.clamp(1 - e, 1 + e) * g).mean()\n");
  expect(rolesOf(study)).toMatchObject({ r: "positive", g: "advantage" });
  expect(study.x.knob).toBe("r");
});

test("a tuple that is handed on whole has as many parts as are asked for", async () => {
  const study = await open(
    "def inner(mean, spread, y):\n    return ((y - mean) ** 2 / spread.exp() + spread).mean()\n\ndef loss(told, y):\n    return inner(*told, y)\n",
  );
  expect(Object.keys(rolesOf(study))).toEqual(["told.0", "told.1", "y"]);
});

test("a parameter that is annotated as a tensor is none of its name's settings", async () => {
  const study = await open("def loss(gamma: torch.Tensor, y: torch.Tensor):\n    return ((y - gamma) ** 2).mean()\n");
  expect(study.x.knob).toBe("gamma");
});

test("vectors that meet in a product with one of them turned are vectors", async () => {
  const body = [
    "def loss(image, text):",
    "    scores = (image @ text.T) / 0.1",
    "    return F.cross_entropy(scores, torch.arange(scores.size(0)))",
    "",
  ].join("\n");
  expect(rolesOf(await open(body))).toEqual({ image: "embedding", text: "embedding" });
});

test("a truth whose energy counts is no silence", async () => {
  const body = [
    "def loss(estimate, target):",
    "    noise = target - estimate",
    "    return -10 * torch.log10((target ** 2).sum(-1) / ((noise ** 2).sum(-1) + 1e-8))",
    "",
  ].join("\n");
  const study = await open(body);
  expect(Math.max(...(study.series[0]?.value ?? []).filter(Number.isFinite))).toBeLessThan(80);
});

test("so many parts of two numbers each are asked for by their count", async () => {
  const body = [
    "def loss(points, truth):",
    "    n = points.shape[0]",
    "    far = points.view(n, 21, -1) - truth.view(n, 21, -1)",
    "    return (far ** 2).sum((1, 2)).mean()",
    "",
  ].join("\n");
  expect(shapeOf(await open(body), "points")).toEqual([1, 42]);
});

test("the one class that is asked for has a patch of the picture", async () => {
  const body = [
    "def loss(logits, target):",
    "    if logits.dim() != 4:",
    "        raise ValueError('logits')",
    "    chance = torch.softmax(logits, dim=1)[:, 1]",
    "    wanted = target.eq(1).float()",
    "    return ((chance - wanted) ** 2).sum() / (wanted.var() + 1e-5)",
    "",
  ].join("\n");
  const study = await open(body);
  expect(study.x.title).toBe("logits[0,1,4,4] (true class)");
  expect(study.inputs.find(({ name }) => name === "target")?.summary).not.toMatch(/^all/);
});

test("entries that name rows, walked over one after the other, are places", async () => {
  const body = [
    "class Memory(nn.Module):",
    "    def __init__(self, count, width):",
    "        super().__init__()",
    "        self.kept = torch.zeros(count, width)",
    "",
    "    def forward(self, code, like, rows):",
    "        for i, row in enumerate(rows):",
    "            self.kept[row, :] = code.data[i]",
    "        near = code.mm(self.kept.t()) / 2",
    "        return (torch.log(1 + near.exp()) - like * near).mean()",
    "",
  ].join("\n");
  const study = await open(body, "Memory");
  expect(rolesOf(study)).toMatchObject({ rows: "classIndex" });
  expect(shapeOf(study, "code")).toHaveLength(2);
});
