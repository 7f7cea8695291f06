

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
    dst[...] = src if where is None else _globals_where(where, src, dst)


def _globals_where(condition, x, y):
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


def _spread(item):
    """A slice as the numbers that it runs over."""
    if not isinstance(item, slice):
        return item
    start = 0 if item.start is None else item.start
    return arange(start, item.stop, 1 if item.step is None else item.step)


def _open_grid(items):
    lines = [_spread(item) for item in items]
    return [line.reshape([-1 if i == axis else 1 for i in range(len(lines))]) for axis, line in enumerate(lines)]


def _dense_grid(items):
    lines = _open_grid(items)
    if len(lines) == 1:
        return lines[0]
    shape = [line.size for line in lines]
    return stack([broadcast_to(line, shape) for line in lines])


r_ = _Axes(lambda items: concatenate([atleast_1d(_spread(one)) for one in items]))
c_ = _Axes(lambda items: column_stack([asarray(_spread(one)) for one in items]))
s_ = index_exp = _Axes(lambda items: items[0] if len(items) == 1 else items)
mgrid = _Axes(_dense_grid)
ogrid = _Axes(lambda items: _open_grid(items)[0] if len(items) == 1 else _open_grid(items))


def putmask(a, mask, values):
    a[...] = _globals_where(mask, values, a)


place = putmask


def put(a, ind, v, mode="raise"):
    flat = a.reshape(-1)
    flat[ind] = v
    a[...] = flat.reshape(a.shape)


def ndenumerate(arr):
    return [(place, arr[place]) for place in ndindex(arr.shape)]


def require(a, dtype=None, requirements=None):
    return asarray(a, dtype=dtype)


asarray_chkfinite = asfortranarray = asanyarray


class poly1d:
    """A polynomial that can be called, by its coefficients or its zeros."""

    def __init__(self, c_or_r, r=False, variable=None):
        self.coeffs = poly(c_or_r) if r else atleast_1d(c_or_r)

    @property
    def order(self):
        return len(self.coeffs) - 1

    c = coef = coefficients = property(lambda self: self.coeffs)

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def deriv(self, m=1):
        return poly1d(polyder(self.coeffs, m))

    def integ(self, m=1, k=0):
        return poly1d(polyint(self.coeffs, m, k))

    def __add__(self, other):
        return poly1d(polyadd(self.coeffs, other.coeffs if isinstance(other, poly1d) else other))

    def __mul__(self, other):
        return poly1d(polymul(self.coeffs, other.coeffs if isinstance(other, poly1d) else other))


class _Silence:
    """A context manager and decorator about warnings or printing, of which a trace has none."""

    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __call__(self, function):
        return function


errstate = printoptions = _Silence


def set_printoptions(*args, **kwargs):
    pass


def ndindex(*shape):
    if len(shape) == 1 and isinstance(shape[0], (tuple, list)):
        shape = shape[0]
    places = [()]
    for extent in shape:
        places = [place + (i,) for place in places for i in range(extent)]
    return places


array2string = array_str
