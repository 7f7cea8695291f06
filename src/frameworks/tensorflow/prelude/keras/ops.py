"""keras.ops where it differs from TensorFlow's functions of the same name."""

from tensorflow import _native
from keras._loss_functions import categorical_entropy as categorical_crossentropy, sparse_entropy as sparse_categorical_crossentropy
from keras._loss_functions import elementwise_binary_crossentropy as binary_crossentropy, ctc_loss as _ctc_loss
from keras._ops_more import *
from tensorflow._numpy import (
    allclose, angle, append, argpartition, array_split, bartlett, bitwise_not, blackman, cbrt, conj, conjugate, corrcoef, correlate,
    deg2rad, diagflat, digitize, dstack, fabs, fliplr, flipud, fmax, fmin, fmod, gcd, geomspace, hamming, hanning, heaviside, histogram,
    hsplit, hstack, i0, imag, inner, isin, isneginf, isposinf, isreal, kron, lcm, ldexp, logaddexp2, logspace, nanargmax, nanargmin,
    nancumprod, nancumsum, nanmax, nanmean, nanmedian, nanmin, nanprod, nanstd, nansum, nanvar, percentile, ptp, rad2deg, real, rot90,
    select, signbit, sinc, trapezoid, tri, unravel_index, vander, vectorize, vsplit, vstack,
)
from tensorflow._numpy.linalg import lstsq, matrix_rank, pinv
from tensorflow._program import cond, name_scope as _name_scope, is_tensor, map_fn as _map, scan, while_loop
from tensorflow import image, nn, random as _random


def convert_to_numpy(x):
    return _native.stop_gradient(x)


def shape(x):
    return tuple(x.shape)


def argmax(x, axis=None, keepdims=False):
    return _native.argmax(x, axis, "int32", keepdims)


def argmin(x, axis=None, keepdims=False):
    return _native.argmin(x, axis, "int32", keepdims)


def cumsum(x, axis=None, dtype=None):
    return _native.cumsum(x, axis)


def cumprod(x, axis=None, dtype=None):
    return _native.cumprod(x, axis)


def logsumexp(x, axis=None, keepdims=False):
    return _native.reduce_logsumexp(x, axis, keepdims)


def sort(x, axis=-1):
    return _native.sort(x, axis)


def norm(x, ord=None, axis=None, keepdims=False):
    return _native.norm(x, "euclidean" if ord is None else ord, axis, keepdims)


def normalize(x, axis=-1, order=2, epsilon=1e-7):
    if order == 2:
        inverse = _native.rsqrt(_native.reduce_sum(_native.square(x), axis, True))
        return x * _native.minimum(inverse, 1.0 / epsilon)
    return x / _native.maximum(_native.norm(x, order, axis, True), epsilon)


def moments(x, axes, keepdims=False, synchronized=False):
    return _native.moments(x, axes, None, keepdims)


def split(x, indices_or_sections, axis=0):
    if isinstance(indices_or_sections, int):
        return _native.split(x, indices_or_sections, axis)
    stops = list(indices_or_sections) + [x.shape[axis]]
    starts = [0] + stops[:-1]
    return _native.split(x, [stop - start for start, stop in zip(starts, stops)], axis)


def sigmoid(x):
    return _native.sigmoid(x)


def leaky_relu(x, negative_slope=0.2):
    return _native.leaky_relu(x, negative_slope)


def gelu(x, approximate=True):
    return _native.gelu(x, approximate)


def ctc_loss(target, output, target_length, output_length, mask_index=0):
    return _ctc_loss(target, output, target_length, output_length, mask_index)


def segment_max(data, segment_ids, num_segments=None, sorted=False):
    return _native.segment_max(data, segment_ids, num_segments)


def segment_sum(data, segment_ids, num_segments=None, sorted=False):
    return _native.segment_sum(data, segment_ids, num_segments)


def scatter(indices, values, shape):
    return _native.scatter_nd(indices, values, shape)


