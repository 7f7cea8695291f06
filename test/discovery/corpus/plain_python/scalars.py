"""No framework: what a teacher writes on a board."""
import math


def squared_error(y, y_hat):  # @loss
    return (y - y_hat) ** 2


def log_loss(y, p, eps=1e-15):  # @loss
    p = min(max(p, eps), 1 - eps)
    return -(y * math.log(p) + (1 - y) * math.log(1 - p))


def mean_absolute_error(targets, outputs):  # @loss
    return sum(abs(t - o) for t, o in zip(targets, outputs)) / len(targets)


def distance(p, q):
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(p, q)))


def quadratic(a, b, c):
    d = b ** 2 - 4 * a * c
    return (-b + math.sqrt(d)) / (2 * a)


def variance(xs):
    m = sum(xs) / len(xs)
    return sum((x - m) ** 2 for x in xs) / len(xs)


def compound(principal, rate, years):
    return principal * (1 + rate) ** years


def haversine(lat1, lon1, lat2, lon2):
    dlat, dlon = lat2 - lat1, lon2 - lon1
    a = math.sin(dlat / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(dlon / 2) ** 2
    return 6371 * 2 * math.asin(math.sqrt(a))
