"""numpy.random: seeded draws (not the numbers that NumPy draws from the same seed)."""

import math

import numpy as np
from numpy._native import draw_normal as _draw_normal, draw_uniform as _draw_uniform, reseed as _reseed


class Generator:
    def __init__(self, seed=None):
        if isinstance(seed, int):
            _reseed(seed)

    def seed(self, seed=None):
        _reseed(0 if seed is None else seed)

    def rand(self, *shape):
        return _draw_uniform(shape if shape else None)

    def randn(self, *shape):
        return _draw_normal(shape if shape else None)

    def random(self, size=None, dtype=None):
        return _draw_uniform(size)

    def uniform(self, low=0.0, high=1.0, size=None):
        return low + (high - low) * _draw_uniform(_size(size, low, high))

    def normal(self, loc=0.0, scale=1.0, size=None):
        return loc + scale * _draw_normal(_size(size, loc, scale))

    def standard_normal(self, size=None, dtype=None):
        return _draw_normal(size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        return np.exp(self.normal(mean, sigma, size))

    def exponential(self, scale=1.0, size=None):
        return -scale * np.log1p(-_draw_uniform(_size(size, scale)))

    def laplace(self, loc=0.0, scale=1.0, size=None):
        centred = _draw_uniform(_size(size, loc, scale)) - 0.5
        return loc - scale * np.sign(centred) * np.log1p(-2 * np.abs(centred))

    def logistic(self, loc=0.0, scale=1.0, size=None):
        u = _draw_uniform(_size(size, loc, scale))
        return loc + scale * (np.log(u) - np.log1p(-u))

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        return loc - scale * np.log(-np.log(_draw_uniform(_size(size, loc, scale))))

    def randint(self, low, high=None, size=None, dtype=None):
        low, high = (0, low) if high is None else (low, high)
        drawn = np.floor(low + (high - low) * _draw_uniform(size))
        return int(drawn) if size is None else drawn.astype(np.int64)

    def integers(self, low, high=None, size=None, dtype=None, endpoint=False):
        low, high = (0, low) if high is None else (low, high)
        return self.randint(low, high + 1 if endpoint else high, size)

    def binomial(self, n, p, size=None):
        shape = () if size is None else _shape(size)
        drawn = np.sum(_draw_uniform((n,) + shape) < p, axis=0)
        return int(drawn) if size is None else drawn

    def permutation(self, x):
        values = np.arange(x) if isinstance(x, int) else np.asarray(x)
        return values[np.argsort(_draw_uniform(values.shape[0]))]

    def shuffle(self, x):
        mixed = self.permutation(x)
        x[:] = mixed if not isinstance(x, list) else [one for one in mixed]

    def choice(self, a, size=None, replace=True, p=None):
        values = np.arange(a) if isinstance(a, int) else np.asarray(a)
        count = values.shape[0]
        shape = () if size is None else _shape(size)
        total = math.prod(shape)
        if not replace:
            noise = -np.log(-np.log(_draw_uniform(count))) + (0.0 if p is None else np.log(np.asarray(p)))
            return values[np.argsort(-noise)[:total].reshape(shape)] if size is not None else values[np.argmax(noise)]
        edges = np.arange(1, count + 1) / count if p is None else np.cumsum(np.asarray(p))
        places = np.clip(np.searchsorted(edges, _draw_uniform(total), side="right"), 0, count - 1)
        return values[places.reshape(shape)] if size is not None else values[places[0]]

    def multivariate_normal(self, mean, cov, size=None):
        mean, factor = np.asarray(mean), np.linalg.cholesky(np.asarray(cov))
        shape = () if size is None else _shape(size)
        return mean + _draw_normal(shape + mean.shape) @ factor.T

    def dirichlet(self, alpha, size=None):
        drawn = self.exponential(1.0, (() if size is None else _shape(size)) + np.asarray(alpha).shape)
        return drawn / np.sum(drawn, axis=-1, keepdims=True)

    def beta(self, a, b, size=None):
        x, y = self.gamma(a, 1.0, size), self.gamma(b, 1.0, size)
        return x / (x + y)

    def gamma(self, shape, scale=1.0, size=None):
        """Wilson and Hilferty's approximation: the cube of a normal draw."""
        cube = 1 - 1 / (9 * shape) + _draw_normal(_size(size, shape, scale)) / np.sqrt(9 * shape)
        return scale * shape * np.maximum(cube, 1e-3) ** 3

    def poisson(self, lam=1.0, size=None):
        return np.maximum(np.round(lam + np.sqrt(lam) * _draw_normal(_size(size, lam))), 0)


def _shape(size):
    return tuple(size) if isinstance(size, (tuple, list)) else (size,)


def _size(size, *parameters):
    if size is not None:
        return size
    for one in parameters:
        if np.ndim(one) > 0:
            return np.shape(one)
    return None


RandomState = Generator
_shared = Generator()


def default_rng(seed=None):
    return Generator(seed)


seed, rand, randn, random, uniform, normal = _shared.seed, _shared.rand, _shared.randn, _shared.random, _shared.uniform, _shared.normal
random_sample = ranf = sample = _shared.random
standard_normal, lognormal, exponential, laplace = _shared.standard_normal, _shared.lognormal, _shared.exponential, _shared.laplace
logistic, gumbel, randint, binomial, permutation = _shared.logistic, _shared.gumbel, _shared.randint, _shared.binomial, _shared.permutation
shuffle, choice, multivariate_normal, dirichlet = _shared.shuffle, _shared.choice, _shared.multivariate_normal, _shared.dirichlet
beta, gamma, poisson = _shared.beta, _shared.gamma, _shared.poisson
