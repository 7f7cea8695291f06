"""scipy.stats: families and distances that JAX does not have."""

import numpy as np
from scipy import special as _special
from scipy.stats._continuous import _Continuous


def _above(z, log_density):
    """Families on the positive half line."""
    return np.where(z < 0, -np.inf, log_density)


class _WeibullLeast(_Continuous):
    shapes = ("c",)

    def log_density(self, z, c):
        return _above(z, np.log(c) + _special.xlogy(c - 1, z) - z**c)

    def distribution(self, z, c):
        return -np.expm1(-(np.maximum(z, 0) ** c))

    def survival(self, z, c):
        return np.exp(self.log_survival(z, c))

    def log_survival(self, z, c):
        return -(np.maximum(z, 0) ** c)


class _LogNormal(_Continuous):
    shapes = ("s",)

    def log_density(self, z, s):
        return _above(z, -(np.log(z) ** 2) / (2 * s**2) - np.log(s * z * np.sqrt(2 * np.pi)))

    def distribution(self, z, s):
        return _special.ndtr(np.log(z) / s)

    def survival(self, z, s):
        return _special.ndtr(-np.log(z) / s)

    def log_survival(self, z, s):
        return _special.log_ndtr(-np.log(z) / s)


class _InverseGamma(_Continuous):
    shapes = ("a",)

    def log_density(self, z, a):
        return _above(z, -(a + 1) * np.log(z) - _special.gammaln(a) - 1 / z)

    def distribution(self, z, a):
        return _special.gammaincc(a, 1 / z)


class _HalfNormal(_Continuous):
    def log_density(self, z):
        return _above(z, 0.5 * np.log(2 / np.pi) - z**2 / 2)

    def distribution(self, z):
        return _special.erf(z / np.sqrt(2))


class _HalfCauchy(_Continuous):
    def log_density(self, z):
        return _above(z, np.log(2 / np.pi) - np.log1p(z**2))

    def distribution(self, z):
        return 2 / np.pi * np.arctan(z)


class _Rayleigh(_Continuous):
    def log_density(self, z):
        return _above(z, np.log(z) - 0.5 * z**2)

    def distribution(self, z):
        return -np.expm1(-0.5 * z**2)

    def log_survival(self, z):
        return -0.5 * z**2


class _SkewNormal(_Continuous):
    shapes = ("a",)

    def log_density(self, z, a):
        return np.log(2) - 0.5 * z**2 - 0.5 * np.log(2 * np.pi) + _special.log_ndtr(a * z)


class _GeneralPareto(_Continuous):
    """At c = 0 the exponential distribution."""

    shapes = ("c",)

    def log_density(self, z, c):
        return _above(z, self.log_survival(z, c) - np.log1p(c * z))

    def distribution(self, z, c):
        return -np.expm1(self.log_survival(z, c))

    def survival(self, z, c):
        return np.exp(self.log_survival(z, c))

    def log_survival(self, z, c):
        is_flat = c == 0
        return np.where(is_flat, -z, -np.log1p(c * z) / np.where(is_flat, 1.0, c))


class _GeneralExtreme(_Continuous):
    """At c = 0 Gumbel's distribution."""

    shapes = ("c",)

    def _power(self, z, c):
        is_flat = c == 0
        return np.where(is_flat, -z, np.log1p(-c * z) / np.where(is_flat, 1.0, c))

    def log_density(self, z, c):
        power = self._power(z, c)
        return -np.exp(power) + power - np.log1p(-c * z)

    def distribution(self, z, c):
        return np.exp(-np.exp(self._power(z, c)))


class _VonMises(_Continuous):
    shapes = ("kappa",)

    def log_density(self, z, kappa):
        return kappa * (np.cos(z) - 1) - np.log(2 * np.pi * _special.i0e(kappa))


class _InverseGauss(_Continuous):
    shapes = ("mu",)

    def log_density(self, z, mu):
        return _above(z, -0.5 * np.log(2 * np.pi) - 1.5 * np.log(z) - (z / mu - 1) ** 2 / (2 * z))


weibull_min, lognorm, invgamma, halfnorm, halfcauchy = _WeibullLeast(), _LogNormal(), _InverseGamma(), _HalfNormal(), _HalfCauchy()
rayleigh, skewnorm, genpareto, genextreme = _Rayleigh(), _SkewNormal(), _GeneralPareto(), _GeneralExtreme()
vonmises, invgauss = _VonMises(), _InverseGauss()


def _steps(values, weights, places):
    """The distribution function of a sample at the places."""
    values = np.asarray(values)
    order = np.argsort(values)
    below = np.searchsorted(values[order], places, side="right")
    if weights is None:
        return below / values.size
    reached = np.concatenate([np.zeros(1), np.cumsum(np.asarray(weights)[order])])
    return reached[below] / reached[-1]


def _between(u_values, v_values, u_weights, v_weights):
    """How far two distribution functions are apart between neighbouring values, and how far those are."""
    every = np.sort(np.concatenate([np.asarray(u_values), np.asarray(v_values)]))
    apart = _steps(u_values, u_weights, every[:-1]) - _steps(v_values, v_weights, every[:-1])
    return apart, np.diff(every)


def wasserstein_distance(u_values, v_values, u_weights=None, v_weights=None):
    apart, widths = _between(u_values, v_values, u_weights, v_weights)
    return np.sum(np.abs(apart) * widths)


def energy_distance(u_values, v_values, u_weights=None, v_weights=None):
    apart, widths = _between(u_values, v_values, u_weights, v_weights)
    return np.sqrt(2 * np.sum(apart**2 * widths))


def entropy(pk, qk=None, base=None, axis=0):
    pk = np.asarray(pk)
    pk = pk / np.sum(pk, axis=axis, keepdims=True)
    if qk is None:
        total = np.sum(_special.entr(pk), axis=axis)
    else:
        qk = np.asarray(qk)
        total = np.sum(_special.rel_entr(pk, qk / np.sum(qk, axis=axis, keepdims=True)), axis=axis)
    return total if base is None else total / np.log(base)
