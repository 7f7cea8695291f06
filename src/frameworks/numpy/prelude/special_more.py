"""scipy.special: what JAX does not have of it."""


def erfcinv(y):
    return erfinv(1.0 - np.asarray(y))


def softplus(x):
    return np.logaddexp(0.0, x)


def huber(delta, r):
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * size * size, delta * (size - 0.5 * delta))


def pseudo_huber(delta, r):
    return delta * delta * (np.sqrt(1.0 + np.square(r / delta)) - 1.0)


def cosm1(x):
    return -2.0 * np.sin(0.5 * x) ** 2
