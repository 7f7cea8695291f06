"""What all distributions share: shapes, and the answers that follow from others."""

import torch
import torch._native as _native
from torch.distributions.constraints import real


class Distribution:
    """`batch_shape` counts independent distributions, `event_shape` the axes of one draw."""

    has_rsample = False
    has_enumerate_support = False
    _validate_args = False

    def __init__(self, batch_shape=(), event_shape=(), validate_args=None):
        self._batch_shape = torch.Size(batch_shape)
        self._event_shape = torch.Size(event_shape)

    _validates_by_default = True

    def _validates(self, asked):
        return self._validates_by_default if asked is None else asked

    @staticmethod
    def set_default_validate_args(value):
        Distribution._validates_by_default = value

    @property
    def batch_shape(self):
        return self._batch_shape

    @property
    def event_shape(self):
        return self._event_shape

    @property
    def mean(self):
        raise NotImplementedError

    @property
    def variance(self):
        raise NotImplementedError

    @property
    def stddev(self):
        return torch.sqrt(self.variance)

    def sample(self, sample_shape=()):
        with torch.no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape=()):
        raise NotImplementedError

    @property
    def mode(self):
        raise NotImplementedError(f"{type(self)} does not implement mode")

    def sample_n(self, n):
        return self.sample((n,))

    def log_prob(self, value):
        raise NotImplementedError

    def cdf(self, value):
        raise NotImplementedError

    def icdf(self, value):
        raise NotImplementedError

    def entropy(self):
        raise NotImplementedError

    def perplexity(self):
        return torch.exp(self.entropy())

    def _get_checked_instance(self, cls, _instance=None):
        return type(self).__new__(type(self)) if _instance is None else _instance

    def _validate_sample(self, value):
        pass

    def _extended_shape(self, sample_shape=()):
        return torch.Size(tuple(sample_shape) + tuple(self._batch_shape) + tuple(self._event_shape))

    def __repr__(self):
        return f"{type(self).__name__}(batch_shape={tuple(self._batch_shape)}, event_shape={tuple(self._event_shape)})"


def require(distribution, validate_args, name, value, holds, constraint):
    """@throws ValueError where the values that are looked at do not satisfy what a parameter must"""
    if distribution._validates(validate_args) and not _native.all_at_reference(holds):
        raise ValueError(
            f"Expected parameter {name} (Tensor of shape {tuple(value.shape)}) of distribution "
            f"{type(distribution).__name__} to satisfy the constraint {constraint}, but found invalid values"
        )


class ElementwiseDistribution(Distribution):
    """One number an event; its parameters, named by `parameters`, are broadcast against each other."""

    parameters = ()
    #: Those that are greater than zero.
    positive_parameters = ("scale", "rate", "concentration", "concentration0", "concentration1", "alpha", "df", "df1", "df2")
    _asked_validation = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if "arg_constraints" not in cls.__dict__:
            cls.arg_constraints = {name: real for name in cls.parameters}

    def __init__(self, *values, validate_args=None, **named):
        given = {**dict(zip((*self.parameters, "validate_args"), values)), **named}
        missing = [name for name in self.parameters if name not in given]
        if missing:
            raise TypeError(f"{type(self).__name__}.__init__() missing required argument: {missing[0]!r}")
        self._asked_validation = given.get("validate_args", validate_args)
        self._set_parameters(*[given[name] for name in self.parameters])

    def _set_parameters(self, *values):
        tensors = [value if isinstance(value, torch.Tensor) else torch.tensor(float(value)) for value in values]
        for name, tensor in zip(self.parameters, torch.broadcast_tensors(*tensors)):
            setattr(self, name, tensor)
            self._require(name, tensor)
        Distribution.__init__(self, getattr(self, self.parameters[0]).shape)

    def _require(self, name, value):
        if name in self.positive_parameters:
            require(self, self._asked_validation, name, value, value > 0, "GreaterThan(lower_bound=0.0)")
        else:
            require(self, self._asked_validation, name, value, value == value, "Real()")

    def expand(self, batch_shape, _instance=None):
        return type(self)(*[getattr(self, name).expand(batch_shape) for name in self.parameters])


def as_tensor(value):
    return value if isinstance(value, torch.Tensor) else torch.tensor(float(value))


def clamped_probabilities(probs):
    """Away from 0 and 1 by the type's epsilon, so that logarithms are finite."""
    epsilon = torch.finfo(probs.dtype).eps
    return probs.clamp(min=epsilon, max=1 - epsilon)


def sum_last(tensor, axes):
    return tensor.sum(tuple(range(-axes, 0))) if axes > 0 else tensor


class ExponentialFamily(Distribution):
    """A name that distributions of the program's own derive from."""
