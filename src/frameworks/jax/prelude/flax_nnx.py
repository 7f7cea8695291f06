"""flax.nnx: layers, and transformations of functions of modules."""

import jax
import jax.numpy as jnp
from flax.nnx._module import *
from jax import _formulas, lax as _lax, tree_util as _tree_util
from jax._formulas import avg_pool, combine_masks, dot_product_attention, make_attention_mask, make_causal_mask, max_pool, min_pool
from jax.nn import initializers
from jax.nn import (
    celu, elu, gelu, glu, hard_sigmoid, hard_silu, hard_swish, hard_tanh, identity, leaky_relu, log_sigmoid,
    log_softmax, logsumexp, one_hot, relu, relu6, selu, sigmoid, silu, soft_sign, softmax, softplus, standardize, swish, tanh,
)


class Sequential(Module):
    def __init__(self, *layers):
        self.layers = list(layers)

    def __call__(self, *given, **named):
        for layer in self.layers:
            made = layer(*given, **named)
            given, named = made if isinstance(made, tuple) else (made,), {}
        return made


class Linear(Module):
    def __init__(self, in_features, out_features, *, use_bias=True, kernel_init=initializers.lecun_normal(), bias_init=initializers.zeros, rngs, **options):
        self.kernel = Param(kernel_init(rngs.params(), (in_features, out_features)))
        self.bias = Param(bias_init(rngs.params(), (out_features,))) if use_bias else None

    def __call__(self, inputs, **options):
        made = inputs @ self.kernel.value
        return made if self.bias is None else made + self.bias.value


class LinearGeneral(Module):
    def __init__(self, in_features, out_features, *, axis=-1, use_bias=True, kernel_init=initializers.lecun_normal(), bias_init=initializers.zeros, rngs, **options):
        self.axis = axis
        self.kernel = Param(kernel_init(rngs.params(), _formulas.each(in_features, 1) + _formulas.each(out_features, 1)))
        self.bias = Param(bias_init(rngs.params(), _formulas.each(out_features, 1))) if use_bias else None

    def __call__(self, inputs):
        axes = [axis % inputs.ndim for axis in _formulas.each(self.axis, 1)]
        made = jnp.tensordot(inputs, self.kernel.value, axes=(axes, list(range(len(axes)))))
        return made if self.bias is None else made + self.bias.value


