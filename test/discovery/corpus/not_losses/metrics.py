import numpy as np
import torch


def psnr(img1, img2, max_val=1.0):
    mse = torch.mean((img1 - img2) ** 2)
    return 20 * torch.log10(max_val / torch.sqrt(mse))


def ssim(x, y, c1=0.01 ** 2, c2=0.03 ** 2):
    mu_x, mu_y = x.mean(), y.mean()
    sig_x, sig_y = x.var(), y.var()
    sig_xy = ((x - mu_x) * (y - mu_y)).mean()
    return ((2 * mu_x * mu_y + c1) * (2 * sig_xy + c2)) / ((mu_x ** 2 + mu_y ** 2 + c1) * (sig_x + sig_y + c2))


def pearson(x, y):
    xm, ym = x - x.mean(), y - y.mean()
    return (xm * ym).sum() / (xm.norm() * ym.norm())


def word_error_rate(ref, hyp):
    d = np.zeros((len(ref) + 1, len(hyp) + 1))
    for i in range(len(ref) + 1):
        for j in range(len(hyp) + 1):
            d[i, j] = min(d[i - 1, j] + 1, d[i, j - 1] + 1)
    return d[-1, -1] / len(ref)


def expected_calibration_error(probs, labels, bins=15):
    edges = torch.linspace(0, 1, bins + 1)
    conf, pred = probs.max(1)
    correct = pred.eq(labels)
    ece = 0.0
    for lo, hi in zip(edges[:-1], edges[1:]):
        m = (conf > lo) & (conf <= hi)
        if m.any():
            ece += m.float().mean() * (correct[m].float().mean() - conf[m].mean()).abs()
    return ece


class RunningScore:
    def __init__(self, n):
        self.n = n
        self.m = np.zeros((n, n))

    def update(self, t, p):
        self.m += np.bincount(self.n * t + p, minlength=self.n ** 2).reshape(self.n, self.n)

    def get_scores(self):
        acc = np.diag(self.m).sum() / self.m.sum()
        return {"acc": acc}
