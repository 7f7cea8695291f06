import numpy as np


def drift(ref, cur, bins=10):
    edges = np.quantile(ref, np.linspace(0, 1, bins + 1))
    a = np.histogram(ref, edges)[0] / len(ref)
    b = np.histogram(cur, edges)[0] / len(cur)
    return np.sum((a - b) * np.log((a + 1e-6) / (b + 1e-6)))


def latency(samples):
    return {"p50": np.percentile(samples, 50), "p99": np.percentile(samples, 99)}


class Ewma:
    def __init__(self, a=0.1):
        self.a, self.v = a, None

    def push(self, x):
        self.v = x if self.v is None else self.a * x + (1 - self.a) * self.v
        return self.v
