import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.a = nn.Conv2d(i, o, 3, padding=1)
        self.b = nn.Conv2d(o, o, 3, padding=1)

    def forward(self, x):
        return F.relu(self.b(F.relu(self.a(x))))


class UNet(nn.Module):
    def __init__(self, c=3, n=1):
        super().__init__()
        self.d1, self.d2 = Block(c, 32), Block(32, 64)
        self.u1 = nn.ConvTranspose2d(64, 32, 2, 2)
        self.u2 = Block(64, 32)
        self.head = nn.Conv2d(32, n, 1)

    def forward(self, x):
        a = self.d1(x)
        b = self.d2(F.max_pool2d(a, 2))
        u = self.u2(torch.cat([a, self.u1(b)], 1))
        return torch.sigmoid(self.head(u))


class SqueezeExcite(nn.Module):
    def __init__(self, c, r=16):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(c, c // r), nn.ReLU(), nn.Linear(c // r, c), nn.Sigmoid())

    def forward(self, x):
        return x * self.f(x.mean((2, 3)))[..., None, None]


class Correlation(nn.Module):
    def __init__(self, d=4):
        super().__init__()
        self.d = d

    def forward(self, a, b):
        out = []
        p = F.pad(b, [self.d] * 4)
        for i in range(2 * self.d + 1):
            for j in range(2 * self.d + 1):
                out.append((a * p[:, :, i:i + a.shape[2], j:j + a.shape[3]]).mean(1, keepdim=True))
        return torch.cat(out, 1)


class CostVolume(nn.Module):
    def forward(self, left, right):
        return torch.stack([torch.abs(left - torch.roll(right, k, -1)).mean(1) for k in range(8)], 1)
