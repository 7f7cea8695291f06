"""jax.lax: the plain operations by their names."""

import jax.numpy as jnp
from jax import _native, tree_util as _tree_util
from jax.lax._windows import conv, conv_general_dilated, conv_with_general_padding, reduce_window
from jax.numpy import (
    abs, acos, acosh, add, asin, asinh, atan, atan2, atanh, bitwise_and, bitwise_not, bitwise_or, bitwise_xor, ceil, concatenate, cos,
    cosh, divide as div, equal as eq, exp, exp2, expand_dims, expm1, floor, full, full_like, greater as gt, greater_equal as ge, isfinite as is_finite,
    less as lt, less_equal as le, log, log1p, maximum as max, minimum as min, multiply as mul, negative as neg, not_equal as ne, power as pow, remainder as rem,
    round, sign, sin, sinh, sqrt, square, squeeze, subtract as sub, tan, tanh, cbrt,
)
from jax.scipy import special as _special
from jax.scipy.special import betaln, digamma, erf, erfc, erfinv as erf_inv, expit as logistic, gammaln as lgamma, polygamma

import builtins


def stop_gradient(x):
    return _tree_util.tree_map(lambda one: _native.stop(one) if isinstance(one, jnp.ndarray) else one, x)


def rsqrt(x):
    return 1.0 / sqrt(x)


def reciprocal(x):
    return 1.0 / x


def integer_pow(x, y):
    return x**y


def clamp(min, x, max):
    """At its bounds the derivative is zero, as lax has it."""
    inside = (x > min) & (x < max)
    return jnp.where(inside, x, jnp.where(x < min, min, jnp.where(x > max, max, _native.stop(jnp.asarray(x)))))


def select(pred, on_true, on_false):
    return jnp.where(pred, on_true, on_false)


def select_n(which, *cases):
    result = cases[0]
    for i, case in enumerate(cases[1:]):
        result = jnp.where(which == i + 1, case, result)
    return result


class GatherScatterMode:
    """How places outside an array are read and written."""

    CLIP = "clip"
    FILL_OR_DROP = "fill"
    PROMISE_IN_BOUNDS = "promise_in_bounds"
    ONE_HOT = "one_hot"


def convert_element_type(operand, new_dtype):
    return jnp.asarray(operand).astype(new_dtype)


def reduce_precision(operand, exponent_bits, mantissa_bits):
    return _native.reduce_precision(operand, exponent_bits, mantissa_bits)


def bitcast_convert_type(operand, new_dtype):
    raise NotImplementedError("the preview does not read the bits of numbers as another type")


def reduce_sum(operand, axes):
    return jnp.sum(operand, axis=tuple(axes))


def reduce_max(operand, axes):
    return jnp.max(operand, axis=tuple(axes))


def reduce_min(operand, axes):
    return jnp.min(operand, axis=tuple(axes))


def reduce_prod(operand, axes):
    return jnp.prod(operand, axis=tuple(axes))


def reduce_and(operand, axes):
    return jnp.all(operand, axis=tuple(axes))


def reduce_or(operand, axes):
    return jnp.any(operand, axis=tuple(axes))


def cumsum(operand, axis=0, reverse=False):
    return jnp.flip(jnp.cumsum(jnp.flip(operand, axis), axis=axis), axis) if reverse else jnp.cumsum(operand, axis=axis)


def cumprod(operand, axis=0, reverse=False):
    return jnp.flip(jnp.cumprod(jnp.flip(operand, axis), axis=axis), axis) if reverse else jnp.cumprod(operand, axis=axis)


def _running(choose, operand, axis, reverse):
    parts = jnp.split(operand, operand.shape[axis], axis)
    if reverse:
        parts = parts[::-1]
    reached = parts[:1]
    for part in parts[1:]:
        reached.append(choose(reached[-1], part))
    return jnp.concatenate(reached[::-1] if reverse else reached, axis)


def cummax(operand, axis=0, reverse=False):
    return _running(max, operand, axis, reverse)


def cummin(operand, axis=0, reverse=False):
    return _running(min, operand, axis, reverse)


def cumlogsumexp(operand, axis=0, reverse=False):
    top = stop_gradient(jnp.max(operand, axis=axis, keepdims=True))
    return jnp.log(cumsum(jnp.exp(operand - top), axis, reverse)) + top


def reshape(operand, new_sizes, dimensions=None):
    return jnp.reshape(operand, new_sizes)


def transpose(operand, permutation):
    return jnp.transpose(operand, permutation)


def rev(operand, dimensions):
    return jnp.flip(operand, tuple(dimensions))


def broadcast(operand, sizes):
    return jnp.broadcast_to(operand, tuple(sizes) + jnp.shape(operand))


def broadcast_in_dim(operand, shape, broadcast_dimensions):
    placed = [1] * len(shape)
    for axis, size in zip(broadcast_dimensions, jnp.shape(operand)):
        placed[axis] = size
    return jnp.broadcast_to(jnp.reshape(operand, placed), shape)


def iota(dtype, size):
    return jnp.arange(size).astype(dtype)


def broadcasted_iota(dtype, shape, dimension):
    return broadcast_in_dim(iota(dtype, shape[dimension]), shape, (dimension,))


def dot(lhs, rhs, precision=None, preferred_element_type=None):
    return jnp.dot(lhs, rhs)


