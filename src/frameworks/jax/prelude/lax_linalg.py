"""jax.lax.linalg, where it differs from jax.numpy.linalg."""

from jax.numpy import swapaxes as _swapaxes
from jax.scipy.linalg import solve_triangular as _solve_triangular


def triangular_solve(a, b, *, left_side=False, lower=False, transpose_a=False, conjugate_a=False, unit_diagonal=False):
    if left_side:
        return _solve_triangular(a, b, int(transpose_a), lower, unit_diagonal)
    return _swapaxes(_solve_triangular(a, _swapaxes(b, -1, -2), int(not transpose_a), lower, unit_diagonal), -1, -2)
