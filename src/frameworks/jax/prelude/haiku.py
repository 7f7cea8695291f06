"""haiku: layers, whose weights are parameters of the function that runs."""

from typing import Any as _Any, NamedTuple as _NamedTuple

import jax
import jax.numpy as jnp
from haiku import initializers
from haiku._module import *
from jax._formulas import avg_pool as _avg_pool, convolve as _convolve, each as _each, grouped_moments as _grouped_moments, max_pool as _max_pool, normalized as _normalized, _refuse


class Linear(Module):
    def __init__(self, output_size, with_bias=True, w_init=None, b_init=None, name=None):
        super().__init__(name)
        self.output_size, self.with_bias, self.w_init, self.b_init = output_size, with_bias, w_init, b_init

    def __call__(self, inputs, *, precision=None):
        width = inputs.shape[-1]
        w = get_parameter("w", [width, self.output_size], init=self.w_init or initializers.TruncatedNormal(width**-0.5))
        made = inputs @ w
        return made + get_parameter("b", [self.output_size], init=self.b_init or jnp.zeros) if self.with_bias else made


class Bias(Module):
    def __call__(self, inputs, multiplier=1.0):
        return inputs + multiplier * get_parameter("b", inputs.shape[1:], init=jnp.zeros)


class Sequential(Module):
    def __init__(self, layers, name=None):
        super().__init__(name)
        self.layers = tuple(layers)

    def __call__(self, inputs, *given, **named):
        made = inputs
        for i, layer in enumerate(self.layers):
            made = layer(made, *given, **named) if i == 0 else layer(made)
        return made


class Flatten(Module):
    def __init__(self, preserve_dims=1, name=None):
        super().__init__(name)
        self.preserve_dims = preserve_dims

    def __call__(self, inputs):
        return jnp.reshape(inputs, tuple(inputs.shape[: self.preserve_dims]) + (-1,))


class Reshape(Module):
    def __init__(self, output_shape, preserve_dims=1, name=None):
        super().__init__(name)
        self.output_shape, self.preserve_dims = tuple(output_shape), preserve_dims

    def __call__(self, inputs):
        return jnp.reshape(inputs, tuple(inputs.shape[: self.preserve_dims]) + self.output_shape)


