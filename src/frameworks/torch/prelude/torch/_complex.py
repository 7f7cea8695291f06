"""Complex tensors, and Python's complex numbers, as pairs of real ones."""

import math

import torch

_joining = ("cat", "concat", "concatenate", "stack", "hstack", "vstack", "where")


class Complex:
    """As far as losses use one. Derivatives are those of the parts, which is what PyTorch's are for a real loss."""

    def __init__(self, real, imag):
        self.real = real
        self.imag = imag

    def __torch_like__(self, name, *args, **kwargs):
        """torch.name(*args), one of which, or of whose items, is complex."""
        if name in _joining:
            function = getattr(torch, name)
            is_choice = name == "where"
            halves = [[half(one, part) for one in (args[1:] if is_choice else args[0])] for part in (0, 1)]
            if is_choice:
                return Complex(*[function(args[0], *half) for half in halves])
            return Complex(*[function(half, *args[1:], **kwargs) for half in halves])
        first = args[0] if isinstance(args[0], Complex) else Complex(args[0], torch.zeros_like(args[0]))
        return getattr(first, name)(*args[1:], **kwargs)

    # What it is

    @property
    def shape(self):
        return self.real.shape

    @property
    def ndim(self):
        return self.real.dim()

    @property
    def device(self):
        return self.real.device

    @property
    def dtype(self):
        return "torch.complex128" if self.real.dtype == torch.float64 else "torch.complex64"

    def size(self, dim=None):
        return self.real.size() if dim is None else self.real.size(dim)

    def dim(self):
        return self.real.dim()

    def numel(self):
        return self.real.numel()

    def __len__(self):
        return len(self.real)

    def is_complex(self):
        return True

    def is_floating_point(self):
        return False

    def to(self, *args, **kwargs):
        """Moves, and the two complex types, which one says by the type of the parts."""
        for wanted in (*args, *kwargs.values()):
            if isinstance(wanted, torch.dtype):
                raise NotImplementedError(f"a complex tensor as {wanted}")
        return self

    def cpu(self):
        return self

    cuda = requires_grad_ = resolve_conj = cpu

    # Parts

    def abs(self):
        """The derivative at 0 is 0."""
        square = self.real**2 + self.imag**2
        if not isinstance(square, torch.Tensor):
            return math.sqrt(square)
        is_zero = square == 0
        root = torch.sqrt(torch.where(is_zero, torch.ones_like(square), square))
        return torch.where(is_zero, torch.zeros_like(square), root)

    __abs__ = absolute = abs

    def angle(self):
        return torch.atan2(self.imag, self.real)

    def conj(self):
        return Complex(self.real, -self.imag)

    conj_physical = conjugate = conj

    @property
    def mH(self):
        return self.conj().transpose(-2, -1)

    H = mH

    @property
    def T(self):
        return self._map(lambda part: part.T)

    @property
    def mT(self):
        return self.transpose(-2, -1)

    def view_as_real(self):
        return torch.stack([self.real, self.imag], -1)

    def detach(self):
        return self._map(lambda part: part.detach())

    def clone(self):
        return self._map(lambda part: part.clone())

    def _map(self, function):
        return Complex(function(self.real), function(self.imag))

    def __getitem__(self, index):
        return Complex(self.real[index], self.imag[index])

    def __setitem__(self, index, value):
        self.real[index], self.imag[index] = parts(value)

    def __iter__(self):
        return (Complex(real, imag) for real, imag in zip(self.real, self.imag))

    # Arithmetic

    def __neg__(self):
        return Complex(-self.real, -self.imag)

    def __add__(self, other):
        if _is_foreign(other):
            return NotImplemented
        real, imag = parts(other)
        return Complex(self.real + real, self.imag + imag)

    def __sub__(self, other):
        if _is_foreign(other):
            return NotImplemented
        real, imag = parts(other)
        return Complex(self.real - real, self.imag - imag)

    def __rsub__(self, other):
        if _is_foreign(other):
            return NotImplemented
        return -self + other

    def __mul__(self, other):
        if _is_foreign(other):
            return NotImplemented
        if not isinstance(other, Complex):
            return Complex(self.real * other, self.imag * other)
        real, imag = parts(other)
        return Complex(self.real * real - self.imag * imag, self.real * imag + self.imag * real)

    def __truediv__(self, other):
        if _is_foreign(other):
            return NotImplemented
        if not isinstance(other, Complex):
            return Complex(self.real / other, self.imag / other)
        return self * other.reciprocal()

    def __rtruediv__(self, other):
        return self.reciprocal() * other

    def __matmul__(self, other):
        if _is_foreign(other):
            return NotImplemented
        real, imag = self.real, self.imag
        if not isinstance(other, Complex):
            return Complex(real @ other, imag @ other)
        return Complex(real @ other.real - imag @ other.imag, real @ other.imag + imag @ other.real)

    def __rmatmul__(self, other):
        return Complex(other @ self.real, other @ self.imag)

    def __pow__(self, exponent):
        if isinstance(exponent, int):
            whole = self if exponent > 0 else self.reciprocal()
            result = whole
            for _ in range(abs(exponent) - 1):
                result = result * whole
            return result if exponent != 0 else result * 0 + 1
        return (self.log() * exponent).exp()

    def __eq__(self, other):
        real, imag = parts(other)
        return (self.real == real) & (self.imag == imag)

    __radd__ = __add__
    __rmul__ = __mul__
    add, sub, mul, div, pow, neg, matmul = __add__, __sub__, __mul__, __truediv__, __pow__, __neg__, __matmul__
    multiply, divide, true_divide, bmm, mm, subtract = mul, div, div, matmul, matmul, sub

    def square(self):
        return self * self

    def reciprocal(self):
        square = self.real**2 + self.imag**2
        return Complex(self.real / square, -self.imag / square)

    def exp(self):
        """exp(a + bi) = eᵃ (cos b + i sin b)"""
        size = math.exp(self.real) if isinstance(self.real, (int, float)) else torch.exp(self.real)
        if isinstance(self.imag, (int, float)):
            return Complex(size * math.cos(self.imag), size * math.sin(self.imag))
        return Complex(size * torch.cos(self.imag), size * torch.sin(self.imag))

    def log(self):
        return Complex(0.5 * torch.log(self.real**2 + self.imag**2), self.angle())

    def sqrt(self):
        return (self.log() * 0.5).exp()

    def sgn(self):
        size = self.abs()
        return self / torch.where(size == 0, torch.ones_like(size), size)

    # Reductions

    def sum(self, *args, **kwargs):
        return self._map(lambda part: part.sum(*args, **kwargs))

    def mean(self, *args, **kwargs):
        return self._map(lambda part: part.mean(*args, **kwargs))

    def cumsum(self, dim):
        return self._map(lambda part: part.cumsum(dim))

    def norm(self, p="fro", dim=None, keepdim=False):
        return torch.norm(self.abs(), p, dim, keepdim)


def _moved(name):
    def method(self, *args, **kwargs):
        return self._map(lambda part: getattr(part, name)(*args, **kwargs))

    return method


for _name in (
    "unsqueeze", "squeeze", "transpose", "permute", "reshape", "view", "flatten", "unflatten", "contiguous", "expand",
    "repeat", "narrow", "roll", "flip", "index_select", "gather", "swapaxes", "movedim", "select", "diagonal", "tril", "triu",
    "t",
):  # fmt: skip
    setattr(Complex, _name, _moved(_name))


def _is_foreign(value):
    """Another library's array, which says itself what it is beside a complex number."""
    return not isinstance(value, (int, float, bool, torch.Tensor, Complex))


def parts(value):
    return (value.real, value.imag) if isinstance(value, Complex) else (value, 0.0)


def half(value, part):
    """A real tensor's imaginary part is a tensor too where it is joined with complex ones."""
    if isinstance(value, Complex):
        return value.imag if part else value.real
    return torch.zeros_like(value) if part and isinstance(value, torch.Tensor) else 0.0 if part else value


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
