"""statistics."""

import math


class StatisticsError(ValueError):
    pass


def mean(data):
    values = list(data)
    if not values:
        raise StatisticsError("mean requires at least one data point")
    return sum(values) / len(values)


def fmean(data, weights=None):
    values = list(data)
    if weights is None:
        return float(mean(values))
    return sum(value * weight for value, weight in zip(values, weights)) / sum(weights)


def geometric_mean(data):
    return math.exp(mean([math.log(value) for value in data]))


def harmonic_mean(data):
    return 1 / mean([1 / value for value in data])


def median(data):
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def median_low(data):
    values = sorted(data)
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = sorted(data)
    return values[len(values) // 2]


def mode(data):
    values = list(data)
    return max(values, key=values.count)


def pvariance(data, mu=None):
    values = list(data)
    mu = mean(values) if mu is None else mu
    return sum((value - mu) ** 2 for value in values) / len(values)


def variance(data, xbar=None):
    values = list(data)
    xbar = mean(values) if xbar is None else xbar
    return sum((value - xbar) ** 2 for value in values) / (len(values) - 1)


def pstdev(data, mu=None):
    return math.sqrt(pvariance(data, mu))


def stdev(data, xbar=None):
    return math.sqrt(variance(data, xbar))
