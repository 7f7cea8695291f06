"""What NumPy's functions are in terms of its simpler ones; jax.numpy has the same. Names without a module are this module's own."""

import math

pi, e, inf, nan, newaxis = math.pi, math.e, math.inf, math.nan, None
euler_gamma = 0.5772156649015329


def cbrt(x):
    return sign(x) * power(abs(x), 1 / 3)


def interp(x, xp, fp, left=None, right=None, period=None):
    xp, fp = asarray(xp) * 1.0, asarray(fp) * 1.0
    points = asarray(x) * 1.0
    place = clip(searchsorted(xp, points, side="right"), 1, xp.shape[0] - 1)
    x0, x1, y0, y1 = take(xp, place - 1), take(xp, place), take(fp, place - 1), take(fp, place)
    inside = y0 + (points - x0) * (y1 - y0) / (x1 - x0)
    low = fp[0] if left is None else left
    high = fp[-1] if right is None else right
    return where(points < xp[0], low, where(points > xp[-1], high, inside))


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    return power(base, linspace(start, stop, num, endpoint))


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    return exp(linspace(log(start), log(stop), num, endpoint))


def append(arr, values, axis=None):
    if axis is None:
        return concatenate([ravel(arr), ravel(values)])
    return concatenate([asarray(arr), asarray(values)], axis)


def split(ary, indices_or_sections, axis=0):
    return array_split(ary, indices_or_sections, axis)


def array_split(ary, indices_or_sections, axis=0):
    values = asarray(ary)
    size = values.shape[axis]
    if isinstance(indices_or_sections, int):
        least, more = divmod(size, indices_or_sections)
        ends, place = [], 0
        for i in range(indices_or_sections):
            place += least + (1 if i < more else 0)
            ends.append(place)
    else:
        ends = [int(i) for i in indices_or_sections] + [size]
    starts = [0] + ends[:-1]
    before = (slice(None),) * (axis % values.ndim)
    return [values[before + (slice(start, end),)] for start, end in zip(starts, ends)]


def hsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0 if ndim(ary) == 1 else 1)


def vsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0)


def unstack(x, axis=0):
    return tuple(moveaxis(asarray(x), axis, 0))


def delete(arr, obj, axis=None):
    values = ravel(arr) if axis is None else asarray(arr)
    axis = 0 if axis is None else axis
    gone = [int(i) % values.shape[axis] for i in (obj if isinstance(obj, (list, tuple)) else [obj])]
    return take(values, asarray([i for i in range(values.shape[axis]) if i not in gone]), axis=axis)


def compress(condition, a, axis=None):
    return take(a, nonzero(condition)[0], axis=axis)


def extract(condition, arr):
    return ravel(arr)[ravel(condition)]


def flatnonzero(a, size=None, fill_value=None):
    return nonzero(ravel(a), size=size, fill_value=fill_value)[0]


def argwhere(a, size=None, fill_value=None):
    return stack(nonzero(a, size=size, fill_value=fill_value), axis=-1)


def select(condlist, choicelist, default=0):
    result = default
    for condition, choice in zip(reversed(condlist), reversed(choicelist)):
        result = where(condition, choice, result)
    return result


def piecewise(x, condlist, funclist, *args, **kw):
    values = asarray(x)
    default = funclist[len(condlist)] if len(funclist) > len(condlist) else 0
    result = default(values, *args, **kw) if callable(default) else default * ones_like(values)
    for condition, function in zip(condlist, funclist):
        result = where(condition, function(values, *args, **kw) if callable(function) else function, result)
    return result


def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    return sum(diagonal(a, offset, axis1, axis2), axis=-1)


def permute_dims(a, axes):
    return transpose(a, axes)


def matrix_transpose(a):
    return swapaxes(a, -1, -2)


def rollaxis(a, axis, start=0):
    return moveaxis(a, axis, start if start <= axis else start - 1)


