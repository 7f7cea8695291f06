import torch
import torch.nn as nn
import torch.nn.functional as F


class Contrastive(nn.Module):  # @loss
    def __init__(self, margin=2.0):
        super().__init__()
        self.margin = margin

    def forward(self, a, b, label):
        d = F.pairwise_distance(a, b, keepdim=True)
        return torch.mean((1 - label) * d.pow(2) + label * torch.clamp(self.margin - d, min=0.0).pow(2))


def triplet(anchor, positive, negative, margin=0.3):  # @loss
    ap = (anchor - positive).pow(2).sum(1)
    an = (anchor - negative).pow(2).sum(1)
    return F.relu(ap - an + margin).mean()


def nt_xent(z_i, z_j, temperature=0.5):  # @loss
    n = z_i.size(0)
    z = F.normalize(torch.cat([z_i, z_j]), dim=1)
    sim = z @ z.t() / temperature
    sim = sim.masked_fill(torch.eye(2 * n, dtype=torch.bool), -1e9)
    pos = torch.cat([torch.arange(n, 2 * n), torch.arange(n)])
    return F.cross_entropy(sim, pos)


def barlow_twins(z_a, z_b, lambd=5e-3):  # @loss
    n, d = z_a.shape
    c = (z_a - z_a.mean(0)).t() @ (z_b - z_b.mean(0)) / n
    on = (torch.diagonal(c) - 1).pow(2).sum()
    off = (c - torch.diag(torch.diagonal(c))).pow(2).sum()
    return on + lambd * off


def vicreg(x, y, sim_coeff=25.0, std_coeff=25.0, cov_coeff=1.0):  # @loss
    repr_term = F.mse_loss(x, y)
    std_x = torch.sqrt(x.var(dim=0) + 1e-4)
    std_y = torch.sqrt(y.var(dim=0) + 1e-4)
    std_term = torch.mean(F.relu(1 - std_x)) / 2 + torch.mean(F.relu(1 - std_y)) / 2
    return sim_coeff * repr_term + std_coeff * std_term


def pairwise_distances(x, y):
    return torch.cdist(x, y)


def cosine_sim(a, b):
    return F.normalize(a, dim=-1) @ F.normalize(b, dim=-1).t()


class ProjectionHead(nn.Module):
    def __init__(self, d_in=512, d_out=128):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d_in, d_in), nn.ReLU(), nn.Linear(d_in, d_out))

    def forward(self, x):
        return F.normalize(self.net(x), dim=1)
