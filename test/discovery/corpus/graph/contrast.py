import torch
import torch.nn as nn
import torch.nn.functional as F


def sim(a, b):
    return F.normalize(a) @ F.normalize(b).t()


def semi(z1, z2, tau=0.5):  # @loss
    f = lambda x: torch.exp(x / tau)
    refl = f(sim(z1, z1))
    between = f(sim(z1, z2))
    return -torch.log(between.diag() / (refl.sum(1) + between.sum(1) - refl.diag()))


def both_ways(z1, z2, tau=0.5):  # @loss
    return 0.5 * (semi(z1, z2, tau) + semi(z2, z1, tau)).mean()


def drop_edges(edge_index, p=0.3):
    keep = torch.rand(edge_index.size(1)) > p
    return edge_index[:, keep]


def degree(edge_index, n):
    return torch.zeros(n).scatter_add_(0, edge_index[0], torch.ones(edge_index.size(1)))


class InnerProductDecoder(nn.Module):
    def forward(self, z, edge_index):
        return torch.sigmoid((z[edge_index[0]] * z[edge_index[1]]).sum(1))


class GraphAE(nn.Module):
    def __init__(self, encoder, decoder=None):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder or InnerProductDecoder()

    def forward(self, *args):
        return self.encoder(*args)

    def recon_loss(self, z, pos, neg):  # @loss
        p = -torch.log(self.decoder(z, pos) + 1e-15).mean()
        n = -torch.log(1 - self.decoder(z, neg) + 1e-15).mean()
        return p + n

    def kl(self, mu, logstd):  # @loss
        return -0.5 * torch.mean(torch.sum(1 + 2 * logstd - mu ** 2 - logstd.exp() ** 2, dim=1))


def smooth_features(adj, x, alpha=0.1):
    return (1 - alpha) * adj @ x + alpha * x


def modularity(adj, s):
    d = adj.sum(1, keepdim=True)
    m = d.sum()
    return torch.trace(s.t() @ (adj - d @ d.t() / m) @ s) / m
