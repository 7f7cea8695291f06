"""Python's own machinery around a loss: bound signatures, protocols, dispatch by type, schedules, heaps; reparametrised and sparse weights."""

from __future__ import annotations

import bisect
import functools
import heapq
import inspect
import itertools
import statistics
from collections import deque
from functools import singledispatch, singledispatchmethod
from typing import Protocol, runtime_checkable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils import spectral_norm, weight_norm


def weighted(function):
    """Any loss also takes a weight and a reduction."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def wrapper(*args, weight=None, reduction="mean", **kwargs):
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        loss = function(*bound.args, **bound.kwargs) * (1 if weight is None else weight)
        return loss.mean() if reduction == "mean" else loss.sum() * len(bound.arguments)

    return wrapper


@weighted
def charbonnier(x, y, *, eps=0.1):
    return torch.sqrt((x - y) ** 2 + eps**2)


def by_signature(x, y, weight):
    return charbonnier(x, y) + charbonnier(x, y=y, eps=0.5, weight=weight, reduction="sum")


@runtime_checkable
class Penalty(Protocol):
    strength: float

    def loss(self, x): ...


class Ridge:
    strength = 0.5

    def loss(self, x):
        return self.strength * x.square().sum()


class Silent:
    strength = 1.0


def only_penalties(x):
    return sum(one.loss(x) for one in (Ridge(), Silent(), Ridge()) if isinstance(one, Penalty))


@singledispatch
def size(value, power=2):
    raise TypeError(type(value))


@size.register
def _(value: Tensor, power=2):
    return value.abs().pow(power).sum()


@size.register(list)
def _(value, power=2):
    return sum(size(one, power) for one in value)


class Sizes:
    @singledispatchmethod
    def of(self, value):
        return value.sum()

    @of.register
    def _(self, value: int):
        return value * 10.0


def by_type(values, x):
    return size(values) + size(x, 3) + Sizes().of(x) + Sizes().of(3)


def scheduled(x, step):
    steps, weights = [0, 10, 20], [1.0, 0.5, 0.1]
    weight = weights[bisect.bisect_right(steps, step) - 1]
    history = deque([3.0, 1.0, 2.0, 5.0], maxlen=3)
    heap = [4, 1, 3]
    heapq.heapify(heap)
    heapq.heappush(heap, 0)
    hardest = heapq.nlargest(2, range(len(x)), key=lambda i: float(x[i]))
    total = x[hardest].sum() * weight * statistics.median(history) + x.sum() * float(np.mean(history))
    return total * heapq.heappop(heap) + total * heapq.heappop(heap) + statistics.pstdev([1.0, 3.0]) * x.prod()


def neighbours(x):
    """The second of two iterators is one ahead."""
    ahead = itertools.tee(x, 2)
    next(itertools.islice(ahead[1], 1, 1), None)
    return sum((b - a) ** 2 for a, b in zip(*ahead)) + sum(itertools.islice(x, 1, None, 2))


class Critic(nn.Module):
    def __init__(self, normed="weight"):
        super().__init__()
        layer = nn.Linear(3, 2)
        self.layer = weight_norm(layer) if normed == "weight" else spectral_norm(layer)

    def forward(self, x):
        return torch.tanh(self.layer(x)).square().sum()


def smoothness(values, edges):
    """The graph's Laplacian, from its edges."""
    count = values.size(0)
    both = torch.cat([edges, edges.flip(0)], 1)
    adjacency = torch.sparse_coo_tensor(both, torch.ones(both.size(1)), (count, count)).coalesce()
    degree = torch.sparse.sum(adjacency, 1).to_dense()
    return (values * (degree[:, None] * values - torch.sparse.mm(adjacency, values))).sum()


degrees = {}


def degrees_of(edges, count):
    """Kept by what the edges are."""
    key = (count, np.ascontiguousarray(edges).tobytes())
    if key not in degrees:
        degrees[key] = torch.from_numpy(np.bincount(np.asarray(edges).ravel(), minlength=count).astype(np.float32))
    return degrees[key]


def by_degree(values, edges, others):
    first, second = degrees_of(edges, len(values)), degrees_of(others, len(values))
    return (values**2 * first).sum() + (values * second).sum() * len(degrees)
