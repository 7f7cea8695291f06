import numpy as np
import torch


def to_tensor(img):
    return torch.from_numpy(img.transpose(2, 0, 1)).float().div(255)


def denormalize(x, mean, std):
    return x * std + mean


def gamma_correct(img, gamma=2.2):
    return np.power(img / 255.0, 1.0 / gamma) * 255.0


def histogram_match(a, b):
    s = np.sort(b.ravel())
    return np.interp(np.argsort(np.argsort(a.ravel())) / a.size, np.linspace(0, 1, s.size), s).reshape(a.shape)


def add_noise(x, sigma=0.1):
    return x + sigma * torch.randn_like(x)


def difference_mask(a, b, thr=0.1):
    return (a - b).abs().mean(1, keepdim=True) > thr
