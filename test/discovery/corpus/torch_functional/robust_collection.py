import torch
from torch import Tensor


def cauchy(x: Tensor, y: Tensor, c: float = 1.0) -> Tensor:  # @loss
    return torch.log1p(((x - y) / c) ** 2).mean()


def geman_mcclure(pred, target, sigma=1.0):  # @loss
    r = (pred - target) ** 2
    return (r / (r + sigma ** 2)).mean()


def welsch(pred, target, c=2.0):  # @loss
    return (c ** 2 / 2 * (1 - torch.exp(-((pred - target) / c) ** 2))).mean()


def expectile(pred, target, tau=0.7):  # @loss
    u = target - pred
    return (torch.abs(tau - (u < 0).float()) * u ** 2).mean()


def barron(x, alpha, scale):  # @loss
    z = (x / scale) ** 2
    b = torch.abs(alpha - 2)
    return (b / alpha) * ((z / b + 1) ** (alpha / 2) - 1)


def weighted_residual(r, w):
    return r * w


def huber_weight(r, delta=1.0):
    a = r.abs()
    return torch.where(a <= delta, torch.ones_like(a), delta / a)


def clip_outliers(x, k=3.0):
    m, s = x.mean(), x.std()
    return x.clamp(m - k * s, m + k * s)


def relative(pred, target, eps=1e-6):  # @loss
    return (torch.norm(pred - target, dim=1) / (torch.norm(target, dim=1) + eps)).mean()


def msle(pred, target):  # @loss
    return torch.mean((torch.log1p(pred) - torch.log1p(target)) ** 2)
