import numpy as np
import pandas as pd


def ema(x, span):
    return x.ewm(span=span).mean()


def rsi(close, n=14):
    d = close.diff()
    up, down = d.clip(lower=0), -d.clip(upper=0)
    rs = up.rolling(n).mean() / down.rolling(n).mean()
    return 100 - 100 / (1 + rs)


def bollinger(close, n=20, k=2.0):
    m, s = close.rolling(n).mean(), close.rolling(n).std()
    return m - k * s, m, m + k * s


def value_at_risk(returns, level=0.05):
    return np.percentile(returns, level * 100)


def portfolio_variance(w, cov):
    return w.T @ cov @ w


def black_scholes(s, k, t, r, sigma):
    d1 = (np.log(s / k) + (r + 0.5 * sigma ** 2) * t) / (sigma * np.sqrt(t))
    return d1, d1 - sigma * np.sqrt(t)


def backtest(signals, prices, fee=0.001):
    pnl = signals.shift(1) * prices.pct_change()
    losses = pnl[pnl < 0]
    avg_loss = losses.mean()
    return pnl.sum() - fee * signals.diff().abs().sum(), avg_loss
