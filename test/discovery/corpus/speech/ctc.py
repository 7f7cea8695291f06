import torch
import torch.nn as nn
import torch.nn.functional as F


def si_snr(est, ref, eps=1e-8):
    est = est - est.mean(-1, keepdim=True)
    ref = ref - ref.mean(-1, keepdim=True)
    proj = (est * ref).sum(-1, keepdim=True) * ref / (ref.pow(2).sum(-1, keepdim=True) + eps)
    noise = est - proj
    return 10 * torch.log10(proj.pow(2).sum(-1) / (noise.pow(2).sum(-1) + eps) + eps)


def si_snr_loss(est, ref):  # @loss
    return -si_snr(est, ref).mean()


class MultiResolutionSTFT(nn.Module):  # @loss
    def __init__(self, sizes=(512, 1024, 2048), mag_weight=1.0):
        super().__init__()
        self.sizes = sizes
        self.mag_weight = mag_weight

    def stft(self, x, n):
        return torch.stft(x, n, return_complex=True).abs()

    def forward(self, x, y):
        out = 0.0
        for n in self.sizes:
            a, b = self.stft(x, n), self.stft(y, n)
            sc = torch.norm(b - a) / torch.norm(b)
            mag = F.l1_loss(torch.log(a + 1e-7), torch.log(b + 1e-7))
            out = out + sc + self.mag_weight * mag
        return out / len(self.sizes)


class CTCHead(nn.Module):
    def __init__(self, d=256, vocab=32):
        super().__init__()
        self.proj = nn.Linear(d, vocab)

    def forward(self, x):
        return self.proj(x).log_softmax(-1)


def greedy_decode(log_probs, blank=0):
    best = log_probs.argmax(-1)
    out, prev = [], blank
    for b in best.tolist():
        if b != prev and b != blank:
            out.append(b)
        prev = b
    return out
