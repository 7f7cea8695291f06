"""Probability distributions as distrax and TensorFlow Probability have them: densities, entropies, divergences, draws."""

import math

import jax.numpy as np
from jax import random as _random
from jax.nn import log_softmax as _log_softmax, one_hot as _one_hot, sigmoid as _sigmoid, softplus as _softplus


def _noise(shape, seed):
    return _random.normal(seed, shape)


def _uniform(shape, seed):
    return _random.uniform(seed, shape)


def _sample_shape(sample_shape, shape):
    return tuple([sample_shape] if isinstance(sample_shape, int) else sample_shape) + tuple(shape)


class Distribution:
    def prob(self, value):
        return np.exp(self.log_prob(value))

    def sample_and_log_prob(self, *, seed=None, sample_shape=()):
        drawn = self.sample(sample_shape=sample_shape, seed=seed)
        return drawn, self.log_prob(drawn)

    def kl_divergence(self, other, name=None):
        return kl_divergence(self, other)

    def stddev(self):
        return np.sqrt(self.variance())

    def cross_entropy(self, other):
        return self.entropy() + kl_divergence(self, other)


class Categorical(Distribution):
    def __init__(self, logits=None, probs=None, dtype=None, **options):
        self._logits, self._probs = logits, probs
        self._log_probs = np.log(probs / np.sum(probs, axis=-1, keepdims=True)) if logits is None else _log_softmax(logits, axis=-1)

    @property
    def logits(self):
        return self._log_probs if self._logits is None else self._logits

    @property
    def probs(self):
        return np.exp(self._log_probs)

    @property
    def num_categories(self):
        return self._log_probs.shape[-1]

    def probs_parameter(self):
        return self.probs

    def logits_parameter(self):
        return self.logits

    def log_prob(self, value):
        chosen = _one_hot(value, self._log_probs.shape[-1])
        return np.sum(np.where(chosen > 0, self._log_probs, 0.0), axis=-1)

    def entropy(self):
        return -np.sum(_weighted(self.probs, self._log_probs), axis=-1)

    def mode(self):
        return np.argmax(self._log_probs, axis=-1)

    def sample(self, sample_shape=(), seed=None):
        drawn = _uniform(_sample_shape(sample_shape, self._log_probs.shape), seed)
        return np.argmax(self._log_probs - np.log(-np.log(drawn * (1 - 2e-7) + 1e-7)), axis=-1)


def _weighted(weights, values):
    """Their product; 0 where the weight is."""
    return np.where(weights > 0, weights * np.where(weights > 0, values, 0.0), 0.0)


class OneHotCategorical(Categorical):
    def log_prob(self, value):
        return np.sum(_weighted(value, self._log_probs), axis=-1)

    def sample(self, sample_shape=(), seed=None):
        return _one_hot(super().sample(sample_shape, seed), self._log_probs.shape[-1])


class Bernoulli(Distribution):
    def __init__(self, logits=None, probs=None, dtype=None, **options):
        self._logits, self._probs = logits, probs

    @property
    def probs(self):
        return _sigmoid(self._logits) if self._probs is None else self._probs

    @property
    def logits(self):
        return np.log(self._probs) - np.log1p(-self._probs) if self._logits is None else self._logits

    def _both(self):
        if self._probs is None:
            return -_softplus(-self._logits), -_softplus(self._logits)
        return np.log(self._probs), np.log1p(-self._probs)

    def log_prob(self, value):
        yes, no = self._both()
        return value * yes + (1.0 - value) * no

    def entropy(self):
        yes, no = self._both()
        return -(self.probs * yes + (1.0 - self.probs) * no)

    def mean(self):
        return self.probs

    def variance(self):
        return self.probs * (1.0 - self.probs)

    def mode(self):
        return np.where(self.probs > 0.5, 1.0, 0.0)

    def sample(self, sample_shape=(), seed=None):
        return np.where(_uniform(_sample_shape(sample_shape, self.probs.shape), seed) < self.probs, 1.0, 0.0)


class Normal(Distribution):
    def __init__(self, loc=0.0, scale=1.0, **options):
        self.loc, self.scale = loc, scale

    def log_prob(self, value):
        return -0.5 * np.square((value - self.loc) / self.scale) - np.log(self.scale) - 0.5 * math.log(2 * math.pi)

    def entropy(self):
        return 0.5 * math.log(2 * math.pi * math.e) + np.log(self.scale) + 0.0 * self.loc

    def mean(self):
        return self.loc

    mode = median = mean

    def variance(self):
        return np.square(self.scale)

    def sample(self, sample_shape=(), seed=None):
        return self.loc + self.scale * _noise(_sample_shape(sample_shape, (self.loc + self.scale).shape), seed)


class Laplace(Normal):
    def log_prob(self, value):
        return -np.abs(value - self.loc) / self.scale - np.log(2.0 * self.scale)

    def entropy(self):
        return 1.0 + np.log(2.0 * self.scale) + 0.0 * self.loc

    def variance(self):
        return 2.0 * np.square(self.scale)

    def sample(self, sample_shape=(), seed=None):
        centred = _uniform(_sample_shape(sample_shape, (self.loc + self.scale).shape), seed) - 0.5
        return self.loc - self.scale * np.sign(centred) * np.log1p(-2.0 * np.abs(centred))


class Independent(Distribution):
    def __init__(self, distribution, reinterpreted_batch_ndims=1, **options):
        self.distribution, self._axes = distribution, tuple(range(-reinterpreted_batch_ndims, 0))

    def log_prob(self, value):
        return np.sum(self.distribution.log_prob(value), axis=self._axes)

    def entropy(self):
        return np.sum(self.distribution.entropy(), axis=self._axes)

    def mean(self):
        return self.distribution.mean()

    def mode(self):
        return self.distribution.mode()

    def variance(self):
        return self.distribution.variance()

    def sample(self, sample_shape=(), seed=None):
        return self.distribution.sample(sample_shape=sample_shape, seed=seed)


class MultivariateNormalDiag(Independent):
    def __init__(self, loc=None, scale_diag=None, **options):
        scale_diag = np.ones_like(loc) if scale_diag is None else scale_diag
        loc = np.zeros_like(scale_diag) if loc is None else loc
        super().__init__(Normal(loc, scale_diag), 1)
        self.loc, self.scale_diag = loc, scale_diag


def kl_divergence(first, second, allow_nan_stats=True, name=None):
    if isinstance(first, Independent):
        return np.sum(kl_divergence(first.distribution, second.distribution), axis=first._axes)
    if isinstance(first, Categorical):
        return np.sum(_weighted(first.probs, first._log_probs - second._log_probs), axis=-1)
    if isinstance(first, Bernoulli):
        (yes, no), (other_yes, other_no) = first._both(), second._both()
        return first.probs * (yes - other_yes) + (1.0 - first.probs) * (no - other_no)
    if type(first) is Normal and type(second) is Normal:
        ratio = np.square(first.scale / second.scale)
        return 0.5 * (ratio + np.square((first.loc - second.loc) / second.scale) - 1.0 - np.log(ratio))
    raise NotImplementedError(f"the preview has no divergence of {type(first).__name__} from {type(second).__name__}")
