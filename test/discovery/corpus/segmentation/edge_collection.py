import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from scipy.ndimage import distance_transform_edt
from torch import Tensor


def gradient_magnitude(img: Tensor) -> Tensor:
    kernel = torch.tensor([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]], dtype=img.dtype, device=img.device)[None, None]
    padded = F.pad(img, (1, 1, 1, 1), mode="replicate")
    gx = F.conv2d(padded, kernel)
    gy = F.conv2d(padded, kernel.transpose(-1, -2))
    return torch.sqrt(gx ** 2 + gy ** 2 + 1e-8)


def outline_bce(logits: Tensor, labels: Tensor) -> Tensor:  # @loss
    """Cross entropy between soft and true outlines."""
    soft = logits.softmax(1)
    hot = F.one_hot(labels, logits.shape[1]).permute(0, 3, 1, 2).float()
    b, k, h, w = soft.shape
    e_soft = gradient_magnitude(soft.reshape(b * k, 1, h, w)).clamp(0, 1)
    e_hot = gradient_magnitude(hot.reshape(b * k, 1, h, w)).clamp(0, 1)
    return F.binary_cross_entropy(e_soft, e_hot)


def morphological_edge(mask, size=3):
    pad = size // 2
    grown = F.max_pool2d(mask, size, stride=1, padding=pad)
    shrunk = -F.max_pool2d(-mask, size, stride=1, padding=pad)
    return (grown - shrunk).clamp(0, 1)


def signed_distance(mask: np.ndarray) -> np.ndarray:
    out = np.zeros_like(mask, dtype=np.float32)
    for i, m in enumerate(mask.astype(bool)):
        if m.any():
            out[i] = distance_transform_edt(~m) * ~m - (distance_transform_edt(m) - 1) * m
    return out


def contour_distance(probs, dist_maps):  # @loss
    pc = probs[:, 1:].float()
    dc = dist_maps[:, 1:].float()
    return torch.einsum("bkwh,bkwh->bkwh", pc, dc).mean()


class SurfaceLoss(nn.Module):  # @loss
    def __init__(self, idc=(1,)):
        super().__init__()
        self.idc = list(idc)

    def forward(self, probs, dist_maps):
        pc = probs[:, self.idc, ...]
        dc = dist_maps[:, self.idc, ...]
        product = pc * dc
        return product.mean()


class RegionAndEdge(nn.Module):  # @loss
    def __init__(self, w_dice=1.0, w_bce=1.0, w_edge=0.5):
        super().__init__()
        self.w_dice = w_dice
        self.w_bce = w_bce
        self.w_edge = w_edge
        self.bce = nn.BCEWithLogitsLoss()

    def overlap_term(self, pred, mask, smooth=1.0):
        pred = torch.sigmoid(pred)
        inter = (pred * mask).sum(dim=(2, 3))
        total = pred.sum(dim=(2, 3)) + mask.sum(dim=(2, 3))
        return 1.0 - ((2.0 * inter + smooth) / (total + smooth)).mean()

    def edge_term(self, pred, mask):
        pred = torch.sigmoid(pred)
        px = pred[:, :, 1:, :] - pred[:, :, :-1, :]
        mx = mask[:, :, 1:, :] - mask[:, :, :-1, :]
        return F.mse_loss(px, mx)

    def forward(self, pred, mask):
        return self.w_dice * self.overlap_term(pred, mask) + self.w_bce * self.bce(pred, mask) + self.w_edge * self.edge_term(pred, mask)