def scatter_update(inputs, indices, updates):
    return _native.tensor_scatter_nd_update(inputs, indices, updates)


def slice_update(inputs, start_indices, updates):
    starts = [int(start) for start in start_indices]
    before = [[start, extent - start - part] for start, extent, part in zip(starts, inputs.shape, updates.shape)]
    inside = _native.pad(_native.ones_like(updates), before)
    return _native.where(inside > 0, _native.pad(updates, before), inputs)


def vectorized_map(function, elements):
    return _map(function, elements)


def map(f, xs):
    return _map(f, xs)


def fori_loop(lower, upper, body_fun, init_val):
    value = init_val
    for i in _native.unstack(_native.range(lower, upper)):
        value = body_fun(i, value)
    return value


def unstack(x, num=None, axis=0):
    return _native.unstack(x, num, axis)


def nonzero(x):
    places = _native.where(_native.not_equal(x, 0))
    return tuple(_native.unstack(places, axis=1))


def average(x, axis=None, weights=None):
    if weights is None:
        return _native.reduce_mean(x, axis)
    return _native.reduce_sum(x * weights, axis) / _native.reduce_sum(_native.ones_like(x) * weights, axis)


def average_pool(inputs, pool_size, strides=None, padding="valid", data_format=None):
    return _native.avg_pool2d(inputs, pool_size, strides, padding)


def conv(inputs, kernel, strides=1, padding="valid", data_format=None, dilation_rate=1):
    run = _native.conv1d if len(inputs.shape) == 3 else _native.conv2d
    return run(inputs, kernel, strides, padding, None, dilation_rate)


def multi_hot(inputs, num_classes, axis=-1, dtype=None):
    return _native.reduce_max(_native.one_hot(inputs, num_classes), -2)


def identity(n, dtype=None):
    return _native.eye(n)


def rsqrt(x):
    return _native.rsqrt(x)


def stop_gradient(variable):
    return _native.stop_gradient(variable)


def custom_gradient(f):
    from tensorflow._program import custom_gradient as decorate

    return decorate(f)


def median(x, axis=None, keepdims=False):
    return _native.quantile(x, 0.5, axis, keepdims)


def logaddexp(x1, x2):
    apart = x1 - x2
    return _native.maximum(x1, x2) + _native.log1p(_native.exp(-_native.abs(apart)))


def hard_tanh(x):
    return _native.clip_by_value(x, -1.0, 1.0)


def celu(x, alpha=1.0):
    return _native.maximum(x, 0.0) + alpha * _native.expm1(_native.minimum(x, 0.0) / alpha)


def sparse_plus(x):
    return _native.where(x <= -1.0, 0.0, _native.where(x < 1.0, 0.25 * (x + 1.0) ** 2, x))


def sparse_sigmoid(x):
    return _native.where(x <= -1.0, 0.0, _native.where(x >= 1.0, 1.0, 0.5 * (x + 1.0)))


def squareplus(x, b=4):
    return (x + _native.sqrt(x**2 + b)) / 2


def soft_shrink(x, threshold=0.5):
    return _native.where(x > threshold, x - threshold, _native.where(x < -threshold, x + threshold, 0.0))


def hard_shrink(x, threshold=0.5):
    return _native.where(_native.abs(x) > threshold, x, 0.0)


def tanh_shrink(x):
    return x - _native.tanh(x)


def threshold(x, threshold, default_value):
    return _native.where(x > threshold, x, default_value)


def glu(x, axis=-1):
    first, second = _native.split(x, 2, axis)
    return first * _native.sigmoid(second)


def vdot(x1, x2):
    return _native.reduce_sum(_native.reshape(x1, (-1,)) * _native.reshape(x2, (-1,)))


def diff(a, n=1, axis=-1):
    while n > 0:
        n = n - 1
        extent = a.shape[axis]
        first, later = _native.split(a, [1, extent - 1], axis)[1], _native.split(a, [extent - 1, 1], axis)[0]
        a = first - later
    return a
