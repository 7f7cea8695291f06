"""Complex arrays as pairs of real ones, and what NumPy's functions make of them. Derivatives are those of the parts."""

import numpy as np


class ComplexType:
    """complex64 and complex128: a name for a dtype, and a function."""

    __complex_dtype__ = True
    kind = "c"

    def __init__(self, name):
        self.name = name

    def __call__(self, value=0):
        return as_complex(value)

    def __eq__(self, other):
        return isinstance(other, ComplexType) or other is complex or other in ("complex64", "complex128")

    def __str__(self):
        return self.name


complex64, complex128 = ComplexType("complex64"), ComplexType("complex128")


class Complex:
    # NumPy's functions of it are asked for below
    __array_like__ = True

    def __init__(self, real, imag):
        self.real = real
        self.imag = imag

    @property
    def shape(self):
        return np.shape(self.real)

    @property
    def ndim(self):
        return np.ndim(self.real)

    @property
    def size(self):
        return np.size(self.real)

    @property
    def dtype(self):
        return complex64

    def __len__(self):
        return len(self.real)

    def __iter__(self):
        return (Complex(real, imag) for real, imag in zip(self.real, self.imag))

    @property
    def T(self):
        return self._map(lambda part: part.T)

    mT = T

    def _map(self, function):
        return Complex(function(self.real), function(self.imag))

    def __getitem__(self, index):
        return Complex(self.real[index], self.imag[index])

    @property
    def at(self):
        return _Places(self)

    # Parts

    def abs(self):
        """The derivative at 0 is 0."""
        square = self.real**2 + self.imag**2
        is_zero = square == 0
        return np.where(is_zero, 0.0, np.sqrt(np.where(is_zero, 1.0, square)))

    __abs__ = absolute = abs

    def angle(self, deg=False):
        return np.arctan2(self.imag, self.real)

    def conj(self):
        return Complex(self.real, -self.imag)

    conjugate = conj

    def isnan(self):
        return np.isnan(self.real) | np.isnan(self.imag)

    def isfinite(self):
        return np.isfinite(self.real) & np.isfinite(self.imag)

    def astype(self, dtype, **options):
        return self if is_complex_type(dtype) else self.real

    def item(self):
        return self

    def copy(self):
        return self

    # Arithmetic

    def __neg__(self):
        return Complex(-self.real, -self.imag)

    def __add__(self, other):
        real, imag = parts(other)
        return Complex(self.real + real, self.imag + imag)

    def __sub__(self, other):
        real, imag = parts(other)
        return Complex(self.real - real, self.imag - imag)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        if not is_complex(other):
            return Complex(self.real * other, self.imag * other)
        real, imag = parts(other)
        return Complex(self.real * real - self.imag * imag, self.real * imag + self.imag * real)

    def __truediv__(self, other):
        if not is_complex(other):
            return Complex(self.real / other, self.imag / other)
        return self * as_complex(other).reciprocal()

    def __rtruediv__(self, other):
        return self.reciprocal() * other

    def __matmul__(self, other):
        return call("matmul", self, other)

    def __rmatmul__(self, other):
        return call("matmul", other, self)

    def __pow__(self, exponent):
        if not isinstance(exponent, int):
            return (self.log() * exponent).exp()
        whole = self if exponent > 0 else self.reciprocal()
        result = whole
        for _ in range(abs(exponent) - 1):
            result = result * whole
        return result if exponent != 0 else result * 0 + 1

    def __eq__(self, other):
        real, imag = parts(other)
        return (self.real == real) & (self.imag == imag)

    def __ne__(self, other):
        return np.logical_not(self == other)

    __radd__ = __add__
    __rmul__ = __mul__
    add, subtract, multiply, divide, power, negative, equal = __add__, __sub__, __mul__, __truediv__, __pow__, __neg__, __eq__
    true_divide, float_power, pow, positive = divide, power, power, copy

    def square(self):
        return self * self

    def reciprocal(self):
        square = self.real**2 + self.imag**2
        return Complex(self.real / square, -self.imag / square)

    def exp(self):
        """exp(a + bi) = eᵃ (cos b + i sin b)"""
        size = np.exp(self.real)
        return Complex(size * np.cos(self.imag), size * np.sin(self.imag))

    def log(self):
        return Complex(0.5 * np.log(self.real**2 + self.imag**2), self.angle())

    def sqrt(self):
        size = self.abs()
        real = np.sqrt(np.maximum(0.5 * (size + self.real), 0.0))
        return Complex(real, np.where(self.imag < 0, -1.0, 1.0) * np.sqrt(np.maximum(0.5 * (size - self.real), 0.0)))

    def cos(self):
        return Complex(np.cos(self.real) * np.cosh(self.imag), -np.sin(self.real) * np.sinh(self.imag))

    def sin(self):
        return Complex(np.sin(self.real) * np.cosh(self.imag), np.cos(self.real) * np.sinh(self.imag))

    def var(self, axis=None, keepdims=False, **options):
        apart = self - call("mean", self, axis=axis, keepdims=True)
        return np.mean(apart.real**2 + apart.imag**2, axis=axis, keepdims=keepdims)

    def std(self, *args, **kwargs):
        return np.sqrt(self.var(*args, **kwargs))

    def prod(self, axis=None, **options):
        parts_of = list(call("ravel", self) if axis is None else call("moveaxis", self, axis, 0))
        result = parts_of[0]
        for part in parts_of[1:]:
            result = result * part
        return result

    def norm(self, *args, **kwargs):
        return np.linalg.norm(self.abs(), *args, **kwargs)

    def allclose(self, other, *args, **kwargs):
        real, imag = parts(other)
        return np.allclose(self.real, real, *args, **kwargs) and np.allclose(self.imag, imag, *args, **kwargs)


