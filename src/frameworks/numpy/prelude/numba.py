"""numba: compiled functions are the functions."""

import numpy as np


def njit(function=None, *args, **options):
    return function if callable(function) else lambda compiled: compiled


jit = generated_jit = cfunc = njit
prange = range


def vectorize(function=None, *args, **options):
    return np.vectorize(function) if callable(function) else np.vectorize


def guvectorize(*args, **options):
    return lambda function: function
