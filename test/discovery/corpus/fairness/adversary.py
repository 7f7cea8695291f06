import torch
import torch.nn.functional as F


def demographic_gap(p, group):  # @loss
    return (p[group == 1].mean() - p[group == 0].mean()).abs()


def equalized(p, y, group):  # @loss
    gaps = [(p[(group == 1) & (y == v)].mean() - p[(group == 0) & (y == v)].mean()) ** 2 for v in (0, 1)]
    return sum(gaps)


def irm_penalty(logits, y):  # @loss
    w = torch.tensor(1.0, requires_grad=True)
    g = torch.autograd.grad(F.cross_entropy(logits * w, y), [w], create_graph=True)[0]
    return torch.sum(g ** 2)


def worst_group(losses, groups, n):
    return torch.stack([losses[groups == i].mean() for i in range(n)]).max()


def disparate_impact(p, group):
    return p[group == 0].float().mean() / p[group == 1].float().mean()


def fgsm(model, x, y, eps=0.03):
    x = x.clone().requires_grad_(True)
    F.cross_entropy(model(x), y).backward()
    return (x + eps * x.grad.sign()).clamp(0, 1)


def trades(model, x, adv, y, beta=6.0):  # @loss
    clean = model(x)
    robust = F.kl_div(F.log_softmax(model(adv), 1), F.softmax(clean, 1), reduction="batchmean")
    return F.cross_entropy(clean, y) + beta * robust
