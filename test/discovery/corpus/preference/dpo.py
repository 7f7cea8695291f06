import torch
import torch.nn.functional as F


def dpo(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta=0.1):  # @loss
    logits = (policy_chosen - policy_rejected) - (ref_chosen - ref_rejected)
    losses = -F.logsigmoid(beta * logits)
    chosen = beta * (policy_chosen - ref_chosen).detach()
    rejected = beta * (policy_rejected - ref_rejected).detach()
    return losses.mean(), chosen, rejected


def ipo(policy_chosen, policy_rejected, ref_chosen, ref_rejected, tau=0.1):  # @loss
    gap = (policy_chosen - policy_rejected) - (ref_chosen - ref_rejected)
    return ((gap - 1 / (2 * tau)) ** 2).mean()


def bradley_terry(reward_chosen, reward_rejected):  # @loss
    return -F.logsigmoid(reward_chosen - reward_rejected).mean()


def orpo(chosen_nll, chosen_logps, rejected_logps, lam=0.1):  # @loss
    odds = (chosen_logps - rejected_logps) - (
        torch.log1p(-torch.exp(chosen_logps)) - torch.log1p(-torch.exp(rejected_logps))
    )
    return chosen_nll - lam * F.logsigmoid(odds).mean()


def sequence_logps(logits, labels, ignore_index=-100):
    mask = labels != ignore_index
    labels = labels.masked_fill(~mask, 0)
    logp = torch.gather(logits.log_softmax(-1), 2, labels.unsqueeze(2)).squeeze(2)
    return (logp * mask).sum(-1)


def pad_to_length(x, n, value=0):
    if x.size(-1) >= n:
        return x
    return torch.cat([x, value * torch.ones(*x.shape[:-1], n - x.size(-1))], dim=-1)
