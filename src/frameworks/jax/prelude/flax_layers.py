"""flax.linen's layers of weights, and what strings layers together."""

from typing import Any

import jax.numpy as jnp
from flax.linen import initializers
from flax.linen._module import Module
from jax._formulas import _refuse, convolve, convolve_transposed, each


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


class Sequential(Module):
    layers: Any

    def __call__(self, *given, **named):
        first, *rest = self.layers
        made = first(*given, **named)
        for layer in rest:
            made = layer(*made) if isinstance(made, tuple) else layer(made)
        return made
