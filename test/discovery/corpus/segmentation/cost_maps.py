import numpy as np
import torch


def off_contour(prob, cost_map):  # @loss
    p = torch.softmax(prob, dim=1)[:, 1]
    return torch.sum(p * cost_map) / p.shape[0] * 0.5


def moved_mass(coupling, cost_matrix):  # @loss
    return (coupling * cost_matrix).sum(dim=(-1, -2)).mean()


def billing(confusion, cost_matrix):
    return float((np.asarray(confusion) * np.asarray(cost_matrix)).sum())


def rescaled(dist_map):
    return dist_map / dist_map.abs().amax(dim=(-1, -2), keepdim=True)
