import torch
import torch.nn.functional as F


class PPOTrainer:
    def __init__(self, cfg):
        self.kl_ctl = cfg.kl
        self.cliprange = 0.2
        self.cliprange_value = 0.2
        self.gamma, self.lam = 1.0, 0.95

    def actor_loss_fn(self, logprobs, old, advantages, mask):  # @loss
        log_ratio = (logprobs - old) * mask
        ratio = torch.exp(log_ratio)
        a = -advantages * ratio
        b = -advantages * torch.clamp(ratio, 1.0 - self.cliprange, 1.0 + self.cliprange)
        return torch.sum(torch.max(a, b) * mask) / mask.sum()

    def critic_loss_fn(self, values, old_values, returns, mask):  # @loss
        clipped = torch.clamp(values, old_values - self.cliprange_value, old_values + self.cliprange_value)
        l1 = (values - returns) ** 2
        l2 = (clipped - returns) ** 2
        return 0.5 * torch.sum(torch.max(l1, l2) * mask) / mask.sum()

    def compute_rewards(self, prompts, log_probs, ref_log_probs, score, mask):
        kl = -self.kl_ctl * (log_probs - ref_log_probs)
        rewards = kl
        rewards[:, -1] += torch.clamp(score, -5, 5)
        return rewards

    def get_advantages_and_returns(self, values, rewards, start):
        last, out = 0, []
        for t in reversed(range(start, rewards.size(-1))):
            nxt = values[:, t + 1] if t < rewards.size(-1) - 1 else 0.0
            delta = rewards[:, t] + self.gamma * nxt - values[:, t]
            last = delta + self.gamma * self.lam * last
            out.append(last)
        adv = torch.stack(out[::-1], dim=1)
        return adv.detach(), adv + values[:, start:]


def whiten(x, mask):
    mean = (x * mask).sum() / mask.sum()
    var = ((x - mean) ** 2 * mask).sum() / mask.sum()
    return (x - mean) * torch.rsqrt(var + 1e-8)


def simple_preference(chosen, rejected, beta=2.0, gamma_ratio=0.5):  # @loss
    logits = chosen - rejected - gamma_ratio
    return -F.logsigmoid(beta * logits).mean()


class AdaptiveKLController:
    def __init__(self, init, target, horizon):
        self.value, self.target, self.horizon = init, target, horizon

    def update(self, current, n):
        e = min(max(current / self.target - 1, -0.2), 0.2)
        self.value *= 1 + e * n / self.horizon
