import torch
import torch.nn as nn


class DeepSupervision(nn.Module):  # @loss
    def __init__(self, base_loss, weights=(1.0, 0.5, 0.25)):
        super().__init__()
        self.base_loss = base_loss
        self.weights = weights

    def forward(self, preds, target):
        total = 0.0
        for w, p in zip(self.weights, preds):
            total = total + w * self.base_loss(p, target)
        return total


class PosWeightedBCE(nn.BCEWithLogitsLoss):  # @loss
    def __init__(self, pos=3.0):
        super().__init__(pos_weight=torch.tensor([pos]))


class MaskedL1(nn.Module):  # @loss
    def forward(self, pred, target, mask):
        diff = torch.abs(pred - target) * mask
        return diff.sum() / mask.sum().clamp(min=1)


class AverageMeter:
    def __init__(self):
        self.reset()

    def reset(self):
        self.val = 0
        self.sum = 0
        self.count = 0

    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n

    @property
    def avg(self):
        return self.sum / max(self.count, 1)


class LossTracker:
    def __init__(self, momentum=0.98):
        self.momentum = momentum
        self.value = None

    def update(self, loss):
        v = loss.item()
        self.value = v if self.value is None else self.momentum * self.value + (1 - self.momentum) * v
        return self.value
