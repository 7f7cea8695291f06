"""Losses of reinforcement learning."""

import copy

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Categorical, Independent, Normal, kl_divergence


def reinforce(log_probs, rewards, gamma=0.99):
    returns = []
    R = 0
    for r in rewards.flip(0):
        R = r + gamma * R
        returns.insert(0, R)
    returns = torch.stack(returns)
    returns = (returns - returns.mean()) / (returns.std() + np.finfo(np.float32).eps.item())
    policy_loss = []
    for log_prob, value in zip(log_probs, returns):
        policy_loss.append(-log_prob * value)
    return torch.stack(policy_loss).sum()


def compute_gae(rewards, values, dones, next_value, gamma=0.99, lam=0.95):
    advantages = torch.zeros_like(rewards)
    last = 0
    for t in reversed(range(len(rewards))):
        if t == len(rewards) - 1:
            following = next_value
        else:
            following = values[t + 1]
        nonterminal = 1.0 - dones[t]
        delta = rewards[t] + gamma * following * nonterminal - values[t]
        last = delta + gamma * lam * nonterminal * last
        advantages[t] = last
    return advantages, advantages + values


def a2c(logits, values, actions, returns, value_coef=0.5, entropy_coef=0.01):
    dist = Categorical(logits=logits)
    advantage = returns - values.squeeze(-1)
    actor = -(dist.log_prob(actions) * advantage.detach()).mean()
    critic = advantage.pow(2).mean()
    return actor + value_coef * critic - entropy_coef * dist.entropy().mean()


def ppo_update(newlogprob, oldlogprob, advantages, newvalue, old_values, returns, entropy, clip_coef=0.2, norm_adv=True, clip_vloss=True):
    logratio = newlogprob - oldlogprob
    ratio = logratio.exp()
    with torch.no_grad():
        approx_kl = ((ratio - 1) - logratio).mean()
        clipfracs = [((ratio - 1.0).abs() > clip_coef).float().mean().item()]
    if norm_adv:
        advantages = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
    pg_loss1 = -advantages * ratio
    pg_loss2 = -advantages * torch.clamp(ratio, 1 - clip_coef, 1 + clip_coef)
    pg_loss = torch.max(pg_loss1, pg_loss2).mean()
    newvalue = newvalue.view(-1)
    if clip_vloss:
        v_loss_unclipped = (newvalue - returns) ** 2
        v_clipped = old_values + torch.clamp(newvalue - old_values, -clip_coef, clip_coef)
        v_loss_clipped = (v_clipped - returns) ** 2
        v_loss = 0.5 * torch.max(v_loss_unclipped, v_loss_clipped).mean()
    else:
        v_loss = 0.5 * ((newvalue - returns) ** 2).mean()
    loss = pg_loss - 0.01 * entropy.mean() + v_loss * 0.5
    return loss, pg_loss, v_loss, approx_kl


def dqn(q_values, next_q, actions, rewards, dones, gamma=0.99):
    chosen = q_values.gather(1, actions.view(-1, 1)).squeeze(1)
    with torch.no_grad():
        target = rewards + gamma * next_q.max(1)[0] * (1 - dones)
    return F.smooth_l1_loss(chosen, target)


def double_dqn(q, q_next_online, q_next_target, actions, rewards, dones, gamma=0.99, weights=None):
    best = q_next_online.argmax(dim=1, keepdim=True)
    target = rewards + gamma * (1 - dones.float()) * q_next_target.gather(1, best).squeeze(-1).detach()
    td = target - q[range(len(actions)), actions]
    if weights is not None:
        return (weights * td.pow(2)).mean(), td.abs().detach()
    return td.pow(2).mean(), td.abs().detach()


def td3_critic(q1, q2, next_q1, next_q2, reward, not_done, discount=0.99):
    target_Q = torch.min(next_q1, next_q2)
    target_Q = (reward + not_done * discount * target_Q).detach()
    return F.mse_loss(q1, target_Q) + F.mse_loss(q2, target_Q)


def td3_bc(q, pi, action, alpha=2.5):
    lmbda = alpha / q.abs().mean().detach()
    return -lmbda * q.mean() + F.mse_loss(pi, action)


class SquashedGaussianPolicy(nn.Module):
    LOG_STD_MIN, LOG_STD_MAX = -5, 2

    def __init__(self, obs_dim=3, act_dim=2):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(obs_dim, 8), nn.Tanh())
        self.mean = nn.Linear(8, act_dim)
        self.log_std = nn.Linear(8, act_dim)

    def forward(self, obs, noise, q_scale, alpha=0.2):
        h = self.trunk(obs)
        mean = self.mean(h)
        log_std = torch.tanh(self.log_std(h))
        log_std = self.LOG_STD_MIN + 0.5 * (self.LOG_STD_MAX - self.LOG_STD_MIN) * (log_std + 1)
        std = log_std.exp()
        normal = Normal(mean, std)
        x_t = mean + std * noise
        y_t = torch.tanh(x_t)
        log_prob = normal.log_prob(x_t)
        log_prob -= torch.log(1 - y_t.pow(2) + 1e-6)
        log_prob = log_prob.sum(1, keepdim=True)
        q = -(y_t**2).sum(1, keepdim=True) * q_scale
        return (alpha * log_prob - q).mean()


def sac_temperature(log_alpha, log_prob, target_entropy=-2.0):
    return -(log_alpha.exp() * (log_prob + target_entropy).detach()).mean()


