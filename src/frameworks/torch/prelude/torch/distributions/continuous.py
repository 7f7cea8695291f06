"""Distributions over the reals, number by number."""

import math

import torch
from torch.distributions.distribution import ElementwiseDistribution
from torch.distributions.gamma_sample import standard_gamma


class Normal(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self._set_parameters(loc, scale)

    @property
    def mean(self):
        return self.loc

    @property
    def mode(self):
        return self.loc

    @property
    def stddev(self):
        return self.scale

    @property
    def variance(self):
        return self.scale**2

    def rsample(self, sample_shape=()):
        return self.loc + torch.randn(self._extended_shape(sample_shape)) * self.scale

    def log_prob(self, value):
        return -((value - self.loc) ** 2) / (2 * self.variance) - torch.log(self.scale) - math.log(math.sqrt(2 * math.pi))

    def cdf(self, value):
        return 0.5 * (1 + torch.erf((value - self.loc) / self.scale / math.sqrt(2)))

    def icdf(self, value):
        return self.loc + self.scale * torch.erfinv(2 * value - 1) * math.sqrt(2)

    def entropy(self):
        return 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(self.scale)


class LogNormal(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self._set_parameters(loc, scale)

    @property
    def mean(self):
        return torch.exp(self.loc + self.scale**2 / 2)

    @property
    def mode(self):
        return torch.exp(self.loc - self.scale**2)

    @property
    def variance(self):
        return torch.expm1(self.scale**2) * torch.exp(2 * self.loc + self.scale**2)

    def rsample(self, sample_shape=()):
        return torch.exp(Normal(self.loc, self.scale).rsample(sample_shape))

    def log_prob(self, value):
        logarithm = torch.log(value)
        return Normal(self.loc, self.scale).log_prob(logarithm) - logarithm

    def entropy(self):
        return Normal(self.loc, self.scale).entropy() + self.loc


class HalfNormal(ElementwiseDistribution):
    has_rsample = True
    parameters = ("scale",)

    def __init__(self, scale, validate_args=None):
        self._set_parameters(scale)

    @property
    def mean(self):
        return self.scale * math.sqrt(2 / math.pi)

    @property
    def variance(self):
        return self.scale**2 * (1 - 2 / math.pi)

    def rsample(self, sample_shape=()):
        return Normal(torch.zeros_like(self.scale), self.scale).rsample(sample_shape).abs()

    def log_prob(self, value):
        density = Normal(torch.zeros_like(self.scale), self.scale).log_prob(value) + math.log(2)
        return torch.where(value >= 0, density, torch.full_like(density, float("-inf")))

    def entropy(self):
        return Normal(torch.zeros_like(self.scale), self.scale).entropy() - math.log(2)


class Laplace(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self._set_parameters(loc, scale)

    @property
    def mean(self):
        return self.loc

    @property
    def variance(self):
        return 2 * self.scale**2

    @property
    def stddev(self):
        return math.sqrt(2) * self.scale

    def rsample(self, sample_shape=()):
        u = 1.9999998 * (torch.rand(self._extended_shape(sample_shape)) - 0.5)
        return self.loc - self.scale * u.sign() * torch.log1p(-u.abs())

    def log_prob(self, value):
        return -torch.log(2 * self.scale) - (value - self.loc).abs() / self.scale

    def entropy(self):
        return 1 + torch.log(2 * self.scale)


class Cauchy(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self._set_parameters(loc, scale)

    @property
    def mean(self):
        return torch.full_like(self.loc, float("nan"))

    @property
    def variance(self):
        return torch.full_like(self.loc, float("inf"))

    def rsample(self, sample_shape=()):
        u = torch.rand(self._extended_shape(sample_shape))
        return self.loc + self.scale * torch.tan(math.pi * (u - 0.5))

    def log_prob(self, value):
        return -math.log(math.pi) - torch.log(self.scale) - torch.log1p(((value - self.loc) / self.scale) ** 2)

    def entropy(self):
        return math.log(4 * math.pi) + torch.log(self.scale)


class Gumbel(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self._set_parameters(loc, scale)

    @property
    def mean(self):
        return self.loc + self.scale * 0.57721566490153286060

    @property
    def stddev(self):
        return math.pi / math.sqrt(6) * self.scale

    @property
    def variance(self):
        return self.stddev**2

    def rsample(self, sample_shape=()):
        u = torch.rand(self._extended_shape(sample_shape)).clamp(1e-7, 1 - 1e-7)
        return self.loc - self.scale * torch.log(-torch.log(u))

    def log_prob(self, value):
        y = (self.loc - value) / self.scale
        return y - torch.exp(y) - torch.log(self.scale)

    def entropy(self):
        return torch.log(self.scale) + (1 + 0.57721566490153286060)


class Uniform(ElementwiseDistribution):
    has_rsample = True
    parameters = ("low", "high")

    def __init__(self, low, high, validate_args=None):
        self._set_parameters(low, high)

    @property
    def mean(self):
        return (self.high + self.low) / 2

    @property
    def variance(self):
        return (self.high - self.low) ** 2 / 12

    def rsample(self, sample_shape=()):
        return self.low + torch.rand(self._extended_shape(sample_shape)) * (self.high - self.low)

    def log_prob(self, value):
        inside = (self.low <= value) & (value < self.high)
        return torch.log(inside.float()) - torch.log(self.high - self.low)

    def cdf(self, value):
        return ((value - self.low) / (self.high - self.low)).clamp(0, 1)

    def entropy(self):
        return torch.log(self.high - self.low)


class Exponential(ElementwiseDistribution):
    has_rsample = True
    parameters = ("rate",)

    def __init__(self, rate, validate_args=None):
        self._set_parameters(rate)

    @property
    def mean(self):
        return 1 / self.rate

    @property
    def variance(self):
        return self.rate**-2

    def rsample(self, sample_shape=()):
        return -torch.log1p(-torch.rand(self._extended_shape(sample_shape))) / self.rate

    def log_prob(self, value):
        return torch.log(self.rate) - self.rate * value

    def cdf(self, value):
        return 1 - torch.exp(-self.rate * value)

    def entropy(self):
        return 1 - torch.log(self.rate)


class Gamma(ElementwiseDistribution):
    has_rsample = True
    parameters = ("concentration", "rate")

    def __init__(self, concentration, rate, validate_args=None):
        self._set_parameters(concentration, rate)

    @property
    def mean(self):
        return self.concentration / self.rate

    @property
    def variance(self):
        return self.concentration / self.rate**2

    def rsample(self, sample_shape=()):
        return standard_gamma(self.concentration.expand(self._extended_shape(sample_shape))) / self.rate

    def log_prob(self, value):
        return (
            torch.xlogy(self.concentration, self.rate)
            + torch.xlogy(self.concentration - 1, value)
            - self.rate * value
            - torch.lgamma(self.concentration)
        )

    def entropy(self):
        return (
            self.concentration
            - torch.log(self.rate)
            + torch.lgamma(self.concentration)
            + (1 - self.concentration) * torch.digamma(self.concentration)
        )


class Chi2(Gamma):
    def __init__(self, df, validate_args=None):
        super().__init__(0.5 * df, 0.5)


class InverseGamma(ElementwiseDistribution):
    parameters = ("concentration", "rate")

    def __init__(self, concentration, rate, validate_args=None):
        self._set_parameters(concentration, rate)

    @property
    def mean(self):
        return self.rate / (self.concentration - 1)

    def log_prob(self, value):
        logarithm = torch.log(value)
        return Gamma(self.concentration, self.rate).log_prob(1 / value) - 2 * logarithm


class StudentT(ElementwiseDistribution):
    has_rsample = True
    parameters = ("df", "loc", "scale")

    def __init__(self, df, loc=0.0, scale=1.0, validate_args=None):
        self._set_parameters(df, loc, scale)

    @property
    def mean(self):
        return torch.where(self.df > 1, self.loc, torch.full_like(self.loc, float("nan")))

    @property
    def variance(self):
        spread = self.scale**2 * self.df / (self.df - 2)
        heavy = torch.where(self.df > 1, torch.full_like(spread, float("inf")), torch.full_like(spread, float("nan")))
        return torch.where(self.df > 2, spread, heavy)

    def rsample(self, sample_shape=()):
        shape = self._extended_shape(sample_shape)
        chi2 = 2 * standard_gamma(0.5 * self.df.expand(shape))
        return self.loc + self.scale * torch.randn(shape) * torch.rsqrt(chi2 / self.df)

    def log_prob(self, value):
        y = (value - self.loc) / self.scale
        normaliser = (
            torch.log(self.scale)
            + 0.5 * torch.log(self.df)
            + 0.5 * math.log(math.pi)
            + torch.lgamma(0.5 * self.df)
            - torch.lgamma(0.5 * (self.df + 1))
        )
        return -0.5 * (self.df + 1) * torch.log1p(y**2 / self.df) - normaliser

    def entropy(self):
        half = 0.5 * (self.df + 1)
        log_beta = torch.lgamma(0.5 * self.df) + math.lgamma(0.5) - torch.lgamma(half)
        return (
            torch.log(self.scale)
            + half * (torch.digamma(half) - torch.digamma(0.5 * self.df))
            + 0.5 * torch.log(self.df)
            + log_beta
        )


class Beta(ElementwiseDistribution):
    has_rsample = True
    parameters = ("concentration1", "concentration0")

    def __init__(self, concentration1, concentration0, validate_args=None):
        self._set_parameters(concentration1, concentration0)

    @property
    def mean(self):
        return self.concentration1 / (self.concentration1 + self.concentration0)

    @property
    def mode(self):
        return (self.concentration1 - 1) / (self.concentration1 + self.concentration0 - 2)

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


def _log_beta(a, b):
    return torch.lgamma(a) + torch.lgamma(b) - torch.lgamma(a + b)
