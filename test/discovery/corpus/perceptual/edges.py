import torch
import torch.nn as nn
import torch.nn.functional as F


class EdgeAware(nn.Module):  # @loss
    def forward(self, disp, img):
        dx = (disp[..., :, :-1] - disp[..., :, 1:]).abs()
        ix = (img[..., :, :-1] - img[..., :, 1:]).abs().mean(1, keepdim=True)
        return (dx * torch.exp(-ix)).mean()


class SSIMLoss(nn.Module):  # @loss
    def __init__(self, c1=0.0001, c2=0.0009):
        super().__init__()
        self.c1, self.c2 = c1, c2
        self.pool = nn.AvgPool2d(3, 1)

    def forward(self, x, y):
        mx, my = self.pool(x), self.pool(y)
        sx = self.pool(x ** 2) - mx ** 2
        sy = self.pool(y ** 2) - my ** 2
        sxy = self.pool(x * y) - mx * my
        n = (2 * mx * my + self.c1) * (2 * sxy + self.c2)
        d = (mx ** 2 + my ** 2 + self.c1) * (sx + sy + self.c2)
        return torch.clamp((1 - n / d) / 2, 0, 1).mean()


def fft_l1(pred, target):  # @loss
    return (torch.fft.rfft2(pred) - torch.fft.rfft2(target)).abs().mean()


class Sobel(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("k", torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])[None, None])

    def forward(self, x):
        gx = F.conv2d(x, self.k, padding=1)
        gy = F.conv2d(x, self.k.transpose(2, 3), padding=1)
        return torch.sqrt(gx ** 2 + gy ** 2 + 1e-6)