def discrete_sac(logits, q1, q2, alpha=0.1):
    dist = Categorical(logits=logits)
    q = torch.minimum(q1, q2).detach()
    return (dist.probs * (alpha * dist.logits - q)).sum(dim=1).mean()


def cql(q, actions, target, alpha=1.0, temp=1.0):
    data_q = q.gather(1, actions[:, None])
    logsumexp = temp * torch.logsumexp(q / temp, dim=1, keepdim=True)
    return F.mse_loss(data_q.squeeze(1), target) + alpha * (logsumexp - data_q).mean()


def iql_value(q, v, expectile=0.7):
    adv = q.detach() - v
    weight = torch.where(adv > 0, expectile, (1 - expectile))
    return torch.mean(weight * (adv**2))


def awr(log_prob, adv, beta=3.0, limit=20.0):
    exp_adv = torch.exp(beta * adv.detach()).clamp(max=limit)
    return -(exp_adv * log_prob).mean()


def c51(dist, next_dist, rewards, dones, v_min=-2.0, v_max=2.0, gamma=0.9):
    """Projects the target distribution onto the support."""
    n_atoms = dist.size(-1)
    support = torch.linspace(v_min, v_max, n_atoms)
    delta_z = (v_max - v_min) / (n_atoms - 1)
    batch = rewards.size(0)
    with torch.no_grad():
        tz = (rewards.unsqueeze(1) + gamma * support * (1 - dones.unsqueeze(1))).clamp(v_min, v_max)
        b = (tz - v_min) / delta_z
        l, u = b.floor().long(), b.ceil().long()
        l[(u > 0) * (l == u)] -= 1
        u[(l < (n_atoms - 1)) * (l == u)] += 1
        m = torch.zeros(batch, n_atoms)
        offset = torch.linspace(0, (batch - 1) * n_atoms, batch).long().unsqueeze(1).expand(batch, n_atoms)
        m.view(-1).index_add_(0, (l + offset).view(-1), (next_dist * (u.float() - b)).view(-1))
        m.view(-1).index_add_(0, (u + offset).view(-1), (next_dist * (b - l.float())).view(-1))
    return -(m * torch.log(dist.clamp(min=1e-5))).sum(1).mean()


def quantile_huber(quantiles, target, kappa=1.0):
    n = quantiles.shape[1]
    tau = (torch.arange(n).float() + 0.5) / n
    td = target.unsqueeze(1) - quantiles.unsqueeze(2)
    huber = torch.where(td.abs() <= kappa, 0.5 * td.pow(2), kappa * (td.abs() - 0.5 * kappa))
    loss = torch.abs(tau[None, :, None] - (td.detach() < 0).float()) * huber / kappa
    return loss.sum(dim=1).mean(dim=1).mean()


def vtrace(log_rhos, discounts, rewards, values, bootstrap, target_logp, clip_rho=1.0, clip_pg=1.0):
    with torch.no_grad():
        rhos = torch.exp(log_rhos)
        clipped = torch.clamp(rhos, max=clip_rho)
        cs = torch.clamp(rhos, max=1.0)
        following = torch.cat([values[1:], bootstrap.unsqueeze(0)], dim=0)
        deltas = clipped * (rewards + discounts * following - values)
        acc = torch.zeros_like(bootstrap)
        result = []
        for t in range(discounts.shape[0] - 1, -1, -1):
            acc = deltas[t] + discounts[t] * cs[t] * acc
            result.append(acc)
        result.reverse()
        vs = torch.stack(result) + values
        broadcasted = torch.cat([vs[1:], bootstrap.unsqueeze(0)], dim=0)
        pg_advantages = torch.clamp(rhos, max=clip_pg) * (rewards + discounts * broadcasted - values)
    policy = -torch.sum(target_logp * pg_advantages)
    baseline = 0.5 * torch.sum((vs - values) ** 2)
    return policy + 0.5 * baseline


def trpo_surrogate(new_mean, new_log_std, old_mean, old_log_std, actions, advantages, delta_coef=1.0):
    new = Independent(Normal(new_mean, new_log_std.exp()), 1)
    old = Independent(Normal(old_mean.detach(), old_log_std.detach().exp()), 1)
    ratio = (new.log_prob(actions) - old.log_prob(actions)).exp()
    return -(ratio * advantages).mean() + delta_coef * kl_divergence(old, new).mean()


class DuelingCritic(nn.Module):
    def __init__(self, obs=3, actions=2, tau=0.005):
        super().__init__()
        self.value = nn.Linear(obs, 1)
        self.advantage = nn.Linear(obs, actions)
        self.tau = tau

    def q(self, obs):
        a = self.advantage(obs)
        return self.value(obs) + a - a.mean(dim=1, keepdim=True)

    def forward(self, obs, next_obs, action, reward):
        target = copy.deepcopy(self)
        for p in target.parameters():
            p.requires_grad_(False)
        with torch.no_grad():
            y = reward + 0.99 * target.q(next_obs).amax(dim=1)
        return F.huber_loss(self.q(obs).gather(1, action[:, None])[:, 0], y)


def curiosity(pred_phi, phi, logits, action, beta=0.2):
    forward = 0.5 * (pred_phi - phi.detach()).norm(2, dim=-1).pow(2).mean()
    return (1 - beta) * F.cross_entropy(logits, action) + beta * forward


def decision_transformer(action_preds, actions, attention_mask):
    dim = action_preds.shape[2]
    p = action_preds.reshape(-1, dim)[attention_mask.reshape(-1) > 0]
    t = actions.reshape(-1, dim)[attention_mask.reshape(-1) > 0]
    return torch.mean((p - t) ** 2)
