import numpy as np


class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, g):
        return g * self.out * (1 - self.out)


class Dense:
    def __init__(self, i, o):
        self.w = np.random.randn(i, o) * np.sqrt(2 / i)
        self.b = np.zeros(o)

    def forward(self, x):
        self.x = x
        return x @ self.w + self.b

    def backward(self, g):
        self.dw = self.x.T @ g
        self.db = g.sum(0)
        return g @ self.w.T


class SoftmaxWithXent:  # @loss
    def forward(self, x, t):
        e = np.exp(x - x.max(1, keepdims=True))
        self.p = e / e.sum(1, keepdims=True)
        self.t = t
        return -np.sum(t * np.log(self.p + 1e-7)) / len(x)

    def backward(self):
        return (self.p - self.t) / len(self.t)


class SquaredError:  # @loss
    def forward(self, pred, y):
        self.diff = pred - y
        return 0.5 * np.mean(self.diff ** 2)

    def backward(self):
        return self.diff / len(self.diff)


def mse_prime(y_true, y_pred):
    return 2 * (y_pred - y_true) / np.size(y_true)


def mse(y_true, y_pred):  # @loss
    return np.mean(np.power(y_true - y_pred, 2))


def binary_crossentropy(y_true, y_pred):  # @loss
    return np.mean(-y_true * np.log(y_pred) - (1 - y_true) * np.log(1 - y_pred))


class Net:
    def __init__(self, layers, loss):
        self.layers, self.loss = layers, loss

    def forward(self, x):
        for l in self.layers:
            x = l.forward(x)
        return x

    def train(self, x, y, lr=0.1):
        out = self.forward(x)
        value = self.loss.forward(out, y)
        g = self.loss.backward()
        for l in reversed(self.layers):
            g = l.backward(g)
        return value


def numerical_gradient(f, x, h=1e-4):
    grad = np.zeros_like(x)
    for i in range(x.size):
        e = np.zeros_like(x)
        e.flat[i] = h
        grad.flat[i] = (f(x + e) - f(x - e)) / (2 * h)
    return grad
