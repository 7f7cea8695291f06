"""Distributions over all reals, number by number."""

import math

import torch
from torch.distributions.distribution import ElementwiseDistribution
from torch.distributions.gamma_sample import standard_gamma


class Normal(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

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


class Laplace(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

    @property
    def mean(self):
        return self.loc

    @property
    def variance(self):
        return 2 * self.scale**2

    @property
    def stddev(self):
        return math.sqrt(2) * self.scale

    @property
    def mode(self):
        return self.loc

    def rsample(self, sample_shape=()):
        u = 1.9999998 * (torch.rand(self._extended_shape(sample_shape)) - 0.5)
        return self.loc - self.scale * u.sign() * torch.log1p(-u.abs())

    def log_prob(self, value):
        return -torch.log(2 * self.scale) - (value - self.loc).abs() / self.scale

    def cdf(self, value):
        distance = (value - self.loc) / self.scale
        return 0.5 - 0.5 * distance.sign() * torch.expm1(-distance.abs())

    def icdf(self, value):
        term = value - 0.5
        return self.loc - self.scale * term.sign() * torch.log1p(-2 * term.abs())

    def entropy(self):
        return 1 + torch.log(2 * self.scale)


class Cauchy(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

    @property
    def mean(self):
        return torch.full_like(self.loc, float("nan"))

    @property
    def variance(self):
        return torch.full_like(self.loc, float("inf"))

    @property
    def mode(self):
        return self.loc

    def rsample(self, sample_shape=()):
        u = torch.rand(self._extended_shape(sample_shape))
        return self.loc + self.scale * torch.tan(math.pi * (u - 0.5))

    def log_prob(self, value):
        return -math.log(math.pi) - torch.log(self.scale) - torch.log1p(((value - self.loc) / self.scale) ** 2)

    def cdf(self, value):
        return torch.atan((value - self.loc) / self.scale) / math.pi + 0.5

    def icdf(self, value):
        return torch.tan(math.pi * (value - 0.5)) * self.scale + self.loc

    def entropy(self):
        return math.log(4 * math.pi) + torch.log(self.scale)


class Gumbel(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

    @property
    def mean(self):
        return self.loc + self.scale * 0.57721566490153286060

    @property
    def stddev(self):
        return math.pi / math.sqrt(6) * self.scale

    @property
    def variance(self):
        return self.stddev**2

    @property
    def mode(self):
        return self.loc

    def rsample(self, sample_shape=()):
        u = torch.rand(self._extended_shape(sample_shape)).clamp(1e-7, 1 - 1e-7)
        return self.loc - self.scale * torch.log(-torch.log(u))

    def log_prob(self, value):
        y = (self.loc - value) / self.scale
        return y - torch.exp(y) - torch.log(self.scale)

    def cdf(self, value):
        return torch.exp(-torch.exp((self.loc - value) / self.scale))

    def icdf(self, value):
        return self.loc - self.scale * torch.log(-torch.log(value))

    def entropy(self):
        return torch.log(self.scale) + (1 + 0.57721566490153286060)


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

    @property
    def mode(self):
        return self.loc

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
