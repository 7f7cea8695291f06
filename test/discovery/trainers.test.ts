/** What trainers, agents and closures compute with: settings kept on objects, looked up, saved, or given a name on the way. */

import { expect, test } from "vitest";
import { discover } from "../../src/discovery/discover";
import { loadPythonParser } from "../syntax/pythonParser";

const parser = await loadPythonParser();
const torch = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";

/** `qualifiedName: coefficient = value, …` */
function tell(source: string): readonly string[] {
  return discover(parser.parse("test.py", source)).map(
    ({ qualifiedName, coefficients }) =>
      `${qualifiedName}: ${coefficients.map(({ name, value }) => `${name} = ${JSON.stringify(value)}`).join(", ")}`,
  );
}

const options = `from dataclasses import dataclass
@dataclass
class Options:
    w_kl: float = 0.25
    w_box: float = 2.0
`;

test("a sum's weights on an object of settings that the constructor keeps", () => {
  expect(
    tell(`${torch}${options}
class Trainer:
    def __init__(self, model, opts: Options):
        self.model = model
        self.opts = opts

    def step(self, batch):
        kl_loss, box_loss = self.model(batch)
        loss = self.opts.w_box * box_loss + self.opts.w_kl * kl_loss
        loss.backward()
`),
  ).toEqual(["Trainer.step.loss: w_box = 2, w_kl = 0.25"]);
});

test("weights that are gathered in a list weigh", () => {
  expect(
    tell(`${torch}${options}
class Both(nn.Module):
    def __init__(self, opts: Options):
        super().__init__()
        self.opts = opts

    def forward(self, pred, target):
        weights = [self.opts.w_kl]
        weights.append(self.opts.w_box)
        terms = torch.stack([F.mse_loss(pred, target), F.l1_loss(pred, target)])
        return (terms * torch.tensor(weights)).sum()
`),
  ).toEqual(["Both: w_kl = 0.25, w_box = 2"]);
});

test("what Lightning's modules save of their constructor's parameters", () => {
  expect(
    tell(`${torch}import pytorch_lightning as pl
class Net(pl.LightningModule):
    def __init__(self, body, beta=0.5, width=8):
        super().__init__()
        self.save_hyperparameters(ignore=["body"])
        self.body = body

    def training_step(self, batch, index):
        rec_loss, kl_loss = self.body(batch)
        loss = rec_loss + self.hparams.beta * kl_loss
        self.log("loss", loss)
        return loss

    def rec_loss(self, pred, target):
        return self.hparams.beta * (pred - target).pow(2).mean()
`),
  ).toEqual(["Net.training_step.loss: beta = 0.5", "Net.rec_loss: beta = 0.5"]);
});

test("options of a command line that is read at the top level, in any function", () => {
  expect(
    tell(`${torch}import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--delta", type=float, default=1.5)
args = parser.parse_args()

def robust_loss(pred, target):
    error = (pred - target).abs()
    return torch.where(error < args.delta, 0.5 * error**2, args.delta * (error - 0.5 * args.delta)).mean()
`),
  ).toEqual(["robust_loss: delta = 1.5"]);
});

test("numbers that a body names, and those that stand where nothing is set", () => {
  expect(
    tell(`${torch}
def pinball_loss(pred, target, **kwargs):
    q = 0.7
    scale = kwargs.get("scale", 1.5)
    total = 0.0
    total += scale * torch.max(q * (target - pred), (q - 1) * (target - pred)).mean()
    steps = 3
    eps = 1e-8
    return total / (1 + eps)

class OverlapLoss(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.smooth = cfg.get("smooth", 0.1)
        self.power = float(getattr(cfg, "power", 2.0))

    def forward(self, pred, target):
        shared = (pred * target).sum()
        return 1 - (2 * shared + self.smooth) / ((pred**self.power).sum() + target.sum() + self.smooth)
`),
  ).toEqual(["pinball_loss: q = 0.7, scale = 1.5", "OverlapLoss: power = 2, smooth = 0.1"]);
});

test("a term keeps its weight and its name where it is masked", () => {
  expect(
    tell(`${torch}
def found_loss(pred, target, there):
    box = F.mse_loss(pred, target)
    kind = F.l1_loss(pred, target)
    return box * there + 0.5 * kind * there
`),
  ).toEqual(["found_loss: kind weight = 0.5"]);
});

test("an object's numbers reach the functions inside of its methods", () => {
  expect(
    tell(`import numpy as np
from dataclasses import dataclass
from scipy.optimize import minimize
@dataclass
class Ridge:
    strength: float = 0.3
    rounds: int = 5

    def fit(self, x, y):
        def objective(theta):
            return np.mean((x @ theta - y) ** 2) + self.strength * np.sum(theta**2)
        return minimize(objective, np.zeros(3))
`),
  ).toEqual(["Ridge.fit.<locals>.objective: strength = 0.3"]);
});

test("settings that weigh what other parameters bring are no arguments of a program", () => {
  expect(
    tell(`import jax.numpy as jnp
def compute_barrier_loss(h, rate, config):
    return config.outside * jnp.mean(jnp.maximum(0.0, -h) ** 2) + config.slope * jnp.mean(jnp.maximum(0.0, -rate))

def train_loss(args, loader):
    return args.weight
`),
  ).toEqual(["compute_barrier_loss: "]);
});

test("a loss that weighs what it was given, one that is registered as one, and the value beside its gradient", () => {
  expect(
    tell(`import numpy as np
import torch
from harness.losses import register_loss
from scipy.optimize import fmin_l_bfgs_b

def perceptual_loss(content, adversarial, adv_weight=0.01):
    return content + adv_weight * adversarial

@register_loss("pairs")
def pairs(z, y):
    return float(-(y * np.log(z) + (1 - y) * np.log(1 - z)).mean())

def fit(data, labels):
    def obj_with_grad(w):
        gap = data @ w - labels
        return np.mean(gap**2), np.hstack([data.T @ gap])
    return fmin_l_bfgs_b(obj_with_grad, np.zeros(3))
`),
  ).toEqual(["perceptual_loss: adv_weight = 0.01", "pairs: ", "fit.<locals>.obj_with_grad: "]);
});

test("what averages a loss by weights, and what a decorator wraps around one, are none", () => {
  expect(
    tell(`${torch}import functools
def weight_reduce_loss(loss, weight=None, reduction="mean"):
    if weight is not None:
        loss = loss * weight
    return loss.mean() if reduction == "mean" else loss.sum()

def weighted_loss(loss_func):
    @functools.wraps(loss_func)
    def wrapper(pred, target, weight=None, **kwargs):
        return weight_reduce_loss(loss_func(pred, target, **kwargs), weight)
    return wrapper

@weighted_loss
def smooth_loss(pred, target, eps=0.001):
    return torch.sqrt((pred - target) ** 2 + eps)
`),
  ).toEqual(["smooth_loss: eps = 0.001"]);
});
