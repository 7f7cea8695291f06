import numpy as np


class RidgeRegression:
    def __init__(self, alpha=1.0, lr=0.01, iters=1000):
        self.alpha = alpha
        self.lr = lr
        self.iters = iters
        self.history = []

    def fit(self, X, y):
        n, d = X.shape
        self.w = np.zeros(d)
        self.b = 0.0
        for _ in range(self.iters):
            pred = X @ self.w + self.b
            dw = (2 / n) * X.T @ (pred - y) + 2 * self.alpha * self.w
            db = (2 / n) * np.sum(pred - y)
            self.w -= self.lr * dw
            self.b -= self.lr * db
            self.history.append(self._cost(y, pred))
        return self

    def _cost(self, y, pred):  # @loss
        return np.mean((y - pred) ** 2) + self.alpha * np.sum(self.w ** 2)

    def predict(self, X):
        return X @ self.w + self.b

    def score(self, X, y):
        pred = self.predict(X)
        return 1 - np.sum((y - pred) ** 2) / np.sum((y - y.mean()) ** 2)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def logistic_cost(theta, X, y, lam=0.1):  # @loss
    h = sigmoid(X @ theta)
    m = len(y)
    return -(y @ np.log(h) + (1 - y) @ np.log(1 - h)) / m + lam / (2 * m) * np.sum(theta[1:] ** 2)


def logistic_gradient(theta, X, y, lam=0.1):
    h = sigmoid(X @ theta)
    return X.T @ (h - y) / len(y)


def normal_equation(X, y):
    return np.linalg.pinv(X.T @ X) @ X.T @ y


def polynomial(x, degree=3):
    return np.stack([x ** i for i in range(degree + 1)], axis=1)
