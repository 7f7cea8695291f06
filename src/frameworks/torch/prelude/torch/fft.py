"""torch.fft by the definition, as products with matrices of cosines and sines."""

import math

import torch
from torch._complex import Complex, parts
from torch._spectral import _circle


def fft(input, n=None, dim=-1, norm=None):
    return _transformed(input, n, dim, norm, -1)


def ifft(input, n=None, dim=-1, norm=None):
    return _transformed(input, n, dim, norm, 1)


def rfft(input, n=None, dim=-1, norm=None):
    full = fft(input, n, dim, norm)
    half = full.real.size(dim) // 2 + 1
    return full._map(lambda part: part.narrow(dim, 0, half))


def irfft(input, n=None, dim=-1, norm=None):
    """The missing half is the conjugate of the one that is there."""
    re, im = parts(input)
    half = re.size(dim)
    n = 2 * (half - 1) if n is None else n
    mirrored = list(range(n - half, 0, -1))
    index = torch.tensor(list(range(min(half, n))) + mirrored)
    sign = torch.tensor([1.0] * min(half, n) + [-1.0] * len(mirrored))
    shape = [1] * re.dim()
    shape[dim] = n
    re = re.index_select(dim % re.dim(), index)
    if torch.is_tensor(im):
        im = im.index_select(dim % re.dim(), index) * sign.view(shape)
    return ifft(Complex(re, im) if torch.is_tensor(im) else re, n, dim, norm).real


def hfft(input, n=None, dim=-1, norm=None):
    """The real spectrum of half a Hermitian signal."""
    turned = {None: "forward", "backward": "forward", "forward": "backward"}.get(norm, norm)
    return irfft(input.conj() if isinstance(input, Complex) else input, n, dim, turned)


def ihfft(input, n=None, dim=-1, norm=None):
    turned = {None: "forward", "backward": "forward", "forward": "backward"}.get(norm, norm)
    return rfft(input, n, dim, turned).conj()


def fft2(input, s=None, dim=(-2, -1), norm=None):
    return fftn(input, s, dim, norm)


def ifft2(input, s=None, dim=(-2, -1), norm=None):
    return ifftn(input, s, dim, norm)


def rfft2(input, s=None, dim=(-2, -1), norm=None):
    return rfftn(input, s, dim, norm)


def irfft2(input, s=None, dim=(-2, -1), norm=None):
    return irfftn(input, s, dim, norm)


def fftn(input, s=None, dim=None, norm=None):
    for position, axis in enumerate(_axes(input, dim)):
        input = fft(input, None if s is None else s[position], axis, norm)
    return input


def ifftn(input, s=None, dim=None, norm=None):
    for position, axis in enumerate(_axes(input, dim)):
        input = ifft(input, None if s is None else s[position], axis, norm)
    return input


def rfftn(input, s=None, dim=None, norm=None):
    axes = _axes(input, dim)
    result = rfft(input, None if s is None else s[-1], axes[-1], norm)
    for position, axis in enumerate(axes[:-1]):
        result = fft(result, None if s is None else s[position], axis, norm)
    return result


def irfftn(input, s=None, dim=None, norm=None):
    axes = _axes(input, dim if dim is not None or s is None else range(-len(s), 0))
    for position, axis in enumerate(axes[:-1]):
        input = ifft(input, None if s is None else s[position], axis, norm)
    return irfft(input, None if s is None else s[-1], axes[-1], norm)


def fftfreq(n, d=1.0):
    positions = torch.arange(n)
    return torch.where(positions < (n + 1) // 2, positions, positions - n) / (n * d)


def rfftfreq(n, d=1.0):
    return torch.arange(n // 2 + 1) / (n * d)


def fftshift(input, dim=None):
    for axis in _axes(input, dim):
        input = _rolled(input, _extent(input, axis) // 2, axis)
    return input


def ifftshift(input, dim=None):
    for axis in _axes(input, dim):
        input = _rolled(input, -(_extent(input, axis) // 2), axis)
    return input


def _transformed(input, n, dim, norm, sign):
    real, imag = parts(input)
    extent = real.size(dim)
    n = extent if n is None else n
    cosine, sine = _circle(torch.arange(extent).unsqueeze(1) * torch.arange(n).unsqueeze(0) % n, n, real)
    sine = sign * sine
    if n < extent:
        kept = (torch.arange(extent) < n).float().unsqueeze(1)
        cosine, sine = cosine * kept, sine * kept
    scale = _scale(n, norm, sign)
    rows = real.transpose(dim, -1)
    result = Complex(rows @ cosine * scale, rows @ sine * scale)
    if isinstance(imag, torch.Tensor):
        rows = imag.transpose(dim, -1)
        result = Complex(result.real - rows @ sine * scale, result.imag + rows @ cosine * scale)
    return result._map(lambda part: part.transpose(dim, -1))


def _scale(n, norm, sign):
    if norm == "ortho":
        return 1 / math.sqrt(n)
    divides = (norm == "forward") if sign < 0 else (norm in (None, "backward"))
    return 1 / n if divides else 1.0


def _axes(input, dim):
    if dim is None:
        return list(range(len(input.shape)))
    return list(dim) if isinstance(dim, (tuple, list)) else [dim]


def _extent(input, axis):
    return input.size(axis)


def _rolled(input, shift, axis):
    if isinstance(input, Complex):
        return input._map(lambda part: part.roll(shift, axis))
    return input.roll(shift, axis)
