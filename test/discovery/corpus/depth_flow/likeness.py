import torch
import torch.nn.functional as F


def local_means(x):
    return F.avg_pool2d(x, 3, 1, 1)


def ssim(a, b):
    c1, c2 = 0.01 ** 2, 0.03 ** 2
    ma, mb = local_means(a), local_means(b)
    va = local_means(a * a) - ma ** 2
    vb = local_means(b * b) - mb ** 2
    ab = local_means(a * b) - ma * mb
    return (((2 * ma * mb + c1) * (2 * ab + c2)) / ((ma ** 2 + mb ** 2 + c1) * (va + vb + c2))).mean()


def unlike(a, b):  # @loss
    return 1 - ssim(a, b)


def half_unlike(a, b):  # @loss
    """Photometric loss of two views."""
    c1, c2 = 0.01 ** 2, 0.03 ** 2
    ma, mb = local_means(a), local_means(b)
    va = local_means(a * a) - ma ** 2
    vb = local_means(b * b) - mb ** 2
    ab = local_means(a * b) - ma * mb
    n = (2 * ma * mb + c1) * (2 * ab + c2)
    d = (ma ** 2 + mb ** 2 + c1) * (va + vb + c2)
    return torch.clamp((1 - n / d) / 2, 0, 1)
