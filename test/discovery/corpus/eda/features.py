import numpy as np
import pandas as pd


def log_returns(p):
    return np.log(p / p.shift(1))


def winsorize(x, q=0.01):
    return x.clip(x.quantile(q), x.quantile(1 - q))


def interaction(df, a, b):
    return df[a] * df[b]


def target_encode(df, col, y, m=10):
    g = df.groupby(col)[y].agg(["mean", "count"])
    prior = df[y].mean()
    return (g["mean"] * g["count"] + prior * m) / (g["count"] + m)


def information_value(good, bad):
    g, b = good / good.sum(), bad / bad.sum()
    return np.sum((g - b) * np.log(g / b))


def psi(expected, actual):
    return np.sum((actual - expected) * np.log(actual / expected))


def cyclical(x, period):
    return np.sin(2 * np.pi * x / period), np.cos(2 * np.pi * x / period)
