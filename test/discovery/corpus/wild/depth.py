import torch
import torch.nn as nn
import torch.nn.functional as F


class SILog(nn.Module):  # @loss
    def __init__(self, lam=0.85):
        super().__init__()
        self.lam = lam

    def forward(self, depth_est, depth_gt, mask):
        d = torch.log(depth_est[mask]) - torch.log(depth_gt[mask])
        return torch.sqrt((d ** 2).mean() - self.lam * (d.mean() ** 2)) * 10.0


def berhu(pred, gt, threshold=0.2):  # @loss
    diff = (pred - gt).abs()
    c = threshold * diff.max().detach()
    quad = (diff ** 2 + c ** 2) / (2 * c)
    return torch.where(diff <= c, diff, quad).mean()


def smoothness(disp, image):  # @loss
    gx = torch.abs(disp[:, :, :, :-1] - disp[:, :, :, 1:])
    wx = torch.exp(-torch.mean(torch.abs(image[:, :, :, :-1] - image[:, :, :, 1:]), 1, keepdim=True))
    return (gx * wx).mean()


def compute_errors(gt, pred):
    thresh = torch.max(gt / pred, pred / gt)
    a1 = (thresh < 1.25).float().mean()
    rmse = torch.sqrt(((gt - pred) ** 2).mean())
    abs_rel = torch.mean(torch.abs(gt - pred) / gt)
    return a1.item(), rmse.item(), abs_rel.item()


def disp_to_depth(disp, lo=0.1, hi=100.0):
    a, b = 1 / hi, 1 / lo
    return 1 / (a + (b - a) * disp)


class BackprojectDepth(nn.Module):
    def __init__(self, h, w):
        super().__init__()
        self.h, self.w = h, w

    def forward(self, depth, inv_k):
        pts = torch.matmul(inv_k[:, :3, :3], torch.ones(1, 3, self.h * self.w))
        return depth.view(1, 1, -1) * pts
