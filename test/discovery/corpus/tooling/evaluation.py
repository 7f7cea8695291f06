import numpy as np
import torch
from sklearn.metrics import f1_score, mean_squared_error, roc_auc_score


def rmse(y_true, y_pred):
    return np.sqrt(mean_squared_error(y_true, y_pred))


def evaluate_model(model, x, y):
    pred = model.predict(x)
    return {"rmse": np.sqrt(np.mean((pred - y) ** 2)), "mae": np.mean(np.abs(pred - y)), "auc": roc_auc_score(y, pred)}


def iou_score(pred, target, threshold=0.5):
    p = (pred > threshold).float()
    inter = (p * target).sum()
    return (inter + 1e-6) / (p.sum() + target.sum() - inter + 1e-6)


def dice_score(pred, target):
    inter = (pred * target).sum()
    return 2 * inter / (pred.sum() + target.sum())


def psnr(a, b, peak=1.0):
    return 10 * torch.log10(peak ** 2 / torch.mean((a - b) ** 2))


def mean_ap(recall, precision):
    r = np.concatenate(([0.0], recall, [1.0]))
    p = np.concatenate(([0.0], precision, [0.0]))
    for i in range(len(p) - 1, 0, -1):
        p[i - 1] = max(p[i - 1], p[i])
    i = np.where(r[1:] != r[:-1])[0]
    return np.sum((r[i + 1] - r[i]) * p[i + 1])


def fid(mu1, s1, mu2, s2):
    from scipy.linalg import sqrtm
    d = mu1 - mu2
    return d.dot(d) + np.trace(s1 + s2 - 2 * sqrtm(s1.dot(s2)))


class ConfusionMatrix:
    def __init__(self, n):
        self.mat = np.zeros((n, n))

    def update(self, t, p):
        self.mat += np.bincount(t * len(self.mat) + p, minlength=self.mat.size).reshape(self.mat.shape)

    def compute(self):
        tp = np.diag(self.mat)
        return tp / (self.mat.sum(0) + self.mat.sum(1) - tp)


@torch.no_grad()
def evaluate_loss(model, criterion, x, y):
    return criterion(model(x), y)


