"""scipy.spatial.distance: between two points, and between all pairs of rows."""

import numpy as np


def _root(square):
    """A root whose derivative at 0 is 0."""
    return np.where(square == 0, 0.0, np.sqrt(np.where(square == 0, 1.0, square)))


def _squared(u, v):
    return np.sum((u - v) ** 2, axis=-1)


def _cosine(u, v):
    return 1.0 - np.sum(u * v, axis=-1) / np.sqrt(np.sum(u * u, axis=-1) * np.sum(v * v, axis=-1))


def _correlation(u, v):
    return _cosine(u - np.mean(u, axis=-1, keepdims=True), v - np.mean(v, axis=-1, keepdims=True))


def _minkowski(u, v, p=2):
    return np.power(np.sum(np.power(np.abs(u - v), p), axis=-1), 1.0 / p)


def _braycurtis(u, v):
    return np.sum(np.abs(u - v), axis=-1) / np.sum(np.abs(u + v), axis=-1)


def _jensenshannon(p, q, base=None):
    p, q = p / np.sum(p, axis=-1, keepdims=True), q / np.sum(q, axis=-1, keepdims=True)
    middle = 0.5 * (p + q)
    part = lambda one: np.sum(np.where(one > 0, one * np.log(np.where(one > 0, one, 1.0) / middle), 0.0), axis=-1)
    whole = 0.5 * (part(p) + part(q))
    return _root(whole if base is None else whole / np.log(base))


_metrics = {
    "euclidean": lambda u, v: _root(_squared(u, v)), "sqeuclidean": _squared, "cosine": _cosine, "correlation": _correlation,
    "cityblock": lambda u, v: np.sum(np.abs(u - v), axis=-1), "chebyshev": lambda u, v: np.max(np.abs(u - v), axis=-1),
    "minkowski": _minkowski, "braycurtis": _braycurtis, "jensenshannon": _jensenshannon,
    "canberra": lambda u, v: np.sum(np.abs(u - v) / (np.abs(u) + np.abs(v)), axis=-1),
    "hamming": lambda u, v: np.mean(u != v, axis=-1),
}  # fmt: skip


def _named(name):
    def distance(u, v, *args, **options):
        options = {key: value for key, value in options.items() if key in ("p", "base")}
        return _metrics[name](np.asarray(u), np.asarray(v), *args, **options)

    return distance


euclidean, sqeuclidean, cosine, correlation, cityblock, chebyshev, minkowski, braycurtis, jensenshannon, canberra, hamming = [
    _named(name)
    for name in (
        "euclidean", "sqeuclidean", "cosine", "correlation", "cityblock", "chebyshev", "minkowski", "braycurtis", "jensenshannon",
        "canberra", "hamming",
    )
]  # fmt: skip


def mahalanobis(u, v, VI):
    apart = np.asarray(u) - np.asarray(v)
    return np.sqrt(apart @ VI @ apart)


def cdist(XA, XB, metric="euclidean", **options):
    XA, XB = np.asarray(XA), np.asarray(XB)
    if callable(metric):
        return np.stack([np.stack([np.asarray(metric(a, b)) for b in XB]) for a in XA])
    if metric not in _metrics:
        raise NotImplementedError(f"the preview has no distance {metric!r}")
    return _metrics[metric](XA[:, None, :], XB[None, :, :], **options)


def pdist(X, metric="euclidean", **options):
    rows, columns = np.triu_indices(np.asarray(X).shape[0], 1)
    return cdist(X, X, metric, **options)[rows, columns]


def squareform(X, force="no", checks=True):
    """A line of pairs as a matrix, and back."""
    X = np.asarray(X)
    if X.ndim == 2:
        rows, columns = np.triu_indices(X.shape[0], 1)
        return X[rows, columns]
    count = int(round((1 + (1 + 8 * X.shape[0]) ** 0.5) / 2))
    rows, columns = np.triu_indices(count, 1)
    made = np.zeros((count, count))
    made[rows, columns] = X
    return made + made.T


def directed_hausdorff(u, v, seed=0):
    apart = cdist(u, v)
    nearest = np.min(apart, axis=1)
    place = np.argmax(nearest)
    return nearest[place], place, np.argmin(apart[place])
