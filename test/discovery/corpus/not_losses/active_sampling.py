import torch


def least_confident(p):
    return 1 - p.max(1)[0]


def margin_of(p):
    top = p.topk(2, 1)[0]
    return top[:, 0] - top[:, 1]


def bald(p):
    m = p.mean(0)
    return -(m * m.log()).sum(1) + (p * p.log()).sum(2).mean(0)


def core_set(x, chosen):
    return torch.cdist(x, x[chosen]).min(1)[0].argmax()
