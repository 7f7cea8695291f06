import torch


def fake_quant(x, scale, zero, lo=-128, hi=127):
    q = torch.clamp(torch.round(x / scale) + zero, lo, hi)
    return (q - zero) * scale


class RoundSTE(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, g):
        return g


def minmax_scale(x, bits=8):
    return (x.max() - x.min()) / (2 ** bits - 1)


def prune(w, ratio=0.5):
    k = int(w.numel() * ratio)
    thr = w.abs().flatten().kthvalue(k)[0]
    return w * (w.abs() > thr)


def low_rank(w, r):
    u, s, v = torch.svd(w)
    return u[:, :r] * s[:r] @ v[:, :r].t()
