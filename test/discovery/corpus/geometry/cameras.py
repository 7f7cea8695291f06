import torch
import torch.nn as nn
import torch.nn.functional as F


def volume_render(rgb, sigma, z):
    d = z[..., 1:] - z[..., :-1]
    alpha = 1.0 - torch.exp(-F.relu(sigma) * d)
    w = alpha * torch.cumprod(1.0 - alpha + 1e-10, -1)
    return (w[..., None] * torch.sigmoid(rgb)).sum(-2), w


def positional(x, n=10):
    out = [x]
    for i in range(n):
        out += [torch.sin(2.0 ** i * x), torch.cos(2.0 ** i * x)]
    return torch.cat(out, -1)


def photometric_error(rendered, truth):  # @loss
    return torch.mean((rendered - truth) ** 2)


def mse_to_psnr(mse):
    return -10.0 * torch.log10(mse)


def eikonal(grads):  # @loss
    return ((grads.norm(2, dim=-1) - 1) ** 2).mean()


def distortion(w, s):  # @loss
    mid = 0.5 * (s[..., 1:] + s[..., :-1])
    inter = (w[..., :, None] * w[..., None, :] * (mid[..., :, None] - mid[..., None, :]).abs()).sum((-1, -2))
    intra = (w ** 2 * (s[..., 1:] - s[..., :-1])).sum(-1) / 3
    return (inter + intra).mean()


def opacity_entropy(acc):  # @loss
    acc = acc.clamp(1e-5, 1 - 1e-5)
    return -(acc * torch.log(acc) + (1 - acc) * torch.log(1 - acc)).mean()


def sample_pdf(bins, w, n):
    pdf = w / w.sum(-1, keepdim=True)
    cdf = torch.cumsum(pdf, -1)
    u = torch.rand(*cdf.shape[:-1], n)
    return torch.searchsorted(cdf, u)


class Radiance(nn.Module):
    def __init__(self, d=63, h=256):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(d, h), nn.ReLU(), nn.Linear(h, 4))

    def forward(self, x):
        out = self.body(positional(x))
        return out[..., :3], out[..., 3]
