import numpy as np
import torch
import torch.nn.functional as F


def cosine(a, b):
    return np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))


def euclid(a, b):
    return np.sqrt(np.sum((a - b) ** 2))


def nearest(query, bank, k=5):
    d = torch.cdist(query[None], bank)[0]
    return d.topk(k, largest=False)


def mean_pool(h, mask):
    m = mask.unsqueeze(-1).float()
    return (h * m).sum(1) / m.sum(1).clamp(min=1e-9)


def rerank(scores, prior, lam=0.5):
    return lam * scores + (1 - lam) * prior


def mmr(query, docs, k=5, lam=0.7):
    chosen = []
    sim = F.normalize(docs) @ F.normalize(query[None]).t()
    while len(chosen) < k:
        red = (docs @ docs[chosen].t()).max(1)[0] if chosen else 0
        s = lam * sim.squeeze() - (1 - lam) * red
        chosen.append(int(s.argmax()))
    return chosen


def bm25(tf, df, n, dl, avg, k1=1.5, b=0.75):
    return np.log((n - df + 0.5) / (df + 0.5)) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * dl / avg))
