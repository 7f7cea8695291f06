"""scipy.stats: densities and distribution functions of continuous distributions, with location and scale."""

import numpy as np
from scipy import special as _special


class _Continuous:
    """A family in standard form, `log_density(z, *shapes)` and `distribution(z, *shapes)`; its shapes have names."""

    shapes = ()

    def __init__(self, *parameters, **named):
        self.frozen = self._named(parameters, named)

    def __call__(self, *parameters, **named):
        return type(self)(**self._named(parameters, named))

    def _named(self, parameters, named):
        names = (*self.shapes, "loc", "scale")
        unknown = [name for name in named if name not in names]
        if unknown or len(parameters) > len(names):
            raise TypeError(f"parameters of the distribution are {', '.join(names)}")
        return {**dict(zip(names, parameters)), **named}

    def _standard(self, x, parameters, named):
        if isinstance(x, (list, tuple, range)):
            x = np.asarray(x)
        given = {"loc": 0, "scale": 1, **self.frozen, **self._named(parameters, named)}
        missing = [name for name in self.shapes if name not in given]
        if missing:
            raise TypeError(f"the distribution needs {', '.join(missing)}")
        return (x - given["loc"]) / given["scale"], given["scale"], [given[name] for name in self.shapes]

    def logpdf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return self.log_density(z, *shapes) - np.log(scale)

    def pdf(self, x, *parameters, **named):
        return np.exp(self.logpdf(x, *parameters, **named))

    def cdf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return self.distribution(z, *shapes)

    def sf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return self.survival(z, *shapes)

    def logcdf(self, x, *parameters, **named):
        return np.log(self.cdf(x, *parameters, **named))

    def logsf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return self.log_survival(z, *shapes)

    def survival(self, z, *shapes):
        return 1 - self.distribution(z, *shapes)

    def log_survival(self, z, *shapes):
        return np.log(self.survival(z, *shapes))


class _Norm(_Continuous):
    def log_density(self, z):
        return -0.5 * z**2 - 0.5 * np.log(2 * np.pi)

    def distribution(self, z):
        return _special.ndtr(z)

    def survival(self, z):
        return _special.ndtr(-z)

    def log_survival(self, z):
        return _special.log_ndtr(-z)

    def logcdf(self, x, *parameters, **named):
        z, scale, shapes = self._standard(x, parameters, named)
        return _special.log_ndtr(z)

    def ppf(self, q, *parameters, **named):
        z, scale, shapes = self._standard(0.0, parameters, named)
        return scale * (np.sqrt(2.0) * _special.erfinv(2 * q - 1) - z)

    isf = lambda self, q, *parameters, **named: self.ppf(1 - q, *parameters, **named)


class _Laplace(_Continuous):
    def log_density(self, z):
        return -np.abs(z) - np.log(2.0)

    def distribution(self, z):
        return np.where(z < 0, 0.5 * np.exp(np.minimum(z, 0)), 1 - 0.5 * np.exp(-np.maximum(z, 0)))


class _Logistic(_Continuous):
    def log_density(self, z):
        return -z - 2 * np.logaddexp(0, -z)

    def distribution(self, z):
        return _special.expit(z)


class _Exponential(_Continuous):
    def log_density(self, z):
        return np.where(z < 0, -np.inf, -z)

    def distribution(self, z):
        return np.where(z < 0, 0.0, -np.expm1(-np.maximum(z, 0)))

    def survival(self, z):
        return np.exp(self.log_survival(z))

    def log_survival(self, z):
        return np.where(z < 0, 0.0, -z)


class _Gamma(_Continuous):
    shapes = ("a",)

    def log_density(self, z, a):
        return _special.xlogy(a - 1, z) - z - _special.gammaln(a)

    def distribution(self, z, a):
        return _special.gammainc(a, np.maximum(z, 0))

    def survival(self, z, a):
        return _special.gammaincc(a, np.maximum(z, 0))


class _Beta(_Continuous):
    shapes = ("a", "b")

    def log_density(self, z, a, b):
        return _special.xlogy(a - 1, z) + _special.xlog1py(b - 1, -z) - _special.betaln(a, b)

    def distribution(self, z, a, b):
        return _special.betainc(a, b, np.clip(z, 0, 1))


class _T(_Continuous):
    shapes = ("df",)

    def log_density(self, z, df):
        return _special.gammaln((df + 1) / 2) - _special.gammaln(df / 2) - 0.5 * np.log(df * np.pi) - (df + 1) / 2 * np.log1p(z**2 / df)

    def distribution(self, z, df):
        tail = 0.5 * _special.betainc(0.5 * df, 0.5, df / (df + z**2))
        return np.where(z < 0, tail, 1 - tail)


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
