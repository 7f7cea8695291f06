import torch
import torch.nn as nn
import torch.nn.functional as F


def td_error(net, target, batch, gamma=0.99):  # @loss
    s, a, r, s2, d = batch
    q = net(s).gather(1, a[:, None]).squeeze(1)
    with torch.no_grad():
        t = r + gamma * (1 - d) * target(s2).max(1)[0]
    return F.smooth_l1_loss(q, t)


def cql(q, a):  # @loss
    return (torch.logsumexp(q, 1) - q.gather(1, a[:, None]).squeeze(1)).mean()


def expectile_value(q, v, tau=0.7):  # @loss
    d = q - v
    return (torch.where(d > 0, tau, 1 - tau) * d ** 2).mean()


def quantile_td(theta, target, taus, k=1.0):  # @loss
    u = target[:, None] - theta[:, :, None]
    h = torch.where(u.abs() <= k, 0.5 * u ** 2, k * (u.abs() - 0.5 * k))
    return ((taus[None, :, None] - (u < 0).float()).abs() * h).sum(1).mean()


def polyak(a, b, tau=0.005):
    for p, q in zip(a.parameters(), b.parameters()):
        q.data.mul_(1 - tau).add_(tau * p.data)


class Dueling(nn.Module):
    def __init__(self, d, n):
        super().__init__()
        self.v, self.a = nn.Linear(d, 1), nn.Linear(d, n)

    def forward(self, x):
        a = self.a(x)
        return self.v(x) + a - a.mean(1, keepdim=True)
