from collections import namedtuple
from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F


class Losses(NamedTuple):
    total: torch.Tensor
    policy: torch.Tensor


@dataclass
class Terms:
    loss: torch.Tensor
    kl: torch.Tensor


Info = namedtuple("Info", ["loss", "accuracy"])


def clipped(batch, eps=0.2) -> Losses:  # @loss
    ratio = torch.exp(batch.logp - batch.old_logp)
    policy = -torch.min(ratio * batch.gain, ratio.clamp(1 - eps, 1 + eps) * batch.gain).mean()
    return Losses(total=policy + 0.5 * (batch.value - batch.aim).pow(2).mean(), policy=policy)


def evidence(x, x_hat, mu, log_var):  # @loss
    kl = -0.5 * (1 + log_var - mu.pow(2) - log_var.exp()).sum(-1).mean()
    return Terms(loss=F.mse_loss(x_hat, x) + kl, kl=kl)


def graded(logits, labels):  # @loss
    loss = F.cross_entropy(logits, labels)
    return Info(loss, (logits.argmax(-1) == labels).float().mean())


def split(batch):
    return Terms(loss=None, kl=batch.mean())


def build(kind):
    if kind == "absolute":

        class AbsoluteLoss(nn.Module):  # @loss
            def forward(self, pred, target):
                return (pred - target).abs().mean()

        return AbsoluteLoss()

    class SquaredLoss(nn.Module):  # @loss
        def forward(self, pred, target):
            return (pred - target).pow(2).mean()

    return SquaredLoss()
