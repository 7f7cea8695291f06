import numpy as np
import torch
import torch.nn.functional as F


def swish(x, beta=1.0):
    return x * torch.sigmoid(beta * x)


def relu_prime(x):
    return (x > 0).astype(float)


def softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def gumbel_softmax(logits, tau=1.0):
    g = -torch.log(-torch.log(torch.rand_like(logits) + 1e-9) + 1e-9)
    return F.softmax((logits + g) / tau, dim=-1)


def log_sum_exp(x):
    m = x.max()
    return m + torch.log(torch.exp(x - m).sum())


def squash(s):
    n = (s ** 2).sum(-1, keepdim=True)
    return n / (1 + n) * s / torch.sqrt(n + 1e-8)


def soft_threshold(x, lam=0.1):
    return torch.sign(x) * F.relu(torch.abs(x) - lam)


def entropy_of(probs):
    return -(probs * torch.log(probs + 1e-9)).sum(-1)
