"""scipy.linalg: systems of triangular and of positive definite matrices, beside numpy's own functions."""

import numpy as np
from numpy.linalg import *


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
