import numpy as np
from scipy import stats


def zscore(x):
    return (x - np.mean(x)) / np.std(x)


def pearson(x, y):
    xm, ym = x - x.mean(), y - y.mean()
    return np.sum(xm * ym) / np.sqrt(np.sum(xm ** 2) * np.sum(ym ** 2))


def bootstrap_ci(x, n=1000, level=0.95):
    means = [np.mean(np.random.choice(x, len(x))) for _ in range(n)]
    return np.percentile(means, [(1 - level) * 50, (1 + level) * 50])


def t_statistic(a, b):
    return (a.mean() - b.mean()) / np.sqrt(a.var() / len(a) + b.var() / len(b))


def cohen_d(a, b):
    s = np.sqrt((a.var() + b.var()) / 2)
    return (a.mean() - b.mean()) / s


def gini(x):
    x = np.sort(x)
    n = len(x)
    return (2 * np.sum((np.arange(n) + 1) * x) / (n * np.sum(x))) - (n + 1) / n


def shannon(p):
    p = p[p > 0]
    return -np.sum(p * np.log2(p))


def mahalanobis(x, mean, cov):
    d = x - mean
    return np.sqrt(d @ np.linalg.inv(cov) @ d)


def ks(a, b):
    grid = np.sort(np.concatenate([a, b]))
    fa = np.searchsorted(np.sort(a), grid, side="right") / len(a)
    fb = np.searchsorted(np.sort(b), grid, side="right") / len(b)
    return np.max(np.abs(fa - fb))


def autocorrelation(x, lag=1):
    xm = x - x.mean()
    return np.sum(xm[lag:] * xm[:-lag]) / np.sum(xm ** 2)


def sharpe(returns, rf=0.0):
    return (returns.mean() - rf) / returns.std() * np.sqrt(252)


def max_drawdown(prices):
    peak = np.maximum.accumulate(prices)
    return np.min((prices - peak) / peak)


class Gaussian:
    def __init__(self, mu, sigma):
        self.mu, self.sigma = mu, sigma

    def pdf(self, x):
        return np.exp(-0.5 * ((x - self.mu) / self.sigma) ** 2) / (self.sigma * np.sqrt(2 * np.pi))

    def log_likelihood(self, x):
        return np.sum(-0.5 * ((x - self.mu) / self.sigma) ** 2 - np.log(self.sigma))
