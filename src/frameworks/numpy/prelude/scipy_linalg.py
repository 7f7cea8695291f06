"""scipy.linalg: systems of triangular and of positive definite matrices, beside numpy's own functions."""

import numpy as np
from numpy.linalg import det, eigh, inv, qr, solve, svd


def cholesky(a, lower=False, overwrite_a=False, check_finite=True):
    factor = np.linalg.cholesky(a)
    return factor if lower else np.swapaxes(factor, -1, -2)


def solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False, overwrite_b=False, debug=None, check_finite=True):
    matrix = np.tril(a) if lower else np.triu(a)
    if unit_diagonal:
        ones = np.eye(a.shape[-1])
        matrix = matrix * (1 - ones) + ones
    return np.linalg.solve(np.swapaxes(matrix, -1, -2) if trans in (1, "T", 2, "C") else matrix, b)


def cho_factor(a, lower=False, overwrite_a=False, check_finite=True):
    return cholesky(a, lower), lower


def cho_solve(c_and_lower, b, overwrite_b=False, check_finite=True):
    factor, lower = c_and_lower
    first = solve_triangular(factor, b, trans=0 if lower else 1, lower=lower)
    return solve_triangular(factor, first, trans=1 if lower else 0, lower=lower)


def expm(A, upper_triangular=False, max_squarings=16):
    """Squared as often as it was halved before the exponential's series, so that few terms are enough."""
    halvings, size = 0, float(np.max(np.sum(np.abs(A), axis=-1)))
    while size > 0.5:
        size, halvings = size / 2, halvings + 1
    part = A / 2.0**halvings
    term = result = np.eye(A.shape[-1])
    for i in range(1, 12):
        term = term @ part / i
        result = result + term
    for _ in range(halvings):
        result = result @ result
    return result


def block_diag(*arrs):
    blocks = [np.atleast_2d(one) for one in arrs]
    width, before, rows = sum(one.shape[1] for one in blocks), 0, []
    for one in blocks:
        rows.append(np.pad(one, ((0, 0), (before, width - before - one.shape[1]))))
        before += one.shape[1]
    return np.concatenate(rows, axis=0)


def toeplitz(c, r=None):
    column, row = np.ravel(c), np.ravel(c if r is None else r)
    line = np.concatenate([np.flip(row[1:], 0), column])
    places = np.arange(column.size)[:, None] - np.arange(row.size)[None, :] + row.size - 1
    return line[places]