def block(arrays):
    if not isinstance(arrays, list):
        return asarray(arrays)
    if isinstance(arrays[0], list):
        return concatenate([block(row) for row in arrays], axis=-2)
    return concatenate([atleast_1d(one) for one in arrays], axis=-1)


def histogram(a, bins=10, range=None, weights=None, density=None):
    values = ravel(a) * 1.0
    if isinstance(bins, int):
        low, high = (float(min(values)), float(max(values))) if range is None else range
        edges = linspace(low, high, bins + 1)
    else:
        edges = asarray(bins)
    column = values.reshape((-1, 1))
    inside = (column >= edges[:-1]) & ((column < edges[1:]) | ((edges[1:] == edges[-1]) & (column == edges[-1])))
    counts = sum(inside if weights is None else inside * asarray(weights).reshape((-1, 1)), axis=0)
    if density:
        counts = counts / (sum(counts) * diff(edges))
    return counts, edges


def histogramdd(sample, bins=10, range=None, density=None, weights=None):
    """Counts of points: what falls into a bin of every axis at once."""
    columns = list(sample) if isinstance(sample, (list, tuple)) else list(moveaxis(atleast_2d(asarray(sample)), 1, 0))
    rank = len(columns)
    is_one = isinstance(bins, int) or rank > 1 and asarray(bins[0]).ndim == 0 and len(bins) != rank
    each = [bins] * rank if is_one else list(bins)
    counts, edges = 1.0 if weights is None else ravel(asarray(weights)), []
    for i, (values, one, between) in enumerate(zip(columns, each, [None] * rank if range is None else range)):
        own = histogram(values, one, between)[1]
        column = (ravel(asarray(values)) * 1.0).reshape((-1, 1))
        inside = (column >= own[:-1]) & ((column < own[1:]) | ((own[1:] == own[-1]) & (column == own[-1])))
        counts = asarray(counts)[..., None] * (inside * 1.0).reshape((inside.shape[0],) + (1,) * i + (inside.shape[1],))
        edges.append(own)
    counts = sum(counts, axis=0)
    if density:
        counts = counts / sum(counts)
        for i, own in enumerate(edges):
            counts = counts / diff(own).reshape((-1,) + (1,) * (rank - 1 - i))
    return counts, edges


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    both = [bins, bins] if not isinstance(bins, int) and len(bins) != 2 else bins
    counts, edges = histogramdd([x, y], both, range, density, weights)
    return counts, edges[0], edges[1]


def polyval(p, x):
    result = 0.0
    for coefficient in p:
        result = result * x + coefficient
    return result


def gradient(f, *spacing, axis=None, edge_order=1):
    values = asarray(f) * 1.0
    step = spacing[0] if spacing else 1.0
    axes = range(values.ndim) if axis is None else [axis] if isinstance(axis, int) else axis
    results = []
    for one in axes:
        line = moveaxis(values, one, 0)
        inner = (line[2:] - line[:-2]) / (2.0 * step)
        slopes = concatenate([(line[1:2] - line[:1]) / step, inner, (line[-1:] - line[-2:-1]) / step])
        results.append(moveaxis(slopes, 0, one))
    return results[0] if len(results) == 1 else results


def vander(x, N=None, increasing=False):
    values = asarray(x)
    count = values.shape[0] if N is None else N
    powers = range(count) if increasing else range(count - 1, -1, -1)
    return stack([values**i for i in powers], axis=1)


def indices(dimensions):
    return stack([broadcast_to(reshape(arange(n), [-1 if i == axis else 1 for i in range(len(dimensions))]), dimensions) for axis, n in enumerate(dimensions)])


def triu_indices(n, k=0, m=None):
    return nonzero(triu(ones((n, n if m is None else m)), k))


def tril_indices(n, k=0, m=None):
    return nonzero(tril(ones((n, n if m is None else m)), k))


def triu_indices_from(arr, k=0):
    return triu_indices(arr.shape[-2], k, arr.shape[-1])


def tril_indices_from(arr, k=0):
    return tril_indices(arr.shape[-2], k, arr.shape[-1])