def dot_general(lhs, rhs, dimension_numbers, precision=None, preferred_element_type=None, out_sharding=None):
    """Batch axes first, then what is left of both: a sum of products over the contracted axes."""
    (contracted_l, contracted_r), (batch_l, batch_r) = dimension_numbers
    left = "abcdefgh"[: jnp.ndim(lhs)]
    right = list("stuvwxyz"[: jnp.ndim(rhs)])
    for i, j in [*zip(contracted_l, contracted_r), *zip(batch_l, batch_r)]:
        right[j] = left[i]
    kept = [left[i] for i in batch_l]
    kept += [left[i] for i in range(len(left)) if i not in contracted_l and i not in batch_l]
    kept += [right[i] for i in range(len(right)) if i not in contracted_r and i not in batch_r]
    return jnp.einsum(left + "," + "".join(right) + "->" + "".join(kept), lhs, rhs)


def collapse(operand, start_dimension, stop_dimension=None):
    shape = list(operand.shape)
    stop = len(shape) if stop_dimension is None else stop_dimension % (len(shape) + 1) if stop_dimension >= 0 else len(shape) + stop_dimension
    return jnp.reshape(operand, shape[:start_dimension] + [-1] + shape[stop:])


def broadcast_shapes(*shapes):
    return jnp.broadcast_shapes(*shapes)


def pad(operand, padding_value, padding_config):
    """Low, high and between the elements; less than nothing cuts off."""
    for axis, (low, high, inner) in enumerate(padding_config):
        if inner:
            parts = jnp.split(operand, operand.shape[axis], axis)
            gap = [jnp.full_like(parts[0], padding_value)] * inner
            operand = jnp.concatenate([one for part in parts[:-1] for one in (part, *gap)] + [parts[-1]], axis)
        widths = [(builtins.max(0, low), builtins.max(0, high)) if i == axis else (0, 0) for i in range(operand.ndim)]
        operand = jnp.pad(operand, widths, constant_values=padding_value)
        operand = slice_in_dim(operand, builtins.max(0, -low), operand.shape[axis] - builtins.max(0, -high), 1, axis)
    return operand


def split(operand, sizes, axis=0):
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)
    return [slice_in_dim(operand, first, last, 1, axis) for first, last in zip(starts, starts[1:])]


def tile(operand, reps):
    return jnp.tile(operand, reps)


def batch_matmul(lhs, rhs, precision=None):
    return jnp.matmul(lhs, rhs)


def sort(operand, dimension=-1, is_stable=True, num_keys=1):
    return jnp.sort(operand, axis=dimension)


def argmax(operand, axis, index_dtype=None):
    return jnp.argmax(operand, axis=axis)


def argmin(operand, axis, index_dtype=None):
    return jnp.argmin(operand, axis=axis)


def top_k(operand, k):
    places = jnp.argsort(operand, axis=-1, descending=True)[..., :k]
    return jnp.take_along_axis(operand, places, axis=-1), places


def slice(operand, start_indices, limit_indices, strides=None):
    strides = strides or (1,) * len(start_indices)
    return operand[tuple(builtins.slice(a, b, s) for a, b, s in zip(start_indices, limit_indices, strides))]


def slice_in_dim(operand, start_index, limit_index, stride=1, axis=0):
    return operand[(builtins.slice(None),) * (axis % operand.ndim) + (builtins.slice(start_index, limit_index, stride),)]


def dynamic_slice(operand, start_indices, slice_sizes):
    places = []
    for axis, (start, size) in enumerate(zip(start_indices, slice_sizes)):
        first = jnp.clip(start, 0, operand.shape[axis] - size)
        shape = [-1 if i == axis else 1 for i in range(operand.ndim)]
        places.append(jnp.reshape(first + jnp.arange(size), shape))
    return operand[tuple(places)]


def dynamic_slice_in_dim(operand, start_index, slice_size, axis=0):
    return jnp.take(operand, jnp.clip(start_index, 0, operand.shape[axis] - slice_size) + jnp.arange(slice_size), axis=axis)


def dynamic_index_in_dim(operand, index, axis=0, keepdims=True):
    part = dynamic_slice_in_dim(operand, index, 1, axis)
    return part if keepdims else jnp.squeeze(part, axis)


index_in_dim = dynamic_index_in_dim


def dynamic_update_slice(operand, update, start_indices):
    starts = [int(jnp.clip(start, 0, size - own)) for start, size, own in zip(start_indices, operand.shape, update.shape)]
    return operand.at[tuple(builtins.slice(start, start + own) for start, own in zip(starts, update.shape))].set(update)


def dynamic_update_slice_in_dim(operand, update, start_index, axis):
    starts = [start_index if i == axis else 0 for i in range(operand.ndim)]
    return dynamic_update_slice(operand, update, starts)


def dynamic_update_index_in_dim(operand, update, index, axis):
    update = jnp.asarray(update)
    return dynamic_update_slice_in_dim(operand, update if update.ndim == operand.ndim else jnp.expand_dims(update, axis), index, axis)


def complex(x, y):
    from jax.numpy._complex import Complex

    return Complex(x, y)


def real(x):
    return jnp.real(x)


def imag(x):
    return jnp.imag(x)


def conj(x, input_dtype=None):
    return jnp.conj(x)


def igamma(a, x):
    return _special.gammainc(a, x)


def igammac(a, x):
    return _special.gammaincc(a, x)


def betainc(a, b, x):
    return _special.betainc(a, b, x)


def zeta(x, q):
    return _special.zeta(x, q)


def bessel_i0e(x):
    return _special.i0e(x)


def bessel_i1e(x):
    return _special.i1e(x)
