"""sklearn.metrics.pairwise: distances and kernels between rows."""

import numpy as np


def euclidean_distances(X, Y=None, *, squared=False, **options):
    X = np.asarray(X) * 1.0
    Y = X if Y is None else np.asarray(Y) * 1.0
    square = np.sum((X[:, None, :] - Y[None, :, :]) ** 2, axis=-1)
    return square if squared else np.where(square == 0, 0.0, np.sqrt(np.where(square == 0, 1.0, square)))


def manhattan_distances(X, Y=None):
    Y = X if Y is None else Y
    return np.sum(np.abs(X[:, None, :] - Y[None, :, :]), axis=-1)


def linear_kernel(X, Y=None, **options):
    return X @ (X if Y is None else Y).T


def cosine_similarity(X, Y=None, dense_output=True):
    unit = lambda rows: rows / np.sqrt(np.sum(rows**2, axis=1, keepdims=True))
    return unit(X) @ unit(X if Y is None else Y).T


def cosine_distances(X, Y=None):
    return 1.0 - cosine_similarity(X, Y)


def rbf_kernel(X, Y=None, gamma=None):
    return np.exp(-(1.0 / X.shape[1] if gamma is None else gamma) * euclidean_distances(X, Y, squared=True))


def polynomial_kernel(X, Y=None, degree=3, gamma=None, coef0=1):
    return ((1.0 / X.shape[1] if gamma is None else gamma) * linear_kernel(X, Y) + coef0) ** degree


def pairwise_distances(X, Y=None, metric="euclidean", **options):
    kinds = {
        "euclidean": euclidean_distances, "l2": euclidean_distances, "manhattan": manhattan_distances, "l1": manhattan_distances,
        "cityblock": manhattan_distances, "cosine": cosine_distances, "sqeuclidean": lambda X, Y: euclidean_distances(X, Y, squared=True),
    }
    if metric not in kinds:
        raise NotImplementedError(f"the preview has no pairwise distance {metric!r}")
    return kinds[metric](X, Y)
