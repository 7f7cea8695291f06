import copy
import torch
import torch.nn as nn
import torch.nn.functional as F


class Critic(nn.Module):
    def __init__(self, s, a):
        super().__init__()
        self.q1 = nn.Sequential(nn.Linear(s + a, 256), nn.ReLU(), nn.Linear(256, 1))
        self.q2 = nn.Sequential(nn.Linear(s + a, 256), nn.ReLU(), nn.Linear(256, 1))

    def forward(self, s, a):
        x = torch.cat([s, a], -1)
        return self.q1(x), self.q2(x)


class SoftActorCritic:
    def __init__(self, actor, critic, alpha=0.2, gamma=0.99, tau=0.005, target_entropy=-1.0):
        self.actor, self.critic = actor, critic
        self.target = copy.deepcopy(critic)
        self.alpha, self.gamma, self.tau, self.target_entropy = alpha, gamma, tau, target_entropy
        self.log_alpha = torch.zeros(1, requires_grad=True)

    def q_loss(self, s, a, r, s2, d):  # @loss
        with torch.no_grad():
            a2, logp2 = self.actor(s2)
            t1, t2 = self.target(s2, a2)
            y = r + self.gamma * (1 - d) * (torch.min(t1, t2) - self.alpha * logp2)
        q1, q2 = self.critic(s, a)
        return ((q1 - y) ** 2).mean() + ((q2 - y) ** 2).mean()

    def pi_loss(self, s):  # @loss
        a, logp = self.actor(s)
        q1, q2 = self.critic(s, a)
        return (self.alpha * logp - torch.min(q1, q2)).mean()

    def temperature_loss(self, logp):  # @loss
        return -(self.log_alpha * (logp + self.target_entropy).detach()).mean()

    def soft_update(self):
        for p, t in zip(self.critic.parameters(), self.target.parameters()):
            t.data.copy_(self.tau * p.data + (1 - self.tau) * t.data)

    def update(self, batch):
        s, a, r, s2, d = batch
        loss_q = self.q_loss(s, a, r, s2, d)
        self.q_opt.zero_grad()
        loss_q.backward()
        self.q_opt.step()
        loss_pi = self.pi_loss(s)
        self.pi_opt.zero_grad()
        loss_pi.backward()
        self.pi_opt.step()
        self.soft_update()
        return loss_q.item(), loss_pi.item()

    def sample_action(self, mu, log_std):
        std = log_std.clamp(-20, 2).exp()
        u = mu + std * torch.randn_like(std)
        a = torch.tanh(u)
        logp = -0.5 * (((u - mu) / std) ** 2 + 2 * log_std).sum(-1) - torch.log(1 - a ** 2 + 1e-6).sum(-1)
        return a, logp
