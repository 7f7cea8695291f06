import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


def _reduce(value: Tensor, reduction: str = "mean") -> Tensor:
    if reduction == "none":
        return value
    elif reduction == "mean":
        return value.mean()
    elif reduction == "sum":
        return value.sum()
    raise ValueError(f"`reduction` = {reduction} is not valid.")


def logistic_hazard(phi: Tensor, idx: Tensor, events: Tensor, reduction: str = "mean") -> Tensor:  # @loss
    if phi.shape[1] <= idx.max():
        raise ValueError("too small")
    events = events.float().view(-1, 1)
    idx = idx.view(-1, 1)
    y = torch.zeros_like(phi).scatter(1, idx, events)
    bce = F.binary_cross_entropy_with_logits(phi, y, reduction="none")
    loss = bce.cumsum(1).gather(1, idx).view(-1)
    return _reduce(loss, reduction)


def breslow(risk: Tensor, time: Tensor, event: Tensor) -> Tensor:  # @loss
    order = torch.argsort(time, descending=True)
    risk, event = risk[order], event[order]
    log_risk = torch.logcumsumexp(risk, dim=0)
    return -((risk - log_risk) * event).sum() / event.sum().clamp(min=1)


def partial_likelihood_by_hand(risk_scores, times, events):  # @loss
    """Negative partial log-likelihood with ties."""
    observed = events.reshape(-1).bool()
    if not torch.any(observed):
        return risk_scores.sum() * 0.0
    total = risk_scores.new_zeros(())
    for t in torch.unique(times[observed]):
        here = observed & (times == t)
        at_risk = times >= t
        total = total + risk_scores[here].sum()
        total = total - here.sum() * torch.logsumexp(risk_scores[at_risk], dim=0)
    return -total / observed.sum()


def rank_penalty(risk, durations, events, sigma=0.1):  # @loss
    later = (durations[:, None] < durations[None, :]).float() * events[:, None]
    diff = risk[:, None] - risk[None, :]
    return torch.mean(later * torch.exp(-diff / sigma))


def c_index(times: np.ndarray, events: np.ndarray, risks: np.ndarray) -> float:
    good, n = 0.0, 0
    for i in range(len(times)):
        for j in range(len(times)):
            if times[i] < times[j] and events[i]:
                n += 1
                good += 1.0 * (risks[i] > risks[j]) + 0.5 * (risks[i] == risks[j])
    return good / max(n, 1)


def baseline_hazard(times, events, risks):
    order = np.argsort(times)
    cum = np.cumsum(np.exp(risks[order])[::-1])[::-1]
    return np.cumsum(events[order] / cum)


def make_strata(t: Tensor, e: Tensor, bins: int = 4):
    q = np.quantile(t.numpy(), np.linspace(0, 1, bins + 1)[1:-1])
    return np.digitize(t.numpy(), q) * 2 + e.numpy().astype(int)
