import torch
import torch.nn as nn
import torch.nn.functional as F


class SobelL1(nn.Module):  # @loss
    def __init__(self):
        super().__init__()
        k = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
        self.register_buffer("kx", k.view(1, 1, 3, 3))

    def grad(self, x):
        return F.conv2d(x, self.kx), F.conv2d(x, self.kx.transpose(2, 3))

    def forward(self, a, b):
        ax, ay = self.grad(a)
        bx, by = self.grad(b)
        return F.l1_loss(ax, bx) + F.l1_loss(ay, by)


class Blur(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.pool = nn.AvgPool2d(3, 1, 1)

    def forward(self, x):
        return x - self.pool(x)


class StructuralDissimilarity(nn.Module):  # @loss
    def __init__(self, c1=1e-4, c2=9e-4):
        super().__init__()
        self.pool = nn.AvgPool2d(3, 1)
        self.c1, self.c2 = c1, c2

    def forward(self, x, y):
        mx, my = self.pool(x), self.pool(y)
        sx, sy = self.pool(x * x) - mx * mx, self.pool(y * y) - my * my
        sxy = self.pool(x * y) - mx * my
        s = (2 * mx * my + self.c1) * (2 * sxy + self.c2) / ((mx ** 2 + my ** 2 + self.c1) * (sx + sy + self.c2))
        return ((1 - s) / 2).clamp(0, 1).mean()
