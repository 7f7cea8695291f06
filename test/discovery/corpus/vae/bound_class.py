import torch
from torch import nn


class ELBO:  # @loss
    def __init__(self, criterion):
        self.criterion = criterion

    def __call__(self, logits, target, mu, log_std):
        return self.criterion(logits, target) + ELBO.KLD(mu, log_std)

    @staticmethod
    def KLD(mu, log_std):
        return 0.5 * torch.sum(torch.exp(2 * log_std) + mu ** 2 - 2 * log_std - 1)


def reparameterize(mu, log_std):
    return torch.exp(log_std) * torch.randn_like(mu) + mu


def evidence_lower_bound(x, x_hat, mean, log_var):  # @loss
    reconstruction = nn.functional.binary_cross_entropy(x_hat, x, reduction="sum")
    dkl = -0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())
    return reconstruction + dkl
