"""scipy.stats: densities and distribution functions of continuous distributions, with location and scale."""

import numpy as np
from scipy import special


class _Continuous:
    """A family in standard form: `log_density(x, *shapes)` and `distribution(x, *shapes)`."""

    shapes = 0

    def __init__(self, *parameters, **named):
        self.frozen = parameters
        self.named = named

    def __call__(self, *parameters, **named):
        return type(self)(*parameters, **named)

    def _standard(self, x, parameters, named):
        if isinstance(x, (list, tuple, range)):
            x = np.asarray(x)
        parameters = parameters + self.frozen
        loc = named.get("loc", self.named.get("loc", 0))
        scale = named.get("scale", self.named.get("scale", 1))
        shapes = parameters[: self.shapes]
        rest = parameters[self.shapes :]
        if len(rest) > 0:
            loc = rest[0]
        if len(rest) > 1:
            scale = rest[1]
        return (x - loc) / scale, scale, shapes

    def logpdf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return self.log_density(z, *shapes) - np.log(scale)

    def pdf(self, x, *parameters, **named):
        return np.exp(self.logpdf(x, *parameters, **named))

    def cdf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return self.distribution(z, *shapes)

    def sf(self, x, *parameters, **named):
        return 1 - self.cdf(x, *parameters, **named)

    def logcdf(self, x, *parameters, **named):
        return np.log(self.cdf(x, *parameters, **named))

    def logsf(self, x, *parameters, **named):
        return np.log(self.sf(x, *parameters, **named))


class _Norm(_Continuous):
    def log_density(self, z):
        return -0.5 * z**2 - 0.5 * np.log(2 * np.pi)

    def distribution(self, z):
        return special.ndtr(z)

    def logcdf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return special.log_ndtr(z)

    def sf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return special.ndtr(-z)

    def logsf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return special.log_ndtr(-z)

    def ppf(self, q, *parameters, **named):
        z, scale, shapes = self._standard(0.0, parameters, named)
        return scale * (np.sqrt(2.0) * special.erfinv(2 * q - 1) - z)


class _Laplace(_Continuous):
    def log_density(self, z):
        return -np.abs(z) - np.log(2.0)

    def distribution(self, z):
        return np.where(z < 0, 0.5 * np.exp(np.minimum(z, 0)), 1 - 0.5 * np.exp(-np.maximum(z, 0)))


class _Logistic(_Continuous):
    def log_density(self, z):
        return -z - 2 * np.logaddexp(0, -z)

    def distribution(self, z):
        return special.expit(z)


class _Exponential(_Continuous):
    def log_density(self, z):
        return np.where(z < 0, -np.inf, -z)

    def distribution(self, z):
        return np.where(z < 0, 0.0, -np.expm1(-np.maximum(z, 0)))


class _Gamma(_Continuous):
    shapes = 1

    def log_density(self, z, a):
        return special.xlogy(a - 1, z) - z - special.gammaln(a)


class _Beta(_Continuous):
    shapes = 2

    def log_density(self, z, a, b):
        return special.xlogy(a - 1, z) + special.xlog1py(b - 1, -z) - special.betaln(a, b)


class _T(_Continuous):
    shapes = 1

    def log_density(self, z, df):
        return special.gammaln((df + 1) / 2) - special.gammaln(df / 2) - 0.5 * np.log(df * np.pi) - (df + 1) / 2 * np.log1p(z**2 / df)


class _Cauchy(_Continuous):
    def log_density(self, z):
        return -np.log(np.pi) - np.log1p(z**2)

    def distribution(self, z):
        return 0.5 + np.arctan(z) / np.pi


class _Uniform(_Continuous):
    def log_density(self, z):
        return np.where((z < 0) | (z > 1), -np.inf, 0.0)

    def distribution(self, z):
        return np.clip(z, 0.0, 1.0)


norm, laplace, logistic, expon, gamma, beta, t, cauchy, uniform = (
    _Norm(), _Laplace(), _Logistic(), _Exponential(), _Gamma(), _Beta(), _T(), _Cauchy(), _Uniform(),
)


def entropy(pk, qk=None, base=None, axis=0):
    pk = np.asarray(pk)
    pk = pk / np.sum(pk, axis=axis, keepdims=True)
    if qk is None:
        total = np.sum(special.entr(pk), axis=axis)
    else:
        qk = np.asarray(qk)
        total = np.sum(special.rel_entr(pk, qk / np.sum(qk, axis=axis, keepdims=True)), axis=axis)
    return total if base is None else total / np.log(base)
