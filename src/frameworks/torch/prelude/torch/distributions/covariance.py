"""Distributions of vectors whose covariance has few factors, and distributions of matrices."""

import math

import torch
from torch.distributions.distribution import Distribution


class LowRankMultivariateNormal(Distribution):
    """The covariance is W Wᵀ + D; only a matrix of W's width is factorised."""

    has_rsample = True

    def __init__(self, loc, cov_factor, cov_diag, validate_args=None):
        shape = torch.broadcast_tensors(loc, cov_diag, cov_factor[..., 0])[0].shape
        self.loc = loc.expand(shape)
        self.cov_diag = cov_diag.expand(shape)
        self.cov_factor = cov_factor.expand(tuple(shape) + (cov_factor.size(-1),))
        self._capacitance = torch.linalg.cholesky(
            torch.eye(cov_factor.size(-1)) + self.cov_factor.mT @ (self.cov_factor / self.cov_diag.unsqueeze(-1))
        )
        super().__init__(shape[:-1], shape[-1:])

    @property
    def mean(self):
        return self.loc

    @property
    def mode(self):
        return self.loc

    @property
    def variance(self):
        return self.cov_factor.pow(2).sum(-1) + self.cov_diag

    @property
    def covariance_matrix(self):
        return self.cov_factor @ self.cov_factor.mT + torch.diag_embed(self.cov_diag)

    @property
    def precision_matrix(self):
        return torch.linalg.inv(self.covariance_matrix)

    @property
    def scale_tril(self):
        return torch.linalg.cholesky(self.covariance_matrix)

    def rsample(self, sample_shape=()):
        shape = self._extended_shape(sample_shape)
        factors = torch.randn(tuple(shape[:-1]) + (self.cov_factor.size(-1),))
        along = (self.cov_factor @ factors.unsqueeze(-1)).squeeze(-1)
        return self.loc + along + self.cov_diag.sqrt() * torch.randn(shape)

    def log_prob(self, value):
        difference = value - self.loc
        scaled = (self.cov_factor.mT @ (difference / self.cov_diag).unsqueeze(-1)).squeeze(-1)
        inner = torch.linalg.inv(self._capacitance) @ scaled.unsqueeze(-1)
        mahalanobis = (difference**2 / self.cov_diag).sum(-1) - inner.pow(2).sum((-2, -1))
        return -0.5 * (self.loc.size(-1) * math.log(2 * math.pi) + self._log_det() + mahalanobis)

    def entropy(self):
        return 0.5 * (self.loc.size(-1) * (1.0 + math.log(2 * math.pi)) + self._log_det())

    def _log_det(self):
        return 2 * torch.log(torch.diagonal(self._capacitance, dim1=-2, dim2=-1)).sum(-1) + torch.log(self.cov_diag).sum(-1)


class Wishart(Distribution):
    def __init__(self, df, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        if precision_matrix is not None:
            covariance_matrix = torch.linalg.inv(precision_matrix)
        self.scale_tril = torch.linalg.cholesky(covariance_matrix) if scale_tril is None else scale_tril
        self.df = df if isinstance(df, torch.Tensor) else torch.tensor(float(df))
        super().__init__(self.df.shape, self.scale_tril.shape[-2:])

    @property
    def covariance_matrix(self):
        return self.scale_tril @ self.scale_tril.mT

    @property
    def precision_matrix(self):
        return torch.linalg.inv(self.covariance_matrix)

    @property
    def mean(self):
        return self.df[..., None, None] * self.covariance_matrix

    @property
    def mode(self):
        factor = self.df - self.covariance_matrix.shape[-1] - 1
        factor = torch.where(factor <= 0, torch.full_like(factor, float("nan")), factor)
        return factor[..., None, None] * self.covariance_matrix

    @property
    def variance(self):
        covariance = self.covariance_matrix
        diagonal = torch.diagonal(covariance, dim1=-2, dim2=-1)
        return self.df[..., None, None] * (covariance**2 + diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2))

    def log_prob(self, value):
        p = self._event_shape[-1]
        half = self.df / 2
        trace = torch.diagonal(self.precision_matrix @ value, dim1=-2, dim2=-1).sum(-1)
        return (
            -half * (self._log_det() + p * math.log(2))
            - torch.mvlgamma(half, p)
            + (self.df - p - 1) / 2 * torch.linalg.slogdet(value).logabsdet
            - trace / 2
        )

    def entropy(self):
        p = self._event_shape[-1]
        half = self.df / 2
        digammas = torch.digamma(half.unsqueeze(-1) - torch.arange(p) / 2).sum(-1)
        size = (p + 1) / 2 * (self._log_det() + p * math.log(2)) + torch.mvlgamma(half, p)
        return size - (self.df - p - 1) / 2 * digammas + self.df * p / 2

    def _log_det(self):
        return 2 * torch.log(torch.diagonal(self.scale_tril, dim1=-2, dim2=-1)).sum(-1)


class LKJCholesky(Distribution):
    """Of the factors of correlation matrices."""

    def __init__(self, dim, concentration=1.0, validate_args=None):
        self.dim = dim
        self.concentration = concentration if isinstance(concentration, torch.Tensor) else torch.tensor(float(concentration))
        super().__init__(self.concentration.shape, (dim, dim))

    def log_prob(self, value):
        diagonal = torch.diagonal(value, dim1=-1, dim2=-2)[..., 1:]
        order = torch.arange(2, self.dim + 1)
        order = 2 * (self.concentration - 1).unsqueeze(-1) + self.dim - order
        unnormalised = (order * torch.log(diagonal)).sum(-1)
        last = self.dim - 1
        alpha = self.concentration + 0.5 * last
        size = 0.5 * last * math.log(math.pi) + torch.mvlgamma(alpha - 0.5, last) - torch.lgamma(alpha) * last
        return unnormalised - size
