import numpy as np


def step(x, h, wx, wh, b):
    return np.tanh(x @ wx + h @ wh + b)


def temporal_xent(x, y, mask):  # @loss
    n, t, v = x.shape
    f = x.reshape(n * t, v)
    p = np.exp(f - f.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    return -np.sum(mask.reshape(-1) * np.log(p[np.arange(n * t), y.reshape(-1)])) / n


def sample(h, w, n):
    out = []
    for _ in range(n):
        p = np.exp(h @ w)
        out.append(np.random.choice(len(p), p=p / p.sum()))
    return out


def clip(grads, m=5):
    return [np.clip(g, -m, m) for g in grads]
