import torch
import torch.nn.functional as F


def elbo_terms(posterior, prior, given):  # @loss
    reconstruction = given.loss
    kl = torch.distributions.kl_divergence(posterior, prior).sum(-1).mean()
    return reconstruction, kl


def ELBO(outputs, x):  # @loss
    x_hat, mu, log_var = outputs
    kl = -0.5 * (1 + log_var - mu**2 - log_var.exp()).sum(1).mean()
    return -F.mse_loss(x_hat, x) - kl


def negative_bound(outputs, x):  # @loss
    return -ELBO(outputs, x)


def collapsed_rows(mu, log_var, floor=0.01):
    kl = 0.5 * (mu**2 + log_var.exp() - 1 - log_var)
    return (kl.mean(0) < floor).sum()


def free_nats(mu, log_var, floor=0.5):  # @loss
    kl = 0.5 * (mu**2 + log_var.exp() - 1 - log_var)
    return kl.mean(0).clamp(min=floor).sum()


def commitment(z_e, z_q, beta=0.25):  # @loss
    return beta * (z_e - z_q.detach()).pow(2).mean() + (z_q - z_e.detach()).pow(2).mean()
