"""What shares its numbers with what: views follow their base and write through to it, copies do neither."""

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def repeated_row(x, y):
    base = y * 1
    rows = base.expand_as(x)
    wide = torch.broadcast_to(base, (2, *base.shape))
    base.mul_(2.0)
    return (rows * x).sum() + (wide**2).sum()


def reshaped_copy(x):
    base = x * 1
    turned = base.t().reshape(-1)
    strided = base[:, ::2].reshape(-1)
    same = base.reshape(-1)
    base.add_(1.0)
    return (turned**2).sum() + (strided**3).sum() + (same**2).sum()


def made_contiguous(x):
    base = x * 1
    copied = base.transpose(0, 1).contiguous()
    kept = base.contiguous()
    column = base[:, :1].view(-1)
    base.mul_(3.0)
    told = base.t().is_contiguous() + 10 * base.is_contiguous() + 100 * base.t().stride(1)
    return (copied**2).sum() + (kept**2).sum() + (column**3).sum() + told


def written_through_steps(x):
    base = x * 1
    base.unsqueeze(0).transpose(1, 2)[0, 1:].mul_(2.0)
    base.diagonal().add_(1.0)
    joined = base.unflatten(1, (1, -1)).flatten(0, 1)
    joined[0] = 0.5
    return (base**2).sum()


def copied_onto_itself(x):
    base = x * 1
    base.copy_(base.detach())
    return (base**2).sum() + x.sum()


def grids(x):
    rows, columns = np.mgrid[:2, 1:4]
    open_rows, open_columns = np.ogrid[0:2, 0:3]
    line = np.r_[0:2, 5]
    weights = torch.from_numpy((rows * columns + open_rows - open_columns).astype(np.float32))
    return (x[np.s_[:2, :3]] * weights).sum() * float(line.sum() + np.mgrid[-1:1:0.5].sum())


def kinds_of_number(x, mask, classes):
    """Squares of booleans are whole numbers, their differences booleans; membership compares numbers, not types."""
    squared = mask.square()
    told = (squared.dtype == torch.int64) + 10 * (mask.diff().dtype == torch.bool)
    apart = torch.isin(classes, x, invert=True)
    return x.sum() * (squared.sum() + mask.diff().sum() + told) + x[apart].sum()


def numbered(x, y, side, how):
    p = y.softmax(1)
    losses = [
        torch.kl_div(x, p, how),
        torch.binary_cross_entropy_with_logits(x, p, None, None, how),
        torch.cosine_embedding_loss(x, y, side, 0.1, how),
        torch.hinge_embedding_loss(x, torch.sign(y), 1.0, how),
        torch.margin_ranking_loss(x, y, torch.sign(y), 0.2, how),
        torch.triplet_margin_loss(x, y, x * y, 1.0, 2, 1e-6, False, how),
        torch.poisson_nll_loss(x, p, True, False, 1e-8, how),
    ]
    return sum(loss.sum() * weight for weight, loss in enumerate(losses, 1))


def unreduced(x, y, side):
    losses = torch.kl_div(x, y.softmax(1)), torch.hinge_embedding_loss(x, torch.sign(y)), torch.cosine_embedding_loss(x, y, side)
    return sum(loss.dim() * loss.square().sum() for loss in losses)


def captions(scores, words, lengths, attention):
    scores, *_ = nn.utils.rnn.pack_padded_sequence(scores, lengths, batch_first=True)
    words, *_ = nn.utils.rnn.pack_padded_sequence(words, lengths, batch_first=True)
    return F.cross_entropy(scores, words) + (1 - attention.sum(1)).square().mean()


def packed_and_back(x, lengths):
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    padded, counts = nn.utils.rnn.pad_packed_sequence(packed, batch_first=True, padding_value=-1.0, total_length=5)
    return (padded.sum((1, 2)) * counts).sum() + packed.data.square().sum() * packed.batch_sizes[0]


def told_apart(x):
    kinds = isinstance(x.dtype, torch.dtype), isinstance(x.device, torch.device), isinstance(x, torch.dtype)
    return x.sum() * sum(2**i * kind for i, kind in enumerate(kinds))


def shares(x):
    U, S, V = torch.svd_lowrank(x, q=3)
    divisors = torch.gcd(torch.tensor([12, 7]), torch.tensor([18, 0])) * torch.lcm(torch.tensor([4, 3]), torch.tensor([6, 5]))
    windowed = torch.kaiser_window(6, True, 5.0) * x.flatten()[:6]
    return S.square().sum() + divisors.sum() * x.mean() + windowed.sum() + torch.nuclear_norm(x)
