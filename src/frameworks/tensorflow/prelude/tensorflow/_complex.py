"""Complex tensors as pairs of real ones, and the types that make them."""

from tensorflow import _native


class ComplexType:
    """complex64 and complex128: the type that `tf.cast` makes complex tensors by."""

    __complex_dtype__ = True
    is_complex = True

    def __init__(self, name):
        self.name = name

    def __call__(self, value):
        return value if isinstance(value, Complex) else Complex(_native.cast(value, "float32"), _native.zeros_like(_native.cast(value, "float32")))

    def __tensor_call__(self, name, args, **options):
        """tf.name(...) that is told this type."""
        given = [one for one in args if not isinstance(one, ComplexType)]
        named = {key: value for key, value in options.items() if not isinstance(value, ComplexType)}
        if name in ("cast", "saturate_cast"):
            return self(given[0] if given else named["x"])
        return self(getattr(_native, name)(*given, **named))


complex64, complex128 = ComplexType("complex64"), ComplexType("complex128")


class Complex:
    """A complex tensor as far as losses use one: parts, absolute value, angle, and arithmetic."""

    # `tf.abs(x)` is `x.abs()`
    __tensor_like__ = True

    def __init__(self, real, imag):
        self._real = real
        self._imag = imag

    @property
    def shape(self):
        return self._real.shape

    @property
    def dtype(self):
        return complex64

    def cast(self, dtype):
        return self if isinstance(dtype, ComplexType) else self._real

    def real(self):
        return self._real

    def imag(self):
        return self._imag

    def __tensor_call__(self, name, args, **options):
        """tf.name(...) of something complex that stands in a list, or behind what is real."""
        if name in ("stack", "concat"):
            return Complex(*[getattr(_native, name)([_parts(one)[i] for one in args[0]], *args[1:], **options) for i in (0, 1)])
        operators = {"add": "__add__", "subtract": "__sub__", "multiply": "__mul__", "divide": "__truediv__", "matmul": "matmul"}
        if name not in operators:
            raise NotImplementedError(f"the preview does not follow tf.{name} of complex tensors")
        return getattr(complex64(args[0]), operators[name])(*args[1:], **options)

    def abs(self):
        square = self._real**2 + self._imag**2
        is_zero = square == 0
        return _native.where(is_zero, 0.0, _native.sqrt(_native.where(is_zero, 1.0, square)))

    absolute = abs

    def angle(self):
        return _native.atan2(self._imag, self._real)

    def conj(self):
        return Complex(self._real, -self._imag)

    conjugate = conj

    def square(self):
        return self * self

    def multiply(self, other):
        return self * other

    def _map(self, function):
        return Complex(function(self._real), function(self._imag))

    def transpose(self, perm=None):
        return self._map(lambda part: _native.transpose(part, perm))

    def reshape(self, shape):
        return self._map(lambda part: _native.reshape(part, shape))

    def __abs__(self):
        return self.abs()

    def __neg__(self):
        return Complex(-self._real, -self._imag)

    def __add__(self, other):
        real, imag = _parts(other)
        return Complex(self._real + real, self._imag + imag)

    def __sub__(self, other):
        real, imag = _parts(other)
        return Complex(self._real - real, self._imag - imag)

    def __rsub__(self, other):
        return -self + other

    def __matmul__(self, other):
        return self.matmul(other)

    def matmul(self, other, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False):
        first = self.conj() if adjoint_a else self
        second = Complex(*_parts(other))
        second = second.conj() if adjoint_b else second
        of = lambda a, b: _native.matmul(a, b + _native.zeros_like(second._real), transpose_a or adjoint_a, transpose_b or adjoint_b)
        return Complex(of(first._real, second._real) - of(first._imag, second._imag), of(first._real, second._imag) + of(first._imag, second._real))

    def exp(self):
        size = _native.exp(self._real)
        return Complex(size * _native.cos(self._imag), size * _native.sin(self._imag))

    def reduce_sum(self, axis=None, keepdims=False):
        return self._map(lambda part: _native.reduce_sum(part, axis, keepdims))

    def reduce_mean(self, axis=None, keepdims=False):
        return self._map(lambda part: _native.reduce_mean(part, axis, keepdims))

    def expand_dims(self, axis):
        return self._map(lambda part: _native.expand_dims(part, axis))

    def squeeze(self, axis=None):
        return self._map(lambda part: _native.squeeze(part, axis))

    def __mul__(self, other):
        real, imag = _parts(other)
        return Complex(self._real * real - self._imag * imag, self._real * imag + self._imag * real)

    def __truediv__(self, other):
        if not isinstance(other, Complex):
            return Complex(self._real / other, self._imag / other)
        square = other._real**2 + other._imag**2
        return self * Complex(other._real / square, -other._imag / square)

    __radd__ = __add__
    __rmul__ = __mul__

    def __getitem__(self, index):
        return Complex(self._real[index], self._imag[index])


def _parts(value):
    if isinstance(value, Complex):
        return value._real, value._imag
    # a number such as 2j
    return (value.real, value.imag) if hasattr(type(value), "__torch_like__") else (value, 0.0)
