import torch
import torch.nn.functional as F


def gaussian_window(n, sigma):
    x = torch.arange(n).float() - n // 2
    g = torch.exp(-x ** 2 / (2 * sigma ** 2))
    return g / g.sum()


def blur(img, n=11, sigma=1.5):
    k = gaussian_window(n, sigma)
    w = (k[:, None] * k[None])[None, None].expand(img.shape[1], 1, n, n)
    return F.conv2d(img, w, padding=n // 2, groups=img.shape[1])


def sobel(img):
    gx = img[..., :, 1:] - img[..., :, :-1]
    return gx.abs()


def unsharp(img, amount=1.0):
    return img + amount * (img - blur(img))
