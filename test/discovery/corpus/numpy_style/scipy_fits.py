import numpy as np
from scipy import stats
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp


def best_temperature(scores, kept):
    def nll_at(log_t):  # @loss
        scaled = scores / np.exp(log_t)
        each = logsumexp(scaled, axis=1) - scaled[np.arange(len(kept)), kept]
        return float(np.mean(each))

    return float(np.exp(minimize_scalar(nll_at, bounds=(-3, 3), method="bounded").x))


def best_size(sample, mean):
    def misfit(log_size):  # @loss
        size = float(np.exp(log_size))
        return -float(np.sum(stats.nbinom.logpmf(sample, size, size / (size + mean))))

    return minimize_scalar(misfit).x


def negative_log_likelihood_slope(x, y, beta, j):
    """The j-th partial derivative for one point"""
    return -(y - 1 / (1 + np.exp(-np.dot(x, beta)))) * x[j]


def spacing(front):
    steps = np.sqrt(np.sum(np.diff(front, axis=0) ** 2, axis=1))
    return float(np.std(steps) / (np.mean(steps) + 1e-12))
