import torch
import torch.nn as nn


class JointsMSE(nn.Module):  # @loss
    def __init__(self, use_weight=True):
        super().__init__()
        self.criterion = nn.MSELoss(reduction="mean")
        self.use_weight = use_weight

    def forward(self, output, target, target_weight):
        b, n = output.shape[:2]
        hp = output.reshape(b, n, -1).split(1, 1)
        hg = target.reshape(b, n, -1).split(1, 1)
        out = 0
        for i in range(n):
            p, g = hp[i].squeeze(), hg[i].squeeze()
            if self.use_weight:
                out += 0.5 * self.criterion(p.mul(target_weight[:, i]), g.mul(target_weight[:, i]))
            else:
                out += 0.5 * self.criterion(p, g)
        return out / n


def adaptive_wing(pred, target, omega=14.0, theta=0.5, epsilon=1.0, alpha=2.1):  # @loss
    d = (target - pred).abs()
    a = omega * (1 / (1 + (theta / epsilon) ** (alpha - target))) * (alpha - target) * (theta / epsilon) ** (alpha - target - 1) / epsilon
    c = theta * a - omega * torch.log(1 + (theta / epsilon) ** (alpha - target))
    return torch.where(d < theta, omega * torch.log(1 + (d / epsilon) ** (alpha - target)), a * d - c).mean()


def mpjpe(predicted, target):  # @loss
    return torch.mean(torch.norm(predicted - target, dim=-1))


def procrustes_align(x, y):
    mx, my = x.mean(0), y.mean(0)
    u, s, v = torch.svd((x - mx).t() @ (y - my))
    return (x - mx) @ (u @ v.t()) + my


def chamfer(p1, p2):  # @loss
    d = torch.cdist(p1, p2)
    return d.min(1)[0].mean() + d.min(2)[0].mean()


def heatmap_argmax(h):
    flat = h.flatten(2)
    idx = flat.argmax(-1)
    return torch.stack([idx % h.size(-1), idx // h.size(-1)], -1)
