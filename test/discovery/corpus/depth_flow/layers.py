import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def disp_to_depth(disp, lo, hi):
    low, high = 1 / hi, 1 / lo
    scaled = low + (high - low) * disp
    return scaled, 1 / scaled


def transformation(axisangle, translation, invert=False):
    R = rotation(axisangle)
    t = translation.clone()
    if invert:
        R = R.transpose(1, 2)
        t *= -1
    T = translation_matrix(t)
    return torch.matmul(R, T) if invert else torch.matmul(T, R)


def translation_matrix(v):
    T = torch.zeros(v.shape[0], 4, 4).to(device=v.device)
    t = v.contiguous().view(-1, 3, 1)
    for i in range(4):
        T[:, i, i] = 1
    T[:, :3, 3, None] = t
    return T


def rotation(vec):
    angle = torch.norm(vec, 2, 2, True)
    axis = vec / (angle + 1e-7)
    ca, sa = torch.cos(angle), torch.sin(angle)
    C = 1 - ca
    x, y, z = (axis[..., i].unsqueeze(1) for i in range(3))
    rot = torch.zeros((vec.shape[0], 4, 4)).to(device=vec.device)
    rot[:, 0, 0] = torch.squeeze(x * x * C + ca)
    rot[:, 0, 1] = torch.squeeze(x * y * C - z * sa)
    rot[:, 1, 0] = torch.squeeze(x * y * C + z * sa)
    rot[:, 3, 3] = 1
    return rot


class Conv3x3(nn.Module):
    def __init__(self, i, o, reflect=True):
        super().__init__()
        self.pad = nn.ReflectionPad2d(1) if reflect else nn.ZeroPad2d(1)
        self.conv = nn.Conv2d(int(i), int(o), 3)

    def forward(self, x):
        return self.conv(self.pad(x))


class Project3D(nn.Module):
    def __init__(self, n, height, width, eps=1e-7):
        super().__init__()
        self.n, self.height, self.width, self.eps = n, height, width, eps

    def forward(self, points, K, T):
        P = torch.matmul(K, T)[:, :3, :]
        cam = torch.matmul(P, points)
        pix = cam[:, :2, :] / (cam[:, 2, :].unsqueeze(1) + self.eps)
        pix = pix.view(self.n, 2, self.height, self.width).permute(0, 2, 3, 1)
        pix[..., 0] /= self.width - 1
        pix[..., 1] /= self.height - 1
        return (pix - 0.5) * 2


def get_smooth_loss(disp, img):  # @loss
    dx = torch.abs(disp[:, :, :, :-1] - disp[:, :, :, 1:])
    dy = torch.abs(disp[:, :, :-1, :] - disp[:, :, 1:, :])
    ix = torch.mean(torch.abs(img[:, :, :, :-1] - img[:, :, :, 1:]), 1, keepdim=True)
    iy = torch.mean(torch.abs(img[:, :, :-1, :] - img[:, :, 1:, :]), 1, keepdim=True)
    dx *= torch.exp(-ix)
    dy *= torch.exp(-iy)
    return dx.mean() + dy.mean()


class SSIM(nn.Module):  # @loss
    """Layer to compute the SSIM loss between a pair of images"""

    def __init__(self):
        super().__init__()
        self.pool = nn.AvgPool2d(3, 1)
        self.refl = nn.ReflectionPad2d(1)
        self.C1 = 0.01 ** 2
        self.C2 = 0.03 ** 2

    def forward(self, x, y):
        x = self.refl(x)
        y = self.refl(y)
        mx = self.pool(x)
        my = self.pool(y)
        sx = self.pool(x ** 2) - mx ** 2
        sy = self.pool(y ** 2) - my ** 2
        sxy = self.pool(x * y) - mx * my
        n = (2 * mx * my + self.C1) * (2 * sxy + self.C2)
        d = (mx ** 2 + my ** 2 + self.C1) * (sx + sy + self.C2)
        return torch.clamp((1 - n / d) / 2, 0, 1)


def compute_depth_errors(gt, pred):
    """Computation of error metrics between predicted and ground truth depths"""
    thresh = torch.max((gt / pred), (pred / gt))
    a1 = (thresh < 1.25).float().mean()
    rmse = torch.sqrt(((gt - pred) ** 2).mean())
    rmse_log = torch.sqrt(((torch.log(gt) - torch.log(pred)) ** 2).mean())
    abs_rel = torch.mean(torch.abs(gt - pred) / gt)
    sq_rel = torch.mean((gt - pred) ** 2 / gt)
    return abs_rel, sq_rel, rmse, rmse_log, a1
