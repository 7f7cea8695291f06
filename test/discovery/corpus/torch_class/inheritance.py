import torch
import torch.nn as nn
import torch.nn.functional as F
from .base import BaseCriterion, register
from abc import ABC, abstractmethod


class Objective(ABC, nn.Module):
    @abstractmethod
    def compute(self, pred, target):
        raise NotImplementedError

    def forward(self, pred, target):
        return self.compute(pred, target)


class Absolute(Objective):  # @loss
    def compute(self, pred, target):
        return (pred - target).abs().mean()


@register("tilted")
class Tilted(BaseCriterion):  # @loss
    def __init__(self, q=0.5):
        super().__init__()
        self.q = q

    def forward(self, pred, target):
        e = target - pred
        return torch.max(self.q * e, (self.q - 1) * e).mean()


class LabelSmoothing(nn.Module):  # @loss
    def __init__(self, classes, smoothing=0.1):
        super().__init__()
        self.criterion = nn.KLDivLoss(reduction="sum")
        self.confidence = 1.0 - smoothing
        self.smoothing = smoothing
        self.classes = classes

    def forward(self, x, target):
        true = x.data.clone().fill_(self.smoothing / (self.classes - 2))
        true.scatter_(1, target.data.unsqueeze(1), self.confidence)
        return self.criterion(x, true)


class GeneralizedCE(nn.CrossEntropyLoss):  # @loss
    def __init__(self, q=0.7):
        super().__init__(reduction="none")
        self.q = q

    def forward(self, logits, y):
        p = F.softmax(logits, 1).gather(1, y[:, None])
        return ((1 - p ** self.q) / self.q).mean()


class Uncertainty(nn.Module):  # @loss
    def __init__(self, n=2):
        super().__init__()
        self.s = nn.Parameter(torch.zeros(n))

    def forward(self, *losses):
        return sum(torch.exp(-self.s[i]) * l + self.s[i] for i, l in enumerate(losses))


class Normalizer(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.mean, self.std = mean, std

    def forward(self, x):
        return (x - self.mean) / self.std
