import math
import numpy as np


class Node:
    def __init__(self, prior):
        self.prior = prior
        self.visits = 0
        self.total = 0.0
        self.children = {}

    def value(self):
        return self.total / self.visits if self.visits else 0.0

    def ucb(self, child, c=1.4):
        return child.value() + c * child.prior * math.sqrt(self.visits) / (1 + child.visits)


def astar_cost(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def simulated_annealing(f, x, t=1.0, cool=0.99):
    best = x
    while t > 1e-3:
        y = x + np.random.randn(*x.shape) * t
        d = f(y) - f(x)
        if d < 0 or np.random.rand() < np.exp(-d / t):
            x = y
        if f(x) < f(best):
            best = x
        t *= cool
    return best


def tour_length(order, d):
    return sum(d[a, b] for a, b in zip(order, order[1:]))


def edit_distance(a, b):
    d = np.zeros((len(a) + 1, len(b) + 1))
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            d[i, j] = i + j if i * j == 0 else min(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
    return d[-1, -1]


def dtw(x, y):
    d = np.full((len(x) + 1, len(y) + 1), np.inf)
    d[0, 0] = 0
    for i in range(1, len(x) + 1):
        for j in range(1, len(y) + 1):
            d[i, j] = abs(x[i - 1] - y[j - 1]) + min(d[i - 1, j], d[i, j - 1], d[i - 1, j - 1])
    return d[-1, -1]
