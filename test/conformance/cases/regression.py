"""Losses of regression, robust and otherwise, in the ways people write them."""

import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor


def rmse(pred, target, eps=1e-8):
    return torch.sqrt(F.mse_loss(pred, target) + eps)


def rmse_without_eps(pred, target):
    return torch.sqrt(torch.mean((pred - target) ** 2))


def msle(pred, target):
    return torch.mean((torch.log1p(pred.clamp(min=0)) - torch.log1p(target)) ** 2)


def log_cosh(pred: Tensor, target: Tensor) -> Tensor:
    diff = pred - target
    return torch.mean(diff + F.softplus(-2.0 * diff) - math.log(2.0))


def log_cosh_naive(pred, target):
    return torch.log(torch.cosh(pred - target)).mean()


class CharbonnierLoss(nn.Module):
    def __init__(self, eps=1e-3, reduction="mean"):
        super(CharbonnierLoss, self).__init__()
        self.eps = eps
        self.reduction = reduction

    def forward(self, x, y):
        loss = torch.sqrt((x - y).pow(2) + self.eps**2)
        if self.reduction == "mean":
            return loss.mean()
        elif self.reduction == "sum":
            return loss.sum()
        return loss


class WingLoss(nn.Module):
    def __init__(self, width=10.0, curvature=2.0):
        super().__init__()
        self.width = width
        self.curvature = curvature
        self.C = width - width * np.log(1 + width / curvature)

    def forward(self, prediction, target):
        diff_abs = (target - prediction).abs()
        loss = diff_abs.clone()
        small = diff_abs < self.width
        loss[small] = self.width * torch.log(1 + diff_abs[small] / self.curvature)
        loss[~small] = loss[~small] - self.C
        return loss.mean()


class AdaptiveWing(nn.Module):
    def __init__(self, omega=14, theta=0.5, epsilon=1, alpha=2.1):
        super().__init__()
        self.omega, self.theta, self.epsilon, self.alpha = omega, theta, epsilon, alpha

    def forward(self, pred, target):
        power = self.alpha - target
        delta = (target - pred).abs()
        ratio = self.theta / self.epsilon
        A = self.omega * (1 / (1 + torch.pow(ratio, power))) * power * torch.pow(ratio, power - 1) / self.epsilon
        C = self.theta * A - self.omega * torch.log(1 + torch.pow(ratio, power))
        near = self.omega * torch.log(1 + torch.pow(delta / self.epsilon, power))
        far = A * delta - C
        return torch.where(delta < self.theta, near, far).mean()


def pinball(pred, target, quantiles=(0.1, 0.5, 0.9)):
    losses = []
    for i, q in enumerate(quantiles):
        errors = target - pred[:, i]
        losses.append(torch.max((q - 1) * errors, q * errors).unsqueeze(1))
    return torch.cat(losses, dim=1).sum(dim=1).mean()


def expectile(pred, target, tau=0.8):
    diff = target - pred
    weight = torch.where(diff > 0, tau, 1 - tau)
    return (weight * diff**2).mean()


def tukey_biweight(pred, target, c=4.685):
    r = (pred - target) / c
    inside = torch.abs(r) <= 1
    rho = torch.zeros_like(r)
    rho[inside] = (c**2 / 6) * (1 - (1 - r[inside] ** 2) ** 3)
    rho[~inside] = c**2 / 6
    return rho.sum()


def cauchy(pred, target, gamma=1.0):
    return torch.log1p(((pred - target) / gamma) ** 2).mean()


def geman_mcclure(pred, target, sigma=1.0):
    sq = (pred - target).square()
    return torch.mean(sq / (sq + sigma**2))


def welsch(pred, target, c=2.0):
    return (1 - torch.exp(-0.5 * ((pred - target) / c) ** 2)).mean()


def general_robust(pred, target, alpha=1.0, c=1.0):
    """Barron's family: alpha chooses among the shapes."""
    sq = ((pred - target) / c) ** 2
    if alpha == 2:
        return 0.5 * sq.mean()
    if alpha == 0:
        return torch.log(0.5 * sq + 1).mean()
    if alpha == -float("inf"):
        return (1 - torch.exp(-0.5 * sq)).mean()
    b = abs(alpha - 2)
    return ((b / alpha) * ((sq / b + 1) ** (alpha / 2) - 1)).mean()


def masked_mse(pred, target, mask):
    mask = mask.float()
    return ((pred - target) ** 2 * mask).sum() / mask.sum().clamp(min=1)


def masked_select_mae(pred, target, mask):
    return torch.abs(pred[mask] - target[mask]).mean()


def nan_aware_mse(pred, target):
    known = ~torch.isnan(target)
    return F.mse_loss(pred[known], target[known])


def smape(pred, target, eps=1e-8):
    return 200.0 * torch.mean(torch.abs(pred - target) / (torch.abs(pred) + torch.abs(target) + eps))


