"""flax.linen's layers."""

from typing import Any

import jax.numpy as jnp
from flax.linen import initializers
from flax.linen._module import Module, compact
from jax._formulas import *
from jax._formulas import _refuse
from jax.nn import sigmoid, standardize, tanh


class Dense(Module):
    features: int
    use_bias: bool = True
    dtype: Any = None
    param_dtype: Any = None
    precision: Any = None
    kernel_init: Any = None
    bias_init: Any = None

    def __call__(self, inputs):
        made = inputs @ self.param("kernel", self.kernel_init or initializers.lecun_normal(), (inputs.shape[-1], self.features))
        return made + self.param("bias", self.bias_init or initializers.zeros, (self.features,)) if self.use_bias else made


class DenseGeneral(Module):
    features: Any
    axis: Any = -1
    batch_dims: Any = ()
    use_bias: bool = True
    dtype: Any = None
    param_dtype: Any = None
    kernel_init: Any = None
    bias_init: Any = None
    precision: Any = None

    def __call__(self, inputs):
        features = each(self.features, 1)
        axes = [axis % inputs.ndim for axis in each(self.axis, 1)]
        shape = tuple(inputs.shape[axis] for axis in axes) + features
        kernel = self.param("kernel", self.kernel_init or initializers.lecun_normal(), shape)
        made = jnp.tensordot(inputs, kernel, axes=(axes, list(range(len(axes)))))
        return made + self.param("bias", self.bias_init or initializers.zeros, features) if self.use_bias else made


class Einsum(Module):
    shape: Any
    einsum_str: Any = None
    use_bias: bool = True
    kernel_init: Any = None

    def __call__(self, inputs, einsum_str=None):
        equation = einsum_str or self.einsum_str
        made = jnp.einsum(equation, inputs, self.param("kernel", self.kernel_init or initializers.lecun_normal(), tuple(self.shape)))
        return made + self.param("bias", initializers.zeros, made.shape[-1:]) if self.use_bias else made


class Dropout(Module):
    rate: float
    broadcast_dims: Any = ()
    deterministic: Any = None
    rng_collection: Any = "dropout"

    def __call__(self, inputs, deterministic=None, rng=None):
        return inputs


