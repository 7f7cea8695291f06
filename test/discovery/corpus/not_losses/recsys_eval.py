import numpy as np
import torch


def hit_rate(ranks, k=10):
    return (ranks < k).float().mean()


def ndcg_at(ranks, k=10):
    return ((ranks < k).float() / torch.log2(ranks.float() + 2)).mean()


def popularity(counts, alpha=0.75):
    p = counts ** alpha
    return p / p.sum()


def negatives(user, pos, n, k=4):
    out = np.random.randint(0, n, (len(pos), k))
    return np.where(out == pos[:, None], (out + 1) % n, out)


def coverage(recs, n):
    return len(set(np.ravel(recs))) / n
