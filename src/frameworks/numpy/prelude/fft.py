"""numpy.fft by the definition, as products with matrices of cosines and sines. _Complex arrays are pairs of real ones."""

import math

import numpy as np
from numpy._complex import Complex as _Complex, parts as _parts


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
    return ifft(_Complex(np.take(real, index, axis=axis), turned), n, axis, norm).real


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
    result = _Complex(real @ cosine, real @ sine)
    if isinstance(a, _Complex):
        imag = np.moveaxis(imag, axis, -1)
        result = _Complex(result.real - imag @ sine, result.imag + imag @ cosine)
    return result._map(lambda part: np.moveaxis(part, -1, axis))


def _axes(a, s, axes):
    if axes is None:
        return list(range(-len(s), 0)) if s is not None else list(range(len(a.shape)))
    return list(axes) if isinstance(axes, (tuple, list)) else [axes]


def _rolled(x, shift, axis):
    if isinstance(x, _Complex):
        return x._map(lambda part: np.roll(part, shift, axis))
    return np.roll(x, shift, axis)
