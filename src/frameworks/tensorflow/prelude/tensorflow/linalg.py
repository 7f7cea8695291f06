"""tensorflow.linalg: what is more than one formula."""

from tensorflow import _native


def normalize(tensor, ord="euclidean", axis=None, name=None):
    length = _native.norm(tensor, ord, axis, True)
    return tensor / length, length


def lstsq(matrix, rhs, l2_regularizer=0.0, fast=True, name=None):
    flipped = _native.matrix_transpose(matrix)
    square = _native.matmul(flipped, matrix) + l2_regularizer * _native.eye(matrix.shape[-1])
    return _native.matmul(_native.inv(square), _native.matmul(flipped, rhs))
