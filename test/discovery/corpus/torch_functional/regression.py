"""Pointwise penalties for regression heads."""
import math
import torch
import torch.nn.functional as F


def mean_squared(prediction, target):  # @loss
    return (prediction - target).square().mean()


def charbonnier(x, y, eps=1e-3):  # @loss
    d = x - y
    return torch.sqrt(d * d + eps * eps).mean()


def log_cosh(y_hat, y):  # @loss
    e = y_hat - y
    return torch.mean(e + F.softplus(-2.0 * e) - math.log(2.0))


def pinball(pred, target, q: float = 0.9):  # @loss
    err = target - pred
    return torch.maximum(q * err, (q - 1) * err).mean()


def tukey_biweight(pred, gt, c=4.685):  # @loss
    r = (pred - gt) / c
    inside = (1 - (1 - r ** 2) ** 3) * (c ** 2 / 6)
    return torch.where(r.abs() <= 1, inside, torch.full_like(r, c ** 2 / 6)).mean()


def standardize(x, mean, std):
    return (x - mean) / (std + 1e-8)


def inverse_standardize(z, mean, std):
    return z * std + mean
