"""numpy.fft by the definition, as products with matrices of cosines and sines. Complex arrays are pairs of real ones."""

import math

import numpy as np


class Complex:
    """A complex array as far as losses use one: parts, absolute value, angle, and arithmetic."""

    # `np.abs(x)` is `x.abs()`
    __array_like__ = True

    def __init__(self, real, imag):
        self.real = real
        self.imag = imag

    @property
    def shape(self):
        return self.real.shape

    @property
    def ndim(self):
        return self.real.ndim

    @property
    def size(self):
        return self.real.size

    def abs(self):
        """The derivative at 0 is 0."""
        square = self.real**2 + self.imag**2
        is_zero = square == 0
        return np.where(is_zero, 0.0, np.sqrt(np.where(is_zero, 1.0, square)))

    absolute = abs

    def angle(self):
        return np.arctan2(self.imag, self.real)

    def conj(self):
        return Complex(self.real, -self.imag)

    conjugate = conj

    def square(self):
        return self * self

    def _map(self, function):
        return Complex(function(self.real), function(self.imag))

    def __abs__(self):
        return self.abs()

    def __neg__(self):
        return Complex(-self.real, -self.imag)

    def __add__(self, other):
        real, imag = _parts(other)
        return Complex(self.real + real, self.imag + imag)

    def __sub__(self, other):
        real, imag = _parts(other)
        return Complex(self.real - real, self.imag - imag)

    def __mul__(self, other):
        real, imag = _parts(other)
        return Complex(self.real * real - self.imag * imag, self.real * imag + self.imag * real)

    def __truediv__(self, other):
        if not isinstance(other, Complex):
            return Complex(self.real / other, self.imag / other)
        square = other.real**2 + other.imag**2
        return self * Complex(other.real / square, -other.imag / square)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -self + other

    def __pow__(self, exponent):
        result = self
        for _ in range(exponent - 1):
            result = result * self
        return result

    def __getitem__(self, index):
        return Complex(self.real[index], self.imag[index])

    def mean(self, *args, **kwargs):
        return Complex(self.real.mean(*args, **kwargs), self.imag.mean(*args, **kwargs))

    def sum(self, *args, **kwargs):
        return Complex(self.real.sum(*args, **kwargs), self.imag.sum(*args, **kwargs))

    def reshape(self, *shape):
        return self._map(lambda part: part.reshape(*shape))


def _parts(value):
    return (value.real, value.imag) if isinstance(value, Complex) else (value, 0.0)


def fft(a, n=None, axis=-1, norm=None):
    return _transformed(a, n, axis, norm, -1)


def ifft(a, n=None, axis=-1, norm=None):
    return _transformed(a, n, axis, norm, 1)


def rfft(a, n=None, axis=-1, norm=None):
    full = fft(a, n, axis, norm)
    half = full.shape[axis] // 2 + 1
    return full._map(lambda part: np.take(part, np.arange(half), axis=axis))


def irfft(a, n=None, axis=-1, norm=None):
    """The missing half is the conjugate of the one that is there."""
    real, imag = _parts(a)
    half = real.shape[axis]
    n = 2 * (half - 1) if n is None else n
    mirrored = list(range(n - half, 0, -1))
    index = np.array(list(range(min(half, n))) + mirrored)
    sign = np.array([1.0] * min(half, n) + [-1.0] * len(mirrored))
    shape = [1] * real.ndim
    shape[axis] = n
    turned = np.take(np.zeros_like(real) + imag, index, axis=axis) * sign.reshape(shape)
    return ifft(Complex(np.take(real, index, axis=axis), turned), n, axis, norm).real


def fftn(a, s=None, axes=None, norm=None):
    for position, axis in enumerate(_axes(a, s, axes)):
        a = fft(a, None if s is None else s[position], axis, norm)
    return a


def ifftn(a, s=None, axes=None, norm=None):
    for position, axis in enumerate(_axes(a, s, axes)):
        a = ifft(a, None if s is None else s[position], axis, norm)
    return a


def rfftn(a, s=None, axes=None, norm=None):
    axes = _axes(a, s, axes)
    result = rfft(a, None if s is None else s[-1], axes[-1], norm)
    for position, axis in enumerate(axes[:-1]):
        result = fft(result, None if s is None else s[position], axis, norm)
    return result


def irfftn(a, s=None, axes=None, norm=None):
    axes = _axes(a, s, axes)
    for position, axis in enumerate(axes[:-1]):
        a = ifft(a, None if s is None else s[position], axis, norm)
    return irfft(a, None if s is None else s[-1], axes[-1], norm)


def fft2(a, s=None, axes=(-2, -1), norm=None):
    return fftn(a, s, axes, norm)


def ifft2(a, s=None, axes=(-2, -1), norm=None):
    return ifftn(a, s, axes, norm)


def rfft2(a, s=None, axes=(-2, -1), norm=None):
    return rfftn(a, s, axes, norm)


def irfft2(a, s=None, axes=(-2, -1), norm=None):
    return irfftn(a, s, axes, norm)


def fftfreq(n, d=1.0):
    places = np.arange(n)
    return np.where(places < (n + 1) // 2, places, places - n) / (n * d)


def rfftfreq(n, d=1.0):
    return np.arange(n // 2 + 1) / (n * d)


def fftshift(x, axes=None):
    for axis in _axes(x, None, axes):
        x = _rolled(x, x.shape[axis] // 2, axis)
    return x


def ifftshift(x, axes=None):
    for axis in _axes(x, None, axes):
        x = _rolled(x, -(x.shape[axis] // 2), axis)
    return x


def _transformed(a, n, axis, norm, sign):
    real, imag = _parts(a)
    real = np.moveaxis(np.asarray(real) * 1.0, axis, -1)
    extent = real.shape[-1]
    n = extent if n is None else n
    angle = np.arange(extent)[:, None] * np.arange(n)[None, :] % n * (2 * math.pi / n)
    kept = (np.arange(extent) < n)[:, None] * (1.0 / math.sqrt(n) if norm == "ortho" else 1 / n if (norm == "forward") == (sign < 0) else 1.0)
    cosine, sine = np.cos(angle) * kept, sign * np.sin(angle) * kept
    result = Complex(real @ cosine, real @ sine)
    if isinstance(a, Complex):
        imag = np.moveaxis(imag, axis, -1)
        result = Complex(result.real - imag @ sine, result.imag + imag @ cosine)
    return result._map(lambda part: np.moveaxis(part, -1, axis))


def _axes(a, s, axes):
    if axes is None:
        return list(range(-len(s), 0)) if s is not None else list(range(len(a.shape)))
    return list(axes) if isinstance(axes, (tuple, list)) else [axes]


def _rolled(x, shift, axis):
    if isinstance(x, Complex):
        return x._map(lambda part: np.roll(part, shift, axis))
    return np.roll(x, shift, axis)
