

# numpy alone.

Inf = infty = PINF = inf
NINF = -inf
NaN = NAN = nan
__version__ = "1.26.4"


def seterr(**kwargs):
    return {}


def put_along_axis(arr, indices, values, axis):
    places = [reshape(arange(n), [-1 if i == d else 1 for i in range(arr.ndim)]) for d, n in enumerate(arr.shape)]
    places[axis] = asarray(indices)
    arr[tuple(places)] = values


def copyto(dst, src, casting=None, where=None):
    dst[...] = src if where is None else globals_where(where, src, dst)


def globals_where(condition, x, y):
    from numpy import where

    return where(condition, x, y)



class testing:
    @staticmethod
    def assert_allclose(actual, desired, rtol=1e-07, atol=0, **kwargs):
        assert allclose(actual, desired, rtol, atol)


class _Axes:
    def __init__(self, join):
        self._join = join

    def __getitem__(self, items):
        return self._join(items if isinstance(items, tuple) else (items,))


r_ = _Axes(lambda items: concatenate([atleast_1d(one) for one in items]))
c_ = _Axes(lambda items: column_stack([asarray(one) for one in items]))
