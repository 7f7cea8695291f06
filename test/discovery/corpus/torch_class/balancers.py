from typing import NamedTuple

import numpy as np
import torch
import torch.nn as nn


class GradNorm(nn.Module):  # @loss
    def __init__(self, tasks, alpha=1.5):
        super().__init__()
        self.weights = nn.Parameter(torch.ones(tasks))
        self.alpha = alpha
        self.initial = None

    def forward(self, losses, shared):
        if self.initial is None:
            self.initial = losses.detach()
        norms = []
        for w, loss in zip(self.weights, losses):
            g = torch.autograd.grad(w * loss, shared, retain_graph=True, create_graph=True)[0]
            norms.append(torch.norm(g))
        norms = torch.stack(norms)
        ratio = losses.detach() / self.initial
        rate = ratio / ratio.mean()
        target = (norms.mean() * rate ** self.alpha).detach()
        return (norms - target).abs().sum()


class DynamicAverage:  # @loss
    def __init__(self, tasks, temperature=2.0):
        self.tasks = tasks
        self.temperature = temperature
        self.history = []

    def weights(self):
        if len(self.history) < 2:
            return np.ones(self.tasks)
        r = np.array(self.history[-1]) / np.array(self.history[-2])
        e = np.exp(r / self.temperature)
        return self.tasks * e / e.sum()

    def __call__(self, losses):
        w = self.weights()
        return sum(float(w[i]) * loss for i, loss in enumerate(losses))


class Uncertainty(nn.Module):  # @loss
    def __init__(self, n=2):
        super().__init__()
        self.params = nn.Parameter(torch.ones(n, requires_grad=True))

    def forward(self, *x):
        total = 0
        for i, loss in enumerate(x):
            total += 0.5 / (self.params[i] ** 2) * loss + torch.log(1 + self.params[i] ** 2)
        return total


class Terms(NamedTuple):
    total: torch.Tensor
    pixel: torch.Tensor
    kl: torch.Tensor


class Bottleneck(nn.Module):  # @loss
    def __init__(self, beta: float = 0.1):
        super().__init__()
        self.beta = beta

    def forward(self, recon, x, mu, logvar) -> Terms:
        pixel = ((recon - x) ** 2).mean()
        kl = -0.5 * (1 + logvar - mu.pow(2) - logvar.exp()).sum(1).mean()
        return Terms(total=pixel + self.beta * kl, pixel=pixel, kl=kl)


class RunningWeights:
    def __init__(self, n, momentum=0.9):
        self.n = n
        self.momentum = momentum
        self.running_baseline = 0

    def update(self, values):
        self.running_baseline = self.momentum * self.running_baseline + (1 - self.momentum) * float(np.mean(values))

    def state_dict(self):
        return {"baseline": self.running_baseline}
