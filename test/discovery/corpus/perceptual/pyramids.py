import torch
import torch.nn as nn
from torch.nn import *
from torch.nn.functional import *
from torchvision import models


class FrozenFeatures(nn.Module):
    def __init__(self, layers=(3, 8, 15)):
        super().__init__()
        self.vgg = models.vgg16(pretrained=True).features.eval()
        self.layers = layers
        for p in self.vgg.parameters():
            p.requires_grad = False

    def forward(self, x):
        out = []
        for i, layer in enumerate(self.vgg):
            x = layer(x)
            if i in self.layers:
                out.append(x)
        return out


class LaplacianDetail(Module):  # @loss
    def __init__(self, weight=1.0):
        super().__init__()
        k = torch.Tensor([[0.05, 0.25, 0.4, 0.25, 0.05]])
        self.kernel = torch.matmul(k.t(), k).unsqueeze(0).repeat(3, 1, 1, 1)
        self.weight = weight

    def blur(self, img):
        return conv2d(pad(img, (2, 2, 2, 2), mode="replicate"), self.kernel, groups=img.shape[1])

    def detail(self, img):
        small = self.blur(img)[:, :, ::2, ::2]
        up = torch.zeros_like(img)
        up[:, :, ::2, ::2] = small * 4
        return img - self.blur(up)

    def forward(self, x, y):
        return mse_loss(self.detail(x), self.detail(y)) * self.weight


class FeatureDistance(Module):  # @loss
    def __init__(self, weights=(1.0, 0.75, 0.2)):
        super().__init__()
        self.features = FrozenFeatures()
        self.weights = weights

    def forward(self, sr, hr):
        total = 0
        for w, a, b in zip(self.weights, self.features(sr), self.features(hr)):
            total = total + w * l1_loss(a, b.detach())
        return total


def gram(x):
    b, c, h, w = x.size()
    f = x.view(b, c, h * w)
    return f.bmm(f.transpose(1, 2)) / (c * h * w)


class Texture(Module):  # @loss
    def __init__(self, target):
        super().__init__()
        self.target = gram(target).detach()

    def forward(self, x):
        self.loss = mse_loss(gram(x), self.target)
        return x


def fourier_amplitude(pred, target, alpha=1.0):  # @loss
    p = torch.fft.rfft2(pred, norm="ortho")
    t = torch.fft.rfft2(target, norm="ortho")
    diff = (p.abs() - t.abs()).pow(2)
    w = torch.clamp(diff / (diff.mean() + 1e-8), 0.1, 10.0) ** alpha
    return (diff * w).mean()


class Residual(Module):
    def __init__(self, c, scale=0.1):
        super().__init__()
        self.body = Sequential(Conv2d(c, c, 3, padding=1), ReLU(), Conv2d(c, c, 3, padding=1))
        self.scale = scale

    def forward(self, x):
        return x + self.scale * self.body(x)
