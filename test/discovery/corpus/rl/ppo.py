import torch
import torch.nn as nn
import torch.nn.functional as F


def clipped_surrogate(new_logp, old_logp, adv, clip=0.2):  # @loss
    ratio = (new_logp - old_logp).exp()
    return -torch.min(ratio * adv, ratio.clamp(1 - clip, 1 + clip) * adv).mean()


def value_error(values, returns, old_values=None, clip=0.2):  # @loss
    if old_values is None:
        return 0.5 * (values - returns).pow(2).mean()
    clipped = old_values + (values - old_values).clamp(-clip, clip)
    return 0.5 * torch.max((values - returns) ** 2, (clipped - returns) ** 2).mean()


def compute_gae(rewards, values, dones, last_value, gamma=0.99, lam=0.95):
    advantages = torch.zeros_like(rewards)
    running = 0.0
    for t in reversed(range(len(rewards))):
        nxt = last_value if t == len(rewards) - 1 else values[t + 1]
        delta = rewards[t] + gamma * nxt * (1 - dones[t]) - values[t]
        running = delta + gamma * lam * (1 - dones[t]) * running
        advantages[t] = running
    return advantages, advantages + values


class PPOAgent:
    def __init__(self, policy, lr=3e-4, clip_eps=0.2, vf_coef=0.5, ent_coef=0.01):
        self.policy = policy
        self.opt = torch.optim.Adam(policy.parameters(), lr=lr)
        self.clip_eps = clip_eps
        self.vf_coef = vf_coef
        self.ent_coef = ent_coef

    def act(self, obs):
        with torch.no_grad():
            dist, _ = self.policy(obs)
        a = dist.sample()
        return a, dist.log_prob(a)

    def compute_loss(self, batch):  # @loss
        dist, value = self.policy(batch["obs"])
        logp = dist.log_prob(batch["act"])
        ratio = torch.exp(logp - batch["logp_old"])
        adv = batch["adv"]
        pg = -torch.min(ratio * adv, torch.clamp(ratio, 1 - self.clip_eps, 1 + self.clip_eps) * adv).mean()
        vf = F.mse_loss(value.squeeze(-1), batch["ret"])
        ent = dist.entropy().mean()
        return pg + self.vf_coef * vf - self.ent_coef * ent

    def update(self, batch):
        loss = self.compute_loss(batch)
        self.opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.policy.parameters(), 0.5)
        self.opt.step()
        return loss.item()
