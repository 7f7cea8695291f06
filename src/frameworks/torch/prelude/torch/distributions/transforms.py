"""Invertible maps, number by number, with the logarithm of how much they stretch."""

import math

import torch
import torch.nn.functional as F
from torch.distributions.distribution import clamped_probabilities


class Transform:
    bijective = True

    def __init__(self, cache_size=0):
        self._cache_size = cache_size

    def __call__(self, x):
        return self._call(x)

    def inv(self, y):
        return self._inverse(y)


class ExpTransform(Transform):
    def _call(self, x):
        return torch.exp(x)

    def _inverse(self, y):
        return torch.log(y)

    def log_abs_det_jacobian(self, x, y):
        return x


class SigmoidTransform(Transform):
    def _call(self, x):
        return clamped_probabilities(torch.sigmoid(x))

    def _inverse(self, y):
        y = clamped_probabilities(y)
        return torch.log(y) - torch.log1p(-y)

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x) - F.softplus(x)


class TanhTransform(Transform):
    def _call(self, x):
        return torch.tanh(x)

    def _inverse(self, y):
        return torch.atanh(y)

    def log_abs_det_jacobian(self, x, y):
        return 2.0 * (math.log(2.0) - x - F.softplus(-2.0 * x))


class AffineTransform(Transform):
    def __init__(self, loc, scale, event_dim=0, cache_size=0):
        super().__init__(cache_size)
        self.loc = loc
        self.scale = scale

    def _call(self, x):
        return self.loc + self.scale * x

    def _inverse(self, y):
        return (y - self.loc) / self.scale

    def log_abs_det_jacobian(self, x, y):
        stretch = torch.log(torch.abs(self.scale)) if isinstance(self.scale, torch.Tensor) else math.log(abs(self.scale))
        return torch.zeros_like(x) + stretch
