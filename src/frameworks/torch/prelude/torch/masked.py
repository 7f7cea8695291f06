"""Reductions over the elements that a mask of booleans keeps; without a mask, over all."""

import torch


def _kept(input, mask):
    return torch.ones_like(input, dtype=torch.bool) if mask is None else mask.bool().expand(input.shape)


def _axes(input, dim):
    return tuple(range(input.dim())) if dim is None else dim


def _filled(input, mask, value, dtype=None):
    input = input if dtype is None else input.to(dtype)
    return torch.where(_kept(input, mask), input, torch.full_like(input, value))


def sum(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _filled(input, mask, 0, dtype).sum(_axes(input, dim), keepdim=keepdim)


def _count(input, dim, keepdim, mask):
    return _kept(input, mask).to(input.dtype).sum(_axes(input, dim), keepdim=keepdim)


def mean(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """Where nothing is kept it is not a number."""
    return sum(input, dim, keepdim=keepdim, dtype=dtype, mask=mask) / _count(input, dim, keepdim, mask)


def prod(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    filled = _filled(input, mask, 1, dtype)
    return filled.prod() if dim is None else filled.prod(dim, keepdim=keepdim)


def amax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _filled(input, mask, float("-inf"), dtype).amax(_axes(input, dim), keepdim=keepdim)


def amin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _filled(input, mask, float("inf"), dtype).amin(_axes(input, dim), keepdim=keepdim)


def argmax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _filled(input, mask, float("-inf"), dtype).argmax(dim, keepdim=keepdim)


def argmin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _filled(input, mask, float("inf"), dtype).argmin(dim, keepdim=keepdim)


def logsumexp(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _filled(input, mask, float("-inf"), dtype).logsumexp(_axes(input, dim), keepdim=keepdim)


def cumsum(input, dim, *, dtype=None, mask=None):
    return _filled(input, mask, 0, dtype).cumsum(dim)


def cumprod(input, dim, *, dtype=None, mask=None):
    return _filled(input, mask, 1, dtype).cumprod(dim)


def softmax(input, dim, *, dtype=None, mask=None):
    return _filled(input, mask, float("-inf"), dtype).softmax(dim)


def log_softmax(input, dim, *, dtype=None, mask=None):
    return _filled(input, mask, float("-inf"), dtype).log_softmax(dim)


def softmin(input, dim, *, dtype=None, mask=None):
    return (-_filled(input, mask, float("inf"), dtype)).softmax(dim)


def norm(input, ord=2.0, dim=None, *, keepdim=False, dtype=None, mask=None):
    empty = float("inf") if ord == float("-inf") else 0
    return torch.linalg.vector_norm(_filled(input, mask, empty, dtype), ord, _axes(input, dim), keepdim=keepdim)


def normalize(input, ord, dim, *, eps=1e-12, dtype=None, mask=None):
    length = norm(input, ord, dim, keepdim=True, dtype=dtype, mask=mask)
    return _filled(input, mask, 0, dtype) / torch.max(length, torch.full_like(length, eps))


def var(input, dim=None, unbiased=False, *, keepdim=False, dtype=None, mask=None):
    input = input if dtype is None else input.to(dtype)
    centre = mean(input, dim, keepdim=True, mask=mask) if dim is not None else mean(input, mask=mask)
    squares = sum((input - centre) ** 2, dim, keepdim=keepdim, mask=mask)
    count = _count(input, dim, keepdim, mask) - (1 if unbiased else 0)
    return squares / torch.max(count, torch.zeros_like(count))


def std(input, dim=None, unbiased=False, *, keepdim=False, dtype=None, mask=None):
    return var(input, dim, unbiased, keepdim=keepdim, dtype=dtype, mask=mask).sqrt()
