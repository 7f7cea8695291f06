import random
import torch
import torch.nn as nn
import torch.nn.functional as F


class ReplayBuffer:
    def __init__(self, capacity=10000):
        self.data = []
        self.capacity = capacity

    def push(self, item):
        self.data.append(item)
        if len(self.data) > self.capacity:
            self.data.pop(0)

    def sample(self, n):
        return random.sample(self.data, n)


def td_loss(q_net, target_net, batch, gamma=0.99):  # @loss
    s, a, r, s2, done = batch
    q = q_net(s).gather(1, a.unsqueeze(1)).squeeze(1)
    with torch.no_grad():
        nxt = target_net(s2).max(1)[0]
        target = r + gamma * (1 - done) * nxt
    return F.smooth_l1_loss(q, target)


def double_dqn_target(reward, next_q_online, next_q_target, done, gamma=0.99):
    best = next_q_online.argmax(dim=1, keepdim=True)
    return reward + gamma * (1 - done) * next_q_target.gather(1, best).squeeze(1)


def quantile_huber(quantiles, target, taus, kappa=1.0):  # @loss
    u = target.unsqueeze(1) - quantiles.unsqueeze(2)
    h = torch.where(u.abs() <= kappa, 0.5 * u ** 2, kappa * (u.abs() - 0.5 * kappa))
    return ((taus[None, :, None] - (u.detach() < 0).float()).abs() * h / kappa).sum(1).mean()


def soft_update(target, source, tau=0.005):
    for t, s in zip(target.parameters(), source.parameters()):
        t.data.copy_(tau * s.data + (1 - tau) * t.data)


class DuelingNet(nn.Module):
    def __init__(self, d_obs, n_act, width=64):
        super().__init__()
        self.body = nn.Linear(d_obs, width)
        self.v = nn.Linear(width, 1)
        self.a = nn.Linear(width, n_act)

    def forward(self, x):
        h = F.relu(self.body(x))
        a = self.a(h)
        return self.v(h) + a - a.mean(dim=1, keepdim=True)
