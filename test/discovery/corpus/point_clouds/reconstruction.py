import torch
import torch.nn as nn
import tensorflow as tf


def nearest_both_ways(p1, p2):  # @loss
    """p1: (B, N, 3), p2: (B, M, 3)"""
    x = p1.unsqueeze(2)
    y = p2.unsqueeze(1)
    dist = torch.norm(x - y, dim=-1)
    a = torch.min(dist, dim=2)[0]
    b = torch.min(dist, dim=1)[0]
    return torch.mean(a) + torch.mean(b)


def chamfer(pred, gt):  # @loss
    d = torch.cdist(pred, gt)
    return (d.min(dim=2)[0].mean(dim=1) + d.min(dim=1)[0].mean(dim=1)).mean()


def scatter_mean(src, index, size):
    out = torch.zeros(size, src.shape[1], device=src.device)
    count = torch.zeros(size, 1, device=src.device)
    out.index_add_(0, index, src)
    count.index_add_(0, index, torch.ones_like(src[:, :1]))
    return out / (count + 1e-6)


def farthest_points(xyz, n):
    device = xyz.device
    b, m, _ = xyz.shape
    picked = torch.zeros(b, n, dtype=torch.long, device=device)
    distance = torch.ones(b, m, device=device) * 1e10
    far = torch.randint(0, m, (b,), device=device)
    for i in range(n):
        picked[:, i] = far
        centroid = xyz[torch.arange(b), far].view(b, 1, 3)
        dist = torch.sum((xyz - centroid) ** 2, -1)
        distance = torch.min(distance, dist)
        far = torch.max(distance, -1)[1]
    return picked


def square_distance(src, dst):
    d = -2 * torch.matmul(src, dst.permute(0, 2, 1))
    d += torch.sum(src ** 2, -1)[:, :, None]
    d += torch.sum(dst ** 2, -1)[:, None, :]
    return d


def repulsion(points, k=5, h=0.03):  # @loss
    d = square_distance(points, points)
    near = torch.topk(d, k, dim=-1, largest=False)[0][:, :, 1:]
    w = torch.exp(-near / h ** 2)
    return torch.mean((h - near.sqrt()).clamp(min=0) * w)


class OrthogonalTransform(nn.Module):  # @loss
    def __init__(self, mat_diff_loss_scale=0.001):
        super().__init__()
        self.scale = mat_diff_loss_scale

    def forward(self, pred, target, trans):
        loss = nn.functional.nll_loss(pred, target)
        eye = torch.eye(trans.size(1))[None]
        reg = torch.mean(torch.norm(torch.bmm(trans, trans.transpose(2, 1)) - eye, dim=(1, 2)))
        return loss + reg * self.scale


class Decoder(nn.Module):
    def __init__(self, z=128, n=1024):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(z, 256), nn.ReLU(), nn.Linear(256, n * 3))
        self.n = n

    def forward(self, z):
        return self.net(z).view(-1, self.n, 3)

    def loss(self, y, x):  # @loss
        return chamfer(y, x) + 0.5 * torch.sum(self.mu ** 2 + torch.exp(self.logvar) - self.logvar - 1)
