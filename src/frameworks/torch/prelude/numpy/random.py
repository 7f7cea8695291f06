"""numpy.random: torch's seeded draws under numpy's names."""

import torch
from torch.distributions.gamma_sample import standard_gamma


def seed(seed=None):
    torch.manual_seed(0 if seed is None else seed)


def rand(*shape):
    return torch.rand(shape) if shape else float(torch.rand(1))


def random(size=None):
    return uniform(0.0, 1.0, size)


def randn(*shape):
    return torch.randn(shape) if shape else float(torch.randn(1))


def uniform(low=0.0, high=1.0, size=None):
    return float(low + (high - low) * torch.rand(1)) if size is None else low + (high - low) * torch.rand(size)


def normal(loc=0.0, scale=1.0, size=None):
    return float(loc + scale * torch.randn(1)) if size is None else loc + scale * torch.randn(size)


def randint(low, high=None, size=None):
    low, high = (0, low) if high is None else (low, high)
    return int(torch.randint(low, high, (1,))) if size is None else torch.randint(low, high, size)


def permutation(x):
    if isinstance(x, int):
        return torch.randperm(x)
    x = torch.as_tensor(x)
    return x[torch.randperm(x.size(0))]


def beta(a, b, size=None):
    shape = (1,) if size is None else size
    first = standard_gamma(torch.full(_shape(shape), float(a)))
    share = first / (first + standard_gamma(torch.full(_shape(shape), float(b))))
    return float(share) if size is None else share


def _shape(shape):
    return tuple(shape) if isinstance(shape, (tuple, list)) else (shape,)
