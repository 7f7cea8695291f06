"""numpy: statistics of an array along its axes; a part of one module with shared.py."""


def average(a, axis=None, weights=None, returned=False, keepdims=False):
    if weights is None:
        return mean(a, axis=axis, keepdims=keepdims)
    values, weights = asarray(a), asarray(weights)
    if weights.ndim == 1 and values.ndim > 1:
        weights = weights.reshape([-1 if i == axis % values.ndim else 1 for i in range(values.ndim)])
    total = sum(weights * ones_like(values), axis=axis, keepdims=keepdims)
    result = sum(values * weights, axis=axis, keepdims=keepdims) / total
    return (result, total) if returned else result


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    return quantile(a, 0.5, axis=axis, keepdims=keepdims)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, interpolation=None):
    return quantile(a, asarray(q) / 100.0 if isinstance(q, (list, tuple)) else q / 100.0, axis, method=interpolation or method, keepdims=keepdims)


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, interpolation=None):
    values = asarray(a) * 1.0
    rank = values.ndim
    line = values.reshape(-1) if axis is None else moveaxis(values, axis, -1)
    ordered = sort(line, axis=-1)
    if ndim(q) > 0:
        return stack([_quantile(ordered, one, interpolation or method, axis, keepdims, rank) for one in asarray(q)])
    return _quantile(ordered, q, interpolation or method, axis, keepdims, rank)


def _quantile(ordered, q, method, axis, keepdims, rank):
    place = float(q) * (ordered.shape[-1] - 1)
    below, above = int(math.floor(place)), int(math.ceil(place))
    low, high = ordered[..., below], ordered[..., above]
    if method == "lower":
        result = low
    elif method == "higher":
        result = high
    elif method == "nearest":
        result = ordered[..., int(round(place))]
    else:
        result = low + (high - low) * (0.5 if method == "midpoint" and above != below else place - below)
    if not keepdims:
        return result
    return reshape(result, [1] * rank) if axis is None else expand_dims(result, axis)


def diff(a, n=1, axis=-1, prepend=None, append=None):
    values = asarray(a)
    edge = lambda one: full(values.shape[:axis] + (1,) + values.shape[axis:][1:], one) if one is not None and ndim(one) == 0 else one
    return _differences(values, n, axis, edge(prepend), edge(append))


def ptp(a, axis=None, out=None, keepdims=False):
    return max(a, axis=axis, keepdims=keepdims) - min(a, axis=axis, keepdims=keepdims)


def nanmean(a, axis=None, dtype=None, out=None, keepdims=False, where=None):
    return mean(_where_number(a), axis=axis, keepdims=keepdims, where=logical_not(isnan(a)))


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    return var(_where_number(a), axis=axis, ddof=ddof, keepdims=keepdims, where=logical_not(isnan(a)))


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    return sqrt(nanvar(a, axis=axis, ddof=ddof, keepdims=keepdims))


def nanmax(a, axis=None, out=None, keepdims=False):
    return max(where(isnan(a), -inf, a), axis=axis, keepdims=keepdims)


def nanmin(a, axis=None, out=None, keepdims=False):
    return min(where(isnan(a), inf, a), axis=axis, keepdims=keepdims)


def _where_number(a):
    return where(isnan(a), 0.0, a)


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None):
    rows = atleast_2d(asarray(m) * 1.0)
    if not rowvar and rows.shape[0] != 1:
        rows = rows.T
    if y is not None:
        rows = concatenate([rows, atleast_2d(asarray(y) * 1.0)])
    freedom = ddof if ddof is not None else 0 if bias else 1
    centred = rows - mean(rows, axis=1, keepdims=True)
    return squeeze(matmul(centred, centred.T) / (rows.shape[1] - freedom))


def corrcoef(x, y=None, rowvar=True):
    c = cov(x, y, rowvar)
    if c.ndim == 0:
        return c / c
    deviations = sqrt(diag(c))
    return clip(c / outer(deviations, deviations), -1, 1)


def correlate(a, v, mode="valid"):
    return convolve(a, asarray(v)[::-1], mode)


def convolve(a, v, mode="full"):
    a, v = asarray(a), asarray(v)
    if v.shape[0] > a.shape[0]:
        a, v = v, a
    n, m = a.shape[0], v.shape[0]
    padded = pad(a, (m - 1, m - 1))
    full = sum(stack([padded[m - 1 - i : m - 1 - i + n + m - 1] * v[i] for i in range(m)]), axis=0)
    if mode == "full":
        return full
    if mode == "same":
        return full[(m - 1) // 2 : (m - 1) // 2 + n]
    return full[m - 1 : n]
