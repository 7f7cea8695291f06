"""Many objectives: the weighted sum and its limits."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def total_loss(pred, target, log_var, alpha=1.0, beta=0.1):
    """Two objectives in one number: accuracy, and a calibrated variance."""
    accuracy = F.mse_loss(pred, target)
    calibration = (torch.exp(-log_var) * (pred - target).pow(2) + log_var).mean()
    return alpha * accuracy + beta * calibration


def training_step(model, x, target, kl):
    recon = nn.HuberLoss(delta=2.0)(model(x), target)
    smooth = F.smooth_l1_loss(model(x), target, beta=0.5)
    loss = recon + 0.25 * smooth + 0.01 * kl
    loss.backward()
    return loss.item()
