"""tensorflow.math: what is more than one formula."""

from tensorflow import _native


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
