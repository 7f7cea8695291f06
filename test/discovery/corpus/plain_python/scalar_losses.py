import math


def squared_error(pred, target):  # @loss
    return (pred - target) ** 2


def log_loss(y_true, y_pred, eps=1e-15):  # @loss
    y_pred = max(min(y_pred, 1 - eps), eps)
    return -(y_true * math.log(y_pred) + (1 - y_true) * math.log(1 - y_pred))


def mean_absolute(y_true, y_pred):  # @loss
    return sum(abs(a - b) for a, b in zip(y_true, y_pred)) / len(y_true)


def percent_change(a, b):
    return (b - a) / a * 100


def distance(p, q):
    return math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2)
