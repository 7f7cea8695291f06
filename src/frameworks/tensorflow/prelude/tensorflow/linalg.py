"""tensorflow.linalg: what is more than one formula."""

import builtins

from tensorflow import _native


def normalize(tensor, ord="euclidean", axis=None, name=None):
    length = _native.norm(tensor, ord, axis, True)
    return tensor / length, length


def lstsq(matrix, rhs, l2_regularizer=0.0, fast=True, name=None):
    flipped = _native.matrix_transpose(matrix)
    square = _native.matmul(flipped, matrix) + l2_regularizer * _native.eye(matrix.shape[-1])
    return _native.matmul(_native.inv(square), _native.matmul(flipped, rhs))


def pinv(a, rcond=None, validate_args=False, name=None):
    flipped = _native.matrix_transpose(a)
    if a.shape[-2] >= a.shape[-1]:
        return _native.matmul(_native.inv(_native.matmul(flipped, a)), flipped)
    return _native.matmul(flipped, _native.inv(_native.matmul(a, flipped)))


def cholesky_solve(chol, rhs, name=None):
    return _native.triangular_solve(chol, _native.triangular_solve(chol, rhs), adjoint=True)


def expm(input, name=None):
    """Squared as often as it was halved before the exponential's series, so that few terms are enough."""
    halvings = 0
    size = float(_native.reduce_max(_native.reduce_sum(_native.abs(input), -1)))
    while size > 0.5:
        size, halvings = size / 2, halvings + 1
    part = input / 2.0**halvings
    term = result = _native.eye(input.shape[-1], batch_shape=list(input.shape)[:-2])
    for i in builtins.range(1, 12):
        term = _native.matmul(term, part) / i
        result = result + term
    for _ in builtins.range(halvings):
        result = _native.matmul(result, result)
    return result


def matrix_rank(a, tol=None, name=None):
    values = _native.svd(a, compute_uv=False)
    least = 1.1920929e-07 * builtins.max(a.shape[-2], a.shape[-1]) * _native.reduce_max(values, -1, True) if tol is None else tol
    return _native.reduce_sum(_native.cast(values > least, "int32"), -1)


def tridiagonal_matmul(diagonals, rhs, diagonals_format="sequence", name=None):
    upper, main, lower = diagonals
    zero = _native.zeros_like(rhs[..., :1, :])
    above = _native.concat([rhs[..., 1:, :], zero], -2)
    below = _native.concat([zero, rhs[..., :-1, :]], -2)
    return upper[..., None] * above + main[..., None] * rhs + lower[..., None] * below
