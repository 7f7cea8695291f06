"""Distributions over an interval, or over a circle."""

import math

import torch
import torch._native as _native
import torch.nn.functional as F
from torch.distributions.distribution import Distribution, ElementwiseDistribution, as_tensor, clamped_probabilities
from torch.distributions.gamma_sample import standard_gamma
from torch.distributions.multivariate import Dirichlet


class Uniform(ElementwiseDistribution):
    has_rsample = True
    parameters = ("low", "high")

    def _set_parameters(self, *values):
        super()._set_parameters(*values)
        if self._validates(self._asked_validation) and not _native.all_at_reference(self.low < self.high):
            raise ValueError("Uniform is not defined when low>= high")

    @property
    def mean(self):
        return (self.high + self.low) / 2

    @property
    def variance(self):
        return (self.high - self.low) ** 2 / 12

    @property
    def mode(self):
        return torch.full_like(self.low, float("nan"))

    def rsample(self, sample_shape=()):
        return self.low + torch.rand(self._extended_shape(sample_shape)) * (self.high - self.low)

    def log_prob(self, value):
        inside = (self.low <= value) & (value < self.high)
        return torch.log(inside.float()) - torch.log(self.high - self.low)

    def cdf(self, value):
        return ((value - self.low) / (self.high - self.low)).clamp(0, 1)

    def icdf(self, value):
        return value * (self.high - self.low) + self.low

    def entropy(self):
        return torch.log(self.high - self.low)


class Beta(ElementwiseDistribution):
    has_rsample = True
    parameters = ("concentration1", "concentration0")

    @property
    def mean(self):
        return self.concentration1 / (self.concentration1 + self.concentration0)

    @property
    def mode(self):
        return Dirichlet(torch.stack([self.concentration1, self.concentration0], -1)).mode[..., 0]

    @property
    def variance(self):
        total = self.concentration1 + self.concentration0
        return self.concentration1 * self.concentration0 / (total**2 * (total + 1))

    def rsample(self, sample_shape=()):
        shape = self._extended_shape(sample_shape)
        first = standard_gamma(self.concentration1.expand(shape))
        return first / (first + standard_gamma(self.concentration0.expand(shape)))

    def log_prob(self, value):
        return (
            torch.xlogy(self.concentration1 - 1, value)
            + torch.xlogy(self.concentration0 - 1, 1 - value)
            - _log_beta(self.concentration1, self.concentration0)
        )

    def entropy(self):
        total = self.concentration1 + self.concentration0
        return (
            _log_beta(self.concentration1, self.concentration0)
            - (self.concentration1 - 1) * torch.digamma(self.concentration1)
            - (self.concentration0 - 1) * torch.digamma(self.concentration0)
            + (total - 2) * torch.digamma(total)
        )


class Kumaraswamy(ElementwiseDistribution):
    has_rsample = True
    parameters = ("concentration1", "concentration0")

    @property
    def mean(self):
        return self._moment(1)

    @property
    def mode(self):
        a, b = self.concentration1, self.concentration0
        log_mode = torch.log1p(-b) / a - torch.log1p(-a * b) / a
        return torch.where((a < 1) | (b < 1), torch.full_like(a, float("nan")), torch.exp(log_mode))

    @property
    def variance(self):
        return self._moment(2) - self._moment(1) ** 2

    def rsample(self, sample_shape=()):
        u = torch.rand(self._extended_shape(sample_shape)).clamp(1e-7, 1 - 1e-7)
        return (1 - u ** (1 / self.concentration0)) ** (1 / self.concentration1)

    def log_prob(self, value):
        a, b = self.concentration1, self.concentration0
        return torch.log(a * b) + (a - 1) * torch.log(value) + (b - 1) * torch.log1p(-(value**a))

    def cdf(self, value):
        return 1 - (1 - value**self.concentration1) ** self.concentration0

    def icdf(self, value):
        return (1 - (1 - value) ** (1 / self.concentration0)) ** (1 / self.concentration1)

    def entropy(self):
        a, b = self.concentration1, self.concentration0
        harmonic = torch.digamma(b + 1) + 0.57721566490153286060
        return (1 - 1 / b) + (1 - 1 / a) * harmonic - torch.log(a) - torch.log(b)

    def _moment(self, n):
        a, b = 1 + n / self.concentration1, self.concentration0
        return torch.exp(torch.log(b) + _log_beta(a, b))


