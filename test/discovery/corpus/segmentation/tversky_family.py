import torch
import torch.nn as nn
import torch.nn.functional as F


def soft_counts(p, t):
    tp = (p * t).sum((2, 3))
    return tp, (p * (1 - t)).sum((2, 3)), ((1 - p) * t).sum((2, 3))


def tversky_index(p, t, alpha=0.7, beta=0.3, smooth=1.0):
    tp, fp, fn = soft_counts(p, t)
    return (tp + smooth) / (tp + alpha * fn + beta * fp + smooth)


def focal_tversky(p, t, gamma=0.75):  # @loss
    return torch.pow(1 - tversky_index(p, t), gamma).mean()


class LogCoshDice(nn.Module):  # @loss
    def forward(self, p, t):
        p = torch.sigmoid(p)
        d = 1 - (2 * (p * t).sum() + 1) / (p.sum() + t.sum() + 1)
        return torch.log(torch.cosh(d))


class SkeletonRecall(nn.Module):  # @loss
    def __init__(self, n=3, smooth=1.0):
        super().__init__()
        self.n, self.smooth = n, smooth

    def erode(self, x):
        return -F.max_pool2d(-x, 3, 1, 1)

    def skeleton(self, x):
        s = F.relu(x - F.max_pool2d(self.erode(x), 3, 1, 1))
        for _ in range(self.n):
            x = self.erode(x)
            s = s + F.relu(x - F.max_pool2d(self.erode(x), 3, 1, 1)) * (1 - s)
        return s

    def forward(self, p, t):
        a, b = self.skeleton(p), self.skeleton(t)
        precision = ((a * t).sum() + self.smooth) / (a.sum() + self.smooth)
        recall = ((b * p).sum() + self.smooth) / (b.sum() + self.smooth)
        return 1 - 2 * precision * recall / (precision + recall)
