import torch
import numpy as np


def euclidean(a, b):
    return torch.sqrt(torch.sum((a - b) ** 2))


def cos_distance(a, b):
    return 1 - torch.nn.functional.cosine_similarity(a, b)


def euclidean_matrix(x, y):
    xx = x.pow(2).sum(1, keepdim=True)
    yy = y.pow(2).sum(1, keepdim=True).t()
    return (xx + yy - 2 * x @ y.t()).clamp(min=1e-12).sqrt()


def mahalanobis(x, mu, inv):
    d = x - mu
    return torch.sqrt((d @ inv * d).sum(-1))


def hellinger(p, q):
    return np.sqrt(np.sum((np.sqrt(p) - np.sqrt(q)) ** 2)) / np.sqrt(2)


def gaussian(x, mu, sigma):
    return np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))