def mape(pred, target):
    return ((target - pred).abs() / target.abs().clamp_min(1e-6)).mean() * 100


def heteroscedastic(mean, log_var, target):
    return 0.5 * (torch.exp(-log_var) * (target - mean) ** 2 + log_var).mean()


def mixture_density(pi_logits, mu, sigma, target):
    log_pi = torch.log_softmax(pi_logits, dim=-1)
    normal = torch.distributions.Normal(mu, sigma)
    log_prob = normal.log_prob(target.unsqueeze(-1).expand_as(mu))
    return -torch.logsumexp(log_pi + log_prob, dim=-1).mean()


def evidential(gamma, v, alpha, beta, y, lam=0.01):
    two_bl_v = 2 * beta * (1 + v)
    nll = (
        0.5 * torch.log(np.pi / v)
        - alpha * torch.log(two_bl_v)
        + (alpha + 0.5) * torch.log(v * (y - gamma) ** 2 + two_bl_v)
        + torch.lgamma(alpha)
        - torch.lgamma(alpha + 0.5)
    )
    reg = torch.abs(y - gamma) * (2 * v + alpha)
    return torch.mean(nll + lam * reg)


def tweedie(pred, target, p=1.5):
    a = target * torch.pow(pred, 1 - p) / (1 - p)
    b = torch.pow(pred, 2 - p) / (2 - p)
    return torch.mean(-a + b)


def gamma_deviance(pred, target):
    return 2 * torch.mean(torch.log(pred / target) + target / pred - 1)


def concordance(x, y):
    mx, my = x.mean(), y.mean()
    vx, vy = x.var(unbiased=False), y.var(unbiased=False)
    cov = ((x - mx) * (y - my)).mean()
    return 1 - 2 * cov / (vx + vy + (mx - my) ** 2)


def pearson(x, y, eps=1e-8):
    xc, yc = x - x.mean(), y - y.mean()
    return 1 - (xc * yc).sum() / (xc.norm() * yc.norm() + eps)


def scale_invariant_depth(pred, target, lam=0.85):
    valid = target > 0
    d = torch.log(pred[valid]) - torch.log(target[valid])
    return torch.sqrt((d**2).mean() - lam * d.mean() ** 2)


def berhu(pred, target, threshold=0.2):
    diff = torch.abs(pred - target)
    delta = threshold * torch.max(diff).item()
    part1 = -F.threshold(-diff, -delta, 0.0)
    part2 = F.threshold(diff**2 + delta**2, 2.0 * delta**2, 0.0) / (2.0 * delta)
    return (part1 + part2).sum()


def trimmed_l1(pred, target, keep=0.75):
    loss = (pred - target).abs().flatten()
    k = int(keep * loss.numel())
    smallest, _ = torch.topk(loss, k, largest=False)
    return smallest.mean()


def epsilon_insensitive(pred, target, epsilon=0.5):
    return F.relu((pred - target).abs() - epsilon).sum()


def asymmetric_square(pred, target, over=1.0, under=3.0):
    r = pred - target
    return torch.mean(over * r.clamp(min=0) ** 2 + under * r.clamp(max=0) ** 2)


def gradient_difference(pred, target):
    d_pred = pred[..., 1:] - pred[..., :-1]
    d_target = torch.diff(target, dim=-1)
    return F.l1_loss(d_pred, d_target) + 0.5 * F.mse_loss(pred, target)


def multi_scale(pred, target, weights=[1.0, 0.5, 0.25]):
    total = 0.0
    for w in weights:
        total += w * F.l1_loss(pred, target)
        pred, target = F.avg_pool2d(pred, 2), F.avg_pool2d(target, 2)
    return total


def sinkhorn_distance(a, b, cost, eps=0.5, steps=10):
    log_a, log_b = a.log(), b.log()
    f = torch.zeros_like(a)
    g = torch.zeros_like(b)
    for _ in range(steps):
        f = eps * (log_a - torch.logsumexp((g[None, :] - cost) / eps, dim=1))
        g = eps * (log_b - torch.logsumexp((f[:, None] - cost) / eps, dim=0))
    plan = torch.exp((f[:, None] + g[None, :] - cost) / eps)
    return (plan * cost).sum()


def soft_dtw(x, y, gamma=1.0):
    n, m = len(x), len(y)
    D = (x[:, None] - y[None, :]) ** 2
    R = [[torch.tensor(float("inf"))] * (m + 1) for _ in range(n + 1)]
    R[0][0] = torch.tensor(0.0)
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            candidates = torch.stack([R[i - 1][j - 1], R[i - 1][j], R[i][j - 1]])
            R[i][j] = D[i - 1, j - 1] - gamma * torch.logsumexp(-candidates / gamma, dim=0)
    return R[n][m]


def cumulative_emd(p, q):
    return torch.mean(torch.square(torch.cumsum(p, dim=-1) - torch.cumsum(q, dim=-1)))
