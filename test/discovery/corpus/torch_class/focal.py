import torch
from torch import nn
import torch.nn.functional as F
from torch.nn.modules.loss import _Loss, _WeightedLoss


class Focal(_Loss):  # @loss
    def __init__(self, gamma: float = 2.0, alpha: float = 0.25, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.gamma = gamma
        self.alpha = alpha

    def forward(self, logits, target):
        ce = F.cross_entropy(logits, target, reduction="none")
        weight = self.alpha * (1 - torch.exp(-ce)) ** self.gamma
        out = weight * ce
        return out.mean() if self.reduction == "mean" else out.sum()


class AsymmetricMultiLabel(nn.Module):  # @loss
    def __init__(self, gamma_neg=4, gamma_pos=1, clip=0.05, eps=1e-8):
        super().__init__()
        self.gamma_neg, self.gamma_pos = gamma_neg, gamma_pos
        self.clip = clip
        self.eps = eps

    def forward(self, x, y):
        p = torch.sigmoid(x)
        n = 1 - p
        if self.clip is not None and self.clip > 0:
            n = (n + self.clip).clamp(max=1)
        pos = y * torch.log(p.clamp(min=self.eps))
        neg = (1 - y) * torch.log(n.clamp(min=self.eps))
        total = pos + neg
        pt = p * y + n * (1 - y)
        gamma = self.gamma_pos * y + self.gamma_neg * (1 - y)
        total *= torch.pow(1 - pt, gamma)
        return -total.sum()


class TaylorCrossEntropy(_WeightedLoss):  # @loss
    def __init__(self, n=2):
        super().__init__()
        self.n = n

    def forward(self, logits, target):
        p = F.softmax(logits, dim=1)
        pt = p.gather(1, target.view(-1, 1))
        out = 0
        for i in range(1, self.n + 1):
            out = out + (1 - pt).pow(i) / i
        return out.mean()
