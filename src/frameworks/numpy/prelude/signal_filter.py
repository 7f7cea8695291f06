"""scipy.signal: filters, which JAX does not have."""


def lfilter(b, a, x, axis=-1, zi=None):
    line = np.moveaxis(np.asarray(x) * 1.0, axis, 0)
    results = []
    for n in range(line.shape[0]):
        value = 0.0
        for k in range(min(len(b), n + 1)):
            value = value + b[k] * line[n - k]
        for k in range(1, min(len(a), n + 1)):
            value = value - a[k] * results[n - k]
        results.append(value / a[0])
    return np.moveaxis(np.stack(results), 0, axis)
