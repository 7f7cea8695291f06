import numpy as np
import torch
import torch.nn as nn


def cox_ph(risk, time, event):  # @loss
    order = torch.argsort(time, descending=True)
    risk, event = risk[order], event[order]
    log_cum = torch.logcumsumexp(risk, dim=0)
    return -((risk - log_cum) * event).sum() / event.sum().clamp(min=1)


class DeepHit(nn.Module):  # @loss
    def __init__(self, alpha=0.5, sigma=0.1):
        super().__init__()
        self.alpha = alpha
        self.sigma = sigma

    def forward(self, pmf, idx, event):
        surv = 1 - pmf.cumsum(1)
        p = pmf.gather(1, idx[:, None]).squeeze(1)
        s = surv.gather(1, idx[:, None]).squeeze(1)
        nll = -(event * torch.log(p + 1e-7) + (1 - event) * torch.log(s + 1e-7)).mean()
        diff = s[:, None] - s[None, :]
        rank = (torch.exp(-diff / self.sigma) * event[:, None]).mean()
        return self.alpha * nll + (1 - self.alpha) * rank


def weibull_nll(log_lambda, log_k, t, d):  # @loss
    k = torch.exp(log_k)
    z = t * torch.exp(-log_lambda)
    hazard = log_k - log_lambda + (k - 1) * torch.log(z + 1e-8)
    return (z ** k - d * hazard).mean()


def concordance_index(times, risks, events):
    n, good = 0, 0.0
    for i in range(len(times)):
        for j in range(len(times)):
            if events[i] and times[i] < times[j]:
                n += 1
                good += 1.0 if risks[i] > risks[j] else 0.5 * (risks[i] == risks[j])
    return good / n


def kaplan_meier(times, events):
    order = np.argsort(times)
    at_risk = len(times)
    s, out = 1.0, []
    for i in order:
        if events[i]:
            s *= 1 - 1 / at_risk
        at_risk -= 1
        out.append((times[i], s))
    return out
