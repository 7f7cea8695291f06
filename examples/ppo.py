"""Credit assignment: a PPO-style loss over the tokens of a sequence."""

import torch
import torch.nn.functional as F


class PPOSequenceLoss:
    def __init__(self, clip_epsilon=0.2, value_coef=0.5, entropy_coef=0.01):
        self.clip_epsilon = clip_epsilon
        self.value_coef = value_coef
        self.entropy_coef = entropy_coef

    def compute_loss(self, logprobs_new, logprobs_old, advantages, returns, values, entropy):
        ratio = torch.exp(logprobs_new - logprobs_old)
        unclipped = ratio * advantages
        clipped = torch.clamp(ratio, 1 - self.clip_epsilon, 1 + self.clip_epsilon) * advantages
        policy_loss = -torch.min(unclipped, clipped).mean()
        value_loss = F.mse_loss(values, returns)
        entropy_loss = -entropy.mean()
        total = policy_loss + self.value_coef * value_loss + self.entropy_coef * entropy_loss
        return total, policy_loss, value_loss, entropy_loss
