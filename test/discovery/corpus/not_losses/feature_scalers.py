import numpy as np


class MinMax:
    def fit(self, x):
        self.lo, self.hi = x.min(0), x.max(0)
        return self

    def transform(self, x):
        return (x - self.lo) / (self.hi - self.lo)

    def inverse(self, x):
        return x * (self.hi - self.lo) + self.lo


def robust(x):
    m = np.median(x, 0)
    return (x - m) / np.median(np.abs(x - m), 0)


def box_cox(x, lam=0.5):
    return (x ** lam - 1) / lam
