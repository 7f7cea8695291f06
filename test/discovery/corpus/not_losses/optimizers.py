import math
import torch
from torch.optim import Optimizer


class SAM(Optimizer):
    def __init__(self, params, base, rho=0.05):
        super().__init__(params, dict(rho=rho))
        self.base = base(self.param_groups)

    @torch.no_grad()
    def first_step(self):
        norm = self._grad_norm()
        for group in self.param_groups:
            scale = group["rho"] / (norm + 1e-12)
            for p in group["params"]:
                p.add_(p.grad * scale)

    def _grad_norm(self):
        return torch.norm(torch.stack([p.grad.norm(p=2) for g in self.param_groups for p in g["params"]]), p=2)


class CosineWarmup(torch.optim.lr_scheduler._LRScheduler):
    def __init__(self, optimizer, warmup=500, total=10000):
        self.warmup = warmup
        self.total = total
        super().__init__(optimizer)

    def get_lr(self):
        t = self.last_epoch
        if t < self.warmup:
            return [b * t / self.warmup for b in self.base_lrs]
        p = (t - self.warmup) / (self.total - self.warmup)
        return [b * 0.5 * (1 + math.cos(math.pi * p)) for b in self.base_lrs]


def clip_gradients(params, max_norm=1.0):
    total = sum(p.grad.norm() ** 2 for p in params) ** 0.5
    c = max_norm / (total + 1e-6)
    for p in params:
        p.grad.mul_(min(1.0, c))
    return total


def newton_step(x, f, df):
    return x - f(x) / df(x)
