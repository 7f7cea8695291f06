"""numpy, as far as losses need it: constants, functions of plain numbers, and arrays, which are torch's tensors here."""

import math

import torch

pi = math.pi
e = math.e
inf = math.inf
Inf = math.inf
nan = math.nan
NaN = math.nan
newaxis = None
euler_gamma = 0.5772156649015329

ndarray = torch.Tensor


class generic:
    """A type of numbers: makes plain numbers when called, and names torch's type to those who make arrays."""

    torch_type = torch.float64

    def __new__(cls, value=0):
        return torch.tensor(value, dtype=cls.torch_type).item()


class float16(generic):
    torch_type = torch.float16


class float32(generic):
    torch_type = torch.float32


class float64(generic):
    torch_type = torch.float64


class int8(generic):
    torch_type = torch.int8


class int16(generic):
    torch_type = torch.int16


class int32(generic):
    torch_type = torch.int32


class int64(generic):
    torch_type = torch.int64


class uint8(generic):
    torch_type = torch.uint8


class bool_(generic):
    torch_type = torch.bool


float_ = float64
int_ = int64


def _torch_type(dtype):
    """numpy's name of a type, Python's, a string or torch's own."""
    if isinstance(dtype, str):
        return getattr(torch, dtype)
    if dtype is float:
        return torch.float64
    if dtype is int:
        return torch.int64
    if dtype is bool:
        return torch.bool
    return getattr(dtype, "torch_type", dtype)


class finfo:
    """Limits of a floating-point type. They are plain numbers that also answer `item()`."""

    def __init__(self, dtype=float64):
        is_single = _torch_type(dtype) == torch.float32
        self.eps = _Number(1.1920928955078125e-07 if is_single else 2.220446049250313e-16)
        self.max = _Number(3.4028234663852886e38 if is_single else 1.7976931348623157e308)
        self.min = _Number(-self.max)
        self.tiny = _Number(1.1754943508222875e-38 if is_single else 2.2250738585072014e-308)


class _Number(float):
    def item(self):
        return float(self)


def array(object, dtype=None, copy=True):
    return asarray(object, dtype).clone() if copy else asarray(object, dtype)


def asarray(a, dtype=None):
    return torch.as_tensor(a, dtype=_torch_type(dtype))


def zeros(shape, dtype=None):
    return torch.zeros(shape, dtype=_torch_type(dtype))


def ones(shape, dtype=None):
    return torch.ones(shape, dtype=_torch_type(dtype))


def full(shape, fill_value, dtype=None):
    return torch.full(_shape(shape), fill_value, dtype=_torch_type(dtype))


def zeros_like(a, dtype=None):
    return torch.zeros_like(asarray(a), dtype=_torch_type(dtype))


def ones_like(a, dtype=None):
    return torch.ones_like(asarray(a), dtype=_torch_type(dtype))


def eye(N, M=None):
    return torch.eye(N, N if M is None else M)


def arange(*args, dtype=None):
    return torch.arange(*args, dtype=_torch_type(dtype))


def linspace(start, stop, num=50):
    return torch.linspace(start, stop, num)


def logspace(start, stop, num=50, base=10.0):
    return base ** torch.linspace(start, stop, num)


def _shape(shape):
    return tuple(shape) if isinstance(shape, (tuple, list)) else (shape,)


def _is_array(x):
    return isinstance(x, (torch.Tensor, list, tuple))


# Functions of numbers and arrays alike.


def sqrt(x):
    return torch.sqrt(asarray(x)) if _is_array(x) else (math.sqrt(x) if x >= 0 else nan)


def exp(x):
    return torch.exp(asarray(x)) if _is_array(x) else (math.exp(x) if x < 709.78 else inf)


def log(x):
    return torch.log(asarray(x)) if _is_array(x) else _logarithm(x, math.log)


def log2(x):
    return torch.log2(asarray(x)) if _is_array(x) else _logarithm(x, math.log2)


def log10(x):
    return torch.log10(asarray(x)) if _is_array(x) else _logarithm(x, math.log10)


def log1p(x):
    return torch.log1p(asarray(x)) if _is_array(x) else _logarithm(1 + x, lambda _: math.log1p(x))


def _logarithm(x, function):
    if x > 0:
        return function(x)
    return -inf if x == 0 else nan


def expm1(x):
    return torch.expm1(asarray(x)) if _is_array(x) else math.expm1(x)


def sin(x):
    return torch.sin(asarray(x)) if _is_array(x) else math.sin(x)


def cos(x):
    return torch.cos(asarray(x)) if _is_array(x) else math.cos(x)


def tan(x):
    return torch.tan(asarray(x)) if _is_array(x) else math.tan(x)


def arctan(x):
    return torch.atan(asarray(x)) if _is_array(x) else math.atan(x)


def arctan2(y, x):
    return torch.atan2(asarray(y), asarray(x)) if _is_array(y) or _is_array(x) else math.atan2(y, x)


def arccos(x):
    return torch.acos(asarray(x)) if _is_array(x) else math.acos(x)


def arcsin(x):
    return torch.asin(asarray(x)) if _is_array(x) else math.asin(x)


def tanh(x):
    return torch.tanh(asarray(x)) if _is_array(x) else math.tanh(x)


