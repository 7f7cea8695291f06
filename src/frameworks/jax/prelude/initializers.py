"""jax.nn.initializers: first weights from a key and a shape."""

import jax.numpy as jnp
from jax import random as _random


def zeros(key, shape, dtype=None):
    return jnp.zeros(shape)


def ones(key, shape, dtype=None):
    return jnp.ones(shape)


def constant(value, dtype=None):
    return lambda key, shape, dtype=None: jnp.full(shape, value)


def normal(stddev=1e-2, dtype=None):
    return lambda key, shape, dtype=None: stddev * _random.normal(key, shape)


def truncated_normal(stddev=1e-2, dtype=None, lower=-2.0, upper=2.0):
    return lambda key, shape, dtype=None: stddev * _random.truncated_normal(key, lower, upper, shape)


def uniform(scale=1e-2, dtype=None):
    return lambda key, shape, dtype=None: scale * _random.uniform(key, shape)


def variance_scaling(scale, mode, distribution, in_axis=-2, out_axis=-1, **options):
    def draw(key, shape, dtype=None):
        rest = 1
        for extent in shape[:-2]:
            rest = rest * extent
        fan_in, fan_out = (shape[-2] * rest, shape[-1] * rest) if len(shape) > 1 else (shape[0], shape[0])
        fan = fan_in if mode == "fan_in" else fan_out if mode == "fan_out" else (fan_in + fan_out) / 2
        if distribution == "uniform":
            return _random.uniform(key, shape, minval=-1.0) * (3 * scale / fan) ** 0.5
        return _random.normal(key, shape) * (scale / fan) ** 0.5

    return draw


def lecun_normal(*given, **options):
    return variance_scaling(1.0, "fan_in", "normal")


def lecun_uniform(*given, **options):
    return variance_scaling(1.0, "fan_in", "uniform")


def glorot_normal(*given, **options):
    return variance_scaling(1.0, "fan_avg", "normal")


def glorot_uniform(*given, **options):
    return variance_scaling(1.0, "fan_avg", "uniform")


def he_normal(*given, **options):
    return variance_scaling(2.0, "fan_in", "normal")


def he_uniform(*given, **options):
    return variance_scaling(2.0, "fan_in", "uniform")


xavier_normal, xavier_uniform = glorot_normal, glorot_uniform
kaiming_normal, kaiming_uniform = he_normal, he_uniform


def orthogonal(scale=1.0, column_axis=-1, dtype=None):
    # Drawn, not made orthogonal: its size is that of an orthogonal matrix.
    return lambda key, shape, dtype=None: scale * _random.normal(key, shape) / shape[0] ** 0.5


def delta_orthogonal(*given, **options):
    return orthogonal(*given)
