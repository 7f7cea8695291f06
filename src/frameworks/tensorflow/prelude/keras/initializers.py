"""keras.initializers."""

from tensorflow import _native


class Initializer:
    def __call__(self, shape, dtype=None, **options):
        return self.make(tuple(shape))


class Zeros(Initializer):
    def make(self, shape):
        return _native.zeros(shape)


class Ones(Initializer):
    def make(self, shape):
        return _native.ones(shape)


class Constant(Initializer):
    def __init__(self, value=0.0):
        self.value = value

    def make(self, shape):
        return _native.broadcast_to(_native.cast(self.value, "float32"), shape)


class RandomNormal(Initializer):
    def __init__(self, mean=0.0, stddev=0.05, seed=None):
        self.mean, self.stddev = mean, stddev

    def make(self, shape):
        return _native.normal(shape, 0) * self.stddev + self.mean


class TruncatedNormal(RandomNormal):
    def make(self, shape):
        return _native.normal(shape, 2) * self.stddev + self.mean


class RandomUniform(Initializer):
    def __init__(self, minval=-0.05, maxval=0.05, seed=None):
        self.minval, self.maxval = minval, maxval

    def make(self, shape):
        return _native.uniform(shape, self.minval, self.maxval)


class GlorotUniform(Initializer):
    def __init__(self, seed=None):
        self.gain = 6.0

    def make(self, shape):
        fan_in = shape[0] if shape else 1
        fan_out = shape[-1] if shape else 1
        limit = (self.gain / max(1.0, fan_in + fan_out)) ** 0.5
        return _native.uniform(shape, -limit, limit)


class HeNormal(Initializer):
    def __init__(self, seed=None):
        self.gain = 2.0

    def make(self, shape):
        return _native.normal(shape, 2) * (self.gain / max(1.0, shape[0] if shape else 1)) ** 0.5


class VarianceScaling(Initializer):
    def __init__(self, scale=1.0, mode="fan_in", distribution="truncated_normal", seed=None):
        self.scale = scale

    def make(self, shape):
        return _native.normal(shape, 2) * (self.scale / max(1.0, shape[0] if shape else 1)) ** 0.5


class Orthogonal(GlorotUniform):
    pass


GlorotNormal = HeUniform = LecunNormal = LecunUniform = GlorotUniform
glorot_uniform, he_normal, zeros, ones, constant = GlorotUniform, HeNormal, Zeros, Ones, Constant
random_normal, random_uniform = RandomNormal, RandomUniform

_named = {
    "zeros": Zeros, "ones": Ones, "glorot_uniform": GlorotUniform, "glorot_normal": GlorotNormal, "he_normal": HeNormal,
    "he_uniform": HeUniform, "uniform": RandomUniform, "random_uniform": RandomUniform, "normal": RandomNormal,
    "random_normal": RandomNormal, "truncated_normal": TruncatedNormal, "orthogonal": Orthogonal, "lecun_normal": LecunNormal,
}


def get(identifier):
    if isinstance(identifier, str):
        if identifier not in _named:
            raise ValueError(f"Could not interpret initializer identifier: {identifier}")
        return _named[identifier]()
    return identifier() if isinstance(identifier, type) else identifier
