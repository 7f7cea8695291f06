import torch
import torch.nn as nn
import torch.nn.functional as F


class Detector(nn.Module):
    def __init__(self, backbone, k=80):
        super().__init__()
        self.backbone = backbone
        self.cls, self.reg = nn.Conv2d(256, k, 1), nn.Conv2d(256, 4, 1)

    def forward(self, x, targets=None):
        f = self.backbone(x)
        c, r = self.cls(f), self.reg(f)
        if self.training:
            return self.compute_loss(c, r, targets)
        return self.decode(c, r)

    def decode(self, c, r):
        s, k = c.sigmoid().max(1)
        return r, s, k

    def compute_loss(self, c, r, targets):  # @loss
        cls = F.binary_cross_entropy_with_logits(c, targets["hot"])
        reg = F.smooth_l1_loss(r, targets["box"], beta=0.1)
        return {"cls": cls, "reg": 2.0 * reg, "total": cls + 2.0 * reg}


class Evidential(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.fc = nn.Linear(d, 4)

    def forward(self, x):
        g, v, a, b = self.fc(x).chunk(4, -1)
        return g, F.softplus(v), F.softplus(a) + 1, F.softplus(b)


class Energy(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return -torch.logsumexp(self.net(x), 1)
