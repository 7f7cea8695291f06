import torch
import torch.nn as nn
import torch.nn.functional as F


def warp(img, flow):
    b, _, h, w = img.shape
    yy, xx = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
    coords = torch.stack((xx, yy), 0).float()[None] + flow
    x = 2.0 * coords[:, 0] / (w - 1.0) - 1.0
    y = 2.0 * coords[:, 1] / (h - 1.0) - 1.0
    return F.grid_sample(img, torch.stack((x, y), -1), align_corners=True)


def robust(x: torch.Tensor, eps: float = 1e-3) -> torch.Tensor:
    return torch.sqrt(x * x + eps * eps)


def photometric(img1: torch.Tensor, warped: torch.Tensor) -> torch.Tensor:  # @loss
    return robust(img1 - warped).mean()


def flow_smoothness(flow: torch.Tensor) -> torch.Tensor:  # @loss
    dx = robust(flow[:, :, :, 1:] - flow[:, :, :, :-1]).mean()
    dy = robust(flow[:, :, 1:, :] - flow[:, :, :-1, :]).mean()
    return dx + dy


def end_point_error(pred, gt, mask):  # @loss
    epe = torch.sum((pred - gt) ** 2, dim=1).sqrt()
    return (epe * mask).sum() / mask.sum()


def sequence_objective(preds, gt, valid, gamma=0.8, max_flow=400):  # @loss
    n = len(preds)
    total = 0.0
    mag = torch.sum(gt ** 2, dim=1).sqrt()
    valid = (valid >= 0.5) & (mag < max_flow)
    for i in range(n):
        w = gamma ** (n - i - 1)
        l1 = (preds[i] - gt).abs()
        total += w * (valid[:, None] * l1).mean()
    epe = torch.sum((preds[-1] - gt) ** 2, dim=1).sqrt()
    metrics = {"epe": epe.mean().item(), "1px": (epe < 1).float().mean().item()}
    return total, metrics


class StructuralMap(nn.Module):
    def __init__(self, c1=0.01 ** 2, c2=0.03 ** 2):
        super().__init__()
        self.pool = nn.AvgPool2d(3, 1)
        self.c1, self.c2 = c1, c2

    def forward(self, x, y):
        mx, my = self.pool(x), self.pool(y)
        sx = self.pool(x ** 2) - mx ** 2
        sy = self.pool(y ** 2) - my ** 2
        sxy = self.pool(x * y) - mx * my
        n = (2 * mx * my + self.c1) * (2 * sxy + self.c2)
        d = (mx ** 2 + my ** 2 + self.c1) * (sx + sy + self.c2)
        return torch.clamp((1 - n / d) / 2, 0, 1)


class UnsupervisedFlow(nn.Module):
    def __init__(self, net, alpha_photo=1.0, alpha_smooth=0.05):
        super().__init__()
        self.net = net
        self.alpha_photo = alpha_photo
        self.alpha_smooth = alpha_smooth

    def forward(self, a, b):
        return self.net(torch.cat([a, b], 1))

    def compute_loss(self, a, b, mask=None):  # @loss
        flow = self(a, b)
        diff = (a - warp(b, flow)).abs().mean(dim=1, keepdim=True)
        photo = diff.mean() if mask is None else (diff * mask).sum() / mask.sum().clamp_min(1.0)
        total = self.alpha_photo * photo + self.alpha_smooth * flow_smoothness(flow)
        return total, photo


def disparity_to_depth(disp, near=0.1, far=100.0):
    lo, hi = 1 / far, 1 / near
    return 1 / (lo + (hi - lo) * disp)