def cosh(x):
    return torch.cosh(asarray(x)) if _is_array(x) else math.cosh(x)


def sinh(x):
    return torch.sinh(asarray(x)) if _is_array(x) else math.sinh(x)


def abs(x):
    return torch.abs(asarray(x)) if _is_array(x) else (x if x >= 0 else -x)


absolute = abs
fabs = abs


def square(x):
    return asarray(x) ** 2 if _is_array(x) else x * x


def power(x, y):
    return (asarray(x) if _is_array(x) else x) ** (asarray(y) if _is_array(y) else y)


def sign(x):
    return torch.sign(asarray(x)) if _is_array(x) else (x > 0) - (x < 0)


def floor(x):
    return torch.floor(asarray(x)) if _is_array(x) else float(math.floor(x))


def ceil(x):
    return torch.ceil(asarray(x)) if _is_array(x) else float(math.ceil(x))


def round(a, decimals=0):
    scale = 10**decimals
    return torch.round(asarray(a) * scale) / scale


around = round


def deg2rad(x):
    return x * (pi / 180)


radians = deg2rad


def rad2deg(x):
    return x * (180 / pi)


def isnan(x):
    return torch.isnan(asarray(x)) if _is_array(x) else math.isnan(x)


def isinf(x):
    return torch.isinf(asarray(x)) if _is_array(x) else math.isinf(x)


def isfinite(x):
    return torch.isfinite(asarray(x)) if _is_array(x) else math.isfinite(x)


def maximum(x, y):
    return torch.maximum(*_pair(x, y)) if _is_array(x) or _is_array(y) else (x if x >= y else y)


def minimum(x, y):
    return torch.minimum(*_pair(x, y)) if _is_array(x) or _is_array(y) else (x if x <= y else y)


def clip(a, a_min, a_max):
    if _is_array(a):
        return torch.clamp(asarray(a), a_min, a_max)
    return minimum(maximum(a, a_min), a_max)


def where(condition, x=None, y=None):
    if x is None:
        return torch.where(condition)
    return torch.where(asarray(condition), *_pair(x, y))


def _pair(x, y):
    x, y = torch.as_tensor(x), torch.as_tensor(y)
    common = torch.promote_types(x.dtype, y.dtype)
    return x.to(common), y.to(common)


# Reductions and rearrangements.


def sum(a, axis=None, keepdims=False):
    return asarray(a).sum() if axis is None else asarray(a).sum(axis, keepdim=keepdims)


def mean(a, axis=None, keepdims=False):
    a = asarray(a) * 1.0
    return a.mean() if axis is None else a.mean(axis, keepdim=keepdims)


def std(a, axis=None, ddof=0, keepdims=False):
    return sqrt(var(a, axis, ddof, keepdims))


def var(a, axis=None, ddof=0, keepdims=False):
    a = asarray(a) * 1.0
    if axis is None:
        return ((a - a.mean()) ** 2).sum() / (a.numel() - ddof)
    return ((a - a.mean(axis, keepdim=True)) ** 2).sum(axis, keepdim=keepdims) / (a.shape[axis] - ddof)


def prod(a, axis=None):
    return asarray(a).prod() if axis is None else asarray(a).prod(axis)


def max(a, axis=None, keepdims=False):
    return asarray(a).max() if axis is None else asarray(a).amax(axis, keepdim=keepdims)


def min(a, axis=None, keepdims=False):
    return asarray(a).min() if axis is None else asarray(a).amin(axis, keepdim=keepdims)


def argmax(a, axis=None):
    return asarray(a).argmax() if axis is None else asarray(a).argmax(axis)


def argmin(a, axis=None):
    return asarray(a).argmin() if axis is None else asarray(a).argmin(axis)


def argsort(a, axis=-1):
    return asarray(a).argsort(axis)


def sort(a, axis=-1):
    return asarray(a).sort(axis)[0]


def cumsum(a, axis=0):
    return asarray(a).cumsum(axis)


def cumprod(a, axis=0):
    return asarray(a).cumprod(axis)


def dot(a, b):
    return asarray(a) @ asarray(b)


matmul = dot


def outer(a, b):
    return torch.outer(asarray(a), asarray(b))


def concatenate(arrays, axis=0):
    return torch.cat([asarray(a) for a in arrays], axis)


def stack(arrays, axis=0):
    return torch.stack([asarray(a) for a in arrays], axis)


def expand_dims(a, axis):
    return asarray(a).unsqueeze(axis)


def squeeze(a, axis=None):
    return asarray(a).squeeze() if axis is None else asarray(a).squeeze(axis)


def reshape(a, shape):
    return asarray(a).reshape(shape)


def transpose(a, axes=None):
    a = asarray(a)
    return a.permute(*(reversed(range(a.dim())) if axes is None else axes))


def diag(v):
    return torch.diag(asarray(v))


def tril(m, k=0):
    return torch.tril(asarray(m), k)


def triu(m, k=0):
    return torch.triu(asarray(m), k)


def any(a):
    return asarray(a).any()


def all(a):
    return asarray(a).all()


def isscalar(element):
    return isinstance(element, (int, float, bool, str))


def allclose(a, b, rtol=1e-5, atol=1e-8):
    return torch.allclose(*_pair(a, b), rtol=rtol, atol=atol)
