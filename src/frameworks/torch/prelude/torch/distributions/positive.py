"""Distributions over the positive numbers."""

import math

import torch
from torch.distributions.continuous import Cauchy, Normal
from torch.distributions.distribution import ElementwiseDistribution
from torch.distributions.gamma_sample import standard_gamma


class LogNormal(ElementwiseDistribution):
    has_rsample = True
    parameters = ("loc", "scale")

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

    def cdf(self, value):
        return Normal(self.loc, self.scale).cdf(torch.log(value))

    def icdf(self, value):
        return torch.exp(Normal(self.loc, self.scale).icdf(value))

    def entropy(self):
        return Normal(self.loc, self.scale).entropy() + self.loc


class HalfNormal(ElementwiseDistribution):
    has_rsample = True
    parameters = ("scale",)

    @property
    def mean(self):
        return self.scale * math.sqrt(2 / math.pi)

    @property
    def variance(self):
        return self.scale**2 * (1 - 2 / math.pi)

    @property
    def mode(self):
        return torch.zeros_like(self.scale)

    def rsample(self, sample_shape=()):
        return Normal(torch.zeros_like(self.scale), self.scale).rsample(sample_shape).abs()

    def log_prob(self, value):
        density = Normal(torch.zeros_like(self.scale), self.scale).log_prob(value) + math.log(2)
        return torch.where(value >= 0, density, torch.full_like(density, float("-inf")))

    def cdf(self, value):
        return 2 * Normal(torch.zeros_like(self.scale), self.scale).cdf(value) - 1

    def icdf(self, value):
        return Normal(torch.zeros_like(self.scale), self.scale).icdf((value + 1) / 2)

    def entropy(self):
        return Normal(torch.zeros_like(self.scale), self.scale).entropy() - math.log(2)


class HalfCauchy(ElementwiseDistribution):
    has_rsample = True
    parameters = ("scale",)

    @property
    def mean(self):
        return torch.full_like(self.scale, float("inf"))

    @property
    def mode(self):
        return torch.zeros_like(self.scale)

    @property
    def variance(self):
        return Cauchy(0.0, self.scale).variance

    def rsample(self, sample_shape=()):
        return Cauchy(0.0, self.scale).rsample(sample_shape).abs()

    def log_prob(self, value):
        density = Cauchy(0.0, self.scale).log_prob(value) + math.log(2)
        return torch.where(value >= 0, density, torch.full_like(density, float("-inf")))

    def cdf(self, value):
        return 2 * Cauchy(0.0, self.scale).cdf(value) - 1

    def icdf(self, value):
        return Cauchy(0.0, self.scale).icdf((value + 1) / 2)

    def entropy(self):
        return Cauchy(0.0, self.scale).entropy() - math.log(2)


class Exponential(ElementwiseDistribution):
    has_rsample = True
    parameters = ("rate",)

    @property
    def mean(self):
        return 1 / self.rate

    @property
    def variance(self):
        return self.rate**-2

    @property
    def mode(self):
        return torch.zeros_like(self.rate)

    def rsample(self, sample_shape=()):
        return -torch.log1p(-torch.rand(self._extended_shape(sample_shape))) / self.rate

    def log_prob(self, value):
        return torch.log(self.rate) - self.rate * value

    def cdf(self, value):
        return 1 - torch.exp(-self.rate * value)

    def icdf(self, value):
        return -torch.log1p(-value) / self.rate

    def entropy(self):
        return 1 - torch.log(self.rate)


