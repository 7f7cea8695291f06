"""Complex tensors as pairs of real ones."""

import math

import torch


class Complex:
    """A complex tensor as far as losses use one: parts, absolute value, angle, and arithmetic."""

    # `torch.abs(x)` is `x.abs()`
    __torch_like__ = True

    def __init__(self, real, imag):
        self.real = real
        self.imag = imag

    @property
    def shape(self):
        return self.real.shape

    def size(self, dim=None):
        return self.real.size() if dim is None else self.real.size(dim)

    def abs(self):
        """The derivative at 0 is 0."""
        square = self.real**2 + self.imag**2
        is_zero = square == 0
        root = torch.sqrt(torch.where(is_zero, torch.ones_like(square), square))
        return torch.where(is_zero, torch.zeros_like(square), root)

    def angle(self):
        return torch.atan2(self.imag, self.real)

    def conj(self):
        return Complex(self.real, -self.imag)

    def detach(self):
        return Complex(self.real.detach(), self.imag.detach())

    def _map(self, function):
        return Complex(function(self.real), function(self.imag))

    def __abs__(self):
        return self.abs()

    def __neg__(self):
        return Complex(-self.real, -self.imag)

    def __add__(self, other):
        real, imag = parts(other)
        return Complex(self.real + real, self.imag + imag)

    def __sub__(self, other):
        real, imag = parts(other)
        return Complex(self.real - real, self.imag - imag)

    def __mul__(self, other):
        real, imag = parts(other)
        return Complex(self.real * real - self.imag * imag, self.real * imag + self.imag * real)

    def __truediv__(self, other):
        if not isinstance(other, Complex):
            return Complex(self.real / other, self.imag / other)
        square = other.real**2 + other.imag**2
        return self * Complex(other.real / square, -other.imag / square)

    __radd__ = __add__
    __rmul__ = __mul__

    def __getitem__(self, index):
        return Complex(self.real[index], self.imag[index])

    def mean(self, *args, **kwargs):
        return Complex(self.real.mean(*args, **kwargs), self.imag.mean(*args, **kwargs))

    def sum(self, *args, **kwargs):
        return Complex(self.real.sum(*args, **kwargs), self.imag.sum(*args, **kwargs))

    def pow(self, exponent):
        """Of whole exponents."""
        result = self
        for _ in range(exponent - 1):
            result = result * self
        return result

    def dim(self):
        return self.real.dim()

    @property
    def ndim(self):
        return self.real.dim()

    @property
    def device(self):
        return self.real.device

    def is_complex(self):
        return True

    def view_as_real(self):
        return torch.stack([self.real, self.imag], -1)

    def __pow__(self, exponent):
        return self.pow(exponent)

    def __rsub__(self, other):
        return -self + other

    def __getattr__(self, name):
        """What moves elements does so to both parts."""
        if name not in _movements:
            raise AttributeError(f"'Tensor' object has no attribute '{name}' for complex numbers")
        return lambda *args, **kwargs: self._map(lambda part: getattr(part, name)(*args, **kwargs))


_movements = {
    "unsqueeze", "squeeze", "transpose", "permute", "reshape", "view", "flatten", "contiguous", "clone", "expand",
    "repeat", "narrow", "roll", "flip", "index_select", "to", "cpu", "cuda", "float", "swapaxes", "movedim", "select",
}  # fmt: skip


def parts(value):
    return (value.real, value.imag) if isinstance(value, Complex) else (value, 0.0)


def complex(real, imag):
    return Complex(real, imag)


def polar(abs, angle):
    return Complex(abs * torch.cos(angle), abs * torch.sin(angle))


def view_as_real(input):
    return input.view_as_real()


def view_as_complex(input):
    return Complex(input[..., 0], input[..., 1])


def is_complex(input):
    return isinstance(input, Complex)


def real(input):
    return input.real if isinstance(input, Complex) else input


def imag(input):
    return input.imag


def angle(input):
    """Of a real number: 0 or pi."""
    if isinstance(input, Complex):
        return input.angle()
    return torch.where(input < 0, torch.full_like(input, math.pi), torch.zeros_like(input))


def conj(input):
    return input.conj() if isinstance(input, Complex) else input
