import math
import torch
import torch.nn as nn


class AffineCoupling(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.net = nn.Linear(d // 2, d)

    def forward(self, x):
        a, b = x.chunk(2, dim=1)
        s, t = self.net(a).chunk(2, dim=1)
        s = torch.tanh(s)
        return torch.cat([a, b * s.exp() + t], dim=1), s.sum(dim=1)


class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def log_prob(self, x):
        logdet = 0
        for l in self.layers:
            x, ld = l(x)
            logdet = logdet + ld
        prior = -0.5 * (x ** 2 + math.log(2 * math.pi)).sum(1)
        return prior + logdet

    def nll(self, x):  # @loss
        return -self.log_prob(x).mean()


def mdn(pi, mu, sigma, y):  # @loss
    z = (y.unsqueeze(1) - mu) / sigma
    logp = torch.log(pi) - torch.log(sigma) - 0.5 * z ** 2
    return -torch.logsumexp(logp, dim=1).mean()


def sample_mdn(pi, mu, sigma):
    k = torch.multinomial(pi, 1)
    return mu.gather(1, k) + sigma.gather(1, k) * torch.randn_like(k.float())
