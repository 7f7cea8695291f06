import torch
import torch.nn as nn
import torch.nn.functional as F


class GradReverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, lam):
        ctx.lam = lam
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        return -ctx.lam * g, None


def trades(model, x_nat, x_adv, y, beta=6.0):  # @loss
    nat = model(x_nat)
    adv = model(x_adv)
    natural = F.cross_entropy(nat, y)
    robust = F.kl_div(F.log_softmax(adv, 1), F.softmax(nat, 1), reduction="batchmean")
    return natural + beta * robust


def pgd_attack(model, x, y, eps=8 / 255, alpha=2 / 255, steps=10):
    adv = x.clone().detach()
    for _ in range(steps):
        adv.requires_grad_()
        loss = F.cross_entropy(model(adv), y)
        g = torch.autograd.grad(loss, adv)[0]
        adv = adv.detach() + alpha * g.sign()
        adv = torch.min(torch.max(adv, x - eps), x + eps).clamp(0, 1)
    return adv


def carlini_wagner(logits, target, kappa=0.0):  # @loss
    real = logits.gather(1, target[:, None]).squeeze(1)
    other = logits.scatter(1, target[:, None], -1e4).max(1)[0]
    return torch.clamp(real - other + kappa, min=0).sum()


def entropy_minimization(logits):  # @loss
    p = F.softmax(logits, dim=1)
    return -(p * F.log_softmax(logits, dim=1)).sum(dim=1).mean()