class Conv(Module):
    features: int
    kernel_size: Any
    strides: Any = 1
    padding: Any = "SAME"
    input_dilation: Any = 1
    kernel_dilation: Any = 1
    feature_group_count: int = 1
    use_bias: bool = True
    mask: Any = None
    dtype: Any = None
    param_dtype: Any = None
    precision: Any = None
    kernel_init: Any = None
    bias_init: Any = None

    def __call__(self, inputs):
        _refuse(mask=self.mask, input_dilation=self.input_dilation)
        window = each(self.kernel_size, 1)
        shape = window + (inputs.shape[-1] // self.feature_group_count, self.features)
        kernel = self.param("kernel", self.kernel_init or initializers.lecun_normal(), shape)
        is_sample = inputs.ndim == len(window) + 1
        made = convolve(inputs[None] if is_sample else inputs, kernel, self.strides or 1, self.padding, self.kernel_dilation or 1, self.feature_group_count)
        made = made + self.param("bias", self.bias_init or initializers.zeros, (self.features,)) if self.use_bias else made
        return made[0] if is_sample else made


class ConvTranspose(Module):
    features: int
    kernel_size: Any
    strides: Any = None
    padding: Any = "SAME"
    kernel_dilation: Any = None
    use_bias: bool = True
    dtype: Any = None
    param_dtype: Any = None
    precision: Any = None
    kernel_init: Any = None
    bias_init: Any = None

    def __call__(self, inputs):
        _refuse(kernel_dilation=self.kernel_dilation)
        shape = each(self.kernel_size, 1) + (inputs.shape[-1], self.features)
        made = convolve_transposed(inputs, self.param("kernel", self.kernel_init or initializers.lecun_normal(), shape), self.strides or 1, self.padding)
        return made + self.param("bias", self.bias_init or initializers.zeros, (self.features,)) if self.use_bias else made


class _Normalizing(Module):
    def scaled(self, x, mean, variance):
        scale = self.param("scale", self.scale_init or initializers.ones, x.shape[-1:]) if self.use_scale else None
        bias = self.param("bias", self.bias_init or initializers.zeros, x.shape[-1:]) if self.use_bias else None
        return normalized(x, mean, variance, scale, bias, self.epsilon)


class LayerNorm(_Normalizing):
    epsilon: float = 1e-6
    dtype: Any = None
    param_dtype: Any = None
    use_bias: bool = True
    use_scale: bool = True
    bias_init: Any = None
    scale_init: Any = None
    reduction_axes: Any = -1
    feature_axes: Any = -1

    def __call__(self, x, mask=None):
        _refuse(mask=mask, feature_axes=None if self.feature_axes in (-1, (-1,)) else "feature_axes")
        return self.scaled(x, *moments(x, self.reduction_axes))


class RMSNorm(_Normalizing):
    epsilon: float = 1e-6
    dtype: Any = None
    param_dtype: Any = None
    use_scale: bool = True
    scale_init: Any = None
    use_bias: bool = False

    def __call__(self, x, mask=None):
        _refuse(mask=mask)
        return self.scaled(x, 0.0, jnp.mean(jnp.square(x), axis=-1, keepdims=True))


class GroupNorm(_Normalizing):
    num_groups: Any = 32
    group_size: Any = None
    epsilon: float = 1e-6
    dtype: Any = None
    param_dtype: Any = None
    use_bias: bool = True
    use_scale: bool = True
    bias_init: Any = None
    scale_init: Any = None

    def __call__(self, x, mask=None):
        _refuse(mask=mask)
        groups = self.num_groups if self.num_groups is not None else x.shape[-1] // self.group_size
        return self.scaled(x, *grouped_moments(x, groups))


class InstanceNorm(_Normalizing):
    epsilon: float = 1e-6
    dtype: Any = None
    param_dtype: Any = None
    use_bias: bool = True
    use_scale: bool = True
    bias_init: Any = None
    scale_init: Any = None

    def __call__(self, x, mask=None):
        _refuse(mask=mask)
        return self.scaled(x, *moments(x, tuple(range(1, x.ndim - 1))))


class BatchNorm(_Normalizing):
    """Without running averages by the batch's own statistics; running ones are those given, or 0 and 1."""

    use_running_average: Any = None
    axis: int = -1
    momentum: float = 0.99
    epsilon: float = 1e-5
    dtype: Any = None
    param_dtype: Any = None
    use_bias: bool = True
    use_scale: bool = True
    bias_init: Any = None
    scale_init: Any = None
    axis_name: Any = None
    axis_index_groups: Any = None

    def __call__(self, x, use_running_average=None, mask=None):
        _refuse(mask=mask)
        is_running = self.use_running_average if use_running_average is None else use_running_average
        if is_running:
            mean = self.variable("batch_stats", "mean", jnp.zeros, x.shape[-1:]).value
            variance = self.variable("batch_stats", "var", jnp.ones, x.shape[-1:]).value
            return self.scaled(x, mean, variance)
        return self.scaled(x, *moments(x, tuple(range(x.ndim - 1))))


class Embed(Module):
    num_embeddings: int
    features: int
    dtype: Any = None
    param_dtype: Any = None
    embedding_init: Any = None

    def __call__(self, inputs):
        return jnp.take(self._table(), inputs, axis=0)

    def attend(self, query):
        return query @ self._table().T

    def _table(self):
        return self.param("embedding", self.embedding_init or initializers.normal(1.0), (self.num_embeddings, self.features))


class PReLU(Module):
    negative_slope_init: float = 0.01

    def __call__(self, inputs):
        slope = self.param("negative_slope", lambda key: jnp.asarray(self.negative_slope_init))
        return jnp.where(inputs >= 0, inputs, slope * inputs)


class MultiHeadDotProductAttention(Module):
    num_heads: int
    dtype: Any = None
    param_dtype: Any = None
    qkv_features: Any = None
    out_features: Any = None
    broadcast_dropout: bool = True
    dropout_rate: float = 0.0
    deterministic: Any = None
    precision: Any = None
    kernel_init: Any = None
    bias_init: Any = None
    use_bias: bool = True

    @compact
    def __call__(self, inputs_q, inputs_k=None, inputs_v=None, *, inputs_kv=None, mask=None, deterministic=None, **options):
        inputs_k = inputs_kv if inputs_k is None and inputs_kv is not None else inputs_q if inputs_k is None else inputs_k
        inputs_v = inputs_k if inputs_v is None else inputs_v
        width = self.qkv_features or inputs_q.shape[-1]

        def project(name, x, features, axis=-1):
            return DenseGeneral(features, axis, use_bias=self.use_bias, kernel_init=self.kernel_init, bias_init=self.bias_init, name=name)(x)

        heads = (self.num_heads, width // self.num_heads)
        query, key, value = project("query", inputs_q, heads), project("key", inputs_k, heads), project("value", inputs_v, heads)
        made = dot_product_attention(query, key, value, mask=mask)
        return project("out", made, self.out_features or inputs_q.shape[-1], (-2, -1))


class SelfAttention(MultiHeadDotProductAttention):
    @compact
    def __call__(self, inputs_q, mask=None, deterministic=None, **options):
        return super().__call__(inputs_q, mask=mask)


MultiHeadAttention = MultiHeadDotProductAttention


class _Cell(Module):
    features: int
    kernel_init: Any = None
    recurrent_kernel_init: Any = None
    bias_init: Any = None
    dtype: Any = None
    param_dtype: Any = None

    def gate(self, name, x, use_bias=True):
        init = self.recurrent_kernel_init if name.startswith("h") else self.kernel_init
        return Dense(self.features, use_bias=use_bias, kernel_init=init, bias_init=self.bias_init, name=name)(x)

    def initialize_carry(self, rng, input_shape):
        return jnp.zeros(tuple(input_shape[:-1]) + (self.features,))

    @property
    def num_feature_axes(self):
        return 1


class LSTMCell(_Cell):
    @compact
    def __call__(self, carry, inputs):
        cell, hidden = carry
        i, f, g, o = [self.gate(f"i{name}", inputs, False) + self.gate(f"h{name}", hidden) for name in "ifgo"]
        cell = sigmoid(f) * cell + sigmoid(i) * tanh(g)
        hidden = sigmoid(o) * tanh(cell)
        return (cell, hidden), hidden

    def initialize_carry(self, rng, input_shape):
        empty = jnp.zeros(tuple(input_shape[:-1]) + (self.features,))
        return empty, empty


OptimizedLSTMCell = LSTMCell


class GRUCell(_Cell):
    @compact
    def __call__(self, carry, inputs):
        r = sigmoid(self.gate("ir", inputs) + self.gate("hr", carry, False))
        z = sigmoid(self.gate("iz", inputs) + self.gate("hz", carry, False))
        n = tanh(self.gate("in", inputs) + r * self.gate("hn", carry))
        carry = (1.0 - z) * n + z * carry
        return carry, carry


class SimpleCell(_Cell):
    @compact
    def __call__(self, carry, inputs):
        carry = tanh(self.gate("i", inputs) + self.gate("h", carry, False))
        return carry, carry


class RNN(Module):
    cell: Any
    time_major: bool = False
    return_carry: bool = False
    reverse: bool = False
    keep_order: bool = False

    def __call__(self, inputs, *, initial_carry=None, seq_lengths=None, return_carry=None, reverse=None, **options):
        axis = 0 if self.time_major else inputs.ndim - 2
        steps = jnp.moveaxis(inputs, axis, 0)
        carry = self.cell.initialize_carry(None, steps.shape[1:]) if initial_carry is None else initial_carry
        is_reversed = self.reverse if reverse is None else reverse
        made = []
        for i in reversed(range(steps.shape[0])) if is_reversed else range(steps.shape[0]):
            carry, output = self.cell(carry, steps[i])
            made.append(output)
        if is_reversed and self.keep_order:
            made.reverse()
        outputs = jnp.moveaxis(jnp.stack(made), 0, axis)
        return (carry, outputs) if (self.return_carry if return_carry is None else return_carry) else outputs


class Sequential(Module):
    layers: Any

    def __call__(self, *given, **named):
        first, *rest = self.layers
        made = first(*given, **named)
        for layer in rest:
            made = layer(*made) if isinstance(made, tuple) else layer(made)
        return made
