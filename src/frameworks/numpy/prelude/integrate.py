"""scipy.integrate: integrals of samples."""

import numpy as np


def trapezoid(y, x=None, dx=1.0, axis=-1):
    return np.trapezoid(y, x, dx, axis)


trapz = trapezoid


def _steps(x, dx, count):
    if x is None:
        return dx * np.ones((count,))
    line = np.asarray(x)
    return line[1:] - line[:-1]


def cumulative_trapezoid(y, x=None, dx=1.0, axis=-1, initial=None):
    line = np.moveaxis(np.asarray(y) * 1.0, axis, -1)
    total = np.cumsum(_steps(x, dx, line.shape[-1] - 1) * 0.5 * (line[..., 1:] + line[..., :-1]), axis=-1)
    if initial is not None:
        total = np.concatenate([initial * np.ones_like(total[..., :1]), total], axis=-1)
    return np.moveaxis(total, -1, axis)


cumtrapz = cumulative_trapezoid


def simpson(y, *, x=None, dx=1.0, axis=-1):
    """Parabolas through three samples each; an odd last interval by the parabola of the last three."""
    line = np.moveaxis(np.asarray(y) * 1.0, axis, -1)
    count = line.shape[-1]
    steps = _steps(x, dx, count - 1)
    total = 0.0
    for i in range(0, count - 2, 2):
        total = total + _parabola(line, steps, i)
    if count % 2 == 1:
        return total
    if count == 2:
        return 0.5 * steps[0] * (line[..., 0] + line[..., 1])
    h0, h1 = steps[-2], steps[-1]
    last = (2 * h1**2 + 3 * h0 * h1) / (6 * (h0 + h1)) * line[..., -1] + (h1**2 + 3 * h0 * h1) / (6 * h0) * line[..., -2]
    return total + last - h1**3 / (6 * h0 * (h0 + h1)) * line[..., -3]


simps = simpson


def _parabola(line, steps, i):
    h0, h1 = steps[i], steps[i + 1]
    return (h0 + h1) / 6 * ((2 - h1 / h0) * line[..., i] + (h0 + h1) ** 2 / (h0 * h1) * line[..., i + 1] + (2 - h0 / h1) * line[..., i + 2])
