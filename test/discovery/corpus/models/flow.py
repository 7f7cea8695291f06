import math
import torch
import torch.nn as nn


class Coupling(nn.Module):
    def __init__(self, d, h=64):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d // 2, h), nn.ReLU(), nn.Linear(h, d))

    def forward(self, x):
        a, b = x.chunk(2, 1)
        s, t = self.net(a).chunk(2, 1)
        return torch.cat([a, b * s.exp() + t], 1), s.sum(1)


class Flow(nn.Module):
    def __init__(self, d, n=4):
        super().__init__()
        self.layers = nn.ModuleList([Coupling(d) for _ in range(n)])

    def forward(self, x):
        total = 0
        for layer in self.layers:
            x, ld = layer(x)
            total = total + ld
        return x, total

    def log_prob(self, x):
        z, ld = self(x)
        return -0.5 * (z ** 2 + math.log(2 * math.pi)).sum(1) + ld

    def nll(self, x):  # @loss
        return -self.log_prob(x).mean()


def bits_per_dim(nll, d):
    return nll / (math.log(2) * d)
