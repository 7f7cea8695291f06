"""Costs that hand their gradients over, for solvers that ask for both."""

import numpy as np
from scipy.optimize import minimize


def ridge_cost_grad(theta, design, response, strength):  # @loss
    gap = design @ theta - response
    cost = 0.5 * np.mean(gap**2) + 0.5 * strength * np.sum(theta**2)
    grad = design.T @ gap / len(response) + strength * theta
    return cost, grad


def slope_with_value(y, features, w):  # @loss
    """Slope of one batch and what it costs."""
    e = y - features @ w
    loss = 0.5 * np.mean(e**2)
    grad = -features.T @ e / len(e)
    return grad, loss


def mean_squared_gradient(y, features, w):
    """Gradient of the mean squared error."""
    e = y - features @ w
    return -features.T @ e / len(e)


def dense_forward(x, w, b):
    out = x @ w + b
    cache = (x, w)
    return out, cache


def dense_backward(dout, cache):
    x, w = cache
    dx = dout @ w.T
    dw = x.T @ dout
    db = dout.sum(axis=0)
    return dx, dw, db


def softmax_pair(scores, y):  # @loss
    shifted = scores - scores.max(axis=1, keepdims=True)
    logp = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    n = scores.shape[0]
    loss = -np.sum(logp[np.arange(n), y]) / n
    dscores = np.exp(logp)
    dscores[np.arange(n), y] -= 1
    return loss, dscores / n


class Machine:
    def decide(self, x):
        return x @ self.w

    def violation(self, y, score):  # @loss
        return np.maximum(0, 1 - y * score)

    def kernel(self, u, v):
        return np.exp(-((u - v) ** 2).sum())

    def lnprior(self, w):
        return -0.5 * np.sum(w**2)

    def lnprob(self, w, x, y):
        return -0.5 * np.sum((y - x @ w) ** 2) + self.lnprior(w)


class RobustEstimator(BaseEstimator):
    def cost_function(self, state):  # @loss
        r = self.residual(state)
        return np.sum(np.abs(r))

    def weights(self, state):
        return np.diagflat(1 / self.sigma**2)


def fit(x, y, strength):
    start = np.zeros(x.shape[1])
    return minimize(ridge_cost_grad, start, args=(x, y, strength), jac=True).x


def shrinkage(beta):  # @loss
    """Ridge penalty."""
    return np.linalg.norm(beta) ** 2


def gaussian_process_nll(xs, ys, noise):
    def func(theta):  # @loss
        gram = rational_kernel(xs, xs, theta[0], theta[1]) + noise**2 * np.eye(len(xs))
        return 0.5 * np.log(np.linalg.det(gram)) + 0.5 * ys.T.dot(np.linalg.inv(gram).dot(ys))

    return func


def nll_of_schedule(rate):
    def at(step):
        return 1.0 / (1.0 + rate * step)

    return at


def rounded_cost(theta, x, y):  # @loss
    gap = x.dot(theta) - y
    total = np.sum(gap**2)
    J = round(total / (2 * len(y)), 2)
    slope = x.T.dot(gap) / len(y)
    return J, slope
