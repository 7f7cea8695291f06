from itertools import permutations
import torch
import torch.nn as nn
import torch.nn.functional as F

EPS = 1e-8


def project(u, v):
    s = (u * v).sum(dim=-1, keepdim=True) / v.pow(2).sum(dim=-1, keepdim=True)
    return s * v


def snr_db(est, target):
    diff = est - target
    return 10 * torch.log10(target.pow(2).sum(-1) / diff.pow(2).sum(-1))


def scale_invariant_snr(est: torch.Tensor, ref: torch.Tensor) -> torch.Tensor:
    est = est - est.mean(dim=-1, keepdim=True)
    ref = ref - ref.mean(dim=-1, keepdim=True)
    alpha = (est * ref).sum(dim=-1, keepdim=True) / (ref.pow(2).sum(dim=-1, keepdim=True) + EPS)
    target = alpha * ref
    noise = est - target
    return 10 * torch.log10((target.pow(2).sum(dim=-1) + EPS) / (noise.pow(2).sum(dim=-1) + EPS))


def pairwise(est, ref):
    return scale_invariant_snr(est.unsqueeze(2), ref.unsqueeze(1))


class PermutationInvariant(nn.Module):  # @loss
    """Negative best-permutation ratio, so lower is better."""

    def __init__(self, n=2):
        super().__init__()
        self.perms = list(permutations(range(n)))

    def forward(self, est, ref):
        pw = pairwise(est, ref)
        scores = torch.stack([sum(pw[:, i, j] for i, j in enumerate(p)) / len(p) for p in self.perms], dim=1)
        best, _ = scores.max(dim=1)
        return -best.mean()


class SpectralConvergence(nn.Module):  # @loss
    def forward(self, x_mag, y_mag):
        return torch.norm(y_mag - x_mag, p="fro") / torch.norm(y_mag, p="fro")


class LogMagnitude(nn.Module):  # @loss
    def forward(self, x_mag, y_mag):
        return F.l1_loss(torch.log(y_mag), torch.log(x_mag))


def stft_mag(x, n_fft, hop, win):
    s = torch.stft(x, n_fft, hop, win, torch.hann_window(win), return_complex=True)
    return torch.sqrt(torch.clamp(s.real ** 2 + s.imag ** 2, min=1e-7)).transpose(2, 1)


class MultiResolution(nn.Module):  # @loss
    def __init__(self, sizes=(1024, 2048, 512), hops=(120, 240, 50), factor_sc=0.1, factor_mag=0.1):
        super().__init__()
        self.params = list(zip(sizes, hops))
        self.sc = SpectralConvergence()
        self.mag = LogMagnitude()
        self.factor_sc = factor_sc
        self.factor_mag = factor_mag

    def forward(self, x, y):
        sc, mag = 0.0, 0.0
        for n, h in self.params:
            xm, ym = stft_mag(x, n, h, n), stft_mag(y, n, h, n)
            sc += self.sc(xm, ym)
            mag += self.mag(xm, ym)
        return self.factor_sc * sc / len(self.params), self.factor_mag * mag / len(self.params)


def feature_matching(fmap_r, fmap_g):  # @loss
    total = 0
    for dr, dg in zip(fmap_r, fmap_g):
        for rl, gl in zip(dr, dg):
            total += torch.mean(torch.abs(rl - gl))
    return total * 2


def discriminator_ls(real_outputs, generated_outputs):  # @loss
    total = 0
    r_parts, g_parts = [], []
    for dr, dg in zip(real_outputs, generated_outputs):
        r = torch.mean((1 - dr) ** 2)
        g = torch.mean(dg ** 2)
        total += r + g
        r_parts.append(r.item())
        g_parts.append(g.item())
    return total, r_parts, g_parts
