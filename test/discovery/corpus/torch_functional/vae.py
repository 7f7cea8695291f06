import torch
from torch import nn
from torch.nn import functional as F


class VAE(nn.Module):
    def __init__(self, d_in=784, d_hidden=400, d_z=20):
        super().__init__()
        self.enc = nn.Linear(d_in, d_hidden)
        self.mu = nn.Linear(d_hidden, d_z)
        self.lv = nn.Linear(d_hidden, d_z)
        self.dec = nn.Sequential(nn.Linear(d_z, d_hidden), nn.ReLU(), nn.Linear(d_hidden, d_in), nn.Sigmoid())

    def encode(self, x):
        h = F.relu(self.enc(x))
        return self.mu(h), self.lv(h)

    def forward(self, x):
        mu, lv = self.encode(x)
        z = mu + torch.exp(0.5 * lv) * torch.randn_like(mu)
        return self.dec(z), mu, lv

    def loss_function(self, recon, x, mu, lv, kld_weight=0.00025):  # @loss
        rec = F.mse_loss(recon, x)
        kld = torch.mean(-0.5 * torch.sum(1 + lv - mu ** 2 - lv.exp(), dim=1), dim=0)
        return {"loss": rec + kld_weight * kld, "rec": rec.detach(), "kld": -kld.detach()}


def elbo(recon_x, x, mu, logvar, beta=4.0):  # @loss
    bce = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction="sum")
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + beta * kld
