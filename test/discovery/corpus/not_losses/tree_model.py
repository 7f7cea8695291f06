import numpy as np


def gini_impurity(y):
    p = np.bincount(y) / len(y)
    return 1 - np.sum(p ** 2)


def entropy(y):
    p = np.bincount(y) / len(y)
    p = p[p > 0]
    return -np.sum(p * np.log2(p))


def information_gain(y, left, right):
    n = len(y)
    return entropy(y) - len(left) / n * entropy(left) - len(right) / n * entropy(right)


class Stump:
    def fit(self, X, y, w):
        best = np.inf
        for j in range(X.shape[1]):
            for t in np.unique(X[:, j]):
                err = np.sum(w * ((X[:, j] > t) != y))
                if err < best:
                    best, self.j, self.t = err, j, t

    def predict(self, X):
        return X[:, self.j] > self.t
