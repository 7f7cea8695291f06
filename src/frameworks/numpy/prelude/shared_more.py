
import builtins

# Sets, windows and places, which the functions above are enough for.


def cumulative_sum(x, axis=None, dtype=None, include_initial=False):
    line = cumsum(x, axis=0 if axis is None else axis)
    return concatenate([zeros_like(take(line, asarray([0]), axis=axis or 0)), line], axis=axis or 0) if include_initial else line


def cumulative_prod(x, axis=None, dtype=None, include_initial=False):
    line = cumprod(x, axis=0 if axis is None else axis)
    return concatenate([ones_like(take(line, asarray([0]), axis=axis or 0)), line], axis=axis or 0) if include_initial else line


def nancumsum(a, axis=None, dtype=None, out=None):
    return cumsum(where(isnan(a), 0.0, a), axis=axis)


def nancumprod(a, axis=None, dtype=None, out=None):
    return cumprod(where(isnan(a), 1.0, a), axis=axis)


def nanprod(a, axis=None, dtype=None, out=None, keepdims=False):
    return prod(where(isnan(a), 1.0, a), axis=axis, keepdims=keepdims)


def nanargmax(a, axis=None, out=None, keepdims=False):
    return argmax(where(isnan(a), -inf, a), axis=axis)


def nanargmin(a, axis=None, out=None, keepdims=False):
    return argmin(where(isnan(a), inf, a), axis=axis)


def modf(x, out=None):
    whole = trunc(x)
    return x - whole, whole


def divmod(x1, x2):
    return floor_divide(x1, x2), remainder(x1, x2)


def ediff1d(ary, to_end=None, to_begin=None):
    line = ravel(asarray(ary))
    parts = [None if to_begin is None else atleast_1d(to_begin), line[1:] - line[:-1], None if to_end is None else atleast_1d(to_end)]
    return concatenate([part for part in parts if part is not None])


def insert(arr, obj, values, axis=None):
    line = ravel(arr) if axis is None else asarray(arr)
    along = 0 if axis is None else axis
    extent = line.shape[along]
    place = int(obj) % (extent + 1) if int(obj) < 0 else int(obj)
    first, last = take(line, arange(place), axis=along), take(line, arange(place, extent), axis=along)
    shape = list(line.shape)
    shape[along] = 1 if ndim(values) < builtins.max(1, line.ndim) else shape[along]
    new = reshape(asarray(values), [-1]) if line.ndim == 1 else broadcast_to(expand_dims(asarray(values), along) if ndim(values) == line.ndim - 1 else asarray(values), shape)
    return concatenate([first, new, last], axis=along)


def ix_(*args):
    lines = [nonzero(asarray(one))[0] if asarray(one).dtype == bool else asarray(one) for one in args]
    return tuple(reshape(line, [-1 if i == axis else 1 for i in range(len(lines))]) for axis, line in enumerate(lines))


def lexsort(keys, axis=-1):
    """The last key counts first: sorting by the others before it keeps their order among equals."""
    order = argsort(asarray(keys[0]), axis=axis, kind="stable")
    for key in keys[1:]:
        ranked = take_along_axis(asarray(key), order, axis=axis)
        order = take_along_axis(order, argsort(ranked, axis=axis, kind="stable"), axis=axis)
    return order


def diag_indices_from(arr):
    return tuple(arange(arr.shape[0]) for _ in range(arr.ndim))


def fromfunction(function, shape, dtype=float, **kwargs):
    lines = [arange(extent) for extent in shape]
    places = [broadcast_to(reshape(line, [-1 if i == axis else 1 for i in range(len(shape))]), shape) for axis, line in enumerate(lines)]
    return function(*[place.astype(dtype) for place in places], **kwargs)


def resize(a, new_shape):
    shape = [new_shape] if isinstance(new_shape, int) else list(new_shape)
    line, size = ravel(a), math.prod(shape)
    return reshape(line[arange(size) % line.size], shape)


def matvec(x1, x2):
    return sum(x1 * expand_dims(x2, -2), axis=-1)


def vecmat(x1, x2):
    return sum(expand_dims(x1, -1) * x2, axis=-2)


def union1d(ar1, ar2, size=None, fill_value=None):
    return unique(concatenate([ravel(asarray(ar1)), ravel(asarray(ar2))]))


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    own = unique(asarray(ar1))
    return own[isin(own, ravel(asarray(ar2)))]


def setdiff1d(ar1, ar2, assume_unique=False, size=None, fill_value=None):
    own = unique(asarray(ar1))
    return own[logical_not(isin(own, ravel(asarray(ar2))))]


def setxor1d(ar1, ar2, assume_unique=False):
    return union1d(setdiff1d(ar1, ar2), setdiff1d(ar2, ar1))


def unique_values(x, size=None, fill_value=None):
    return unique(x)


def _cosines(M, *weights):
    places = arange(M) * (2 * math.pi / builtins.max(1, M - 1))
    made = weights[0] + 0.0 * places
    for i, weight in enumerate(weights[1:], 1):
        made = made + (-1) ** i * weight * cos(i * places)
    return made


def hanning(M):
    return _cosines(M, 0.5, 0.5)


def hamming(M):
    return _cosines(M, 0.54, 0.46)


def blackman(M):
    return _cosines(M, 0.42, 0.5, 0.08)


def bartlett(M):
    return 1.0 - abs(2.0 * arange(M) / builtins.max(1, M - 1) - 1.0)
