import numpy as np


class MSE:  # @loss
    def loss(self, y_true, y_pred):
        return np.mean((y_true - y_pred) ** 2)

    def gradient(self, y_true, y_pred):
        return 2 * (y_pred - y_true) / y_true.size


class SoftmaxCrossEntropy:  # @loss
    def forward(self, logits, y):
        z = logits - logits.max(axis=1, keepdims=True)
        self.p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        self.y = y
        return -np.log(self.p[np.arange(len(y)), y] + 1e-12).mean()

    def backward(self):
        d = self.p.copy()
        d[np.arange(len(self.y)), self.y] -= 1
        return d / len(self.y)


class Dense:
    def __init__(self, n_in, n_out):
        self.w = np.random.randn(n_in, n_out) * 0.01
        self.b = np.zeros(n_out)

    def forward(self, x):
        self.x = x
        return x @ self.w + self.b

    def backward(self, d):
        self.dw = self.x.T @ d
        self.db = d.sum(axis=0)
        return d @ self.w.T


class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, d):
        return d * self.out * (1 - self.out)


def compute_cost(X, y, w, b):  # @loss
    m = X.shape[0]
    total = 0.0
    for i in range(m):
        f = np.dot(X[i], w) + b
        total = total + (f - y[i]) ** 2
    return total / (2 * m)


def compute_gradient(X, y, w, b):
    m = X.shape[0]
    err = X @ w + b - y
    return X.T @ err / m, err.sum() / m


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def logistic_cost(theta, X, y, lam=1.0):  # @loss
    h = sigmoid(X @ theta)
    m = len(y)
    return -(y @ np.log(h) + (1 - y) @ np.log(1 - h)) / m + lam / (2 * m) * np.sum(theta[1:] ** 2)
