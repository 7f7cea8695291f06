import torch
import torch.nn as nn
import torch.nn.functional as F


def masked_l1(pred, y, m):  # @loss
    return ((pred.float() - y).abs() * m).sum() / m.sum().clamp(min=1)


def heatmap_mse(logits, gt, visible):  # @loss
    se = (logits.float() - gt) ** 2 * visible[..., None, None]
    return se.sum() / (visible.sum() * gt.shape[-1] * gt.shape[-2]).clamp(min=1)


def wing_adaptive(out, gt, omega=14.0, theta=0.5, eps=1.0, alpha=2.1):  # @loss
    d = (gt - out).abs()
    p = alpha - gt
    a = omega * (1 / (1 + (theta / eps) ** p)) * p * ((theta / eps) ** (p - 1)) / eps
    c = theta * a - omega * torch.log1p((theta / eps) ** p)
    return torch.where(d < theta, omega * torch.log1p((d / eps) ** p), a * d - c).mean()


class KeypointWing(nn.Module):  # @loss
    def __init__(self, w=10.0, e=2.0):
        super().__init__()
        self.w = w
        self.e = e
        self.c = w - w * torch.log(torch.tensor(1 + w / e))

    def forward(self, x, t, mask=None):
        if mask is None:
            mask = torch.ones_like(t)
        d = ((x - t) * mask).abs()
        flag = (d < self.w).float()
        y = flag * self.w * torch.log(1 + d / self.e) + (1 - flag) * (d - self.c)
        return y.sum()


class VisibleWing(nn.Module):  # @loss
    def __init__(self, alpha=1.0):
        super().__init__()
        self.inner = KeypointWing()
        self.alpha = alpha

    def forward(self, pred, target, mask):
        return self.inner(pred, target, mask) / (mask.sum() + 1e-14)


def soft_argmax(heat, beta=100.0):
    b, k, h, w = heat.shape
    p = F.softmax(beta * heat.view(b, k, -1), dim=-1).view(b, k, h, w)
    xs = torch.linspace(0, 1, w)
    ys = torch.linspace(0, 1, h)
    return torch.stack([(p.sum(2) * xs).sum(-1), (p.sum(3) * ys).sum(-1)], -1)


def gaussian_target(center, size=64, sigma=2.0):
    g = torch.arange(size).float()
    dx = (g[None, :] - center[0]) ** 2
    dy = (g[:, None] - center[1]) ** 2
    return torch.exp(-(dx + dy) / (2 * sigma ** 2))


def pck(pred, gt, thr=0.2):
    d = torch.norm(pred - gt, dim=-1)
    return (d < thr).float().mean()


def oks(pred, gt, area, sigmas):
    d = ((pred - gt) ** 2).sum(-1)
    return torch.exp(-d / (2 * area[:, None] * sigmas ** 2)).mean(-1)


class OksLoss(nn.Module):  # @loss
    def __init__(self, sigmas, eps=1e-6):
        super().__init__()
        self.register_buffer("sigmas", torch.tensor(sigmas))
        self.eps = eps

    def forward(self, pred, gt, area):
        return -torch.log(oks(pred, gt, area, self.sigmas).clamp(min=self.eps)).mean()
