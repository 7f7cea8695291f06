import math
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.distributions as td


class LatentModel(nn.Module):
    def __init__(self, prior, decoder, encoder, kl_weight=1.0):
        super().__init__()
        self.prior, self.decoder, self.encoder = prior, decoder, encoder
        self.kl_weight = kl_weight

    def elbo(self, x):  # @loss
        q = self.encoder(x)
        z = q.rsample()
        kl = q.log_prob(z) - self.prior().log_prob(z)
        rec = self.decoder(z).log_prob(x)
        return torch.mean(rec - kl, dim=0)

    def sample(self, n=1):
        return self.decoder(self.prior().sample(torch.Size([n]))).sample()

    def forward(self, x):
        return -self.elbo(x)


class Autoencoder(nn.Module):
    def __init__(self, net, criterion):
        super().__init__()
        self.net = net
        self.criterion = criterion

    def encode(self, x):
        mu, logvar = self.net.enc(x).chunk(2, -1)
        return mu, logvar

    def reparam(self, mu, logvar):
        return mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)

    def forward(self, x):
        mu, logvar = self.encode(x)
        z = self.reparam(mu, logvar)
        return self.net.dec(z), mu, logvar

    def free_bits(self, mu, logvar, bits=0.5):  # @loss
        kl = 0.5 * (mu ** 2 + logvar.exp() - logvar - 1)
        return torch.clamp(kl.mean(0), min=bits).sum()


def gaussian_nll(x, mu, log_sigma):  # @loss
    return 0.5 * torch.pow((x - mu) / log_sigma.exp(), 2) + log_sigma + 0.5 * math.log(2 * math.pi)


def total_correlation(logits):  # @loss
    return (logits[:, 0] - logits[:, 1]).mean()


def importance_weighted(log_p, log_q, k=5):  # @loss
    w = (log_p - log_q).view(k, -1)
    return -(torch.logsumexp(w, dim=0) - math.log(k)).mean()


def wasserstein_mmd(z, prior_z, c=2.0):  # @loss
    def kernel(a, b):
        d = (a[:, None] - b[None]).pow(2).sum(-1)
        return c / (c + d)

    return kernel(z, z).mean() + kernel(prior_z, prior_z).mean() - 2 * kernel(z, prior_z).mean()


def anneal(step, total, ratio=0.5):
    return min(1.0, step / (total * ratio))
