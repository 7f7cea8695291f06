"""Distributions whose draws are vectors, and distributions made of others."""

import math

import torch
import torch.nn.functional as F
from torch.distributions.distribution import Distribution, require, sum_last
from torch.distributions.gamma_sample import standard_gamma


class MultivariateNormal(Distribution):
    has_rsample = True

    def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        given = [covariance_matrix is not None, precision_matrix is not None, scale_tril is not None]
        if sum(given) != 1:
            raise ValueError("Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.")
        if covariance_matrix is not None:
            scale_tril = torch.linalg.cholesky(covariance_matrix)
        elif precision_matrix is not None:
            scale_tril = torch.linalg.cholesky(torch.linalg.inv(precision_matrix))
        shape = torch.broadcast_tensors(loc.unsqueeze(-1), scale_tril[..., :1])[0].shape[:-1]
        self.loc = loc.expand(shape)
        self.scale_tril = scale_tril.expand(tuple(shape) + (scale_tril.size(-1),))
        super().__init__(shape[:-1], shape[-1:])

    @property
    def covariance_matrix(self):
        return self.scale_tril @ self.scale_tril.transpose(-1, -2)

    @property
    def precision_matrix(self):
        return torch.linalg.inv(self.covariance_matrix)

    @property
    def mean(self):
        return self.loc

    @property
    def mode(self):
        return self.loc

    @property
    def variance(self):
        return (self.scale_tril**2).sum(-1)

    def rsample(self, sample_shape=()):
        noise = torch.randn(self._extended_shape(sample_shape))
        return self.loc + (self.scale_tril @ noise.unsqueeze(-1)).squeeze(-1)

    def log_prob(self, value):
        whitened = torch.linalg.inv(torch.tril(self.scale_tril)) @ (value - self.loc).unsqueeze(-1)
        mahalanobis = (whitened.squeeze(-1) ** 2).sum(-1)
        return -0.5 * (self.loc.size(-1) * math.log(2 * math.pi) + mahalanobis) - self._half_log_det()

    def entropy(self):
        return 0.5 * self.loc.size(-1) * (1 + math.log(2 * math.pi)) + self._half_log_det()

    def _half_log_det(self):
        return torch.log(torch.diagonal(self.scale_tril, dim1=-2, dim2=-1)).sum(-1)


class Dirichlet(Distribution):
    has_rsample = True

    def __init__(self, concentration, validate_args=None):
        self.concentration = concentration
        require(self, validate_args, "concentration", concentration, concentration > 0, "GreaterThan(lower_bound=0.0)")
        super().__init__(concentration.shape[:-1], concentration.shape[-1:])

    @property
    def mean(self):
        return self.concentration / self.concentration.sum(-1, keepdim=True)

    @property
    def mode(self):
        """A corner of the simplex where all concentrations are below 1."""
        excess = (self.concentration - 1).clamp(min=0)
        mode = excess / excess.sum(-1, keepdim=True)
        is_cornered = (self.concentration < 1).all(-1, keepdim=True)
        corner = F.one_hot(mode.argmax(-1), self.concentration.size(-1)).to(mode.dtype)
        return torch.where(is_cornered, corner, mode)

    @property
    def variance(self):
        total = self.concentration.sum(-1, keepdim=True)
        return self.concentration * (total - self.concentration) / (total**2 * (total + 1))

    def rsample(self, sample_shape=()):
        drawn = standard_gamma(self.concentration.expand(self._extended_shape(sample_shape)))
        return drawn / drawn.sum(-1, keepdim=True)

    def log_prob(self, value):
        return (
            torch.xlogy(self.concentration - 1, value).sum(-1)
            + torch.lgamma(self.concentration.sum(-1))
            - torch.lgamma(self.concentration).sum(-1)
        )

    def entropy(self):
        size, total = self.concentration.size(-1), self.concentration.sum(-1)
        return (
            torch.lgamma(self.concentration).sum(-1)
            - torch.lgamma(total)
            - (size - total) * torch.digamma(total)
            - ((self.concentration - 1) * torch.digamma(self.concentration)).sum(-1)
        )


class Independent(Distribution):
    """Takes the last batch axes of another distribution for axes of one event."""

    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        self.base_dist = base_distribution
        self.reinterpreted_batch_ndims = reinterpreted_batch_ndims
        shape = tuple(base_distribution.batch_shape) + tuple(base_distribution.event_shape)
        split = len(base_distribution.batch_shape) - reinterpreted_batch_ndims
        super().__init__(shape[:split], shape[split:])

    @property
    def has_rsample(self):
        return self.base_dist.has_rsample

    @property
    def mean(self):
        return self.base_dist.mean

    @property
    def mode(self):
        return self.base_dist.mode

    @property
    def variance(self):
        return self.base_dist.variance

    def sample(self, sample_shape=()):
        return self.base_dist.sample(sample_shape)

    def rsample(self, sample_shape=()):
        return self.base_dist.rsample(sample_shape)

    def log_prob(self, value):
        return sum_last(self.base_dist.log_prob(value), self.reinterpreted_batch_ndims)

    def entropy(self):
        return sum_last(self.base_dist.entropy(), self.reinterpreted_batch_ndims)


class MixtureSameFamily(Distribution):
    def __init__(self, mixture_distribution, component_distribution, validate_args=None):
        self.mixture_distribution = mixture_distribution
        self.component_distribution = component_distribution
        super().__init__(component_distribution.batch_shape[:-1], component_distribution.event_shape)

    @property
    def mean(self):
        return (self._weights() * self.component_distribution.mean).sum(-1 - len(self._event_shape))

    @property
    def variance(self):
        """That of the components, and that of their means."""
        axis = -1 - len(self._event_shape)
        means = self.component_distribution.mean
        within = (self._weights() * self.component_distribution.variance).sum(axis)
        return within + (self._weights() * (means - self.mean.unsqueeze(axis)) ** 2).sum(axis)

    def cdf(self, value):
        weights = self.mixture_distribution.probs
        return (self.component_distribution.cdf(value.unsqueeze(-1 - len(self._event_shape))) * weights).sum(-1)

    def log_prob(self, value):
        value = value.unsqueeze(-1 - len(self._event_shape))
        log_weights = torch.log_softmax(self.mixture_distribution.logits, -1)
        return torch.logsumexp(self.component_distribution.log_prob(value) + log_weights, -1)

    def sample(self, sample_shape=()):
        with torch.no_grad():
            axis = len(sample_shape) + len(self._batch_shape)
            drawn = self.component_distribution.sample(sample_shape)
            index = self.mixture_distribution.sample(sample_shape)
            index = index.reshape(tuple(index.shape) + (1,) * (1 + len(self._event_shape)))
            index = index.expand(tuple(drawn.shape[:axis]) + (1,) + tuple(self._event_shape))
            return drawn.gather(axis, index).squeeze(axis)

    def _weights(self):
        weights = self.mixture_distribution.probs
        return weights.reshape(tuple(weights.shape) + (1,) * len(self._event_shape))