class Conv(Module):
    def __init__(
        self, in_features, out_features, kernel_size, strides=1, *, padding="SAME", kernel_dilation=1, feature_group_count=1, use_bias=True,
        kernel_init=initializers.lecun_normal(), bias_init=initializers.zeros, rngs, **options
    ):
        _formulas._refuse(mask=options.get("mask"), input_dilation=options.get("input_dilation"))
        self.strides, self.padding, self.dilation, self.groups = strides or 1, padding, kernel_dilation, feature_group_count
        self.kernel = Param(kernel_init(rngs.params(), _formulas.each(kernel_size, 1) + (in_features // feature_group_count, out_features)))
        self.bias = Param(bias_init(rngs.params(), (out_features,))) if use_bias else None

    def __call__(self, inputs, **options):
        made = _formulas.convolve(inputs, self.kernel.value, self.strides, self.padding, self.dilation, self.groups)
        return made if self.bias is None else made + self.bias.value


class ConvTranspose(Module):
    def __init__(
        self, in_features, out_features, kernel_size, strides=None, *, padding="SAME", use_bias=True,
        kernel_init=initializers.lecun_normal(), bias_init=initializers.zeros, rngs, **options
    ):
        _formulas._refuse(mask=options.get("mask"), kernel_dilation=options.get("kernel_dilation"))
        self.strides, self.padding = strides or 1, padding
        self.kernel = Param(kernel_init(rngs.params(), _formulas.each(kernel_size, 1) + (in_features, out_features)))
        self.bias = Param(bias_init(rngs.params(), (out_features,))) if use_bias else None

    def __call__(self, inputs, **options):
        made = _formulas.convolve_transposed(inputs, self.kernel.value, self.strides, self.padding)
        return made if self.bias is None else made + self.bias.value


class Embed(Module):
    def __init__(self, num_embeddings, features, *, embedding_init=initializers.normal(1.0), rngs, **options):
        self.embedding = Param(embedding_init(rngs.params(), (num_embeddings, features)))

    def __call__(self, inputs):
        return jnp.take(self.embedding.value, inputs, axis=0)

    def attend(self, query):
        return query @ self.embedding.value.T


class _Normalizing(Module):
    def __init__(self, num_features, *, epsilon=1e-6, use_bias=True, use_scale=True, rngs=None, **options):
        _formulas._refuse(**{name: options.get(name) for name in ("reduction_axes", "feature_axes") if options.get(name) != -1})
        self.epsilon = epsilon
        self.scale = Param(jnp.ones((num_features,))) if use_scale else None
        self.bias = Param(jnp.zeros((num_features,))) if use_bias else None

    def scaled(self, x, mean, variance):
        scale, bias = [None if box is None else box.value for box in (self.scale, self.bias)]
        return _formulas.normalized(x, mean, variance, scale, bias, self.epsilon)


class LayerNorm(_Normalizing):
    def __call__(self, x, mask=None):
        _formulas._refuse(mask=mask)
        return self.scaled(x, *_formulas.moments(x, -1))


class RMSNorm(_Normalizing):
    def __init__(self, num_features, **options):
        super().__init__(num_features, use_bias=False, **options)

    def __call__(self, x, mask=None):
        _formulas._refuse(mask=mask)
        return self.scaled(x, 0.0, jnp.mean(jnp.square(x), axis=-1, keepdims=True))


class GroupNorm(_Normalizing):
    def __init__(self, num_features, num_groups=32, group_size=None, **options):
        super().__init__(num_features, **options)
        self.num_groups = num_groups or num_features // group_size

    def __call__(self, x, mask=None):
        _formulas._refuse(mask=mask)
        return self.scaled(x, *_formulas.grouped_moments(x, self.num_groups))


class BatchNorm(_Normalizing):
    def __init__(self, num_features, *, use_running_average=False, momentum=0.99, epsilon=1e-5, **options):
        super().__init__(num_features, epsilon=epsilon, **options)
        self.mean, self.var = BatchStat(jnp.zeros((num_features,))), BatchStat(jnp.ones((num_features,)))
        self.use_running_average, self.momentum = use_running_average, momentum

    def __call__(self, x, use_running_average=None, *, mask=None):
        _formulas._refuse(mask=mask)
        is_running = self.use_running_average if use_running_average is None else use_running_average
        if is_running:
            return self.scaled(x, self.mean.value, self.var.value)
        return self.scaled(x, *_formulas.moments(x, tuple(range(x.ndim - 1))))


class Dropout(Module):
    """As outside of training."""

    def __init__(self, rate, **options):
        self.rate = rate

    def __call__(self, inputs, **options):
        return inputs


class MultiHeadAttention(Module):
    def __init__(self, num_heads, in_features, qkv_features=None, out_features=None, *, decode=None, rngs, **options):
        width, depth = qkv_features or in_features, (qkv_features or in_features) // num_heads
        chosen = {name: options[name] for name in ("kernel_init", "bias_init", "use_bias") if name in options}
        self.query, self.key, self.value = [LinearGeneral(in_features, (num_heads, depth), rngs=rngs, **chosen) for _ in range(3)]
        self.out = LinearGeneral((num_heads, depth), out_features or in_features, axis=(-2, -1), rngs=rngs, **chosen)

    def __call__(self, inputs_q, inputs_k=None, inputs_v=None, *, mask=None, **options):
        inputs_k = inputs_q if inputs_k is None else inputs_k
        inputs_v = inputs_k if inputs_v is None else inputs_v
        return self.out(dot_product_attention(self.query(inputs_q), self.key(inputs_k), self.value(inputs_v), mask=mask))


# Transformations.


def _passed_on(target=None, *given, **options):
    return target if target is not None else lambda function: function


jit = remat = pmap = _passed_on


def value_and_grad(f, argnums=0, has_aux=False, **options):
    numbers = tuple(one if isinstance(one, int) else one.argnum for one in (argnums if isinstance(argnums, (tuple, list)) else (argnums,)))
    return jax.value_and_grad(f, argnums=numbers if isinstance(argnums, (tuple, list)) else numbers[0], has_aux=has_aux)


def grad(f, argnums=0, has_aux=False, **options):
    run = value_and_grad(f, argnums, has_aux)

    def gradient(*given, **named):
        value, slopes = run(*given, **named)
        return (slopes, value[1]) if has_aux else slopes

    return gradient


class DiffState:
    def __init__(self, argnum, filter):
        self.argnum, self.filter = argnum, filter


class StateAxes:
    def __init__(self, axes):
        self.axes = axes


vmap, scan, cond, switch, while_loop, fori_loop = jax.vmap, _lax.scan, _lax.cond, _lax.switch, _lax.while_loop, _lax.fori_loop


def split(node, *filters):
    """A module, and the boxes of its weights; without a difference between kinds."""
    leaves, structure = _tree_util.tree_flatten(node)
    return structure, leaves, *([[] for _ in filters[1:]])


def merge(graphdef, state, *states):
    return _tree_util.tree_unflatten(graphdef, state)


def state(node, *filters):
    return node


def update(node, state, *states):
    return None


def clone(node):
    return _tree_util.tree_map(lambda leaf: leaf, node)


def display(*given):
    return None


class Optimizer:
    def __init__(self, model, tx, wrt=Param, **options):
        self.model, self.tx = model, tx

    def update(self, *given, **options):
        return None


ModelAndOptimizer = Optimizer


class _Metric:
    def __init__(self, *given, **named):
        pass

    def update(self, **values):
        return None

    def reset(self):
        return None

    def compute(self):
        return {}


class metrics:
    Average = Accuracy = Welford = Metric = _Metric


MultiMetric = Metric = _Metric
