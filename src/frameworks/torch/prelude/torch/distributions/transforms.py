"""Invertible maps with the logarithm of how much they stretch: number by number, or of vectors and matrices."""

import math

import torch
import torch.nn.functional as F
from torch.distributions.distribution import clamped_probabilities, sum_last


class Transform:
    bijective = True
    #: How many of the last axes belong to one argument, and to one value.
    domain_dim = 0
    codomain_dim = 0

    def __init__(self, cache_size=0):
        self._cache_size = cache_size
        self._last = (None, None)

    def __call__(self, x):
        """A cached value finds its argument again, without the rounding of an inverse."""
        y = self._call(x)
        if self._cache_size:
            self._last = (x, y)
        return y

    @property
    def inv(self):
        return _Inverse(self)

    def with_cache(self, cache_size=1):
        self._cache_size = cache_size
        return self

    def _inverted(self, y):
        x, cached = self._last
        return x if cached is y and y is not None else self._inverse(y)


class _Inverse(Transform):
    def __init__(self, transform):
        super().__init__()
        self._transform = transform
        self.domain_dim = transform.codomain_dim
        self.codomain_dim = transform.domain_dim

    @property
    def inv(self):
        return self._transform

    def _call(self, x):
        return self._transform._inverted(x)

    def _inverse(self, y):
        return self._transform(y)

    def log_abs_det_jacobian(self, x, y):
        return -self._transform.log_abs_det_jacobian(y, x)


class ComposeTransform(Transform):
    def __init__(self, parts, cache_size=0):
        super().__init__(cache_size)
        self.parts = parts
        self.domain_dim = max([0] + [part.domain_dim for part in parts])
        self.codomain_dim = max([0] + [part.codomain_dim for part in parts])

    def _call(self, x):
        for part in self.parts:
            x = part(x)
        return x

    def _inverse(self, y):
        for part in reversed(self.parts):
            y = part._inverted(y)
        return y

    def log_abs_det_jacobian(self, x, y):
        total = 0
        for part in self.parts:
            after = part(x)
            total = total + sum_last(part.log_abs_det_jacobian(x, after), self.domain_dim - part.domain_dim)
            x = after
        return total


class IndependentTransform(Transform):
    def __init__(self, base_transform, reinterpreted_batch_ndims, cache_size=0):
        super().__init__(cache_size)
        self.base_transform = base_transform
        self.reinterpreted_batch_ndims = reinterpreted_batch_ndims
        self.domain_dim = base_transform.domain_dim + reinterpreted_batch_ndims
        self.codomain_dim = base_transform.codomain_dim + reinterpreted_batch_ndims

    def _call(self, x):
        return self.base_transform(x)

    def _inverse(self, y):
        return self.base_transform._inverted(y)

    def log_abs_det_jacobian(self, x, y):
        return sum_last(self.base_transform.log_abs_det_jacobian(x, y), self.reinterpreted_batch_ndims)


class ExpTransform(Transform):
    def _call(self, x):
        return torch.exp(x)

    def _inverse(self, y):
        return torch.log(y)

    def log_abs_det_jacobian(self, x, y):
        return x


class PowerTransform(Transform):
    def __init__(self, exponent, cache_size=0):
        super().__init__(cache_size)
        self.exponent = exponent

    def _call(self, x):
        return x**self.exponent

    def _inverse(self, y):
        return y ** (1 / self.exponent)

    def log_abs_det_jacobian(self, x, y):
        return torch.log((self.exponent * y / x).abs())


class SigmoidTransform(Transform):
    def _call(self, x):
        return clamped_probabilities(torch.sigmoid(x))

    def _inverse(self, y):
        y = clamped_probabilities(y)
        return torch.log(y) - torch.log1p(-y)

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x) - F.softplus(x)


class SoftplusTransform(Transform):
    def _call(self, x):
        return F.softplus(x)

    def _inverse(self, y):
        return torch.log(-torch.expm1(-y)) + y

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x)


class TanhTransform(Transform):
    def _call(self, x):
        return torch.tanh(x)

    def _inverse(self, y):
        return torch.atanh(y)

    def log_abs_det_jacobian(self, x, y):
        return 2.0 * (math.log(2.0) - x - F.softplus(-2.0 * x))


class AbsTransform(Transform):
    bijective = False

    def _call(self, x):
        return x.abs()

    def _inverse(self, y):
        return y


class AffineTransform(Transform):
    def __init__(self, loc, scale, event_dim=0, cache_size=0):
        super().__init__(cache_size)
        self.loc = loc
        self.scale = scale
        self.domain_dim = self.codomain_dim = event_dim

    def _call(self, x):
        return self.loc + self.scale * x

    def _inverse(self, y):
        return (y - self.loc) / self.scale

    def log_abs_det_jacobian(self, x, y):
        stretch = torch.log(torch.abs(self.scale)) if isinstance(self.scale, torch.Tensor) else math.log(abs(self.scale))
        return sum_last(torch.zeros_like(x) + stretch, self.domain_dim)


class SoftmaxTransform(Transform):
    domain_dim = codomain_dim = 1

    def _call(self, x):
        weights = torch.exp(x - x.max(-1, True)[0])
        return weights / weights.sum(-1, True)

    def _inverse(self, y):
        return torch.log(y)


class StickBreakingTransform(Transform):
    domain_dim = codomain_dim = 1

    def _call(self, x):
        offset = x.shape[-1] + 1 - torch.ones(x.shape[-1]).cumsum(-1)
        z = clamped_probabilities(torch.sigmoid(x - torch.log(offset)))
        return F.pad(z, [0, 1], value=1) * F.pad((1 - z).cumprod(-1), [1, 0], value=1)

    def _inverse(self, y):
        kept = y[..., :-1]
        offset = y.shape[-1] - torch.ones(kept.shape[-1]).cumsum(-1)
        rest = (1 - kept.cumsum(-1)).clamp(min=torch.finfo(torch.float32).tiny)
        return torch.log(kept) - torch.log(rest) + torch.log(offset)

    def log_abs_det_jacobian(self, x, y):
        offset = x.shape[-1] + 1 - torch.ones(x.shape[-1]).cumsum(-1)
        x = x - torch.log(offset)
        return (-x + F.logsigmoid(x) + torch.log(y[..., :-1])).sum(-1)


class LowerCholeskyTransform(Transform):
    domain_dim = codomain_dim = 2

    def _call(self, x):
        return x.tril(-1) + torch.diag_embed(torch.exp(torch.diagonal(x, dim1=-2, dim2=-1)))

    def _inverse(self, y):
        return y.tril(-1) + torch.diag_embed(torch.log(torch.diagonal(y, dim1=-2, dim2=-1)))


identity_transform = ComposeTransform([])
