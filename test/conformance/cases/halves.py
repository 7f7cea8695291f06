"""Losses in floats of 16 bits: every operation's result is rounded, and so is every gradient that passes."""

import torch
from torch import nn


def half_products(x, y):
    a, b = x.to(torch.bfloat16), y.to(torch.bfloat16)
    return (a * b + a / 3 + b.exp() - a * 0.1 + 0.3).float().sum()


def rounded_sum(x):
    return x.half().float().mean() + x.bfloat16().sum() * 2


def squared_rows(x):
    return (x.bfloat16() ** 2).sum(-1).float()


def scores(x, y):
    return (x.bfloat16() @ y.bfloat16().t()).detach().float().mean() * x.mean()


def overflowing(x):
    return (x.half() * 40000 * 4).float()


def underflowing(x):
    return torch.log((x.half() * 1e-4 * 1e-4).float() + 1e-3)


def hidden_by_the_smallest(scores, keep):
    hidden = scores.masked_fill(~keep, torch.finfo(torch.float16).min)
    widest = scores.bfloat16().masked_fill(~keep, torch.finfo(torch.bfloat16).min)
    return torch.logsumexp(hidden, -1).sum() + widest.float().max(-1)[0].sum() + torch.finfo(torch.float16).eps


def constants(x):
    weights = torch.tensor([0.1, 0.2, 0.3], dtype=torch.bfloat16) + torch.full((3,), 0.7).bfloat16()
    return (x * weights + x * torch.linspace(0, 1, 3, dtype=torch.float32).half()).sum()


def clamped(x):
    low = x.bfloat16().clamp(min=-0.3, max=0.9)
    return torch.where(x > 0.1, low, x.bfloat16().abs()).float()


def like_another(x, y):
    return (x.to(y.half().dtype) * 3).to(x).sum() * x.type(torch.bfloat16).float().max()


def gradient_step(w, x):
    narrow = w.bfloat16().detach().requires_grad_()
    (slope,) = torch.autograd.grad(((narrow * x.bfloat16()) ** 2).sum(), narrow)
    return ((w - 0.1 * slope.float()) ** 2).sum()


class WideLinear(nn.Module):
    """The digits beyond float32 show in the difference."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2, dtype=torch.float64)
        self.norm = nn.LayerNorm(3, **{"dtype": torch.double})

    def forward(self, x):
        return (self.linear(self.norm(x.double())) + 1e8 - 1e8).sum()


class ConvertedModule(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 2), nn.Tanh(), nn.Linear(2, 2))
        self.register_buffer("scale", torch.tensor([0.1, 0.2]))
        self.register_buffer("order", torch.arange(2))
        self.to(torch.float64)

    def forward(self, x):
        wide = self.layers(x.double()) + 1e8 - 1e8
        return (wide * self.scale)[:, self.order].sum() * float(self.order.dtype == torch.int64)


class HalfWeights(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([0.1, 0.2, 0.3]))
        self.half()

    def forward(self, x):
        return (x.half() * self.weight).float().sum() ** 2
