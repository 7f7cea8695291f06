"""Huber against squared error: who may pull, and how hard."""

import torch


def squared_error(pred, target):
    residual = pred - target
    return (0.5 * residual**2).mean()


def huber_loss(pred, target, delta=1.0):
    """Quadratic near zero, linear in the tails: an outlier's pull is capped at delta."""
    residual = pred - target
    abs_residual = torch.abs(residual)
    quadratic = 0.5 * residual**2
    linear = delta * abs_residual - 0.5 * delta**2
    return torch.where(abs_residual < delta, quadratic, linear).mean()