def diag_indices(n, ndim=2):
    return (arange(n),) * ndim


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    values = moveaxis(asarray(arr), axis, -1)
    lines = reshape(values, (-1, values.shape[-1]))
    results = stack([asarray(func1d(line, *args, **kwargs)) for line in lines])
    shaped = reshape(results, values.shape[:-1] + results.shape[1:])
    return shaped if results.ndim == 1 else moveaxis(shaped, -1, axis)


class vectorize:
    """Calls the function for every element, or with a signature `(n),(n)->()` for every part that has those axes."""

    def __init__(self, pyfunc=None, otypes=None, signature=None, excluded=None, **options):
        self.pyfunc = pyfunc
        self.signature = signature

    def __call__(self, *args, **kwargs):
        if self.pyfunc is None:
            return vectorize(args[0], signature=self.signature)
        arrays = [asarray(one) for one in args]
        cores = [0] * len(arrays)
        if self.signature is not None:
            inputs = self.signature.replace(" ", "").split("->")[0][1:-1].split("),(")
            cores = [0 if part == "" else len(part.split(",")) for part in inputs]
        outer = broadcast_shapes(*[one.shape[: one.ndim - core] for one, core in zip(arrays, cores)])
        count = math.prod(outer)
        columns = []
        for one, core in zip(arrays, cores):
            own = one.shape[one.ndim - core :]
            columns.append(reshape(broadcast_to(one, tuple(outer) + tuple(own)), (count,) + tuple(own)))
        results = [self.pyfunc(*[column[i] for column in columns], **kwargs) for i in range(count)]
        if isinstance(results[0], tuple):
            return tuple(self._joined([result[k] for result in results], outer) for k in range(len(results[0])))
        return self._joined(results, outer)

    def _joined(self, results, outer):
        whole = stack([asarray(one) for one in results])
        return reshape(whole, tuple(outer) + tuple(whole.shape[1:]))


def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    flat = 0
    for index, size in zip(multi_index, dims):
        flat = flat * size + asarray(index)
    return flat


def unravel_index(indices, shape):
    places, rest = [], asarray(indices)
    for size in reversed(tuple(shape)):
        places.append(rest % size)
        rest = rest // size
    return tuple(reversed(places))


def fill_diagonal(a, val, wrap=False):
    places = arange(a.shape[0])
    a[places, places] = val


def nanmedian(a, axis=None, keepdims=False):
    if axis is None:
        values = ravel(a)
        return median(values[logical_not(isnan(values))])
    rows = moveaxis(asarray(a), axis, -1)
    places = [unravel_index(i, rows.shape[:-1]) for i in range(rows.size // rows.shape[-1])]
    made = reshape(stack([nanmedian(rows[tuple(place)]) for place in places]), rows.shape[:-1])
    return expand_dims(made, axis) if keepdims else made


def unwrap(p, discont=None, axis=-1, period=2 * math.pi):
    phases = moveaxis(asarray(p) * 1.0, axis, -1)
    steps = phases[..., 1:] - phases[..., :-1]
    half = period / 2
    turned = (steps + half) % period - half
    turned = where((turned == -half) & (steps > 0), half, turned)
    correction = where(abs(steps) < (half if discont is None else discont), 0.0, turned - steps)
    moved = concatenate([phases[..., :1], phases[..., 1:] + cumsum(correction, axis=-1)], axis=-1)
    return moveaxis(moved, -1, axis)


def spacing(x):
    return 2.220446049250313e-16 * abs(x)


def iterable(y):
    return hasattr(y, "__iter__") or ndim(y) > 0


def iscomplexobj(x):
    return hasattr(x, "__array_like__")


def real(val):
    return val.real if hasattr(val, "real") else asarray(val)


def imag(val):
    return val.imag if hasattr(val, "__array_like__") or hasattr(val, "__torch_like__") else zeros_like(val)


def isreal(x):
    return ones_like(asarray(x), dtype=bool)


def lcm(a, b):
    return a * b // gcd(a, b)


def gcd(a, b):
    return math.gcd(int(a), int(b))
