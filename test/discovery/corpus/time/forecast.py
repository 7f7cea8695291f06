import numpy as np
import torch
import torch.nn as nn


def soft_min(a, b, c, gamma):
    z = torch.stack([a, b, c]) / -gamma
    return -gamma * torch.logsumexp(z, 0)


def soft_dtw(x, y, gamma=1.0):  # @loss
    d = (x[:, None] - y[None]) ** 2
    n, m = d.shape
    r = torch.full((n + 2, m + 2), float("inf"))
    r[0, 0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            r[i, j] = d[i - 1, j - 1] + soft_min(r[i - 1, j], r[i - 1, j - 1], r[i, j - 1], gamma)
    return r[n, m]


class MultiQuantile(nn.Module):  # @loss
    def __init__(self, quantiles=(0.1, 0.5, 0.9)):
        super().__init__()
        self.quantiles = quantiles

    def forward(self, preds, target):
        parts = []
        for i, q in enumerate(self.quantiles):
            e = target - preds[:, i]
            parts.append(torch.max((q - 1) * e, q * e).unsqueeze(1))
        return torch.mean(torch.sum(torch.cat(parts, dim=1), dim=1))


class SMAPE(nn.Module):  # @loss
    def forward(self, pred, target, mask):
        d = (pred - target).abs() / (pred.abs() + target.abs() + 1e-8)
        return 200 * (d * mask).mean()


def mase(insample, freq, forecast, target):  # @loss
    scale = torch.mean(torch.abs(insample[freq:] - insample[:-freq]))
    return torch.mean(torch.abs(target - forecast)) / scale


def windows(series, size, step=1):
    return np.stack([series[i:i + size] for i in range(0, len(series) - size, step)])


class RevIN(nn.Module):
    def __init__(self, n, eps=1e-5):
        super().__init__()
        self.eps = eps
        self.w = nn.Parameter(torch.ones(n))

    def forward(self, x, mode):
        if mode == "norm":
            self.mean = x.mean(1, keepdim=True).detach()
            self.std = torch.sqrt(x.var(1, keepdim=True) + self.eps).detach()
            return (x - self.mean) / self.std * self.w
        return x / self.w * self.std + self.mean


def moving_average(x, k):
    return torch.nn.functional.avg_pool1d(x, k, 1, k // 2)


def decompose(x, k=25):
    trend = moving_average(x, k)
    return x - trend, trend


def directional_accuracy(pred, y):
    return np.mean(np.sign(np.diff(pred)) == np.sign(np.diff(y)))
