import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import Trainer


class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):  # @loss
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 3.0]))(outputs.logits, labels)
        return (loss, outputs) if return_outputs else loss


class MoEBalance(nn.Module):  # @loss
    def __init__(self, num_experts=8, coef=0.01):
        super().__init__()
        self.num_experts = num_experts
        self.coef = coef

    def forward(self, router_logits, mask):
        p = router_logits.softmax(-1).mean(0)
        f = mask.float().mean(0)
        return self.coef * self.num_experts * (p * f).sum()


def causal_lm_loss(logits, labels, z_weight=1e-4):  # @loss
    shift = logits[:, :-1].contiguous()
    target = labels[:, 1:].contiguous()
    ce = F.cross_entropy(shift.view(-1, shift.size(-1)), target.view(-1), ignore_index=-100)
    z = torch.logsumexp(shift, dim=-1).pow(2).mean()
    return ce + z_weight * z


def perplexity(loss):
    return torch.exp(loss)


def rotate_half(x):
    a, b = x.chunk(2, dim=-1)
    return torch.cat([-b, a], dim=-1)
