"""tensorflow.random: seeded, the same numbers in every run."""

from tensorflow import _native


def set_seed(seed):
    _native.manual_seed(seed)


def normal(shape, mean=0.0, stddev=1.0, dtype="float32", seed=None, name=None):
    return _native.cast(_native.normal(shape, 0) * stddev + mean, dtype)


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype="float32", seed=None, name=None):
    return _native.cast(_native.normal(shape, 2) * stddev + mean, dtype)


def uniform(shape, minval=0, maxval=None, dtype="float32", seed=None, name=None):
    if "int" in str(dtype):
        return _native.cast(_native.integers(shape, minval, maxval), dtype)
    return _native.cast(_native.uniform(shape, 0.0, 1.0) * ((1 if maxval is None else maxval) - minval) + minval, dtype)


def stateless_normal(shape, seed, mean=0.0, stddev=1.0, dtype="float32", **options):
    return normal(shape, mean, stddev, dtype)


def stateless_uniform(shape, seed, minval=0, maxval=None, dtype="float32", **options):
    return uniform(shape, minval, maxval, dtype)


def shuffle(value, seed=None, name=None):
    value = _native.convert_to_tensor(value)
    return _native.gather(value, _native.permutation(value.shape[0]))


class Generator:
    @classmethod
    def from_seed(cls, seed, alg=None):
        return cls()

    def normal(self, shape, mean=0.0, stddev=1.0, dtype="float32", name=None):
        return normal(shape, mean, stddev, dtype)

    def uniform(self, shape, minval=0, maxval=None, dtype="float32", name=None):
        return uniform(shape, minval, maxval, dtype)


def get_global_generator():
    return Generator()


def categorical(logits, num_samples, dtype=None, seed=None, name=None):
    """The greatest of logits with Gumbel noise."""
    draws = []
    for _ in range(num_samples):
        noise = -_native.log(-_native.log(_native.uniform(logits.shape, 1e-7, 1.0)))
        draws.append(_native.argmax(logits + noise, -1))
    return _native.stack(draws, -1)


def split(seed, num=2, alg=None):
    return [(seed[0] if isinstance(seed, (list, tuple)) else 0, i) for i in range(num)]


def fold_in(seed, data, alg=None):
    return seed
