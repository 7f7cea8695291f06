"""Losses of language models: preferences, and what is added to cross entropy."""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


def dpo(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1, label_smoothing=0.0, ipo=False, reference_free=False):
    pi_logratios = policy_chosen - policy_rejected
    ref_logratios = reference_chosen - reference_rejected
    if reference_free:
        ref_logratios = 0
    logits = pi_logratios - ref_logratios
    if ipo:
        losses = (logits - 1 / (2 * beta)) ** 2
    else:
        losses = -F.logsigmoid(beta * logits) * (1 - label_smoothing) - F.logsigmoid(-beta * logits) * label_smoothing
    chosen_rewards = beta * (policy_chosen - reference_chosen).detach()
    rejected_rewards = beta * (policy_rejected - reference_rejected).detach()
    return losses.mean(), chosen_rewards, rejected_rewards


@dataclass
class DPOConfig:
    beta: float = 0.1
    loss_type: str = "sigmoid"
    label_smoothing: float = 0.0


class PreferenceTrainer:
    def __init__(self, beta=0.1, loss_type="sigmoid"):
        self.config = DPOConfig(beta=beta, loss_type=loss_type)

    def dpo_loss(self, policy_chosen_logps, policy_rejected_logps, reference_chosen_logps, reference_rejected_logps):
        cfg = self.config
        logits = (policy_chosen_logps - policy_rejected_logps) - (reference_chosen_logps - reference_rejected_logps)
        if cfg.loss_type == "sigmoid":
            losses = -F.logsigmoid(cfg.beta * logits)
        elif cfg.loss_type == "hinge":
            losses = torch.relu(1 - cfg.beta * logits)
        elif cfg.loss_type == "ipo":
            losses = (logits - 1 / (2 * cfg.beta)) ** 2
        elif cfg.loss_type == "kto_pair":
            chosen_kl = (policy_chosen_logps - reference_chosen_logps).mean().clamp(min=0)
            rejected_kl = (policy_rejected_logps - reference_rejected_logps).mean().clamp(min=0)
            chosen = policy_chosen_logps - reference_chosen_logps
            rejected = policy_rejected_logps - reference_rejected_logps
            losses = torch.cat(
                (1 - F.sigmoid(cfg.beta * (chosen - rejected_kl)), 1 - F.sigmoid(cfg.beta * (chosen_kl - rejected))), 0
            )
        else:
            raise ValueError(f"Unknown loss type: {cfg.loss_type}")
        return losses


def get_batch_logps(logits, labels, average=False):
    labels = labels[:, 1:].clone()
    logits = logits[:, :-1, :]
    loss_mask = labels != -100
    labels[labels == -100] = 0
    per_token = torch.gather(logits.log_softmax(-1), dim=2, index=labels.unsqueeze(2)).squeeze(2)
    if average:
        return (per_token * loss_mask).sum(-1) / loss_mask.sum(-1)
    return (per_token * loss_mask).sum(-1)


def kto(policy_logps, reference_logps, is_desirable, kl, beta=0.1, desirable=1.0, undesirable=1.33):
    ratio = policy_logps - reference_logps
    losses = torch.where(
        is_desirable,
        desirable * (1 - torch.sigmoid(beta * (ratio - kl))),
        undesirable * (1 - torch.sigmoid(beta * (kl - ratio))),
    )
    return losses.mean()


def orpo(chosen_logps, rejected_logps, nll, lam=0.1):
    log_odds = (chosen_logps - rejected_logps) - (
        torch.log1p(-torch.exp(chosen_logps)) - torch.log1p(-torch.exp(rejected_logps))
    )
    return nll - lam * F.logsigmoid(log_odds).mean()


def simpo(chosen_logps, rejected_logps, chosen_len, rejected_len, beta=2.0, gamma=1.0):
    margin = chosen_logps / chosen_len - rejected_logps / rejected_len
    return -F.logsigmoid(beta * margin - gamma).mean()


def slic(chosen, rejected, target, delta=1.0, lam=0.1):
    return torch.clamp(delta - chosen + rejected, min=0).mean() - lam * target.mean()


def cpo(chosen, rejected, beta=0.1, label_smoothing=0.2):
    logits = chosen - rejected
    pref = -F.logsigmoid(beta * logits) * (1 - label_smoothing) - F.logsigmoid(-beta * logits) * label_smoothing
    return pref.mean() - chosen.mean()


