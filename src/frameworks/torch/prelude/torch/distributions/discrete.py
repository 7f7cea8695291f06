"""Distributions over counts and categories."""

import torch
import torch.nn.functional as F
from torch.distributions.constraints import real
from torch.distributions.distribution import (
    Distribution,
    ElementwiseDistribution,
    as_tensor,
    clamped_probabilities,
    require,
)


class _Binary(Distribution):
    """Known by its probabilities or by its logits; the other follows."""

    arg_constraints = {"probs": real, "logits": real}

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        self._probs = None if probs is None else as_tensor(probs)
        self._logits = None if logits is None else as_tensor(logits)
        if probs is not None:
            holds = (self._probs >= 0) & (self._probs <= 1)
            require(self, validate_args, "probs", self._probs, holds, "Interval(lower_bound=0.0, upper_bound=1.0)")
        super().__init__((self._logits if probs is None else self._probs).shape)

    @property
    def probs(self):
        return torch.sigmoid(self._logits) if self._probs is None else self._probs

    @property
    def logits(self):
        if self._logits is not None:
            return self._logits
        probs = clamped_probabilities(self._probs)
        return torch.log(probs) - torch.log1p(-probs)


class Bernoulli(_Binary):
    has_enumerate_support = True

    @property
    def mean(self):
        return self.probs

    @property
    def mode(self):
        mode = (self.probs >= 0.5).to(self.probs.dtype)
        return torch.where(self.probs == 0.5, torch.full_like(mode, float("nan")), mode)

    @property
    def variance(self):
        return self.probs * (1 - self.probs)

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return torch.bernoulli(self.probs.expand(self._extended_shape(sample_shape)))

    def log_prob(self, value):
        logits, value = torch.broadcast_tensors(self.logits, value)
        return -F.binary_cross_entropy_with_logits(logits, value, reduction="none")

    def entropy(self):
        return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")


class Geometric(_Binary):
    """Failures before the first success."""

    @property
    def mean(self):
        return 1 / self.probs - 1

    @property
    def mode(self):
        return torch.zeros_like(self.probs)

    @property
    def variance(self):
        return (1 / self.probs - 1) / self.probs

    def sample(self, sample_shape=()):
        with torch.no_grad():
            u = torch.rand(self._extended_shape(sample_shape)).clamp(min=1e-7)
            return torch.floor(torch.log(u) / torch.log1p(-self.probs))

    def log_prob(self, value):
        value, probs = torch.broadcast_tensors(value, self.probs)
        failing = torch.where((probs == 1) & (value == 0), torch.zeros_like(probs), probs)
        return value * torch.log1p(-failing) + torch.log(self.probs)

    def entropy(self):
        return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none") / self.probs


class Binomial(_Binary):
    arg_constraints = {"total_count": real, "probs": real, "logits": real}

    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits)
        self.total_count = total_count

    @property
    def mean(self):
        return self.total_count * self.probs

    @property
    def mode(self):
        count = as_tensor(self.total_count)
        return torch.minimum(torch.floor((count + 1) * self.probs), count)

    @property
    def variance(self):
        return self.total_count * self.probs * (1 - self.probs)

    def log_prob(self, value):
        count = as_tensor(self.total_count)
        ways = torch.lgamma(count + 1) - torch.lgamma(value + 1) - torch.lgamma(count - value + 1)
        return ways + value * self.logits - count * F.softplus(self.logits)

    def entropy(self):
        total = int(as_tensor(self.total_count).max())
        values = torch.arange(1.0 + total).view([-1] + [1] * self.logits.dim())
        log_prob = self.log_prob(values)
        return -(torch.exp(log_prob) * log_prob).sum(0)


class NegativeBinomial(_Binary):
    arg_constraints = {"total_count": real, "probs": real, "logits": real}

    def __init__(self, total_count, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits)
        self.total_count = as_tensor(total_count)
        Distribution.__init__(self, torch.broadcast_tensors(self.total_count, self.logits)[0].shape)

    @property
    def mean(self):
        return self.total_count * torch.exp(self.logits)

    @property
    def mode(self):
        return torch.floor((self.total_count - 1) * torch.exp(self.logits)).clamp(min=0)

    @property
    def variance(self):
        return self.mean / torch.sigmoid(-self.logits)

    def log_prob(self, value):
        unnormalised = self.total_count * F.logsigmoid(-self.logits) + value * F.logsigmoid(self.logits)
        ways = torch.lgamma(self.total_count + value) - torch.lgamma(1.0 + value) - torch.lgamma(self.total_count)
        return unnormalised + ways


class Poisson(ElementwiseDistribution):
    parameters = ("rate",)

    def _require(self, name, value):
        require(self, self._asked_validation, name, value, value >= 0, "GreaterThanEq(lower_bound=0.0)")

    @property
    def mean(self):
        return self.rate

    @property
    def mode(self):
        return torch.floor(self.rate)

    @property
    def variance(self):
        return self.rate

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return torch.poisson(self.rate.expand(self._extended_shape(sample_shape)))

    def log_prob(self, value):
        return torch.xlogy(value, self.rate) - self.rate - torch.lgamma(value + 1)


