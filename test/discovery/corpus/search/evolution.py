import numpy as np


def fitness(ind, target):
    return -np.sum((ind - target) ** 2)


def sphere(x):
    return np.sum(x ** 2)


def rastrigin(x, a=10):
    return a * len(x) + np.sum(x ** 2 - a * np.cos(2 * np.pi * x))


def crossover(a, b):
    k = np.random.rand(*a.shape) < 0.5
    return np.where(k, a, b)


def mutate(x, rate=0.1, sigma=0.2):
    return x + (np.random.rand(*x.shape) < rate) * np.random.randn(*x.shape) * sigma


class CMA:
    def tell(self, xs, fs):
        order = np.argsort(fs)
        y = (xs[order[: self.mu]] - self.mean) / self.sigma
        self.mean = self.mean + self.sigma * self.w @ y
        self.C = (1 - self.c1) * self.C + self.c1 * np.outer(self.pc, self.pc)
