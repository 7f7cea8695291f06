import torch
import torch.nn as nn
import torch.nn.functional as F


class VectorQuantizer(nn.Module):
    def __init__(self, k=512, d=64, beta=0.25):
        super().__init__()
        self.emb = nn.Embedding(k, d)
        self.beta = beta

    def forward(self, z):
        d = torch.cdist(z, self.emb.weight)
        idx = d.argmin(dim=-1)
        q = self.emb(idx)
        commit = F.mse_loss(q.detach(), z)
        codebook = F.mse_loss(q, z.detach())
        q = z + (q - z).detach()
        return q, codebook + self.beta * commit, idx


def vqvae_objective(recon, x, commit, codebook, beta=0.25):  # @loss
    return F.mse_loss(recon, x) + codebook + beta * commit


class Autoencoder(nn.Module):
    def __init__(self, d=784, h=32):
        super().__init__()
        self.e = nn.Linear(d, h)
        self.d = nn.Linear(h, d)

    def forward(self, x):
        return torch.sigmoid(self.d(F.relu(self.e(x))))
