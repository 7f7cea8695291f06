"""haiku.initializers: first weights from a shape."""

import jax.numpy as jnp
from jax import random as _random


def _key():
    return _random.PRNGKey(0)


class Constant:
    def __init__(self, constant):
        self.constant = constant

    def __call__(self, shape, dtype=None):
        return jnp.broadcast_to(jnp.asarray(self.constant, dtype=jnp.float32), shape)


class RandomNormal:
    def __init__(self, stddev=1.0, mean=0.0):
        self.stddev, self.mean = stddev, mean

    def __call__(self, shape, dtype=None):
        return self.mean + self.stddev * _random.normal(_key(), shape)


class TruncatedNormal(RandomNormal):
    def __call__(self, shape, dtype=None):
        return self.mean + self.stddev * _random.truncated_normal(_key(), -2.0, 2.0, shape)


class RandomUniform:
    def __init__(self, minval=0.0, maxval=1.0):
        self.minval, self.maxval = minval, maxval

    def __call__(self, shape, dtype=None):
        return _random.uniform(_key(), shape, minval=self.minval, maxval=self.maxval)


class VarianceScaling:
    def __init__(self, scale=1.0, mode="fan_in", distribution="truncated_normal", **options):
        self.scale = scale

    def __call__(self, shape, dtype=None):
        fan_in = 1
        for extent in tuple(shape)[:-1]:
            fan_in = fan_in * extent
        return _random.truncated_normal(_key(), -2.0, 2.0, shape) * (self.scale / max(1.0, fan_in)) ** 0.5


Orthogonal = Identity = VarianceScaling
