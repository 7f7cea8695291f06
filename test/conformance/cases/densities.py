"""Distributions by name: densities, moments, quantiles and divergences."""

import math

import torch
from torch import distributions as D
from torch.distributions import constraints
from torch.distributions import transforms as T
from torch.distributions.utils import broadcast_all, lazy_property


def built(name, numbers):
    if name == "LowRank":
        return D.LowRankMultivariateNormal(numbers["loc"], numbers["factor"], numbers["diagonal"])
    if name == "Mixture":
        return D.MixtureSameFamily(
            D.Categorical(logits=numbers["logits"]), D.Laplace(numbers["loc"], numbers["scale"])
        )
    if name == "Logistic":
        base = D.Uniform(torch.zeros(2), torch.ones(2))
        steps = [T.SigmoidTransform().inv, T.AffineTransform(loc=numbers["loc"], scale=numbers["scale"])]
        return D.TransformedDistribution(base, steps)
    if name == "Sticks":
        return D.TransformedDistribution(D.Normal(numbers["loc"], numbers["scale"]), [T.StickBreakingTransform()])
    if name == "Cubed":
        steps = T.ComposeTransform([T.ExpTransform(), T.PowerTransform(torch.tensor(3.0))])
        return D.TransformedDistribution(D.Normal(numbers["loc"], numbers["scale"]), steps)
    return getattr(D, name)(**numbers)


def density(name, numbers, x):
    return built(name, numbers).log_prob(x).sum()


def moments(name, numbers):
    one = built(name, numbers)
    return (one.mean * 0.3).sum() + one.variance.sum(), one.mean, one.stddev


def spread(name, numbers):
    return built(name, numbers).entropy().sum()


def most_likely(name, numbers):
    mode = built(name, numbers).mode
    return mode.sum(), mode


def quantiles(name, numbers, x, u):
    one = built(name, numbers)
    return one.cdf(x).sum() + (one.icdf(u) * 0.5).sum()


def below(name, numbers, x):
    return built(name, numbers).cdf(x).sum()


def divergence(first, numbers, second, others):
    return D.kl_divergence(built(first, numbers), built(second, others)).sum()


class Cut(D.Distribution):
    """The standard normal between two bounds."""

    arg_constraints = {"low": constraints.real, "high": constraints.real}

    def __init__(self, low, high, validate_args=None):
        self.low, self.high = broadcast_all(low, high)
        super().__init__(self.low.size(), validate_args=validate_args)

    @constraints.dependent_property
    def support(self):
        return constraints.interval(self.low, self.high)

    @lazy_property
    def share(self):
        return 0.5 * (torch.erf(self.high / math.sqrt(2)) - torch.erf(self.low / math.sqrt(2)))

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        return -0.5 * value**2 - 0.5 * math.log(2 * math.pi) - torch.log(self.share)


def cut_density(low, x):
    return Cut(low, 2.0).log_prob(x).sum()
