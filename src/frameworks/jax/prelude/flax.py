"""flax.linen: jax.nn's functions, and modules as dataclasses whose weights are drawn from a fixed key."""

import functools
from dataclasses import dataclass as _dataclass, field, fields, replace as _replace
from typing import Any

import jax.numpy as jnp
from flax.linen import initializers
from jax import lax
from jax.nn import *
from jax.random import PRNGKey as _PRNGKey


def compact(function):
    return function


nowrap = compact


class Module:
    """A dataclass of its annotated fields; `name` and `parent` are taken by every module."""

    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        _dataclass(cls)
        plain = cls.__init__

        @functools.wraps(plain)
        def initialise(self, *given, **named):
            named.pop("name", None)
            named.pop("parent", None)
            plain(self, *given, **named)

        cls.__init__ = initialise

    def __post_init__(self):
        self.setup()

    def setup(self):
        pass

    def param(self, name, init_fn, *given, **options):
        return init_fn(_PRNGKey(0), *given, **options)

    def make_rng(self, name="params"):
        return _PRNGKey(0)

    def sow(self, *given, **options):
        return False

    def init(self, rngs, *given, **named):
        return {"params": {}}

    def apply(self, variables, *given, rngs=None, method=None, mutable=False, **named):
        called = self.__call__ if method is None else getattr(self, method) if isinstance(method, str) else functools.partial(method, self)
        result = called(*given, **named)
        return (result, {}) if mutable else result

    def bind(self, variables, **options):
        return self

    def replace(self, **changes):
        return _replace(self, **changes)


class Dense(Module):
    features: int
    use_bias: bool = True
    dtype: Any = None
    param_dtype: Any = None
    precision: Any = None
    kernel_init: Any = None
    bias_init: Any = None

    def __call__(self, inputs):
        drawn = self.kernel_init or initializers.lecun_normal()
        made = inputs @ drawn(_PRNGKey(0), (inputs.shape[-1], self.features))
        if not self.use_bias:
            return made
        return made if self.bias_init is None else made + self.bias_init(_PRNGKey(0), (self.features,))


class Dropout(Module):
    rate: float
    broadcast_dims: Any = ()
    deterministic: Any = None

    def __call__(self, inputs, deterministic=None, rng=None):
        return inputs


class LayerNorm(Module):
    epsilon: float = 1e-6
    dtype: Any = None
    use_bias: bool = True
    use_scale: bool = True

    def __call__(self, x):
        return standardize(x, axis=-1, epsilon=self.epsilon)


class Embed(Module):
    num_embeddings: int
    features: int
    embedding_init: Any = None

    def __call__(self, inputs):
        drawn = self.embedding_init or initializers.normal(1.0)
        return jnp.take(drawn(_PRNGKey(0), (self.num_embeddings, self.features)), inputs, axis=0)


class Sequential(Module):
    layers: Any

    def __call__(self, *given):
        first, *rest = self.layers
        made = first(*given)
        for layer in rest:
            made = layer(made)
        return made


def jit(target=None, **options):
    return target


remat = checkpoint = jit
