"""What shares its numbers with what: views follow their base and write through to it, copies do neither."""

import numpy as np
import torch


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