class Categorical(Distribution):
    has_enumerate_support = True
    arg_constraints = {"probs": real, "logits": real}

    def __init__(self, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        if probs is not None:
            self.probs = probs / probs.sum(-1, keepdim=True)
            require(self, validate_args, "probs", self.probs, self.probs >= 0, "Simplex()")
            self.logits = torch.log(clamped_probabilities(self.probs))
        else:
            self.logits = logits - torch.logsumexp(logits, -1, keepdim=True)
            self.probs = torch.softmax(self.logits, -1)
        super().__init__(self.logits.shape[:-1])

    @property
    def param_shape(self):
        return self.logits.shape

    @property
    def mean(self):
        return torch.full(self._extended_shape(), float("nan"))

    @property
    def mode(self):
        return self.probs.argmax(-1)

    @property
    def variance(self):
        return torch.full(self._extended_shape(), float("nan"))

    def expand(self, batch_shape, _instance=None):
        return type(self)(logits=self.logits.expand(tuple(batch_shape) + (self.logits.size(-1),)))

    def sample(self, sample_shape=()):
        with torch.no_grad():
            steps = torch.cumsum(self.probs, -1)[..., :-1]
            drawn = torch.rand(tuple(sample_shape) + tuple(self._batch_shape) + (1,))
            return (drawn >= steps).sum(-1)

    def log_prob(self, value):
        value, logits = torch.broadcast_tensors(value.long().unsqueeze(-1), self.logits)
        return logits.gather(-1, value[..., :1]).squeeze(-1)

    def entropy(self):
        lowest = torch.finfo(torch.float32).min
        return -(self.logits.clamp(min=lowest) * self.probs).sum(-1)

    def enumerate_support(self, expand=True):
        values = torch.arange(self.logits.size(-1)).view([-1] + [1] * len(self._batch_shape))
        return values.expand([-1] + list(self._batch_shape)) if expand else values


class OneHotCategorical(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        self._categorical = Categorical(probs, logits)
        super().__init__(self._categorical.batch_shape, self._categorical.param_shape[-1:])

    @property
    def probs(self):
        return self._categorical.probs

    @property
    def logits(self):
        return self._categorical.logits

    @property
    def mean(self):
        return self.probs

    @property
    def mode(self):
        return F.one_hot(self.probs.argmax(-1), self.probs.size(-1)).to(self.probs.dtype)

    @property
    def variance(self):
        return self.probs * (1 - self.probs)

    def sample(self, sample_shape=()):
        return F.one_hot(self._categorical.sample(sample_shape), self.probs.size(-1)).to(self.probs.dtype)

    def log_prob(self, value):
        return self._categorical.log_prob(value.max(-1)[1])

    def entropy(self):
        return self._categorical.entropy()


class OneHotCategoricalStraightThrough(OneHotCategorical):
    has_rsample = True

    def rsample(self, sample_shape=()):
        return self.sample(sample_shape) + (self.probs - self.probs.detach())


class Multinomial(Distribution):
    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        self.total_count = total_count
        self._categorical = Categorical(probs, logits)
        super().__init__(self._categorical.batch_shape, self._categorical.param_shape[-1:])

    @property
    def probs(self):
        return self._categorical.probs

    @property
    def logits(self):
        return self._categorical.logits

    @property
    def mean(self):
        return self.probs * self.total_count

    @property
    def variance(self):
        return self.total_count * self.probs * (1 - self.probs)

    def log_prob(self, value):
        logits, value = torch.broadcast_tensors(self.logits, value)
        logits = torch.where((value == 0) & (logits == float("-inf")), torch.zeros_like(logits), logits)
        return torch.lgamma(value.sum(-1) + 1) - torch.lgamma(value + 1).sum(-1) + (logits * value).sum(-1)

    def entropy(self):
        count = as_tensor(self.total_count)
        values = torch.arange(1.0, 1.0 + self.total_count).view([-1] + [1] * self.probs.dim())
        spread = torch.exp(Binomial(self.total_count, probs=self.probs).log_prob(values)) * torch.lgamma(values + 1)
        return count * self._categorical.entropy() - torch.lgamma(count + 1) + spread.sum((0, -1))


class RelaxedOneHotCategorical(Distribution):
    """Gumbel-softmax."""

    has_rsample = True

    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        self.temperature = temperature
        self._categorical = Categorical(probs, logits)
        super().__init__(self._categorical.batch_shape, self._categorical.param_shape[-1:])

    @property
    def logits(self):
        return self._categorical.logits

    @property
    def probs(self):
        return self._categorical.probs

    def rsample(self, sample_shape=()):
        u = torch.rand(self._extended_shape(sample_shape)).clamp(1e-7, 1 - 1e-7)
        return torch.softmax((self.logits - torch.log(-torch.log(u))) / self.temperature, -1)

    def log_prob(self, value):
        size = self.logits.size(-1)
        temperature = as_tensor(self.temperature)
        logarithm = torch.log(value)
        score = self.logits - logarithm * temperature
        score = (score - torch.logsumexp(score, -1, keepdim=True)).sum(-1)
        stretch = torch.lgamma(torch.full_like(temperature, size)) + (size - 1) * torch.log(temperature)
        return score + stretch - logarithm.sum(-1)
