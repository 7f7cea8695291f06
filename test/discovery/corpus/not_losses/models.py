import torch
import torch.nn as nn
import torch.nn.functional as F


class Attention(nn.Module):
    def __init__(self, dim=256, heads=8):
        super().__init__()
        self.qkv = nn.Linear(dim, 3 * dim)
        self.scale = (dim // heads) ** -0.5

    def forward(self, x):
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        att = (q @ k.transpose(-2, -1) * self.scale).softmax(dim=-1)
        return att @ v


class GPT(nn.Module):
    def __init__(self, vocab=50257, dim=768):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.head = nn.Linear(dim, vocab)

    def forward(self, idx, targets=None):
        logits = self.head(self.emb(idx))
        loss = None
        if targets is not None:
            loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1))
        return logits, loss


class SiameseNet(nn.Module):
    def __init__(self, d=64):
        super().__init__()
        self.f = nn.Linear(d, d)

    def forward(self, a, b):
        return torch.abs(self.f(a) - self.f(b)).sum(dim=1)


class RBFLayer(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.c = nn.Parameter(torch.randn(n_out, n_in))
        self.log_s = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        d = (x.unsqueeze(1) - self.c).pow(2).sum(-1)
        return torch.exp(-d * self.log_s.exp())


class GRN(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.gamma = nn.Parameter(torch.zeros(1, 1, 1, dim))

    def forward(self, x):
        gx = torch.norm(x, p=2, dim=(1, 2), keepdim=True)
        return self.gamma * (x * gx / (gx.mean(dim=-1, keepdim=True) + 1e-6)) + x


class Classifier(nn.Module):
    def __init__(self, d=10, k=2):
        super().__init__()
        self.fc = nn.Linear(d, k)

    def forward(self, x):
        return F.log_softmax(self.fc(x), dim=1)


class VectorNorm(nn.Module):
    def forward(self, x, y):
        return (x - y) / (x - y).norm(dim=-1, keepdim=True)
