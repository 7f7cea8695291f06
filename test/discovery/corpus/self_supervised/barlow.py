import torch
import torch.nn as nn
import torch.nn.functional as F


def off_diag(x):
    n, m = x.shape
    return x.flatten()[:-1].view(n - 1, n + 1)[:, 1:].flatten()


class Redundancy(nn.Module):
    def __init__(self, backbone, lambd=0.0051):
        super().__init__()
        self.backbone = backbone
        self.bn = nn.BatchNorm1d(128, affine=False)
        self.lambd = lambd

    def forward(self, a, b):
        za, zb = self.backbone(a), self.backbone(b)
        return za, zb

    def criterion(self, za, zb):  # @loss
        c = self.bn(za).T @ self.bn(zb) / za.shape[0]
        on = torch.diagonal(c).add_(-1).pow_(2).sum()
        return on + self.lambd * off_diag(c).pow_(2).sum()


def regress(p, z):  # @loss
    return 2 - 2 * (F.normalize(p, dim=-1) * F.normalize(z.detach(), dim=-1)).sum(dim=-1).mean()


def negative_cosine(p, z):  # @loss
    return -F.cosine_similarity(p, z.detach(), dim=-1).mean()


@torch.no_grad()
def momentum_update(online, target, m=0.996):
    for o, t in zip(online.parameters(), target.parameters()):
        t.data = t.data * m + o.data * (1 - m)


class CenteredDistill(nn.Module):  # @loss
    def __init__(self, dim, t_s=0.1, t_t=0.04, momentum=0.9):
        super().__init__()
        self.t_s, self.t_t, self.momentum = t_s, t_t, momentum
        self.register_buffer("center", torch.zeros(1, dim))

    def forward(self, student, teacher):
        s = F.log_softmax(student / self.t_s, -1)
        t = F.softmax((teacher - self.center) / self.t_t, -1).detach()
        self.update_center(teacher)
        return torch.sum(-t * s, -1).mean()

    @torch.no_grad()
    def update_center(self, teacher):
        self.center = self.center * self.momentum + teacher.mean(0, keepdim=True) * (1 - self.momentum)
