import torch
import torch.nn as nn
from monai.losses import DiceLoss


class DeepSupervision(nn.Module):  # @loss
    def __init__(self, loss, weights=(1.0, 0.5, 0.25)):
        super().__init__()
        self.loss, self.weights = loss, weights

    def forward(self, outs, target):
        return sum(w * self.loss(o, target) for w, o in zip(self.weights, outs))


class DiceAndCE(nn.Module):  # @loss
    def __init__(self, w=0.5):
        super().__init__()
        self.dice = DiceLoss(softmax=True, to_onehot_y=True)
        self.ce = nn.CrossEntropyLoss()
        self.w = w

    def forward(self, x, y):
        return self.w * self.dice(x, y) + (1 - self.w) * self.ce(x, y.squeeze(1))


class OnlineHard(nn.Module):  # @loss
    def __init__(self, thresh=0.7, min_kept=1000):
        super().__init__()
        self.thresh, self.min_kept = -torch.log(torch.tensor(thresh)), min_kept
        self.criteria = nn.CrossEntropyLoss(ignore_index=255, reduction="none")

    def forward(self, logits, labels):
        loss = self.criteria(logits, labels).view(-1)
        hard = loss[loss > self.thresh]
        if hard.numel() < self.min_kept:
            hard, _ = loss.topk(self.min_kept)
        return hard.mean()