class ContinuousBernoulli(Distribution):
    """Bernoulli's likelihood of numbers between 0 and 1, normalised. Near one half by Taylor's polynomial."""

    has_rsample = True

    def __init__(self, probs=None, logits=None, lims=(0.499, 0.501), validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        given = as_tensor(logits if probs is None else probs)
        self.probs = clamped_probabilities(given) if logits is None else torch.sigmoid(given)
        self.logits = given if probs is None else torch.log(self.probs) - torch.log1p(-self.probs)
        self._limits = lims
        super().__init__(given.shape)

    @property
    def mean(self):
        p = self._cut()
        away = p / (2 * p - 1) + 1 / (torch.log1p(-p) - torch.log(p))
        x = self.probs - 0.5
        return torch.where(self._is_away(), away, 0.5 + (1 / 3 + 16 / 45 * x**2) * x)

    @property
    def variance(self):
        p = self._cut()
        away = p * (p - 1) / (1 - 2 * p) ** 2 + 1 / (torch.log1p(-p) - torch.log(p)) ** 2
        x = (self.probs - 0.5) ** 2
        return torch.where(self._is_away(), away, 1 / 12 - (1 / 15 - 128 / 945 * x) * x)

    def rsample(self, sample_shape=()):
        return self.icdf(torch.rand(self._extended_shape(sample_shape)))

    def log_prob(self, value):
        logits, value = torch.broadcast_tensors(self.logits, value)
        return self._log_norm() - F.binary_cross_entropy_with_logits(logits, value, reduction="none")

    def cdf(self, value):
        p = self._cut()
        away = (p**value * (1 - p) ** (1 - value) + p - 1) / (2 * p - 1)
        inside = torch.where(self._is_away(), away, value)
        inside = torch.where(value <= 0, torch.zeros_like(inside), inside)
        return torch.where(value >= 1, torch.ones_like(inside), inside)

    def icdf(self, value):
        p = self._cut()
        away = (torch.log1p(-p + value * (2 * p - 1)) - torch.log1p(-p)) / (torch.log(p) - torch.log1p(-p))
        return torch.where(self._is_away(), away, value)

    def entropy(self):
        log_failure, log_success = torch.log1p(-self.probs), torch.log(self.probs)
        return self.mean * (log_failure - log_success) - self._log_norm() - log_failure

    def _is_away(self):
        return (self.probs <= self._limits[0]) | (self.probs > self._limits[1])

    def _cut(self):
        return torch.where(self._is_away(), self.probs, self._limits[0] * torch.ones_like(self.probs))

    def _log_norm(self):
        p = self._cut()
        below = torch.where(p <= 0.5, p, torch.zeros_like(p))
        above = torch.where(p >= 0.5, p, torch.ones_like(p))
        size = torch.where(p <= 0.5, torch.log1p(-2 * below), torch.log(2 * above - 1))
        away = torch.log((torch.log1p(-p) - torch.log(p)).abs()) - size
        x = (self.probs - 0.5) ** 2
        return torch.where(self._is_away(), away, math.log(2.0) + (4 / 3 + 104 / 45 * x) * x)


class VonMises(ElementwiseDistribution):
    parameters = ("loc", "concentration")

    @property
    def mean(self):
        return self.loc

    @property
    def mode(self):
        return self.loc

    @property
    def variance(self):
        return 1 - torch.special.i1e(self.concentration) / torch.special.i0e(self.concentration)

    def log_prob(self, value):
        scaled = torch.log(torch.special.i0e(self.concentration)) + self.concentration
        return self.concentration * torch.cos(value - self.loc) - math.log(2 * math.pi) - scaled


def _log_beta(a, b):
    return torch.lgamma(a) + torch.lgamma(b) - torch.lgamma(a + b)
