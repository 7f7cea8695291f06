"""tensorflow.math: what is more than one formula."""

import builtins

from tensorflow import _native, _special


def accumulate_n(inputs, shape=None, tensor_dtype=None, name=None):
    return _native.add_n(inputs)


def real(input, name=None):
    return input.real() if hasattr(input, "__tensor_like__") else input


def imag(input, name=None):
    return input.imag()


def angle(input, name=None):
    return input.angle()


def conj(x, name=None):
    return x.conj() if hasattr(x, "__tensor_like__") else x


def cumulative_logsumexp(x, axis=0, exclusive=False, reverse=False, name=None):
    top = _native.stop_gradient(_native.reduce_max(x, axis, True))
    return _native.log(_native.cumsum(_native.exp(x - top), axis, exclusive, reverse)) + top


def confusion_matrix(labels, predictions, num_classes=None, weights=None, dtype="int32", name=None):
    count = num_classes or int(_native.reduce_max(_native.concat([labels, predictions], 0))) + 1
    rows = _native.one_hot(labels, count)
    if weights is not None:
        rows = rows * _native.expand_dims(weights, -1)
    return _native.cast(_native.matmul(rows, _native.one_hot(predictions, count), transpose_a=True), dtype)


def unsorted_segment_sqrt_n(data, segment_ids, num_segments, name=None):
    """Sums over the roots of their counts."""
    counts = _native.unsorted_segment_sum(_native.ones_like(data), segment_ids, num_segments)
    return _native.unsorted_segment_sum(data, segment_ids, num_segments) / _native.sqrt(_native.maximum(counts, 1.0))


def unsorted_segment_min(data, segment_ids, num_segments=None, name=None):
    return -_native.unsorted_segment_max(-_native.convert_to_tensor(data), segment_ids, num_segments)


def unsorted_segment_prod(data, segment_ids, num_segments=None, name=None):
    data, ids = _native.convert_to_tensor(data), _native.convert_to_tensor(segment_ids)
    count = int(_native.reduce_max(ids)) + 1 if num_segments is None else int(num_segments)
    rest = [1] * (len(data.shape) - len(ids.shape))
    own = [_native.reshape(_native.equal(ids, part), list(ids.shape) + rest) for part in builtins.range(count)]
    axes = list(builtins.range(len(ids.shape)))
    return _native.stack([_native.reduce_prod(_native.where(one, data, _native.ones_like(data)), axes) for one in own])


segment_min, segment_prod = unsorted_segment_min, unsorted_segment_prod


def scalar_mul(scalar, x, name=None):
    return scalar * x


def invert_permutation(x, name=None):
    return _native.argsort(x)


def polyval(coeffs, x, name=None):
    value = _native.zeros_like(x)
    for one in coeffs:
        value = value * x + one
    return value


def is_non_decreasing(x, name=None):
    flat = _native.reshape(x, [-1])
    return _native.reduce_all(flat[1:] >= flat[:-1])


def is_strictly_increasing(x, name=None):
    flat = _native.reshape(x, [-1])
    return _native.reduce_all(flat[1:] > flat[:-1])


def igamma(a, x, name=None):
    return _special.gammainc(a, x)


def igammac(a, x, name=None):
    return _special.gammaincc(a, x)


def betainc(a, b, x, name=None):
    """TensorFlow has the derivative by x alone."""
    return _special.betainc(_native.stop_gradient(a), _native.stop_gradient(b), x)


def zeta(x, q, name=None):
    """TensorFlow has the derivative by q alone."""
    return _special.zeta(_native.stop_gradient(x), q)
