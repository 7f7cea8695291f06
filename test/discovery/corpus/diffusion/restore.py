import torch
import torch.nn as nn
import torch.nn.functional as F


class Restorer(nn.Module):
    def __init__(self, denoise, steps, kind="l1", objective="pred_noise", min_snr_gamma=5.0):
        super().__init__()
        self.denoise = denoise
        self.steps = steps
        self.kind = kind
        self.objective = objective
        self.min_snr_gamma = min_snr_gamma

    @property
    def pixel_fn(self):
        if self.kind == "l1":
            return F.l1_loss
        elif self.kind == "l2":
            return F.mse_loss
        raise ValueError(self.kind)

    def q_sample(self, x0, t, eps):
        return self.alpha_bar[t].sqrt()[:, None] * x0 + (1 - self.alpha_bar[t]).sqrt()[:, None] * eps

    def predict_start(self, xt, t, eps):
        return (xt - (1 - self.alpha_bar[t]).sqrt() * eps) / self.alpha_bar[t].sqrt()

    def p_losses(self, batch, noise=None):  # @loss
        x0, cond = batch["target"], batch["input"]
        t = torch.randint(0, self.steps, (x0.shape[0],), device=x0.device)
        noise = torch.randn_like(x0) if noise is None else noise
        xt = self.q_sample(x0, t, noise)
        out = self.denoise(torch.cat([cond, xt], 1), t)
        target = noise if self.objective == "pred_noise" else x0
        per_item = self.pixel_fn(out, target, reduction="none").mean(dim=(1, 2, 3))
        snr = self.alpha_bar[t] / (1 - self.alpha_bar[t])
        weight = torch.clamp(snr, max=self.min_snr_gamma) / snr
        return (per_item * weight).mean()

    def forward(self, batch, *args, **kwargs):
        return self.p_losses(batch, *args, **kwargs)


def velocity_target(x0, eps, alpha, sigma):
    return alpha * eps - sigma * x0


def flow_matching(model, x1, cond):  # @loss
    x0 = torch.randn_like(x1)
    t = torch.rand(x1.shape[0], 1)
    xt = (1 - t) * x0 + t * x1
    v = model(xt, t, cond)
    return ((v - (x1 - x0)) ** 2).mean()


def score_matching(score_net, samples, sigma=0.1):  # @loss
    z = torch.randn_like(samples) * sigma
    target = -z / sigma ** 2
    out = score_net(samples + z)
    return 0.5 * ((out - target) ** 2).sum(dim=-1).mean(dim=0)


def loss_weight(t, k=1.0):
    return 1 / (k + t)
