import numpy as np
import torch
from torch.utils.data import Sampler


class Balanced(Sampler):
    def __init__(self, labels, n):
        self.labels = np.array(labels)
        self.n = n

    def __iter__(self):
        for _ in range(len(self)):
            yield np.random.choice(np.where(self.labels == np.random.choice(np.unique(self.labels)))[0])

    def __len__(self):
        return len(self.labels)


def langevin(score, x, eps=1e-3, n=100):
    for _ in range(n):
        x = x + 0.5 * eps * score(x) + np.sqrt(eps) * torch.randn_like(x)
    return x


def metropolis(logp, x, n=1000, s=0.1):
    out = []
    for _ in range(n):
        y = x + s * np.random.randn(*x.shape)
        if np.log(np.random.rand()) < logp(y) - logp(x):
            x = y
        out.append(x)
    return np.array(out)


def ddim(x, eps, a, a_next):
    x0 = (x - (1 - a).sqrt() * eps) / a.sqrt()
    return a_next.sqrt() * x0 + (1 - a_next).sqrt() * eps


def guidance(cond, uncond, w=7.5):
    return uncond + w * (cond - uncond)
