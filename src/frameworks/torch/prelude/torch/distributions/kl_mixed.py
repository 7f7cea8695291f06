"""Kullback-Leibler divergences between distributions of different kinds; infinite where one leaves the other's support."""

import math

import torch
from torch.distributions.continuous import Gumbel, Laplace, Normal
from torch.distributions.discrete import Bernoulli, Poisson
from torch.distributions.interval import Beta, Uniform
from torch.distributions.positive import Exponential, Gamma, Pareto

_EULER = 0.57721566490153286060


def between_kinds():
    return [
        (Bernoulli, Poisson, _bernoulli_poisson),
        (Beta, Exponential, _beta_exponential),
        (Beta, Gamma, _beta_gamma),
        (Beta, Normal, _beta_normal),
        (Exponential, Gamma, _exponential_gamma),
        (Exponential, Gumbel, _exponential_gumbel),
        (Exponential, Normal, _exponential_normal),
        (Gamma, Exponential, _gamma_exponential),
        (Gamma, Gumbel, _gamma_gumbel),
        (Gamma, Normal, _gamma_normal),
        (Gumbel, Normal, _gumbel_normal),
        (Laplace, Normal, _laplace_normal),
        (Normal, Gumbel, _normal_gumbel),
        (Normal, Laplace, _normal_laplace),
        (Pareto, Exponential, _pareto_exponential),
        (Pareto, Normal, _pareto_normal),
        (Uniform, Exponential, _uniform_exponential),
        (Uniform, Gumbel, _uniform_gumbel),
        (Uniform, Normal, _uniform_normal),
    ]


def _bernoulli_poisson(p, q):
    return -p.entropy() - (p.probs * torch.log(q.rate) - q.rate)


def _beta_exponential(p, q):
    return -p.entropy() - torch.log(q.rate) + q.rate * p.mean


def _beta_gamma(p, q):
    log_mean = torch.digamma(p.concentration1) - torch.digamma(p.concentration1 + p.concentration0)
    size = torch.lgamma(q.concentration) - q.concentration * torch.log(q.rate)
    return -p.entropy() + size - (q.concentration - 1) * log_mean + q.rate * p.mean


def _beta_normal(p, q):
    return -p.entropy() + _against_normal(p.mean, p.variance, q)


def _exponential_gamma(p, q):
    ratio = q.rate / p.rate
    size = -q.concentration * torch.log(ratio) + ratio + torch.lgamma(q.concentration)
    return size + q.concentration * _EULER - (1 + _EULER)


def _exponential_gumbel(p, q):
    product = p.rate * q.scale
    shift = q.loc / q.scale
    pull = torch.exp(shift) * product / (product + 1)
    return torch.log(product) - 1 + (1 / product - shift) + pull


def _exponential_normal(p, q):
    return -p.entropy() + _against_normal(p.mean, p.variance, q)


def _gamma_exponential(p, q):
    return -p.entropy() - torch.log(q.rate) + q.rate * p.concentration / p.rate


def _gamma_gumbel(p, q):
    product = p.rate * q.scale
    shift = q.loc / q.scale
    rise = (p.concentration - 1) * torch.digamma(p.concentration) - torch.lgamma(p.concentration) - p.concentration
    fall = torch.log(product) + p.concentration / product
    return rise + fall + torch.exp(shift) * (1 + 1 / product) ** -p.concentration - shift


def _gamma_normal(p, q):
    return -p.entropy() + _against_normal(p.mean, p.variance, q)


def _gumbel_normal(p, q):
    ratio = p.scale / q.scale
    pull = ((p.loc + p.scale * _EULER - q.loc) / q.scale) ** 2 * 0.5
    spread = (math.pi * ratio * 0.5) ** 2 / 3
    return -torch.log(ratio) + 0.5 * math.log(2 * math.pi) + spread + pull - (_EULER + 1)


def _laplace_normal(p, q):
    ratio = (p.scale / q.scale) ** 2
    return -0.5 * torch.log(2 * ratio / math.pi) + ratio + 0.5 * ((p.loc - q.loc) / q.scale) ** 2 - 1


def _normal_gumbel(p, q):
    shift_p, shift_q, ratio = p.loc / q.scale, q.loc / q.scale, (p.scale / q.scale) ** 2
    pull = torch.exp(shift_q + 0.5 * ratio - shift_p)
    return -torch.log(p.scale / q.scale) + shift_p - shift_q + pull - 0.5 * (1 + math.log(2 * math.pi))


def _normal_laplace(p, q):
    distance = p.loc - q.loc
    ratio = p.scale / q.scale
    standard = distance / p.scale
    near = math.sqrt(2 / math.pi) * p.scale * torch.exp(-0.5 * standard**2)
    far = distance * torch.erf(math.sqrt(0.5) * standard)
    return -torch.log(ratio) + (near + far) / q.scale - 0.5 * math.log(0.5 * math.pi) - 0.5


def _pareto_exponential(p, q):
    product = p.scale * q.rate
    result = torch.log(p.alpha / product) - 1 / p.alpha + p.alpha * product / (p.alpha - 1) - 1
    return torch.where(p.alpha <= 1, torch.full_like(result, float("inf")), result)


def _pareto_normal(p, q):
    spread = 2 * q.scale**2
    common = p.scale / (p.alpha - 1)
    size = torch.log(math.sqrt(2 * math.pi) * q.scale * p.alpha / p.scale) - 1 / p.alpha
    result = size + p.alpha * common**2 / (p.alpha - 2) / spread + (p.alpha * common - q.loc) ** 2 / spread - 1
    return torch.where(p.alpha <= 2, torch.full_like(result, float("inf")), result)


def _uniform_exponential(p, q):
    result = q.rate * (p.high + p.low) / 2 - torch.log((p.high - p.low) * q.rate)
    return torch.where(p.low < 0, torch.full_like(result, float("inf")), result)


def _uniform_gumbel(p, q):
    width = q.scale / (p.high - p.low)
    high, low = (p.high - q.loc) / q.scale, (p.low - q.loc) / q.scale
    return torch.log(width) + 0.5 * (high + low) - width * (torch.exp(-high) - torch.exp(-low))


def _uniform_normal(p, q):
    width = p.high - p.low
    from_centre = ((p.high + p.low - 2 * q.loc) / 2) ** 2
    return torch.log(math.sqrt(2 * math.pi) * q.scale / width) + 0.5 * (width**2 / 12 + from_centre) / q.scale**2


def _against_normal(mean, variance, q):
    """The mean of -log q, by the first two moments."""
    return 0.5 * torch.log(2 * math.pi * q.scale**2) + 0.5 * (variance + (mean - q.loc) ** 2) / q.scale**2
