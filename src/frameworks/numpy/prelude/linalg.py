"""numpy.linalg: what is more than one formula; jax.numpy.linalg has the same."""

import numpy as np
from numpy import cross, diagonal, matmul, outer, tensordot, trace, vecdot


def matrix_transpose(x):
    return np.swapaxes(x, -1, -2)


def matrix_norm(x, keepdims=False, ord="fro"):
    return np.linalg.norm(x, ord, (-2, -1), keepdims)


def matrix_rank(M, tol=None, hermitian=False, rtol=None):
    values = np.linalg.svd(np.asarray(M), compute_uv=False)
    least = np.max(values, axis=-1, keepdims=True) * (max(M.shape[-2:]) * float(np.finfo(M.dtype).eps) if rtol is None else rtol)
    return np.sum(values > (least if tol is None else tol), axis=-1)


def cond(x, p=None):
    if p in (None, 2, -2):
        values = np.linalg.svd(np.asarray(x), compute_uv=False)
        return values[..., -1] / values[..., 0] if p == -2 else values[..., 0] / values[..., -1]
    return np.linalg.norm(x, p, (-2, -1)) * np.linalg.norm(np.linalg.inv(x), p, (-2, -1))


def lstsq(a, b, rcond=None, numpy_resid=False):
    """Of full rank: the normal equations' solution."""
    turned = np.swapaxes(a, -1, -2)
    x = np.linalg.inv(turned @ a) @ (turned @ b) if a.shape[0] >= a.shape[1] else turned @ (np.linalg.inv(a @ turned) @ b)
    apart = b - a @ x
    return x, np.atleast_1d(np.sum(apart * apart, axis=0)), matrix_rank(a), np.linalg.svd(a, compute_uv=False)


def qr(a, mode="reduced"):
    """By reflections, as LAPACK does it: their signs are the diagonal's of R."""
    rows, columns = a.shape[-2], a.shape[-1]
    rest, frame = a, np.eye(rows)
    for i in range(min(rows - 1, columns)):
        column = np.concatenate([np.zeros(i), rest[i:, i]])
        length = np.sqrt(np.sum(column * column))
        is_low = np.reshape(np.eye(rows)[i], (rows,))
        reach = column + np.where(rest[i, i] < 0, -1.0, 1.0) * length * is_low
        reflection = np.eye(rows) - 2.0 * np.outer(reach, reach) / np.sum(reach * reach)
        rest, frame = reflection @ rest, frame @ reflection
    upper = np.triu(rest)
    if mode == "r":
        return upper[: min(rows, columns)]
    return (frame, upper) if mode in ("complete", "full") else (frame[:, : min(rows, columns)], upper[: min(rows, columns)])


def multi_dot(arrays, precision=None):
    product = arrays[0]
    for one in arrays[1:]:
        product = product @ one
    return product
