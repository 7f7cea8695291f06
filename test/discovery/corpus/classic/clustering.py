import numpy as np


class KMeans:
    def __init__(self, k=3, iters=100):
        self.k = k
        self.iters = iters

    def fit(self, X):
        self.centers = X[np.random.choice(len(X), self.k, replace=False)]
        for _ in range(self.iters):
            d = np.linalg.norm(X[:, None] - self.centers[None], axis=2)
            self.labels = d.argmin(1)
            self.centers = np.array([X[self.labels == j].mean(0) for j in range(self.k)])
        return self

    def inertia(self, X):
        return np.sum((X - self.centers[self.labels]) ** 2)


class MixtureEM:
    def __init__(self, k):
        self.k = k

    def e_step(self, X):
        logp = np.stack([self.log_gauss(X, m, s) for m, s in zip(self.mu, self.sigma)], 1) + np.log(self.pi)
        top = logp.max(1, keepdims=True)
        r = np.exp(logp - top)
        return r / r.sum(1, keepdims=True)

    def log_gauss(self, X, mu, sigma):
        return -0.5 * np.sum(((X - mu) / sigma) ** 2 + np.log(2 * np.pi * sigma ** 2), axis=1)

    def m_step(self, X, r):
        n = r.sum(0)
        self.pi = n / n.sum()
        self.mu = (r.T @ X) / n[:, None]


def silhouette(X, labels):
    d = np.linalg.norm(X[:, None] - X[None], axis=2)
    a = np.array([d[i, labels == labels[i]].mean() for i in range(len(X))])
    b = np.array([d[i, labels != labels[i]].mean() for i in range(len(X))])
    return np.mean((b - a) / np.maximum(a, b))


def rbf(a, b, gamma=0.5):
    return np.exp(-gamma * np.sum((a[:, None] - b[None]) ** 2, -1))


def pca(X, k=2):
    Xc = X - X.mean(0)
    u, s, vt = np.linalg.svd(Xc, full_matrices=False)
    return Xc @ vt[:k].T
