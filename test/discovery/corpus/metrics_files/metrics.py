import copy
from collections import defaultdict

import torch
from torch import nn


def accuracy(output, target, topk=(1,)):
    """Computes the precision@k for the specified values of k"""
    maxk = max(topk)
    n = target.size(0)
    _, pred = output.topk(maxk, 1, True, True)
    pred = pred.t()
    correct = pred.eq(target.view(1, -1).expand_as(pred))
    res = []
    for k in topk:
        res.append(correct[:k].view(-1).float().sum(0).mul_(1.0 / n))
    return res


def cross_entropy_smooth(input, target, size_average=True, label_smoothing=0.1):  # @loss
    hot = torch.eye(10).cuda()[target]
    target = hot * (1 - label_smoothing) + 0.5 * label_smoothing
    logsoftmax = nn.LogSoftmax()
    if size_average:
        return torch.mean(torch.sum(-target * logsoftmax(input), dim=1))
    else:
        return torch.sum(torch.sum(-target * logsoftmax(input), dim=1))


class Accumulator:
    def __init__(self):
        self.metrics = defaultdict(lambda: 0.0)

    def add(self, key, value):
        self.metrics[key] += value

    def __getitem__(self, item):
        return self.metrics[item]

    def get_dict(self):
        return copy.deepcopy(dict(self.metrics))

    def __truediv__(self, other):
        new = Accumulator()
        for key, value in self.metrics.items():
            new.metrics[key] = value / other
        return new


def mean_squared_error(preds, target):
    return torch.mean((preds - target) ** 2)


def psnr(pred, gt):
    return -10 * torch.log10(torch.mean((pred - gt) ** 2))


def dice(pred, gt, eps=1e-6):
    inter = (pred * gt).sum()
    return (2 * inter + eps) / (pred.sum() + gt.sum() + eps)
