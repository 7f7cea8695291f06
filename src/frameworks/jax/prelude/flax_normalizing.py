"""flax.linen's layers that normalize."""

from typing import Any

import jax.numpy as jnp
from flax.linen import initializers
from flax.linen._module import Module
from jax._formulas import _refuse, grouped_moments, moments, normalized


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
