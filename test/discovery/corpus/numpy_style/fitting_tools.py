"""A small toolbox for fits: what is minimised, what chooses between models, and what only turns the crank."""

import numpy as np
from scipy.optimize import minimize


def bernoulli_crossentropy(prob, label):  # @loss
    return -(label * np.log(prob) + (1 - label) * np.log(1 - prob)).mean()


def bernoulli_crossentropy_backprop(prob, label):
    return (1 - label) / (1 - prob) - label / prob


def huber_loss_backward_out(grad, error, delta, out):
    out[...] = grad * np.clip(error, -delta, delta)
    return out


def akaike_info_criterion(log_like, n_params):
    return 2.0 * n_params - 2.0 * log_like


def akaike_info_criterion_lsq(ssr, n_params, n_samples):
    return akaike_info_criterion(-0.5 * n_samples * np.log(ssr / n_samples), n_params)


def sgd_ridge_regularization(rows, targets, ridge, rounds=100, rate=0.1):
    weights = np.zeros(rows.shape[1])
    for _ in range(rounds):
        residual = rows @ weights - targets
        weights = weights - rate * (rows.T @ residual / len(rows) + ridge * weights)
    return weights


def fit_plan(cost, mass, strength):
    def objective(flat):  # @loss
        plan = flat.reshape(cost.shape)
        return (plan * cost).sum() + strength * ((plan.sum(1) - mass) ** 2).sum()

    return minimize(objective, np.ones(cost.size)).x
