"""jax.random: the same key draws the same numbers (not those that JAX draws from it)."""

import math

import jax.numpy as jnp
from jax import _native


def PRNGKey(seed, impl=None):
    return jnp.asarray([0, int(seed)])


key = PRNGKey


def split(key, num=2):
    count = num if isinstance(num, int) else math.prod(num)
    return _native.split_key(key, count)


def fold_in(key, data):
    return _native.split_key(key, int(data) % 4096 + 1)[-1]


def key_data(keys):
    return keys


def uniform(key, shape=(), dtype=None, minval=0.0, maxval=1.0):
    return minval + (maxval - minval) * _native.key_uniform(key, shape)


def normal(key, shape=(), dtype=None):
    return _native.key_normal(key, shape)


def truncated_normal(key, lower, upper, shape=None, dtype=None):
    return jnp.clip(normal(key, shape or ()), lower, upper)


def bernoulli(key, p=0.5, shape=None):
    return _native.key_uniform(key, jnp.shape(p) if shape is None else shape) < p


def exponential(key, shape=(), dtype=None):
    return -jnp.log1p(-_native.key_uniform(key, shape))


def gumbel(key, shape=(), dtype=None, mode=None):
    return -jnp.log(-jnp.log(jnp.clip(_native.key_uniform(key, shape), 1e-12, 1.0)))


def laplace(key, shape=(), dtype=None):
    centred = _native.key_uniform(key, shape) - 0.5
    return -jnp.sign(centred) * jnp.log1p(-2 * jnp.abs(centred))


def logistic(key, shape=(), dtype=None):
    drawn = _native.key_uniform(key, shape)
    return jnp.log(drawn) - jnp.log1p(-drawn)


def cauchy(key, shape=(), dtype=None):
    return jnp.tan(jnp.pi * (_native.key_uniform(key, shape) - 0.5))


def rademacher(key, shape=(), dtype=None):
    return jnp.where(_native.key_uniform(key, shape) < 0.5, 1, -1)


def randint(key, shape, minval, maxval, dtype=None):
    return jnp.floor(minval + (maxval - minval) * _native.key_uniform(key, shape)).astype(jnp.int32)


def categorical(key, logits, axis=-1, shape=None):
    own = jnp.shape(logits) if shape is None else tuple(shape) + (jnp.shape(logits)[axis],)
    return jnp.argmax(logits + gumbel(key, own), axis=axis)


def permutation(key, x, axis=0, independent=False):
    values = jnp.arange(x) if isinstance(x, int) else jnp.asarray(x)
    return jnp.take(values, jnp.argsort(_native.key_uniform(key, (values.shape[axis],))), axis=axis)


shuffle = permutation


def choice(key, a, shape=(), replace=True, p=None, axis=0):
    values = jnp.arange(a) if isinstance(a, int) else jnp.asarray(a)
    count, total = values.shape[axis], math.prod(shape)
    if not replace:
        order = jnp.argsort(gumbel(key, (count,)) + (0.0 if p is None else jnp.log(p)), descending=True)
        return jnp.take(values, jnp.reshape(order[:total], shape), axis=axis)
    edges = jnp.arange(1, count + 1) / count if p is None else jnp.cumsum(jnp.asarray(p))
    places = jnp.clip(jnp.searchsorted(edges, _native.key_uniform(key, (total,)), side="right"), 0, count - 1)
    return jnp.take(values, jnp.reshape(places, shape), axis=axis)


def multivariate_normal(key, mean, cov, shape=None, dtype=None):
    return mean + normal(key, tuple(shape or ()) + jnp.shape(mean)) @ jnp.linalg.cholesky(cov).T


def dirichlet(key, alpha, shape=None, dtype=None):
    drawn = exponential(key, tuple(shape or ()) + jnp.shape(alpha))
    return drawn / jnp.sum(drawn, axis=-1, keepdims=True)
