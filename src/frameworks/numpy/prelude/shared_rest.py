

# Polynomials, highest power first, and rarer ways of choosing and counting.


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """By the normal equations of columns of length 1."""
    columns, aim = vander(asarray(x) * 1.0, deg + 1), asarray(y) * 1.0
    if w is not None:
        columns = columns * expand_dims(asarray(w), -1)
        aim = aim * (asarray(w) if aim.ndim == 1 else expand_dims(asarray(w), -1))
    lengths = sqrt(sum(columns * columns, axis=0))
    scaled = columns / lengths
    solved = solve(matmul(scaled.T, scaled), matmul(scaled.T, aim))
    return solved / (lengths if aim.ndim == 1 else expand_dims(lengths, -1))


def polyadd(a1, a2):
    a1, a2 = atleast_1d(a1), atleast_1d(a2)
    missing = a1.shape[0] - a2.shape[0]
    return pad(a1, (builtins.max(0, -missing), 0)) + pad(a2, (builtins.max(0, missing), 0))


def polysub(a1, a2):
    return polyadd(a1, -asarray(a2))


def polymul(a1, a2):
    return convolve(atleast_1d(a1), atleast_1d(a2))


def polyder(p, m=1):
    for _ in range(m):
        p = asarray(p)
        p = p[:-1] * arange(p.shape[0] - 1, 0, -1)
    return p


def polyint(p, m=1, k=None):
    for i in range(m):
        p = asarray(p) * 1.0
        constant = 0.0 if k is None else k if ndim(k) == 0 else k[i]
        p = concatenate([p / arange(p.shape[0], 0, -1), atleast_1d(asarray(constant * 1.0))])
    return p


def poly(seq_of_zeros):
    made = ones((1,))
    for zero in atleast_1d(seq_of_zeros):
        made = convolve(made, stack([ones_like(zero), -zero]))
    return made


def choose(a, choices, out=None, mode="raise"):
    places = asarray(a)
    made = asarray(choices[0]) * ones_like(places)
    for i in range(1, len(choices)):
        made = where(places == i, choices[i], made)
    return made


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **kwargs):
    if axis is None:
        line = ravel(a)
        made = quantile(line[logical_not(isnan(line))], q, method=method)
        return reshape(made, (1,) * ndim(a)) if keepdims else made
    rows = moveaxis(asarray(a), axis, -1)
    places = [unravel_index(i, rows.shape[:-1]) for i in range(rows.size // rows.shape[-1])]
    made = reshape(stack([nanquantile(rows[tuple(place)], q, method=method) for place in places]), rows.shape[:-1])
    return expand_dims(made, axis) if keepdims else made


def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **kwargs):
    return nanquantile(a, asarray(q) / 100.0 if isinstance(q, (list, tuple)) else q / 100.0, axis, method=method, keepdims=keepdims)


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    return histogram(a, bins, range)[1]


def unique_counts(x):
    return unique(x, return_counts=True)


def unique_inverse(x):
    return unique(x, return_inverse=True)


def apply_over_axes(func, a, axes):
    made = asarray(a)
    for axis in [axes] if isinstance(axes, int) else axes:
        part = func(made, axis)
        made = part if part.ndim == made.ndim else expand_dims(part, axis)
    return made


def dsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 2)


def fromiter(iter, dtype=float, count=-1):
    return array(list(iter), dtype=dtype)


def frompyfunc(func, nin, nout):
    return vectorize(func)


def isrealobj(x):
    return not iscomplexobj(x)


def iscomplex(x):
    return imag(x) != 0


def can_cast(from_, to, casting="safe"):
    return result_type(from_, to) == dtype(to)


def trim_zeros(filt, trim="fb"):
    kept = nonzero(filt)[0]
    first = int(kept[0]) if "f" in trim else 0
    last = int(kept[-1]) + 1 if "b" in trim else len(filt)
    return filt[first:last]


def array_str(a, *args, **kwargs):
    return str(a)


array_repr = array_str
