"""What layers of flax and haiku compute, from weights that they are given. Channels are last."""

import math

import jax
import jax.numpy as jnp
from jax import lax
from jax.lax import _windows


def _refuse(**settings):
    """Settings that would change the numbers and that these layers do not have: said, not passed over."""
    for name, value in settings.items():
        is_plain = isinstance(value, (int, tuple, list))
        is_usual = value is None or (is_plain and all(one == 1 for one in each(value, 1)))
        if not is_usual:
            raise NotImplementedError(f"the preview does not have this layer's {name}")


def each(given, count):
    return (given,) * count if isinstance(given, int) else tuple(given)


def convolve(x, kernel, strides=1, padding="SAME", dilation=1, groups=1):
    """x is [batch, places..., channels], a kernel [places..., channels of a group, outputs]; further axes in front are samples."""
    spatial = kernel.ndim - 2
    front = x.shape[: x.ndim - spatial - 1]
    samples = jnp.reshape(x, (-1,) + tuple(x.shape[x.ndim - spatial - 1 :]))
    letters = "DHW"[3 - spatial :]
    if isinstance(padding, str) and padding.upper() in ("CIRCULAR", "REFLECT", "CAUSAL"):
        reach = [(window - 1) * step + 1 for window, step in zip(kernel.shape, each(dilation, spatial))]
        pairs = [(size - 1, 0) if padding.upper() == "CAUSAL" else ((size - 1) // 2, size // 2) for size in reach]
        mode = {"CIRCULAR": "wrap", "REFLECT": "reflect", "CAUSAL": "constant"}[padding.upper()]
        samples = jnp.pad(samples, [(0, 0), *pairs, (0, 0)], mode=mode)
        padding = "VALID"
    elif isinstance(padding, int):
        padding = [(padding, padding)] * spatial
    elif not isinstance(padding, str):
        padding = [(one, one) if isinstance(one, int) else tuple(one) for one in padding]
    names = (f"N{letters}C", f"{letters}IO", f"N{letters}C")
    made = lax.conv_general_dilated(
        samples, kernel, each(strides, spatial), padding, None, each(dilation, spatial), names, feature_group_count=groups
    )
    return jnp.reshape(made, tuple(front) + tuple(made.shape[1:]))


def convolve_transposed(x, kernel, strides=1, padding="SAME"):
    """What is spread by the strides, convolved with the kernel as it is, as in `lax.conv_transpose`."""
    spatial = kernel.ndim - 2
    pairs = []
    for axis, stride in enumerate(each(strides, spatial), 1):
        window, extent = kernel.shape[axis - 1], x.shape[axis]
        parts = jnp.expand_dims(x, axis + 1)
        widths = [(0, stride - 1) if i == axis + 1 else (0, 0) for i in range(parts.ndim)]
        spread = list(x.shape)
        spread[axis] = extent * stride
        last = extent * stride - (stride - 1)
        x = jnp.take(jnp.reshape(jnp.pad(parts, widths), spread), jnp.arange(last), axis=axis)
        if isinstance(padding, str):
            total = window + stride - 2 if padding.upper() == "SAME" else window + stride - 2 + max(window - stride, 0)
            before = window - 1 if padding.upper() != "SAME" or stride > window - 1 else -(-total // 2)
            pairs.append((before, total - before))
        else:
            pairs.append(tuple(padding[axis - 1]))
    return convolve(x, kernel, 1, pairs)


def normalized(x, mean, variance, scale=None, bias=None, epsilon=1e-5):
    made = (x - mean) * (lax.rsqrt(variance + epsilon) if scale is None else lax.rsqrt(variance + epsilon) * scale)
    return made if bias is None else made + bias


def moments(x, axes):
    """Means, and means of squares less squares of means, never below 0: flax's fast variance."""
    mean = jnp.mean(x, axis=axes, keepdims=True)
    return mean, jnp.maximum(0.0, jnp.mean(jnp.square(x), axis=axes, keepdims=True) - jnp.square(mean))


def grouped_moments(x, groups):
    shape = tuple(x.shape)
    parts = jnp.reshape(x, shape[:-1] + (groups, shape[-1] // groups))
    mean, variance = moments(parts, tuple(range(1, len(shape) - 1)) + (len(shape),))
    spread = lambda part: jnp.reshape(jnp.broadcast_to(part, part.shape[:-1] + (shape[-1] // groups,)), part.shape[:-2] + (shape[-1],))
    return spread(mean), spread(variance)


def pooled(x, window, strides, padding, start, choose):
    strides = strides or (1,) * len(window)
    front = x.ndim - len(window) - 1
    pairs = padding if isinstance(padding, str) else [(0, 0)] * front + [tuple(pair) for pair in padding] + [(0, 0)]
    return lax.reduce_window(x, start, choose, (1,) * front + tuple(window) + (1,), (1,) * front + tuple(strides) + (1,), pairs)


def max_pool(inputs, window_shape, strides=None, padding="VALID"):
    return pooled(inputs, window_shape, strides, padding, -jnp.inf, lax.max)


def min_pool(inputs, window_shape, strides=None, padding="VALID"):
    return pooled(inputs, window_shape, strides, padding, jnp.inf, lax.min)


def avg_pool(inputs, window_shape, strides=None, padding="VALID", count_include_pad=True):
    total = pooled(inputs, window_shape, strides, padding, 0.0, lax.add)
    if count_include_pad:
        return total / math.prod(window_shape)
    return total / pooled(jnp.ones_like(inputs), window_shape, strides, padding, 0.0, lax.add)


def dot_product_attention_weights(query, key, bias=None, mask=None, **options):
    """Tensors of [..., length, heads, depth]."""
    weights = jnp.einsum("...qhd,...khd->...hqk", query / jnp.sqrt(query.shape[-1]), key)
    weights = weights if bias is None else weights + bias
    weights = weights if mask is None else jnp.where(mask, weights, jnp.finfo(jnp.float32).min)
    return jax.nn.softmax(weights, axis=-1)


def dot_product_attention(query, key, value, bias=None, mask=None, **options):
    return jnp.einsum("...hqk,...khd->...qhd", dot_product_attention_weights(query, key, bias, mask), value)


def make_attention_mask(query_input, key_input, pairwise_fn=jnp.multiply, extra_batch_dims=0, dtype=jnp.float32):
    mask = pairwise_fn(jnp.expand_dims(query_input, axis=-1), jnp.expand_dims(key_input, axis=-2))
    return jnp.expand_dims(mask, axis=-3).astype(dtype)


def make_causal_mask(x, extra_batch_dims=0, dtype=jnp.float32):
    places = jnp.broadcast_to(jnp.arange(x.shape[-1]), x.shape)
    return make_attention_mask(places, places, jnp.greater_equal, dtype=dtype)


def combine_masks(*masks, dtype=jnp.float32):
    given = [mask for mask in masks if mask is not None]
    if not given:
        return None
    whole = given[0]
    for mask in given[1:]:
        whole = jnp.logical_and(whole, mask)
    return whole.astype(dtype)
