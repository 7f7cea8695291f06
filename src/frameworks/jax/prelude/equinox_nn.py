"""equinox.nn: the layers of models, for one sample each; weights are drawn as Equinox draws them, by our own numbers."""

import equinox as eqx
import jax
import jax.numpy as jnp
from jax import random as _random


def _drawn(key, shape, bound):
    return _random.uniform(key, shape, minval=-bound, maxval=bound)


class Linear(eqx.Module):
    weight: object
    bias: object
    in_features: object = eqx.field(static=True)
    out_features: object = eqx.field(static=True)
    use_bias: bool = eqx.field(static=True)

    def __init__(self, in_features, out_features, use_bias=True, dtype=None, *, key):
        first, second = _random.split(key)
        inner = 1 if in_features == "scalar" else in_features
        outer = 1 if out_features == "scalar" else out_features
        bound = 1 / inner**0.5 if inner else 1.0
        self.weight = _drawn(first, (outer, inner), bound)
        self.bias = _drawn(second, (outer,), bound) if use_bias else None
        self.in_features, self.out_features, self.use_bias = in_features, out_features, use_bias

    def __call__(self, x, *, key=None):
        made = self.weight @ (jnp.broadcast_to(x, (1,)) if self.in_features == "scalar" else x)
        made = made if self.bias is None else made + self.bias
        return jnp.squeeze(made) if self.out_features == "scalar" else made


class Identity(eqx.Module):
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, x, *, key=None):
        return x


class Dropout(eqx.Module):
    """As in inference."""

    p: float
    inference: bool

    def __init__(self, p=0.5, inference=False, **options):
        self.p, self.inference = p, inference

    def __call__(self, x, *, key=None, inference=None):
        return x


class Lambda(eqx.Module):
    fn: object

    def __call__(self, x, *, key=None):
        return self.fn(x)


class Sequential(eqx.Module):
    layers: tuple

    def __init__(self, layers):
        self.layers = tuple(layers)

    def __call__(self, x, *, key=None):
        for layer in self.layers:
            x = layer(x)
        return x

    def __getitem__(self, i):
        return self.layers[i]

    def __len__(self):
        return len(self.layers)


class MLP(eqx.Module):
    layers: tuple
    activation: object
    final_activation: object
    in_size: object = eqx.field(static=True)
    out_size: object = eqx.field(static=True)
    width_size: int = eqx.field(static=True)
    depth: int = eqx.field(static=True)

    def __init__(
        self, in_size, out_size, width_size, depth, activation=jax.nn.relu, final_activation=lambda x: x, use_bias=True,
        use_final_bias=True, dtype=None, *, key
    ):
        keys = _random.split(key, depth + 1)
        sizes = [in_size] + [width_size] * depth + [out_size]
        biases = [use_bias] * depth + [use_final_bias]
        self.layers = tuple(Linear(sizes[i], sizes[i + 1], biases[i], key=keys[i]) for i in range(depth + 1))
        self.activation, self.final_activation = activation, final_activation
        self.in_size, self.out_size, self.width_size, self.depth = in_size, out_size, width_size, depth

    def __call__(self, x, *, key=None):
        for layer in self.layers[:-1]:
            x = self.activation(layer(x))
        return self.final_activation(self.layers[-1](x))


class LayerNorm(eqx.Module):
    weight: object
    bias: object
    eps: float = eqx.field(static=True)

    def __init__(self, shape, eps=1e-5, use_weight=True, use_bias=True, **options):
        self.weight = jnp.ones(shape) if use_weight else None
        self.bias = jnp.zeros(shape) if use_bias else None
        self.eps = eps

    def __call__(self, x, *, key=None):
        made = (x - jnp.mean(x)) / jnp.sqrt(jnp.var(x) + self.eps)
        made = made if self.weight is None else made * self.weight
        return made if self.bias is None else made + self.bias


class Embedding(eqx.Module):
    weight: object

    def __init__(self, num_embeddings=None, embedding_size=None, weight=None, *, key=None, **options):
        self.weight = _random.normal(key, (num_embeddings, embedding_size)) if weight is None else weight

    def __call__(self, x, *, key=None):
        return self.weight[x]


def inference_mode(pytree, value=True):
    return pytree
