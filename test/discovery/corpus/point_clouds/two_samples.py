import numpy as np
import torch
from scipy.spatial.distance import cdist


def energy_distance(one, other):  # @loss
    """How far two samples are from one distribution."""
    return 2 * torch.cdist(one, other).mean() - torch.cdist(one, one).mean() - torch.cdist(other, other).mean()


def chamfer_distance(found, truth):  # @loss
    d = torch.cdist(found, truth)
    return (d.min(dim=2)[0].mean(dim=1) + d.min(dim=1)[0].mean(dim=1)).mean()


def euclidean_distance(a, b):
    return torch.sqrt(((a - b) ** 2).sum())


def energy_distance_report(x: np.ndarray, y: np.ndarray) -> float:
    return float(2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean())
