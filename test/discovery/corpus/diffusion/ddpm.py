import torch
import torch.nn as nn
import torch.nn.functional as F


def extract(a, t, shape):
    out = a.gather(-1, t)
    return out.reshape(t.shape[0], *((1,) * (len(shape) - 1)))


def cosine_schedule(steps, s=0.008):
    x = torch.linspace(0, steps, steps + 1)
    acp = torch.cos(((x / steps) + s) / (1 + s) * torch.pi * 0.5) ** 2
    acp = acp / acp[0]
    return torch.clip(1 - acp[1:] / acp[:-1], 0.0001, 0.9999)


class GaussianDiffusion(nn.Module):
    def __init__(self, denoiser, timesteps=1000):
        super().__init__()
        self.denoiser = denoiser
        self.timesteps = timesteps
        betas = cosine_schedule(timesteps)
        acp = torch.cumprod(1 - betas, dim=0)
        self.register_buffer("sqrt_acp", acp.sqrt())
        self.register_buffer("sqrt_one_minus", (1 - acp).sqrt())

    def q_sample(self, x0, t, noise):
        return extract(self.sqrt_acp, t, x0.shape) * x0 + extract(self.sqrt_one_minus, t, x0.shape) * noise

    @torch.no_grad()
    def sample(self, shape):
        x = torch.randn(shape)
        for t in reversed(range(self.timesteps)):
            x = x - self.denoiser(x, t)
        return x

    def p_losses(self, x0, t, noise=None):  # @loss
        noise = torch.randn_like(x0) if noise is None else noise
        pred = self.denoiser(self.q_sample(x0, t, noise), t)
        return F.mse_loss(pred, noise)


def min_snr_mse(pred_noise, noise, snr, gamma=5.0):  # @loss
    weight = torch.clamp(snr, max=gamma) / snr
    per = ((pred_noise - noise) ** 2).mean(dim=(1, 2, 3))
    return (weight * per).mean()


def flow_matching(model, x1, sigma=1e-4):  # @loss
    x0 = torch.randn_like(x1)
    t = torch.rand(x1.size(0), 1)
    xt = (1 - (1 - sigma) * t) * x0 + t * x1
    v = x1 - (1 - sigma) * x0
    return (model(xt, t) - v).square().mean()
