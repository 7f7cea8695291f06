"""Losses that ask for more digits than float32 has."""

import math

import numpy as np
import torch
import torch.nn.functional as F


def wide_logsumexp(x):
    return torch.log(torch.sum(torch.exp(x.double()), dim=-1)).float().mean()


def upper_tail(z):
    return -torch.log(1 - 0.5 * (1 + torch.erf(z.double() / math.sqrt(2)))).mean()


def tiny_floor(x, y):
    gap = (x.to(torch.float64) - y.to(torch.float64)) ** 2
    return torch.log(gap + 1e-30).sum()


def cancelling_sum(x):
    return (x.double() + 1e9).sum() - 1e9 * x.numel()


def sharp_transport(cost, epsilon=0.004, rounds=15):
    kernel = torch.exp(-cost.double() / epsilon)
    rows = torch.full((cost.shape[0],), 1 / cost.shape[0], dtype=torch.float64)
    columns = torch.full((cost.shape[1],), 1 / cost.shape[1], dtype=torch.float64)
    u = torch.ones_like(rows)
    for _ in range(rounds):
        v = columns / (kernel.t() @ u)
        u = rows / (kernel @ v)
    return (u[:, None] * kernel * v * cost).sum()


def near_singular(A, b):
    wide = A.double()
    gram = wide.t() @ wide + 1e-10 * torch.eye(A.shape[1], dtype=torch.float64)
    solved = torch.linalg.solve(gram, wide.t() @ b.double())
    return (solved ** 2).sum().float() + torch.logdet(gram).float()


def weights_from_numpy(logits, target):
    counts = np.array([3.0, 1e-3, 700.0])
    weights = torch.from_numpy(1 / counts / np.sum(1 / counts))
    picked = F.log_softmax(logits, dim=-1).gather(1, target[:, None]).squeeze(1)
    return -(weights[target] * picked).sum() / weights[target].sum()


def numbers_stay_narrow(x):
    return (x * 0.1 + torch.tensor(0.3, dtype=torch.float64)).pow(2).sum()


def steps_by_item(x):
    scale = (x.double().sum() + 1e8).item()
    return (x.double() * (scale - 1e8)).mean()


def masked_double(x, keep):
    hidden = x.double().masked_fill(~keep, -1e300)
    chosen = torch.where(keep, hidden, torch.zeros_like(x))
    return torch.logsumexp(hidden, dim=1).sum() + chosen.cumsum(1).max()


def widths(x, y):
    made = {"sum": (x + y).dtype, "mean": y.mean().dtype, "scaled": (2.0 * x).dtype, "zero": (x + y[0, 0]).dtype}
    factor = sum(i * (dtype == torch.float64) for i, dtype in enumerate(made.values(), 1))
    return factor * (x * y).sum()
