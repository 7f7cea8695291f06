import torch
import torch.nn.functional as F


def asymmetric(x, y, gamma_neg=4, gamma_pos=1, clip=0.05):  # @loss
    p = torch.sigmoid(x)
    n = (1 - p + clip).clamp(max=1)
    l = y * torch.log(p.clamp(min=1e-8)) + (1 - y) * torch.log(n.clamp(min=1e-8))
    w = torch.pow(1 - p * y - n * (1 - y), gamma_pos * y + gamma_neg * (1 - y))
    return -(l * w).sum()


def zlpr(x, y):  # @loss
    x = (1 - 2 * y) * x
    neg = torch.cat([x - y * 1e12, torch.zeros_like(x[:, :1])], -1)
    pos = torch.cat([x - (1 - y) * 1e12, torch.zeros_like(x[:, :1])], -1)
    return (torch.logsumexp(neg, -1) + torch.logsumexp(pos, -1)).mean()


def hamming(x, y):
    return ((x > 0).float() != y).float().mean()
