import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class RMSNorm(nn.Module):
    def __init__(self, dim, eps=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


class CosineAttention(nn.Module):
    def __init__(self, dim, heads=4):
        super().__init__()
        self.scale = nn.Parameter(torch.log(10 * torch.ones(heads, 1, 1)))
        self.qkv = nn.Linear(dim, dim * 3)

    def forward(self, x, mask=None):
        q, k, v = self.qkv(x).chunk(3, -1)
        a = F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).transpose(-2, -1)
        a = a * torch.clamp(self.scale, max=math.log(100.0)).exp()
        if mask is not None:
            a = a + mask
        return a.softmax(-1) @ v


class NeuralTensor(nn.Module):
    def __init__(self, d, k):
        super().__init__()
        self.w = nn.Parameter(torch.randn(k, d, d))
        self.b = nn.Parameter(torch.zeros(k))

    def forward(self, a, b):
        return torch.tanh(torch.einsum("bi,kij,bj->bk", a, self.w, b) + self.b)


class GraphConv(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.lin = nn.Linear(i, o)

    def forward(self, x, adj):
        deg = adj.sum(-1, keepdim=True).clamp(min=1)
        return F.relu(self.lin(adj @ x / deg))


class AttentionPool(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.score = nn.Linear(d, 1)

    def forward(self, x, mask):
        w = self.score(x).squeeze(-1).masked_fill(mask, float("-inf")).softmax(-1)
        return (w.unsqueeze(-1) * x).sum(1)


class DistMult(nn.Module):
    def __init__(self, n, r, d):
        super().__init__()
        self.e, self.r = nn.Embedding(n, d), nn.Embedding(r, d)

    def forward(self, h, r, t):
        return (self.e(h) * self.r(r) * self.e(t)).sum(-1)


class TransE(nn.Module):
    def __init__(self, n, r, d):
        super().__init__()
        self.e, self.r = nn.Embedding(n, d), nn.Embedding(r, d)

    def forward(self, h, r, t):
        return torch.norm(self.e(h) + self.r(r) - self.e(t), p=1, dim=-1)


class MatrixFactorization(nn.Module):
    def __init__(self, users, items, k=32):
        super().__init__()
        self.u, self.v = nn.Embedding(users, k), nn.Embedding(items, k)

    def forward(self, user, item):
        return (self.u(user) * self.v(item)).sum(1)


class GradReverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)

    @staticmethod
    def backward(ctx, g):
        return g.neg() * ctx.alpha, None
