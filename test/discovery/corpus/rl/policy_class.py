import torch
import torch.nn as nn


class GRPO:  # @loss
    def __init__(self, clip_low=0.2, clip_high=0.28, kl_coef=0.04):
        self.clip_low = clip_low
        self.clip_high = clip_high
        self.kl_coef = kl_coef

    def __call__(self, logp, old_logp, ref_logp, advantages, mask):
        ratio = torch.exp(logp - old_logp)
        bounded = torch.clamp(ratio, 1 - self.clip_low, 1 + self.clip_high)
        pg = -torch.minimum(ratio * advantages, bounded * advantages)
        kl = torch.exp(ref_logp - logp) - (ref_logp - logp) - 1
        return ((pg + self.kl_coef * kl) * mask).sum() / mask.sum()


class Rollout:
    def __init__(self, env, horizon=128):
        self.env = env
        self.horizon = horizon

    def collect(self, policy):
        obs = self.env.reset()
        out = []
        for _ in range(self.horizon):
            act = policy(obs)
            obs, rew, done, _ = self.env.step(act)
            out.append((obs, act, rew))
            if done:
                obs = self.env.reset()
        return out
