import numpy as np


def ista(D, x, lam=0.1, n=100):
    L = np.linalg.norm(D, 2) ** 2
    a = np.zeros(D.shape[1])
    for _ in range(n):
        z = a - D.T @ (D @ a - x) / L
        a = np.sign(z) * np.maximum(np.abs(z) - lam / L, 0)
    return a


def soft(x, t):
    return np.sign(x) * np.maximum(np.abs(x) - t, 0)


def omp(D, x, k):
    r, idx = x.copy(), []
    for _ in range(k):
        idx.append(int(np.argmax(np.abs(D.T @ r))))
        r = x - D[:, idx] @ np.linalg.lstsq(D[:, idx], x, rcond=None)[0]
    return idx
