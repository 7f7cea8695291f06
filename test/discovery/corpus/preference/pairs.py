import torch
import torch.nn.functional as F
from transformers import Trainer


def normalize_loss_type(loss_type: str) -> str:
    return loss_type.lower()


def needs_reference(loss_type: str, reference_free: bool) -> bool:
    return (not reference_free) and normalize_loss_type(loss_type) != "simpo"


def sequence_logps(logits, labels, average=False):
    labels = labels[:, 1:].clone()
    logits = logits[:, :-1, :]
    mask = labels != -100
    labels[labels == -100] = 0
    per_token = torch.gather(logits.log_softmax(-1), dim=2, index=labels.unsqueeze(2)).squeeze(2)
    if average:
        return (per_token * mask).sum(-1) / mask.sum(-1)
    return (per_token * mask).sum(-1)


class DirectPreference:  # @loss
    def __init__(self, beta=0.1, label_smoothing=0.0):
        self.beta = beta
        self.label_smoothing = label_smoothing

    def __call__(self, pi_chosen, pi_rejected, ref_chosen, ref_rejected):
        h = self.beta * ((pi_chosen - pi_rejected) - (ref_chosen - ref_rejected))
        losses = -F.logsigmoid(h) * (1 - self.label_smoothing) - F.logsigmoid(-h) * self.label_smoothing
        good = self.beta * (pi_chosen - ref_chosen).detach()
        bad = self.beta * (pi_rejected - ref_rejected).detach()
        return losses, good, bad


class OddsTrainer(Trainer):
    def __init__(self, *args, beta=0.1, **kwargs):
        super().__init__(*args, **kwargs)
        self.beta = beta

    def odds_ratio_loss(self, chosen_logps, rejected_logps):  # @loss
        log_odds = (chosen_logps - rejected_logps) - (torch.log1p(-torch.exp(chosen_logps)) - torch.log1p(-torch.exp(rejected_logps)))
        ratio = F.logsigmoid(log_odds)
        losses = self.beta * ratio
        chosen = self.beta * chosen_logps.detach()
        rejected = self.beta * rejected_logps.detach()
        return losses, chosen, rejected, torch.mean(ratio), torch.mean(log_odds)

    def concatenated_forward(self, model, batch):
        out = model(batch["input_ids"], attention_mask=batch["attention_mask"])
        logps = sequence_logps(out.logits, batch["labels"], average=True)
        n = logps.shape[0] // 2
        return logps[:n], logps[n:]

    def get_batch_metrics(self, model, batch):
        chosen, rejected = self.concatenated_forward(model, batch)
        losses, good, bad, *_ = self.odds_ratio_loss(chosen, rejected)
        accuracy = (good > bad).float()
        return losses.mean(), {"acc": accuracy.mean().item()}


def reward_pair(chosen_rewards, rejected_rewards, margin=0.0):  # @loss
    return -F.logsigmoid(chosen_rewards - rejected_rewards - margin).mean()


def grpo_advantages(rewards, group):
    r = rewards.view(-1, group)
    return ((r - r.mean(1, keepdim=True)) / (r.std(1, keepdim=True) + 1e-4)).view(-1)


def kl_estimate(logp, ref_logp):  # @loss
    d = ref_logp - logp
    return torch.exp(d) - d - 1


def grpo(logp, old_logp, ref_logp, adv, mask, eps=0.2, beta=0.04):  # @loss
    ratio = torch.exp(logp - old_logp)
    per_token = -torch.min(ratio * adv[:, None], ratio.clamp(1 - eps, 1 + eps) * adv[:, None])
    per_token = per_token + beta * kl_estimate(logp, ref_logp)
    return ((per_token * mask).sum(1) / mask.sum(1)).mean()