class Weibull(ElementwiseDistribution):
    has_rsample = True
    parameters = ("scale", "concentration")

    @property
    def mean(self):
        return self.scale * torch.exp(torch.lgamma(1 + 1 / self.concentration))

    @property
    def mode(self):
        return self.scale * ((self.concentration - 1) / self.concentration) ** (1 / self.concentration)

    @property
    def variance(self):
        inverse = 1 / self.concentration
        return self.scale**2 * (torch.exp(torch.lgamma(1 + 2 * inverse)) - torch.exp(2 * torch.lgamma(1 + inverse)))

    def rsample(self, sample_shape=()):
        u = torch.rand(self._extended_shape(sample_shape)).clamp(1e-7, 1 - 1e-7)
        return self.scale * (-torch.log(u)) ** (1 / self.concentration)

    def log_prob(self, value):
        """Through the exponential distribution that it is a power of."""
        powered = (value / self.scale) ** self.concentration
        return -powered + torch.log(powered) + torch.log(self.concentration) - torch.log(value)

    def cdf(self, value):
        return 1 - torch.exp(-((value / self.scale) ** self.concentration))

    def icdf(self, value):
        return self.scale * (-torch.log1p(-value)) ** (1 / self.concentration)

    def entropy(self):
        inverse = 1 / self.concentration
        return 0.57721566490153286060 * (1 - inverse) + torch.log(self.scale * inverse) + 1


class Pareto(ElementwiseDistribution):
    has_rsample = True
    parameters = ("scale", "alpha")

    @property
    def mean(self):
        alpha = self.alpha.clamp(min=1)
        return alpha * self.scale / (alpha - 1)

    @property
    def mode(self):
        return self.scale

    @property
    def variance(self):
        alpha = self.alpha.clamp(min=2)
        return self.scale**2 * alpha / ((alpha - 1) ** 2 * (alpha - 2))

    def rsample(self, sample_shape=()):
        return self.scale * torch.exp(Exponential(self.alpha).rsample(sample_shape))

    def log_prob(self, value):
        """Through the exponential distribution of its logarithm."""
        return Exponential(self.alpha).log_prob(torch.log(value / self.scale)) - torch.log(value)

    def cdf(self, value):
        return 1 - (self.scale / value) ** self.alpha

    def icdf(self, value):
        return self.scale * torch.exp(-torch.log1p(-value) / self.alpha)

    def entropy(self):
        return torch.log(self.scale / self.alpha) + (1 + 1 / self.alpha)


class Gamma(ElementwiseDistribution):
    has_rsample = True
    parameters = ("concentration", "rate")

    @property
    def mean(self):
        return self.concentration / self.rate

    @property
    def variance(self):
        return self.concentration / self.rate**2

    @property
    def mode(self):
        return ((self.concentration - 1) / self.rate).clamp(min=0)

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

    @property
    def df(self):
        return self.concentration * 2


class InverseGamma(ElementwiseDistribution):
    parameters = ("concentration", "rate")

    @property
    def mean(self):
        return self.rate / (self.concentration - 1)

    def log_prob(self, value):
        logarithm = torch.log(value)
        return Gamma(self.concentration, self.rate).log_prob(1 / value) - 2 * logarithm


class FisherSnedecor(ElementwiseDistribution):
    has_rsample = True
    parameters = ("df1", "df2")

    @property
    def mean(self):
        return self.df2 / (self.df2 - 2)

    @property
    def mode(self):
        mode = (self.df1 - 2) / self.df1 * self.df2 / (self.df2 + 2)
        return torch.where(self.df1 <= 2, torch.full_like(mode, float("nan")), mode)

    @property
    def variance(self):
        spread = 2 * self.df2**2 * (self.df1 + self.df2 - 2)
        return spread / (self.df1 * (self.df2 - 2) ** 2 * (self.df2 - 4))

    def rsample(self, sample_shape=()):
        shape = self._extended_shape(sample_shape)
        first = standard_gamma((self.df1 / 2).expand(shape)) / self.df1
        return first / (standard_gamma((self.df2 / 2).expand(shape)) / self.df2)

    def log_prob(self, value):
        first, second, ratio = self.df1 / 2, self.df2 / 2, self.df1 / self.df2
        ways = torch.lgamma(first + second) - torch.lgamma(first) - torch.lgamma(second)
        rise = first * torch.log(ratio) + (first - 1) * torch.log(value)
        return ways + rise - (first + second) * torch.log1p(ratio * value)
