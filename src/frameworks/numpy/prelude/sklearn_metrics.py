"""sklearn.metrics: errors and scores of predictions, and distances between rows."""

import numpy as np


def _output_errors(errors, sample_weight, multioutput):
    """Averaged over samples, then over outputs."""
    each = np.average(errors, axis=0, weights=sample_weight)
    if isinstance(multioutput, str):
        return each if multioutput == "raw_values" else np.mean(each)
    return np.average(each, weights=multioutput)


def _pair(y_true, y_pred):
    return np.asarray(y_true) * 1.0, np.asarray(y_pred) * 1.0


def mean_squared_error(y_true, y_pred, *, sample_weight=None, multioutput="uniform_average", squared=True):
    y_true, y_pred = _pair(y_true, y_pred)
    made = _output_errors((y_true - y_pred) ** 2, sample_weight, multioutput)
    return made if squared else np.sqrt(made)


def root_mean_squared_error(y_true, y_pred, *, sample_weight=None, multioutput="uniform_average"):
    y_true, y_pred = _pair(y_true, y_pred)
    each = np.sqrt(np.average((y_true - y_pred) ** 2, axis=0, weights=sample_weight))
    return each if multioutput == "raw_values" else np.mean(each)


def mean_absolute_error(y_true, y_pred, *, sample_weight=None, multioutput="uniform_average"):
    y_true, y_pred = _pair(y_true, y_pred)
    return _output_errors(np.abs(y_true - y_pred), sample_weight, multioutput)


def mean_absolute_percentage_error(y_true, y_pred, *, sample_weight=None, multioutput="uniform_average"):
    y_true, y_pred = _pair(y_true, y_pred)
    return _output_errors(np.abs(y_pred - y_true) / np.maximum(np.abs(y_true), np.finfo(np.float64).eps), sample_weight, multioutput)


def mean_squared_log_error(y_true, y_pred, *, sample_weight=None, multioutput="uniform_average", squared=True):
    y_true, y_pred = _pair(y_true, y_pred)
    return mean_squared_error(np.log1p(y_true), np.log1p(y_pred), sample_weight=sample_weight, multioutput=multioutput, squared=squared)


def root_mean_squared_log_error(y_true, y_pred, *, sample_weight=None, multioutput="uniform_average"):
    y_true, y_pred = _pair(y_true, y_pred)
    return root_mean_squared_error(np.log1p(y_true), np.log1p(y_pred), sample_weight=sample_weight, multioutput=multioutput)


def mean_pinball_loss(y_true, y_pred, *, sample_weight=None, alpha=0.5, multioutput="uniform_average"):
    y_true, y_pred = _pair(y_true, y_pred)
    apart = y_true - y_pred
    return _output_errors(np.where(apart >= 0, alpha * apart, (alpha - 1) * apart), sample_weight, multioutput)


def median_absolute_error(y_true, y_pred, *, multioutput="uniform_average", sample_weight=None):
    y_true, y_pred = _pair(y_true, y_pred)
    each = np.median(np.abs(y_pred - y_true), axis=0)
    return each if multioutput == "raw_values" else np.mean(each)


def max_error(y_true, y_pred):
    y_true, y_pred = _pair(y_true, y_pred)
    return np.max(np.abs(y_true - y_pred))


def r2_score(y_true, y_pred, *, sample_weight=None, multioutput="uniform_average", force_finite=True):
    y_true, y_pred = _pair(y_true, y_pred)
    rest = np.average((y_true - y_pred) ** 2, axis=0, weights=sample_weight)
    mean = np.average(y_true, axis=0, weights=sample_weight)
    made = 1.0 - rest / np.average((y_true - mean) ** 2, axis=0, weights=sample_weight)
    return made if multioutput == "raw_values" else np.mean(made)


def mean_tweedie_deviance(y_true, y_pred, *, sample_weight=None, power=0):
    y, mu = _pair(y_true, y_pred)
    if power == 0:
        each = (y - mu) ** 2
    elif power == 1:
        each = 2 * (np.where(y > 0, y * np.log(np.where(y > 0, y, 1.0) / mu), 0.0) - y + mu)
    elif power == 2:
        each = 2 * (np.log(mu / y) + y / mu - 1)
    else:
        each = 2 * (np.power(np.maximum(y, 0.0), 2 - power) / ((1 - power) * (2 - power)) - y * np.power(mu, 1 - power) / (1 - power) + np.power(mu, 2 - power) / (2 - power))
    return np.average(each, weights=sample_weight)


def mean_poisson_deviance(y_true, y_pred, *, sample_weight=None):
    return mean_tweedie_deviance(y_true, y_pred, sample_weight=sample_weight, power=1)


def mean_gamma_deviance(y_true, y_pred, *, sample_weight=None):
    return mean_tweedie_deviance(y_true, y_pred, sample_weight=sample_weight, power=2)


def log_loss(y_true, y_pred, *, normalize=True, sample_weight=None, labels=None, eps=None):
    """Probabilities of each class, or of the second of two."""
    y_pred = np.asarray(y_pred) * 1.0
    if y_pred.ndim == 1:
        y_pred = np.stack([1.0 - y_pred, y_pred], axis=1)
    y_true = np.asarray(y_true)
    kinds = np.unique(y_true) if labels is None else np.asarray(labels)
    truth = y_true * 1.0 if y_true.ndim == 2 else (y_true[:, None] == kinds[None, :]) * 1.0
    least = np.finfo(np.float32).eps if eps in (None, "auto") else eps
    y_pred = np.clip(y_pred, least, 1 - least)
    each = -np.sum(truth * np.log(y_pred / np.sum(y_pred, axis=1, keepdims=True)), axis=1)
    return np.average(each, weights=sample_weight) if normalize else np.sum(each if sample_weight is None else each * sample_weight)


def brier_score_loss(y_true, y_proba, *, sample_weight=None, pos_label=None, **options):
    y_true, y_proba = _pair(y_true, y_proba)
    return np.average((y_true - y_proba) ** 2, weights=sample_weight)


def hinge_loss(y_true, pred_decision, *, labels=None, sample_weight=None):
    y_true, decisions = np.asarray(y_true), np.asarray(pred_decision) * 1.0
    if decisions.ndim == 1:
        sides = np.where(y_true == np.max(y_true), 1.0, -1.0)
        return np.average(np.maximum(0.0, 1.0 - sides * decisions), weights=sample_weight)
    rows = np.arange(decisions.shape[0])
    others = np.where(np.arange(decisions.shape[1])[None, :] == y_true[:, None], -np.inf, decisions)
    return np.average(np.maximum(0.0, 1.0 - decisions[rows, y_true] + np.max(others, axis=1)), weights=sample_weight)


def accuracy_score(y_true, y_pred, *, normalize=True, sample_weight=None):
    same = (np.asarray(y_true) == np.asarray(y_pred)) * 1.0
    return np.average(same, weights=sample_weight) if normalize else np.sum(same)


# sklearn.metrics.pairwise
