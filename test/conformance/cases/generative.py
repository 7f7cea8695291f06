"""Losses of generative models."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import autograd


def vae(recon_x, x, mu, logvar, beta=1.0):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, x.size(-1)), reduction="sum")
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return BCE + beta * KLD


def vae_free_bits(recon, x, mu, logvar, free_bits=0.25):
    rec = F.mse_loss(recon, x, reduction="none").sum(dim=-1).mean()
    kl = -0.5 * (1 + logvar - mu**2 - logvar.exp())
    kl = torch.clamp(kl.mean(0), min=free_bits).sum()
    return rec + kl, rec, kl


def elbo_distributions(mu, sigma, x, decoder_mean):
    q = torch.distributions.Normal(mu, sigma)
    p = torch.distributions.Normal(torch.zeros_like(mu), torch.ones_like(sigma))
    log_lik = torch.distributions.Normal(decoder_mean, 0.5).log_prob(x).sum(-1)
    return (torch.distributions.kl_divergence(q, p).sum(-1) - log_lik).mean()


def beta_tc(z, mu, logvar, dataset_size=100):
    def log_density(x, m, lv):
        return -0.5 * (math.log(2 * math.pi) + lv + (x - m) ** 2 / lv.exp())

    batch = z.size(0)
    log_qz_cond = log_density(z, mu, logvar).sum(1)
    mat = log_density(z.view(batch, 1, -1), mu.view(1, batch, -1), logvar.view(1, batch, -1))
    log_qz = torch.logsumexp(mat.sum(2), 1) - math.log(batch * dataset_size)
    log_prod = (torch.logsumexp(mat, 1) - math.log(batch * dataset_size)).sum(1)
    return (log_qz_cond - log_qz).mean() + 6.0 * (log_qz - log_prod).mean()


class GANLoss(nn.Module):
    def __init__(self, gan_mode="vanilla", target_real_label=1.0, target_fake_label=0.0):
        super(GANLoss, self).__init__()
        self.register_buffer("real_label", torch.tensor(target_real_label))
        self.register_buffer("fake_label", torch.tensor(target_fake_label))
        self.gan_mode = gan_mode
        if gan_mode == "lsgan":
            self.loss = nn.MSELoss()
        elif gan_mode == "vanilla":
            self.loss = nn.BCEWithLogitsLoss()
        elif gan_mode in ["wgangp"]:
            self.loss = None
        else:
            raise NotImplementedError("gan mode %s not implemented" % gan_mode)

    def get_target_tensor(self, prediction, target_is_real):
        if target_is_real:
            target_tensor = self.real_label
        else:
            target_tensor = self.fake_label
        return target_tensor.expand_as(prediction)

    def __call__(self, prediction, target_is_real):
        if self.gan_mode in ["lsgan", "vanilla"]:
            target_tensor = self.get_target_tensor(prediction, target_is_real)
            loss = self.loss(prediction, target_tensor)
        elif self.gan_mode == "wgangp":
            if target_is_real:
                loss = -prediction.mean()
            else:
                loss = prediction.mean()
        return loss


def hinge_d(real_scores, fake_scores):
    return torch.mean(F.relu(1.0 - real_scores)) + torch.mean(F.relu(1.0 + fake_scores))


def relativistic(real, fake):
    return (
        F.binary_cross_entropy_with_logits(real - fake.mean(0, keepdim=True), torch.ones_like(real))
        + F.binary_cross_entropy_with_logits(fake - real.mean(0, keepdim=True), torch.zeros_like(fake))
    ) / 2


class Critic(nn.Module):
    def __init__(self, dim=2, hidden=6, gp_weight=10.0):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(dim, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, 1))
        self.gp_weight = gp_weight

    def gradient_penalty(self, real, fake, alpha):
        interpolates = (alpha * real + (1 - alpha) * fake).requires_grad_(True)
        scores = self.net(interpolates)
        gradients = autograd.grad(
            outputs=scores,
            inputs=interpolates,
            grad_outputs=torch.ones(scores.size()),
            create_graph=True,
            retain_graph=True,
            only_inputs=True,
        )[0]
        return ((gradients.norm(2, dim=1) - 1) ** 2).mean()

    def forward(self, real, fake):
        alpha = torch.linspace(0, 1, real.size(0)).view(-1, 1)
        wasserstein = self.net(fake).mean() - self.net(real).mean()
        return wasserstein + self.gp_weight * self.gradient_penalty(real, fake, alpha)


class SmoothCritic(Critic):
    def __init__(self, dim=2, hidden=6):
        super().__init__(dim, hidden)
        self.net = nn.Sequential(nn.Linear(dim, hidden), nn.Softplus(), nn.Linear(hidden, 1))

    def forward(self, real):
        real = real.detach().requires_grad_()
        scores = self.net(real)
        (grad,) = torch.autograd.grad(scores.sum(), real, create_graph=True)
        r1 = grad.pow(2).reshape(grad.shape[0], -1).sum(1).mean()
        return F.softplus(-scores).mean() + 5.0 * r1


class ScoreNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 2))

    def forward(self, x, v):
        """Sliced score matching."""
        x = x.detach().requires_grad_()
        score = self.net(x)
        projected = torch.sum(score * v)
        grad = torch.autograd.grad(projected, x, create_graph=True)[0]
        return (0.5 * (score * v).sum(-1) ** 2 + (v * grad).sum(-1)).mean()


def denoising_score(score, noise, sigma):
    used = sigma.view(-1, 1)
    target = -1 / (used**2) * noise
    return (1 / 2.0 * ((score - target) ** 2).sum(dim=-1) * sigma**2).mean(dim=0)


def linear_schedule(steps):
    scale = 1000 / steps
    return torch.linspace(scale * 1e-4, scale * 0.02, steps)


class DiffusionLoss:
    def __init__(self, steps=100, objective="eps", min_snr_gamma=None):
        betas = linear_schedule(steps)
        self.alphas_cumprod = torch.cumprod(1.0 - betas, dim=0)
        self.objective = objective
        self.min_snr_gamma = min_snr_gamma

    def __call__(self, model_out, x0, noise, t):
        a = self.alphas_cumprod[t].view(-1, 1)
        if self.objective == "eps":
            target = noise
        elif self.objective == "v":
            target = a.sqrt() * noise - (1 - a).sqrt() * x0
        else:
            target = x0
        loss = F.mse_loss(model_out, target, reduction="none").mean(dim=list(range(1, model_out.ndim)))
        if self.min_snr_gamma is not None:
            snr = self.alphas_cumprod[t] / (1 - self.alphas_cumprod[t])
            weight = torch.stack([snr, self.min_snr_gamma * torch.ones_like(t)], dim=1).min(dim=1)[0]
            weight = {"eps": weight / snr, "v": weight / (snr + 1), "x0": weight}[self.objective]
            loss = loss * weight
        return loss.mean()


def edm(denoised, clean, sigma, sigma_data=0.5):
    weight = (sigma**2 + sigma_data**2) / (sigma * sigma_data) ** 2
    return (weight * (denoised - clean) ** 2).mean()


def flow_matching(velocity, x0, x1):
    return (velocity - (x1 - x0)).square().mean()


class VectorQuantizer(nn.Module):
    def __init__(self, codes=4, dim=3, commitment=0.25):
        super().__init__()
        self.embedding = nn.Embedding(codes, dim)
        self.embedding.weight.data.uniform_(-1 / codes, 1 / codes)
        self.commitment = commitment

    def forward(self, z):
        flat = z.view(-1, z.shape[-1])
        d = flat.pow(2).sum(1, keepdim=True) + self.embedding.weight.pow(2).sum(1) - 2 * flat @ self.embedding.weight.t()
        indices = torch.argmin(d, dim=1)
        quantized = self.embedding(indices).view(z.shape)
        loss = F.mse_loss(quantized, z.detach()) + self.commitment * F.mse_loss(quantized.detach(), z)
        quantized = z + (quantized - z).detach()
        onehot = F.one_hot(indices, self.embedding.num_embeddings).float()
        avg = onehot.mean(0)
        perplexity = torch.exp(-torch.sum(avg * torch.log(avg + 1e-10)))
        return loss, quantized, perplexity


def rbf_mmd(x, y, bandwidths=(0.5, 1.0, 2.0)):
    xx, yy, xy = torch.cdist(x, x) ** 2, torch.cdist(y, y) ** 2, torch.cdist(x, y) ** 2
    return sum((torch.exp(-xx / b) .mean() + torch.exp(-yy / b).mean() - 2 * torch.exp(-xy / b).mean()) for b in bandwidths)


def energy_distance(x, y):
    return 2 * torch.cdist(x, y).mean() - torch.cdist(x, x).mean() - torch.cdist(y, y).mean()


def sliced_wasserstein(x, y, directions):
    px, _ = torch.sort(x @ directions.T, dim=0)
    py, _ = torch.sort(y @ directions.T, dim=0)
    return (px - py).abs().pow(2).mean().sqrt()


class RealNVPLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = nn.Linear(1, 1)
        self.t = nn.Linear(1, 1)

    def forward(self, x):
        a, b = x[:, :1], x[:, 1:]
        s = torch.tanh(self.s(a))
        z = torch.cat([a, b * s.exp() + self.t(a)], dim=1)
        prior = torch.distributions.MultivariateNormal(torch.zeros(2), torch.eye(2))
        return -(prior.log_prob(z) + s.sum(1)).mean()


def contrastive_divergence(energy_pos, energy_neg, l2=0.1):
    return energy_pos.mean() - energy_neg.mean() + l2 * (energy_pos**2 + energy_neg**2).mean()


def coral(source, target):
    d = source.size(1)

    def cov(x):
        xm = torch.mean(x, 0, keepdim=True) - x
        return xm.t() @ xm / (x.size(0) - 1)

    return torch.mean(torch.mul((cov(source) - cov(target)), (cov(source) - cov(target)))) / (4 * d * d)
