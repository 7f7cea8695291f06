"""Special functions by series and continued fractions of a fixed length, so that they have derivatives by every argument."""

import math

import numpy as np
from scipy.special import betaln, erfinv, gammaln, log_ndtr


def _lines(*values):
    """Arrays with an axis more, for the terms of a series."""
    return [np.expand_dims(np.asarray(value) * 1.0, -1) for value in values]


def _gamma_power(a, x):
    """xᵃ e⁻ˣ / Γ(a)"""
    return np.exp(a * np.log(x) - x - gammaln(a))


def _lower(a, x):
    """Σ xᵏ / (a (a + 1) ... (a + k)), for x below a + 1."""
    wide_a, wide_x = _lines(a, x)
    terms = np.cumprod(wide_x / (wide_a + np.arange(1, 129)), axis=-1)
    return _gamma_power(a, x) * (1.0 + np.sum(terms, axis=-1)) / a


def _upper(a, x):
    """1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)), from its end, for x above a + 1."""
    value = x + 2 * 48 + 1 - a
    for n in range(48, 0, -1):
        value = x + 2 * n - 1 - a - n * (n - a) / value
    return _gamma_power(a, x) / value


def _incomplete_gamma(a, x):
    a, x = np.asarray(a) * 1.0, np.asarray(x) * 1.0
    is_low, is_inside = x < a + 1.0, x > 0
    low = _lower(a, np.where(is_low & is_inside, x, 0.5 * a))
    high = _upper(a, np.where(is_low, a + 2.0, x))
    return is_low, np.where(is_inside, low, 0.0), high


def gammainc(a, x):
    is_low, low, high = _incomplete_gamma(a, x)
    return np.where(is_low, low, 1.0 - high)


def gammaincc(a, x):
    is_low, low, high = _incomplete_gamma(a, x)
    return np.where(is_low, 1.0 - low, high)


def _beta_fraction(a, b, x):
    value = 1.0
    for m in range(32, -1, -1):
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        value = 1.0 + odd / value
        if m > 0:
            value = 1.0 + m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) / value
    return np.exp(a * np.log(x) + b * np.log1p(-x) - betaln(a, b)) / (a * value)


def betainc(a, b, x):
    a, b, x = np.asarray(a) * 1.0, np.asarray(b) * 1.0, np.asarray(x) * 1.0
    is_inside = (x > 0) & (x < 1)
    point = np.where(is_inside, x, 0.5)
    is_low = point < (a + 1.0) / (a + b + 2.0)
    low = _beta_fraction(a, b, np.where(is_low, point, 0.5 * a / (a + b)))
    high = _beta_fraction(b, a, np.where(is_low, 0.5 * b / (a + b), 1.0 - point))
    return np.where(is_inside, np.where(is_low, low, 1.0 - high), np.where(x <= 0, 0.0, 1.0))


def _integral_terms(x, sign):
    """Σ (sign x)ᵏ / (k k!)"""
    (wide,) = _lines(x)
    ranks = np.arange(1, 65)
    return np.sum(np.cumprod(sign * wide / ranks, axis=-1) / ranks, axis=-1)


def exp1(x):
    x = np.asarray(x) * 1.0
    is_low = x <= 1.0
    low = np.where(is_low, x, 1.0)
    high = np.where(is_low, 2.0, x)
    value = high + 2 * 48 + 1
    for n in range(48, 0, -1):
        value = high + 2 * n - 1 - n * n / value
    return np.where(is_low, -np.euler_gamma - np.log(low) - _integral_terms(low, -1.0), np.exp(-high) / value)


def expi(x):
    x = np.asarray(x) * 1.0
    above = np.where(x > 0, x, 1.0)
    return np.where(x > 0, np.euler_gamma + np.log(above) + _integral_terms(above, 1.0), -exp1(np.where(x > 0, 1.0, -x)))


def zeta(x, q=1.0):
    """Euler and Maclaurin's formula behind the first terms."""
    s, q = np.asarray(x) * 1.0, np.asarray(q) * 1.0
    total = sum(np.power(q + k, -s) for k in range(12))
    end = q + 12.0
    total = total + np.power(end, 1.0 - s) / (s - 1.0) + 0.5 * np.power(end, -s)
    factor, power = s, np.power(end, -s - 1.0)
    for j, number in enumerate((1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160)):
        total = total + number * factor * power
        factor, power = factor * (s + 2 * j + 1) * (s + 2 * j + 2), power / (end * end)
    return total


def ndtri(p):
    return math.sqrt(2) * erfinv(2.0 * np.asarray(p) - 1.0)


def multigammaln(a, d):
    total = d * (d - 1) / 4 * math.log(math.pi)
    for j in range(d):
        total = total + gammaln(a - j / 2)
    return total


def beta(a, b):
    return np.exp(betaln(a, b))


def poch(z, m):
    return np.exp(gammaln(z + m) - gammaln(z))


def erfcx(x):
    """eˣˣ erfc(x), through the logarithm of the normal distribution, which keeps its tail."""
    x = np.asarray(x) * 1.0
    return np.exp(x * x + math.log(2) + log_ndtr(-math.sqrt(2) * x))


def boxcox(x, lmbda):
    return np.log(x) if isinstance(lmbda, (int, float)) and lmbda == 0 else np.expm1(lmbda * np.log(x)) / lmbda


def boxcox1p(x, lmbda):
    return boxcox(1.0 + x, lmbda)