class _Places:
    def __init__(self, array, index=None):
        self.array, self.index = array, index

    def __getitem__(self, index):
        return _Places(self.array, index)


def _changed(name):
    def change(self, values):
        real, imag = parts(values)
        array = self.array
        return Complex(getattr(array.real.at[self.index], name)(real), getattr(array.imag.at[self.index], name)(imag))

    return change


_Places.set, _Places.add = _changed("set"), _changed("add")

# Functions that do the same with both parts.
_linear = (
    "sum mean reshape transpose squeeze expand_dims swapaxes moveaxis ravel flatten roll flip fliplr flipud tile repeat diag diagonal trace "
    "take cumsum pad broadcast_to triu tril nansum diff atleast_1d atleast_2d atleast_3d permute_dims rot90 zeros_like compress "
    "ascontiguousarray take_along_axis matrix_transpose nanmean"
).split(" ")
# Functions of two factors.
_bilinear = "dot matmul inner outer tensordot kron vecdot convolve".split(" ")
_joining = "array asarray stack concatenate concat hstack vstack dstack column_stack append block asanyarray".split(" ")


def _moved(name):
    return lambda self, *args, **kwargs: self._map(lambda part: getattr(np, name)(part, *args, **kwargs))


for _name in _linear:
    setattr(Complex, _name, _moved(_name))


def is_complex_type(value):
    return isinstance(value, ComplexType) or value is complex or (isinstance(value, str) and value.startswith("complex"))


def is_complex(value):
    """Ours, NumPy's beside JAX's, or a Python number such as 2j."""
    return hasattr(type(value), "__array_like__") or hasattr(type(value), "__torch_like__")


def as_complex(value):
    if isinstance(value, Complex):
        return value
    return Complex(value.real, value.imag) if is_complex(value) else Complex(value, 0.0 * value)


def parts(value):
    return (value.real, value.imag) if is_complex(value) else (value, 0.0)


def _half(value, part):
    if isinstance(value, (list, tuple)):
        return [_half(one, part) for one in value]
    if is_complex(value):
        return value.imag if part else value.real
    return np.zeros_like(value) if part and np.ndim(value) > 0 else 0.0 if part else value


def call(name, *args, **kwargs):
    """np.name(*args), among whose arguments is something complex."""
    own = {key: value for key, value in kwargs.items() if not (key == "dtype" and is_complex_type(value))}
    plain = [one for one in args if not is_complex_type(one)]
    if name == "astype":
        return as_complex(args[0]) if len(plain) < len(args) or len(own) < len(kwargs) else args[0].real
    function = getattr(np, name) if hasattr(np, name) else None
    if len(plain) < len(args) or len(own) < len(kwargs):
        made = call(name, *plain, **own) if any(_holds_complex(one) for one in plain) else function(*plain, **own)
        return as_complex(made)
    if name in _joining:
        return Complex(function(*[_half(one, 0) if i < 2 else one for i, one in enumerate(args)], **own), function(*[_half(one, 1) if i < 2 and _is_data(name, i) else one for i, one in enumerate(args)], **own))
    if name == "where":
        return Complex(function(args[0], *[_half(one, 0) for one in args[1:]]), function(args[0], *[_half(one, 1) for one in args[1:]]))
    if name in _bilinear:
        a, b, rest = as_complex(args[0]), args[1], args[2:]
        if not is_complex(b):
            return a._map(lambda part: function(part, b, *rest, **own))
        b = as_complex(b)
        of = lambda left, right: function(left, right, *rest, **own)
        if name == "vecdot":
            a = a.conj()
        return Complex(of(a.real, b.real) - of(a.imag, b.imag), of(a.real, b.imag) + of(a.imag, b.real))
    if name == "vdot":
        return call("dot", as_complex(args[0]).conj().ravel(), as_complex(args[1]).ravel())
    if name == "einsum":
        return _einsum(args[0], [as_complex(one) if is_complex(one) else one for one in args[1:]], own)
    first = as_complex(args[0])
    if name == "iscomplexobj":
        return True
    if not hasattr(first, name):
        raise NotImplementedError(f"the preview does not follow {name} of complex numbers")
    found = getattr(first, name)
    return found(*args[1:], **own) if callable(found) else found


def _is_data(name, i):
    return i == 0 or name == "append"


def _holds_complex(value):
    return any(_holds_complex(one) for one in value) if isinstance(value, (list, tuple)) else is_complex(value)


def _einsum(equation, operands, options):
    place = next((i for i, one in enumerate(operands) if isinstance(one, Complex)), None)
    if place is None:
        return np.einsum(equation, *operands, **options)
    real = _einsum(equation, [*operands[:place], operands[place].real, *operands[place + 1 :]], options)
    imag = _einsum(equation, [*operands[:place], operands[place].imag, *operands[place + 1 :]], options)
    if not is_complex(real):
        return Complex(real, imag)
    return Complex(real.real - imag.imag, real.imag + imag.real)
