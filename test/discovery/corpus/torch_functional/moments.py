import torch


def moment_matching(s, t, k=3):  # @loss
    total = (s.mean(0) - t.mean(0)).norm()
    for i in range(2, k + 1):
        total = total + ((s - s.mean(0)).pow(i).mean(0) - (t - t.mean(0)).pow(i).mean(0)).norm()
    return total


def gram_gap(a, b):  # @loss
    ga = a.flatten(1) @ a.flatten(1).t()
    gb = b.flatten(1) @ b.flatten(1).t()
    return (ga - gb).square().mean()


def center(x):
    return x - x.mean(0, keepdim=True)
