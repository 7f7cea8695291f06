"""A distribution's draws sent through invertible maps."""

import torch
from torch.distributions.continuous import Normal
from torch.distributions.discrete import RelaxedOneHotCategorical
from torch.distributions.distribution import Distribution, as_tensor, clamped_probabilities, sum_last
from torch.distributions.interval import Uniform
from torch.distributions.transforms import SigmoidTransform, StickBreakingTransform


class TransformedDistribution(Distribution):
    def __init__(self, base_distribution, transforms, validate_args=None):
        self.base_dist = base_distribution
        self.transforms = list(transforms) if isinstance(transforms, (list, tuple)) else [transforms]
        shape = tuple(base_distribution.batch_shape) + tuple(base_distribution.event_shape)
        self._base_dim = len(base_distribution.event_shape)
        self._last_dim = max([self._base_dim] + [transform.codomain_dim for transform in self.transforms])
        split = len(shape) - self._last_dim
        super().__init__(shape[:split], shape[split:])

    @property
    def has_rsample(self):
        return self.base_dist.has_rsample

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return self._sent(self.base_dist.sample(sample_shape))

    def rsample(self, sample_shape=()):
        return self._sent(self.base_dist.rsample(sample_shape))

    def log_prob(self, value):
        """Backwards through the transforms: each takes its volume from the density."""
        total = 0
        axes = self._last_dim
        for transform in reversed(self.transforms):
            before = transform._inverted(value)
            axes += transform.domain_dim - transform.codomain_dim
            total = total - sum_last(transform.log_abs_det_jacobian(before, value), axes - transform.domain_dim)
            value = before
        return total + sum_last(self.base_dist.log_prob(value), axes - self._base_dim)

    def cdf(self, value):
        sign = 1
        for transform in reversed(self.transforms):
            value = transform._inverted(value)
            sign = sign * _direction(transform)
        return sign * (self.base_dist.cdf(value) - 0.5) + 0.5

    def icdf(self, value):
        sign = 1
        for transform in self.transforms:
            sign = sign * _direction(transform)
        return self._sent(self.base_dist.icdf(sign * (value - 0.5) + 0.5))

    def _sent(self, value):
        for transform in self.transforms:
            value = transform(value)
        return value


def _direction(transform):
    """Falling maps turn a distribution function round."""
    scale = getattr(transform, "scale", 1)
    return scale.sign() if isinstance(scale, torch.Tensor) else (-1 if scale < 0 else 1)


class LogisticNormal(TransformedDistribution):
    def __init__(self, loc, scale, validate_args=None):
        super().__init__(Normal(loc, scale), StickBreakingTransform())


class LogitRelaxedBernoulli(Distribution):
    has_rsample = True

    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        self.temperature = as_tensor(temperature)
        self._given = as_tensor(logits if probs is None else probs)
        self.logits = self._given if probs is None else SigmoidTransform()._inverse(self._given)
        self.probs = torch.sigmoid(self._given) if probs is None else self._given
        super().__init__(self._given.shape)

    def rsample(self, sample_shape=()):
        probs = clamped_probabilities(self.probs)
        u = clamped_probabilities(Uniform(torch.zeros_like(probs), torch.ones_like(probs)).rsample(sample_shape))
        odds = torch.log(u) - torch.log1p(-u) + torch.log(probs) - torch.log1p(-probs)
        return odds / self.temperature

    def log_prob(self, value):
        difference = self.logits - value * self.temperature
        return torch.log(self.temperature) + difference - 2 * torch.log1p(torch.exp(difference))


class RelaxedBernoulli(TransformedDistribution):
    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        super().__init__(LogitRelaxedBernoulli(temperature, probs, logits), SigmoidTransform())

    @property
    def temperature(self):
        return self.base_dist.temperature

    @property
    def logits(self):
        return self.base_dist.logits

    @property
    def probs(self):
        return self.base_dist.probs
