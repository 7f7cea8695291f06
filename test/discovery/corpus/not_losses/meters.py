import time
from collections import defaultdict, deque
import torch
import torch.distributed as dist


class AverageMeter:
    def __init__(self, name):
        self.name = name
        self.reset()

    def reset(self):
        self.val = self.avg = self.sum = self.count = 0

    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count


class SmoothedLoss:
    def __init__(self, window=20):
        self.values = deque(maxlen=window)
        self.total = 0.0
        self.count = 0

    def update(self, value, n=1):
        self.values.append(value)
        self.count += n
        self.total += value * n

    @property
    def median(self):
        return torch.tensor(list(self.values)).median().item()

    @property
    def global_avg(self):
        return self.total / self.count


class LossTracker:
    def __init__(self):
        self.losses = defaultdict(list)

    def add(self, name, loss):
        self.losses[name].append(loss.item())

    def average_loss(self, name):
        return sum(self.losses[name]) / len(self.losses[name])

    def best_loss(self):
        return min(self.losses["val"])


def reduce_mean(tensor, n):
    rt = tensor.clone()
    dist.all_reduce(rt, op=dist.ReduceOp.SUM)
    return rt / n


def reduce_loss_dict(loss_dict):
    names = sorted(loss_dict)
    values = torch.stack([loss_dict[k] for k in names])
    dist.reduce(values, dst=0)
    return {k: v for k, v in zip(names, values)}


def weighted_total(losses, weights):  # @loss
    return sum(weights[k] * v for k, v in losses.items())


def format_loss(loss):
    return f"{loss:.4f}"


def loss_to_perplexity(loss):
    return torch.exp(loss)
