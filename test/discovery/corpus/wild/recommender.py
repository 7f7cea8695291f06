import torch
import torch.nn as nn
import torch.nn.functional as F


class MF(nn.Module):
    def __init__(self, n_u, n_i, d=32, reg=1e-5):
        super().__init__()
        self.u = nn.Embedding(n_u, d)
        self.i = nn.Embedding(n_i, d)
        self.reg = reg

    def forward(self, u, i):
        return (self.u(u) * self.i(i)).sum(-1)

    def bpr_loss(self, u, pos, neg):  # @loss
        x = self.forward(u, pos) - self.forward(u, neg)
        penalty = self.u(u).pow(2).sum() + self.i(pos).pow(2).sum()
        return -F.logsigmoid(x).mean() + self.reg * penalty

    def recommend(self, u, k=10):
        return (self.u(u) @ self.i.weight.t()).topk(k).indices


def als_cost(R, U, V, lam=0.1):  # @loss
    e = R - U @ V.T
    return (e ** 2).sum() + lam * ((U ** 2).sum() + (V ** 2).sum())


def precision_at_k(scores, relevant, k=10):
    top = scores.topk(k).indices
    return relevant.gather(1, top).float().mean()
