import numpy as np


def hinge(scores, y, reg=0.1, w=None):  # @loss
    margins = np.maximum(0, 1 - y * scores)
    data = margins.mean()
    return data + 0.5 * reg * np.sum(w * w)


def svm_loss_vectorized(W, X, y, reg):  # @loss
    scores = X.dot(W)
    correct = scores[np.arange(len(y)), y][:, None]
    margins = np.maximum(0, scores - correct + 1)
    margins[np.arange(len(y)), y] = 0
    loss = margins.sum() / len(y) + reg * np.sum(W * W)
    dW = X.T @ (margins > 0) / len(y) + 2 * reg * W
    return loss, dW


def confusion_matrix(y_true, y_pred, k):
    m = np.zeros((k, k), dtype=int)
    for a, b in zip(y_true, y_pred):
        m[a, b] += 1
    return m


def f1_score(y_true, y_pred):
    tp = np.sum((y_true == 1) & (y_pred == 1))
    fp = np.sum((y_true == 0) & (y_pred == 1))
    fn = np.sum((y_true == 1) & (y_pred == 0))
    p, r = tp / (tp + fp), tp / (tp + fn)
    return 2 * p * r / (p + r)


def train(X, y, lr=0.1, epochs=100):
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        grad = X.T @ (X @ w - y) / len(y)
        w -= lr * grad
    return w