class ConvND(Module):
    axes = None

    def __init__(
        self, output_channels, kernel_shape, stride=1, rate=1, padding="SAME", with_bias=True, w_init=None, b_init=None, data_format="NHWC",
        mask=None, feature_group_count=1, name=None
    ):
        super().__init__(name)
        if data_format[1] == "C" and data_format != "NC":
            raise NotImplementedError("the preview takes channels to be last")
        _refuse(mask=mask)
        self.output_channels, self.with_bias, self.w_init, self.b_init = output_channels, with_bias, w_init, b_init
        self.window, self.groups = _each(kernel_shape, self.axes), feature_group_count
        self.options = (stride, padding, rate)

    def __call__(self, inputs):
        shape = self.window + (inputs.shape[-1] // self.groups, self.output_channels)
        fan_in = 1
        for extent in shape[:-1]:
            fan_in = fan_in * extent
        w = get_parameter("w", shape, init=self.w_init or initializers.TruncatedNormal(fan_in**-0.5))
        made = _convolve(inputs, w, *self.options, self.groups)
        return made + get_parameter("b", [self.output_channels], init=self.b_init or jnp.zeros) if self.with_bias else made


class Conv1D(ConvND):
    axes = 1

    def __init__(self, output_channels, kernel_shape, *given, **options):
        super().__init__(output_channels, kernel_shape, *given, **{"data_format": "NWC", **options})


class Conv2D(ConvND):
    axes = 2


class Conv3D(ConvND):
    axes = 3


class Embed(Module):
    def __init__(self, vocab_size=None, embed_dim=None, embedding_matrix=None, w_init=None, name=None, **options):
        super().__init__(name)
        self.shape, self.w_init = (vocab_size, embed_dim), w_init

    def __call__(self, ids):
        return jnp.take(get_parameter("embeddings", self.shape, init=self.w_init or initializers.TruncatedNormal()), ids, axis=0)


class LayerNorm(Module):
    def __init__(self, axis, create_scale, create_offset, eps=1e-5, scale_init=None, offset_init=None, use_fast_variance=False, name=None, **options):
        super().__init__(name)
        self.axis, self.create_scale, self.create_offset, self.eps = axis, create_scale, create_offset, eps

    def __call__(self, inputs, scale=None, offset=None):
        mean, variance = jnp.mean(inputs, axis=self.axis, keepdims=True), jnp.var(inputs, axis=self.axis, keepdims=True)
        scale = get_parameter("scale", inputs.shape[-1:], init=jnp.ones) if self.create_scale else scale
        offset = get_parameter("offset", inputs.shape[-1:], init=jnp.zeros) if self.create_offset else offset
        return _normalized(inputs, mean, variance, scale, offset, self.eps)


class RMSNorm(Module):
    def __init__(self, axis, eps=1e-5, create_scale=True, name=None, **options):
        super().__init__(name)
        self.axis, self.eps = axis, eps

    def __call__(self, inputs):
        scale = get_parameter("scale", inputs.shape[-1:], init=jnp.ones)
        return _normalized(inputs, 0.0, jnp.mean(jnp.square(inputs), axis=self.axis, keepdims=True), scale, None, self.eps)


class GroupNorm(Module):
    def __init__(self, groups, axis=None, create_scale=True, create_offset=True, eps=1e-5, name=None, **options):
        super().__init__(name)
        self.groups, self.eps = groups, eps

    def __call__(self, x):
        scale, offset = get_parameter("scale", x.shape[-1:], init=jnp.ones), get_parameter("offset", x.shape[-1:], init=jnp.zeros)
        return _normalized(x, *_grouped_moments(x, self.groups), scale, offset, self.eps)


class BatchNorm(Module):
    def __init__(self, create_scale, create_offset, decay_rate, eps=1e-5, axis=None, name=None, **options):
        super().__init__(name)
        self.create_scale, self.create_offset, self.eps = create_scale, create_offset, eps

    def __call__(self, inputs, is_training, test_local_stats=False, scale=None, offset=None):
        axes = tuple(range(inputs.ndim - 1))
        if is_training or test_local_stats:
            mean, variance = jnp.mean(inputs, axis=axes), jnp.var(inputs, axis=axes)
        else:
            mean, variance = get_state("mean_ema", inputs.shape[-1:], init=jnp.zeros), get_state("var_ema", inputs.shape[-1:], init=jnp.ones)
        scale = get_parameter("scale", inputs.shape[-1:], init=jnp.ones) if self.create_scale else scale
        offset = get_parameter("offset", inputs.shape[-1:], init=jnp.zeros) if self.create_offset else offset
        return _normalized(inputs, mean, variance, scale, offset, self.eps)


class MultiHeadAttention(Module):
    def __init__(self, num_heads, key_size, w_init_scale=None, *, w_init=None, with_bias=True, value_size=None, model_size=None, name=None, **options):
        super().__init__(name)
        self.num_heads, self.key_size, self.value_size = num_heads, key_size, value_size or key_size
        self.model_size, self.options = model_size or key_size * num_heads, {"w_init": w_init, "with_bias": with_bias}

    def __call__(self, query, key, value, mask=None):
        def heads(x, size, name):
            return jnp.reshape(Linear(self.num_heads * size, name=name, **self.options)(x), tuple(x.shape[:-1]) + (self.num_heads, size))

        q, k, v = heads(query, self.key_size, "query"), heads(key, self.key_size, "key"), heads(value, self.value_size, "value")
        logits = jnp.einsum("...thd,...Thd->...htT", q, k) / jnp.sqrt(self.key_size)
        weights = jax.nn.softmax(logits if mask is None else jnp.where(mask, logits, -1e30))
        made = jnp.einsum("...htT,...Thd->...thd", weights, v)
        return Linear(self.model_size, **self.options)(jnp.reshape(made, tuple(made.shape[:-2]) + (-1,)))


class LSTMState(_NamedTuple):
    hidden: _Any
    cell: _Any


class LSTM(Module):
    def __init__(self, hidden_size, name=None):
        super().__init__(name)
        self.hidden_size = hidden_size

    def __call__(self, inputs, prev_state):
        gated = Linear(4 * self.hidden_size)(jnp.concatenate([inputs, prev_state.hidden], axis=-1))
        i, g, f, o = jnp.split(gated, 4, axis=-1)
        cell = jax.nn.sigmoid(f + 1) * prev_state.cell + jax.nn.sigmoid(i) * jnp.tanh(g)
        hidden = jax.nn.sigmoid(o) * jnp.tanh(cell)
        return hidden, LSTMState(hidden, cell)

    def initial_state(self, batch_size):
        shape = (self.hidden_size,) if batch_size is None else (batch_size, self.hidden_size)
        return LSTMState(jnp.zeros(shape), jnp.zeros(shape))


class GRU(Module):
    def __init__(self, hidden_size, w_i_init=None, w_h_init=None, b_init=None, name=None):
        super().__init__(name)
        self.hidden_size, self.inits = hidden_size, (w_i_init, w_h_init, b_init)

    def __call__(self, inputs, state):
        size, width = self.hidden_size, inputs.shape[-1]
        w_i = get_parameter("w_i", [width, 3 * size], init=self.inits[0] or initializers.VarianceScaling())
        w_h = get_parameter("w_h", [size, 3 * size], init=self.inits[1] or initializers.VarianceScaling())
        b = get_parameter("b", [3 * size], init=self.inits[2] or jnp.zeros)
        x, h = inputs @ w_i, state @ w_h[:, : 2 * size]
        z, r = jax.nn.sigmoid(x[..., :size] + h[..., :size] + b[:size]), jax.nn.sigmoid(x[..., size : 2 * size] + h[..., size:] + b[size : 2 * size])
        candidate = jnp.tanh(x[..., 2 * size :] + (r * state) @ w_h[:, 2 * size :] + b[2 * size :])
        state = (1 - z) * state + z * candidate
        return state, state

    def initial_state(self, batch_size):
        return jnp.zeros((self.hidden_size,) if batch_size is None else (batch_size, self.hidden_size))


def dynamic_unroll(core, input_sequence, initial_state, time_major=True, **options):
    steps = input_sequence if time_major else jnp.swapaxes(input_sequence, 0, 1)
    state, outputs = initial_state, []
    for step in steps:
        output, state = core(step, state)
        outputs.append(output)
    made = jnp.stack(outputs)
    return (made if time_major else jnp.swapaxes(made, 0, 1)), state


static_unroll = dynamic_unroll


class _MLP(Module):
    def __init__(self, output_sizes, w_init=None, b_init=None, with_bias=True, activation=jax.nn.relu, activate_final=False, name=None):
        super().__init__(name or "mlp")
        self.activation, self.activate_final = activation, activate_final
        self.layers = [Linear(size, with_bias, w_init, b_init, name=f"linear_{i}") for i, size in enumerate(output_sizes)]

    def __call__(self, inputs, dropout_rate=None, rng=None):
        for i, layer in enumerate(self.layers):
            inputs = layer(inputs)
            if i + 1 < len(self.layers) or self.activate_final:
                inputs = self.activation(inputs)
        return inputs


class nets:
    MLP = _MLP


def _window(value, window_shape, strides):
    window = list(window_shape) if isinstance(window_shape, (list, tuple)) else [window_shape] * (value.ndim - 2)
    steps = list(strides) if isinstance(strides, (list, tuple)) else [strides] * (value.ndim - 2)
    return (window[1:-1], steps[1:-1]) if len(window) == value.ndim else (window, steps)


def max_pool(value, window_shape, strides, padding="SAME", channel_axis=-1):
    return _max_pool(value, *_window(value, window_shape, strides), padding)


def avg_pool(value, window_shape, strides, padding="SAME", channel_axis=-1):
    return _avg_pool(value, *_window(value, window_shape, strides), padding, count_include_pad=False)


def dropout(rng, rate, x, broadcast_dims=()):
    return x


def one_hot(x, num_classes, dtype=jnp.float32):
    return jax.nn.one_hot(x, num_classes)


def expand_apply(f, axis=0):
    return lambda *given: jax.tree_util.tree_map(lambda x: jnp.squeeze(x, axis), f(*[jnp.expand_dims(x, axis) for x in given]))


jit, grad, value_and_grad, remat, vmap, scan, cond, fori_loop, while_loop = (
    jax.jit, jax.grad, jax.value_and_grad, jax.checkpoint, jax.vmap, jax.lax.scan, jax.lax.cond, jax.lax.fori_loop, jax.lax.while_loop
)
