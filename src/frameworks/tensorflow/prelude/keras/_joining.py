"""keras.layers that join several tensors into one."""

from tensorflow import _native
from keras._layer import Layer


class _Merge(Layer):
    def call(self, inputs):
        made = inputs[0]
        for one in inputs[1:]:
            made = self.join(made, one)
        return made


class Add(_Merge):
    def join(self, one, other):
        return one + other


class Subtract(_Merge):
    def join(self, one, other):
        return one - other


class Multiply(_Merge):
    def join(self, one, other):
        return one * other


class Maximum(_Merge):
    def join(self, one, other):
        return _native.maximum(one, other)


class Minimum(_Merge):
    def join(self, one, other):
        return _native.minimum(one, other)


class Average(Add):
    def call(self, inputs):
        return super().call(inputs) / len(inputs)


class Concatenate(Layer):
    def __init__(self, axis=-1, **options):
        super().__init__()
        self.axis = axis

    def call(self, inputs):
        return _native.concat(inputs, self.axis)


class Dot(Layer):
    def __init__(self, axes, normalize=False, **options):
        super().__init__()
        self.axes, self.normalize = [axes, axes] if isinstance(axes, int) else list(axes), normalize

    def call(self, inputs):
        from keras.backend import batch_dot

        x, y = [_native.l2_normalize(one, axis) if self.normalize else one for one, axis in zip(inputs, self.axes)]
        return batch_dot(x, y, self.axes)


def add(inputs, **options):
    return Add()(inputs)


def subtract(inputs, **options):
    return Subtract()(inputs)


def multiply(inputs, **options):
    return Multiply()(inputs)


def maximum(inputs, **options):
    return Maximum()(inputs)


def minimum(inputs, **options):
    return Minimum()(inputs)


def average(inputs, **options):
    return Average()(inputs)


def concatenate(inputs, axis=-1, **options):
    return Concatenate(axis)(inputs)


def dot(inputs, axes=-1, **options):
    return Dot(axes, **options)(inputs)
