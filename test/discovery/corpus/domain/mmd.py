import torch
import torch.nn as nn


def guassian_kernel(source, target, kernel_mul=2.0, kernel_num=5, fix_sigma=None):
    n = int(source.size()[0]) + int(target.size()[0])
    total = torch.cat([source, target], dim=0)
    t0 = total.unsqueeze(0).expand(n, n, int(total.size(1)))
    t1 = total.unsqueeze(1).expand(n, n, int(total.size(1)))
    l2 = ((t0 - t1) ** 2).sum(2)
    if fix_sigma:
        bandwidth = fix_sigma
    else:
        bandwidth = torch.sum(l2.data) / (n ** 2 - n)
    bandwidth /= kernel_mul ** (kernel_num // 2)
    widths = [bandwidth * (kernel_mul ** i) for i in range(kernel_num)]
    values = [torch.exp(-l2 / w) for w in widths]
    return sum(values)


def mmd_rbf(source, target, kernel_mul=2.0, kernel_num=5, fix_sigma=None):  # @loss
    n = int(source.size()[0])
    kernels = guassian_kernel(source, target, kernel_mul=kernel_mul, kernel_num=kernel_num, fix_sigma=fix_sigma)
    xx = kernels[:n, :n]
    yy = kernels[n:, n:]
    xy = kernels[:n, n:]
    yx = kernels[n:, :n]
    return torch.mean(xx + yy - xy - yx)


class RBF:
    def __init__(self, n=10, factor=2.0):
        self.n = n
        self.scales = factor ** (torch.arange(-2, -2 + n))

    def get_kernel_value(self, x, y):
        d = torch.cdist(x, y) ** 2
        value = 0
        for i in range(self.n):
            value += torch.exp(-0.5 * d / self.scales[i]).mean()
        return value


class MMDLoss:  # @loss
    def __init__(self, kernel=RBF()):
        self.kernel = kernel

    def get_mmd_squared(self, x, y):
        xx = self.kernel.get_kernel_value(x, x)
        xy = self.kernel.get_kernel_value(x, y)
        yy = self.kernel.get_kernel_value(y, y)
        return xx - 2 * xy + yy


def coral(source, target):  # @loss
    d = source.data.shape[1]
    xm = torch.mean(source, 0, keepdim=True) - source
    xc = xm.t() @ xm
    xmt = torch.mean(target, 0, keepdim=True) - target
    xct = xmt.t() @ xmt
    return torch.mean(torch.mul((xc - xct), (xc - xct))) / (4 * d * d)


class GradReverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.neg() * ctx.alpha, None


class Discriminator(nn.Module):
    def __init__(self, d, h=128):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d, h), nn.ReLU(), nn.Linear(h, 1))

    def forward(self, x, alpha=1.0):
        return self.net(GradReverse.apply(x, alpha))
