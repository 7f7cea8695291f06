"""Kullback-Leibler divergences in closed form, found by the types of both distributions."""

import torch
import torch.nn.functional as F
from torch.distributions.continuous import Cauchy, Gumbel, Laplace, Normal
from torch.distributions.covariance import LowRankMultivariateNormal
from torch.distributions.discrete import Bernoulli, Binomial, Categorical, Geometric, OneHotCategorical, Poisson
from torch.distributions.distribution import sum_last
from torch.distributions.interval import Beta, ContinuousBernoulli, Uniform
from torch.distributions.kl_mixed import between_kinds
from torch.distributions.multivariate import Dirichlet, Independent, MultivariateNormal
from torch.distributions.positive import Exponential, Gamma, HalfNormal, LogNormal, Pareto

_registered = []


def register_kl(type_p, type_q):
    def decorator(function):
        _registered.insert(0, (type_p, type_q, function))
        return function

    return decorator


def kl_divergence(p, q):
    for type_p, type_q, function in _registered + _closed_forms():
        if isinstance(p, type_p) and isinstance(q, type_q):
            return function(p, q)
    raise NotImplementedError(f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")


def _closed_forms():
    return [
        (Normal, Normal, _normal),
        (LogNormal, LogNormal, _normal),
        (HalfNormal, HalfNormal, _half_normal),
        (Categorical, Categorical, _categorical),
        (OneHotCategorical, OneHotCategorical, _categorical),
        (Bernoulli, Bernoulli, _bernoulli),
        (Beta, Beta, _beta),
        (Gamma, Gamma, _gamma),
        (Dirichlet, Dirichlet, _dirichlet),
        (Laplace, Laplace, _laplace),
        (Exponential, Exponential, _exponential),
        (Poisson, Poisson, _poisson),
        (Geometric, Geometric, _geometric),
        (Uniform, Uniform, _uniform),
        (Cauchy, Cauchy, _cauchy),
        (Gumbel, Gumbel, _gumbel),
        (Pareto, Pareto, _pareto),
        (Binomial, Binomial, _binomial),
        (ContinuousBernoulli, ContinuousBernoulli, _continuous_bernoulli),
        (MultivariateNormal, MultivariateNormal, _multivariate_normal),
        (LowRankMultivariateNormal, MultivariateNormal, _by_covariance),
        (MultivariateNormal, LowRankMultivariateNormal, _by_covariance),
        (LowRankMultivariateNormal, LowRankMultivariateNormal, _by_covariance),
        (Independent, Independent, _independent),
        *between_kinds(),
    ]


def _normal(p, q):
    ratio = (p.scale / q.scale) ** 2
    return 0.5 * (ratio + ((p.loc - q.loc) / q.scale) ** 2 - 1 - torch.log(ratio))


def _half_normal(p, q):
    ratio = (p.scale / q.scale) ** 2
    return 0.5 * (ratio - 1 - torch.log(ratio))


def _categorical(p, q):
    """Infinite where q is 0 and p is not."""
    terms = p.probs * (p.logits - q.logits)
    terms = torch.where((q.probs == 0).expand_as(terms), torch.full_like(terms, float("inf")), terms)
    terms = torch.where((p.probs == 0).expand_as(terms), torch.zeros_like(terms), terms)
    return terms.sum(-1)


def _bernoulli(p, q):
    success = p.probs * (F.softplus(-q.logits) - F.softplus(-p.logits))
    success = torch.where(q.probs == 0, torch.full_like(success, float("inf")), success)
    success = torch.where(p.probs == 0, torch.zeros_like(success), success)
    failure = (1 - p.probs) * (F.softplus(q.logits) - F.softplus(p.logits))
    failure = torch.where(q.probs == 1, torch.full_like(failure, float("inf")), failure)
    failure = torch.where(p.probs == 1, torch.zeros_like(failure), failure)
    return success + failure


def _beta(p, q):
    sum_p, sum_q = p.concentration1 + p.concentration0, q.concentration1 + q.concentration0
    return (
        torch.lgamma(q.concentration1)
        + torch.lgamma(q.concentration0)
        + torch.lgamma(sum_p)
        - torch.lgamma(p.concentration1)
        - torch.lgamma(p.concentration0)
        - torch.lgamma(sum_q)
        + (p.concentration1 - q.concentration1) * torch.digamma(p.concentration1)
        + (p.concentration0 - q.concentration0) * torch.digamma(p.concentration0)
        + (sum_q - sum_p) * torch.digamma(sum_p)
    )


def _gamma(p, q):
    return (
        q.concentration * torch.log(p.rate / q.rate)
        + torch.lgamma(q.concentration)
        - torch.lgamma(p.concentration)
        + (p.concentration - q.concentration) * torch.digamma(p.concentration)
        + (q.rate - p.rate) * (p.concentration / p.rate)
    )


def _dirichlet(p, q):
    total = p.concentration.sum(-1)
    pull = torch.digamma(p.concentration) - torch.digamma(total).unsqueeze(-1)
    return (
        torch.lgamma(total)
        - torch.lgamma(q.concentration.sum(-1))
        - (torch.lgamma(p.concentration) - torch.lgamma(q.concentration)).sum(-1)
        + ((p.concentration - q.concentration) * pull).sum(-1)
    )


def _laplace(p, q):
    ratio = p.scale / q.scale
    distance = (p.loc - q.loc).abs()
    return -torch.log(ratio) + distance / q.scale + ratio * torch.exp(-distance / p.scale) - 1


def _exponential(p, q):
    ratio = q.rate / p.rate
    return ratio - torch.log(ratio) - 1


def _poisson(p, q):
    return p.rate * (torch.log(p.rate) - torch.log(q.rate)) - (p.rate - q.rate)


def _geometric(p, q):
    return -p.entropy() - torch.log1p(-q.probs) / p.probs - q.logits


def _uniform(p, q):
    result = torch.log((q.high - q.low) / (p.high - p.low))
    outside = (q.low > p.low) | (q.high < p.high)
    return torch.where(outside, torch.full_like(result, float("inf")), result)


def _cauchy(p, q):
    spread = (p.scale + q.scale) ** 2 + (p.loc - q.loc) ** 2
    return torch.log(spread) - torch.log(4 * p.scale * q.scale)


def _gumbel(p, q):
    euler = 0.57721566490153286060
    ratio = p.scale / q.scale
    shift_p, shift_q = p.loc / q.scale, q.loc / q.scale
    pull = torch.exp(shift_q + torch.lgamma(1 + ratio) - shift_p)
    return shift_p - shift_q - torch.log(ratio) + euler * ratio + pull - (1 + euler)


def _pareto(p, q):
    scale_ratio, alpha_ratio = p.scale / q.scale, q.alpha / p.alpha
    result = q.alpha * torch.log(scale_ratio) - torch.log(alpha_ratio) + alpha_ratio - 1
    return torch.where(p.scale < q.scale, torch.full_like(result, float("inf")), result)


def _binomial(p, q):
    return p.total_count * (p.probs * (p.logits - q.logits) + torch.log1p(-p.probs) - torch.log1p(-q.probs))


def _continuous_bernoulli(p, q):
    shared = p.mean * (p.logits - q.logits) + p._log_norm() + torch.log1p(-p.probs)
    return shared - q._log_norm() - torch.log1p(-q.probs)


def _by_covariance(p, q):
    """Of normal distributions known by factors of few columns."""
    precision = torch.linalg.inv(q.covariance_matrix)
    distance = (q.loc - p.loc).unsqueeze(-1)
    scatter = torch.diagonal(precision @ p.covariance_matrix, dim1=-2, dim2=-1).sum(-1)
    mahalanobis = (distance * (precision @ distance)).sum((-2, -1))
    sizes = torch.linalg.slogdet(q.covariance_matrix)[1] - torch.linalg.slogdet(p.covariance_matrix)[1]
    return 0.5 * (sizes + scatter + mahalanobis - p.loc.size(-1))


def _multivariate_normal(p, q):
    inverse = torch.linalg.inv(torch.tril(q.scale_tril))
    scatter = ((inverse @ p.scale_tril) ** 2).sum((-2, -1))
    distance = ((inverse @ (q.loc - p.loc).unsqueeze(-1)).squeeze(-1) ** 2).sum(-1)
    return q._half_log_det() - p._half_log_det() + 0.5 * (scatter + distance - p.loc.size(-1))


def _independent(p, q):
    return sum_last(kl_divergence(p.base_dist, q.base_dist), p.reinterpreted_batch_ndims)
