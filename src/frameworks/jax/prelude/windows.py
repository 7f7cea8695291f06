"""jax.lax's convolutions and reductions over windows, as sums over the places of a window."""

import itertools

import jax.numpy as jnp
from jax import lax


def _padded(sizes, window, strides, padding):
    """One pair an axis; `window` is what the window reaches over."""
    if not isinstance(padding, str):
        return [tuple(pair) for pair in padding]
    if padding.upper() == "VALID":
        return [(0, 0)] * len(sizes)
    pairs = []
    for size, reach, stride in zip(sizes, window, strides):
        missing = max(0, (-(-size // stride) - 1) * stride + reach - size)
        before = missing // 2 if padding.upper() == "SAME" else missing - missing // 2
        pairs.append((before, missing - before))
    return pairs


def _windows(operand, window, strides, dilation):
    """For each place of a window: the place, and the elements that all windows have there."""
    counts = [(size - (w - 1) * d - 1) // s + 1 for size, w, s, d in zip(operand.shape, window, strides, dilation)]
    for place in itertools.product(*[range(w) for w in window]):
        starts = [at * d for at, d in zip(place, dilation)]
        yield place, operand[tuple(slice(a, a + (n - 1) * s + 1, s) for a, n, s in zip(starts, counts, strides))]


def conv_general_dilated(
    lhs, rhs, window_strides, padding, lhs_dilation=None, rhs_dilation=None, dimension_numbers=None, feature_group_count=1,
    batch_group_count=1, precision=None, preferred_element_type=None, out_sharding=None,
):
    spatial = lhs.ndim - 2
    if batch_group_count != 1 or any(d != 1 for d in lhs_dilation or ()):
        raise NotImplementedError("the preview has no convolution with lhs_dilation or groups of the batch")
    names = dimension_numbers or ("NC" + "DHW"[3 - spatial :], "OI" + "DHW"[3 - spatial :], "NC" + "DHW"[3 - spatial :])
    lhs_names, rhs_names, out_names = [name if isinstance(name, str) else "".join(name) for name in names]
    axes = [letter for letter in rhs_names if letter not in "OI"]
    x = jnp.transpose(lhs, [lhs_names.index(letter) for letter in ["N", *axes, "C"]])
    kernel = jnp.transpose(rhs, [rhs_names.index(letter) for letter in [*axes, "I", "O"]])
    window, dilation = kernel.shape[:spatial], tuple(rhs_dilation or (1,) * spatial)
    reach = [(w - 1) * d + 1 for w, d in zip(window, dilation)]
    x = jnp.pad(x, [(0, 0), *_padded(x.shape[1:-1], reach, window_strides, padding), (0, 0)])
    groups = []
    inner, outer = kernel.shape[-2], kernel.shape[-1] // feature_group_count
    for group in range(feature_group_count):
        part = x[..., group * inner : (group + 1) * inner]
        own = kernel[..., group * outer : (group + 1) * outer]
        places = _windows(part, (1, *window, 1), (1, *window_strides, 1), (1, *dilation, 1))
        groups.append(sum(jnp.matmul(elements, own[place[1:-1]]) for place, elements in places))
    made = jnp.concatenate(groups, axis=-1)
    held = ["N", *axes, "C"]
    return jnp.transpose(made, [held.index(letter) for letter in out_names])


def conv(lhs, rhs, window_strides, padding, precision=None, preferred_element_type=None):
    return conv_general_dilated(lhs, rhs, window_strides, padding)


def conv_with_general_padding(lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, precision=None, preferred_element_type=None):
    return conv_general_dilated(lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation)


def reduce_window(operand, init_value, computation, window_dimensions, window_strides=None, padding="VALID", base_dilation=None, window_dilation=None):
    strides = tuple(window_strides or (1,) * operand.ndim)
    dilation = tuple(window_dilation or (1,) * operand.ndim)
    reach = [(w - 1) * d + 1 for w, d in zip(window_dimensions, dilation)]
    pairs = _padded(operand.shape, reach, strides, padding)
    held = jnp.pad(operand, pairs, constant_values=init_value) if any(any(pair) for pair in pairs) else operand
    parts = [elements for _, elements in _windows(held, window_dimensions, strides, dilation)]
    if computation in (lax.max, lax.min, max, min):
        # the first of equal elements takes the gradient
        whole = jnp.stack(parts)
        chosen = jnp.argmax(whole, axis=0) if computation in (lax.max, max) else jnp.argmin(whole, axis=0)
        return jnp.take_along_axis(whole, chosen[None], axis=0)[0]
    result = init_value
    for part in parts:
        result = computation(result, part)
    return result
