"""scipy.stats: counts, and further densities."""

import math

import numpy as np
from scipy import special as _special
from scipy.stats._continuous import _Continuous


class _Counts:
    """A family by `log_mass(k, *shapes)`, whose shapes have names; outside its support the mass is zero."""

    def __init__(self, log_mass, *frozen, loc=0, **named):
        self.log_mass = log_mass
        self.frozen, self.named, self.loc = frozen, named, loc

    def __call__(self, *shapes, loc=0, **named):
        return _Counts(self.log_mass, *shapes, loc=loc, **named)

    def logpmf(self, k, *shapes, loc=None, **named):
        return self.log_mass(np.asarray(k) - (self.loc if loc is None else loc), *(shapes + self.frozen), **self.named, **named)

    def pmf(self, k, *shapes, loc=None, **named):
        return np.exp(self.logpmf(k, *shapes, loc=loc, **named))


def _inside(is_inside, log_mass):
    return np.where(is_inside, log_mass, -np.inf)


def _log_choose(n, k):
    return _special.gammaln(n + 1) - _special.gammaln(k + 1) - _special.gammaln(n - k + 1)


poisson = _Counts(lambda k, mu: _inside(k >= 0, _special.xlogy(k, mu) - _special.gammaln(k + 1) - mu))
bernoulli = _Counts(lambda k, p: _inside((k == 0) | (k == 1), _special.xlogy(k, p) + _special.xlog1py(1 - k, -p)))
binom = _Counts(lambda k, n, p: _inside((k >= 0) & (k <= n), _log_choose(n, k) + _special.xlogy(k, p) + _special.xlog1py(n - k, -p)))
nbinom = _Counts(
    lambda k, n, p: _inside(k >= 0, _special.gammaln(k + n) - _special.gammaln(n) - _special.gammaln(k + 1) + n * np.log(p) + _special.xlog1py(k, -p))
)
geom = _Counts(lambda k, p: _inside(k >= 1, _special.xlog1py(k - 1, -p) + np.log(p)))


class _GumbelRight(_Continuous):
    def log_density(self, z):
        return -z - np.exp(-z)

    def distribution(self, z):
        return np.exp(-np.exp(-z))


class _GumbelLeft(_Continuous):
    def log_density(self, z):
        return z - np.exp(z)

    def distribution(self, z):
        return 1 - np.exp(-np.exp(z))


class _Pareto(_Continuous):
    shapes = ("b",)

    def log_density(self, z, b):
        return np.where(z < 1, -np.inf, np.log(b) - (b + 1) * np.log(z))

    def distribution(self, z, b):
        return np.where(z < 1, 0.0, 1 - z ** (-b))


class _ChiSquared(_Continuous):
    shapes = ("df",)

    def log_density(self, z, df):
        half = df / 2
        return np.where(z < 0, -np.inf, _special.xlogy(half - 1, z) - z / 2 - half * math.log(2) - _special.gammaln(half))

    def distribution(self, z, df):
        return _special.gammainc(df / 2, np.maximum(z, 0) / 2)

    def survival(self, z, df):
        return _special.gammaincc(df / 2, np.maximum(z, 0) / 2)


class _GeneralNormal(_Continuous):
    shapes = ("beta",)

    def log_density(self, z, beta):
        return np.log(0.5 * beta) - _special.gammaln(1 / beta) - np.power(np.abs(z), beta)


class _TruncatedNormal(_Continuous):
    shapes = ("a", "b")

    def log_density(self, z, a, b):
        inside = -0.5 * z**2 - 0.5 * math.log(2 * math.pi) - np.log(_special.ndtr(b) - _special.ndtr(a))
        return np.where((z < a) | (z > b), -np.inf, inside)


gumbel_r, gumbel_l, pareto, chi2 = _GumbelRight(), _GumbelLeft(), _Pareto(), _ChiSquared()
gennorm, truncnorm = _GeneralNormal(), _TruncatedNormal()


class _Dirichlet:
    def logpdf(self, x, alpha):
        alpha = np.asarray(alpha)
        total = _special.gammaln(np.sum(alpha)) - np.sum(_special.gammaln(alpha))
        return total + np.sum(_special.xlogy(alpha - 1, np.moveaxis(np.asarray(x), 0, -1)), axis=-1)

    def pdf(self, x, alpha):
        return np.exp(self.logpdf(x, alpha))


class _MultivariateNormal:
    def __init__(self, mean=None, cov=None):
        self.mean, self.cov = mean, cov

    def __call__(self, mean=None, cov=1, **options):
        return _MultivariateNormal(mean, cov)

    def logpdf(self, x, mean=None, cov=None, allow_singular=None):
        mean, cov = (self.mean if mean is None else mean), (self.cov if cov is None else cov)
        x = np.asarray(x)
        offset = x if mean is None else x - mean
        size = offset.shape[-1] if np.ndim(offset) > 0 else 1
        if np.ndim(cov) == 0:
            cov = 1.0 if cov is None else cov
            return -0.5 * (np.sum(offset**2, axis=-1) / cov + size * np.log(2 * np.pi * cov))
        factor = np.linalg.cholesky(cov)
        solved = np.linalg.solve(factor, offset[..., None])[..., 0]
        return -0.5 * np.sum(solved**2, axis=-1) - np.sum(np.log(np.diagonal(factor, axis1=-2, axis2=-1)), axis=-1) - 0.5 * size * np.log(2 * np.pi)

    def pdf(self, x, mean=None, cov=None, allow_singular=None):
        return np.exp(self.logpdf(x, mean, cov))


dirichlet, multivariate_normal = _Dirichlet(), _MultivariateNormal()