def bradley_terry(chosen_rewards, rejected_rewards, margin=None):
    if margin is not None:
        return -torch.mean(F.logsigmoid(chosen_rewards - rejected_rewards - margin))
    return -torch.mean(F.logsigmoid(chosen_rewards - rejected_rewards))


def causal_lm(logits, labels, vocab_size=5):
    shift_logits = logits[..., :-1, :].contiguous()
    shift_labels = labels[..., 1:].contiguous()
    loss_fct = nn.CrossEntropyLoss()
    return loss_fct(shift_logits.view(-1, vocab_size), shift_labels.view(-1))


def cross_entropy_z_loss(logits, labels, z_weight=1e-4):
    ce = F.cross_entropy(logits, labels)
    log_z = torch.logsumexp(logits, dim=-1)
    return ce + z_weight * log_z.square().mean()


def unlikelihood(logits, target, negatives):
    log_p = F.log_softmax(logits, -1)
    mle = F.nll_loss(log_p, target)
    p = log_p.exp()
    one_minus = torch.clamp(1.0 - p, min=1e-5)
    return mle + -(torch.log(one_minus) * negatives).sum(-1).mean()


def load_balancing(gate_logits, num_experts, top_k=2):
    routing = F.softmax(gate_logits, dim=-1)
    _, selected = torch.topk(routing, top_k, dim=-1)
    expert_mask = F.one_hot(selected, num_experts)
    tokens_per_expert = torch.mean(expert_mask.float(), dim=0)
    router_prob = torch.mean(routing, dim=0)
    return torch.sum(tokens_per_expert * router_prob.unsqueeze(0)) * num_experts


def grpo(logps, old_logps, ref_logps, rewards, mask, group=2, eps=0.2, beta=0.04):
    grouped = rewards.view(-1, group)
    advantages = (grouped - grouped.mean(dim=1, keepdim=True)) / (grouped.std(dim=1, keepdim=True) + 1e-4)
    advantages = advantages.view(-1, 1)
    ratio = torch.exp(logps - old_logps)
    per_token = torch.min(ratio * advantages, torch.clamp(ratio, 1 - eps, 1 + eps) * advantages)
    kl = torch.exp(ref_logps - logps) - (ref_logps - logps) - 1
    per_token = -(per_token - beta * kl)
    return ((per_token * mask).sum(dim=1) / mask.sum(dim=1)).mean()


def reverse_kl_distillation(student_logits, teacher_logits, mask):
    s = F.log_softmax(student_logits, dim=-1)
    t = F.log_softmax(teacher_logits, dim=-1)
    kl = (s.exp() * (s - t)).sum(-1)
    return (kl * mask).sum() / mask.sum()


def r_drop(logits1, logits2, labels, alpha=4):
    ce = 0.5 * (F.cross_entropy(logits1, labels) + F.cross_entropy(logits2, labels))
    p = F.kl_div(F.log_softmax(logits1, dim=-1), F.softmax(logits2, dim=-1), reduction="none")
    q = F.kl_div(F.log_softmax(logits2, dim=-1), F.softmax(logits1, dim=-1), reduction="none")
    return ce + alpha * (p.sum() + q.sum()) / 2


class LinearCRF(nn.Module):
    """Negative log-likelihood of tag sequences by the forward recursion."""

    def __init__(self, num_tags=3):
        super().__init__()
        self.start = nn.Parameter(torch.empty(num_tags))
        self.end = nn.Parameter(torch.empty(num_tags))
        self.transitions = nn.Parameter(torch.empty(num_tags, num_tags))
        for p in self.parameters():
            nn.init.uniform_(p, -0.1, 0.1)

    def forward(self, emissions, tags, mask):
        return (self._partition(emissions, mask) - self._score(emissions, tags, mask)).mean()

    def _score(self, emissions, tags, mask):
        seq_length, batch = tags.shape
        index = torch.arange(batch)
        score = self.start[tags[0]] + emissions[0, index, tags[0]]
        for i in range(1, seq_length):
            score += self.transitions[tags[i - 1], tags[i]] * mask[i].float()
            score += emissions[i, index, tags[i]] * mask[i].float()
        ends = mask.long().sum(dim=0) - 1
        return score + self.end[tags[ends, index]]

    def _partition(self, emissions, mask):
        score = self.start + emissions[0]
        for i in range(1, emissions.size(0)):
            next_score = score.unsqueeze(2) + self.transitions + emissions[i].unsqueeze(1)
            next_score = torch.logsumexp(next_score, dim=1)
            score = torch.where(mask[i].unsqueeze(1), next_score, score)
        return torch.logsumexp(score + self.end, dim=1)
