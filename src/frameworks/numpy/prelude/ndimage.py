"""scipy.ndimage: distances to the background, and filters, which boundary losses are made of."""

import numpy as np

_paddings = {"reflect": "symmetric", "grid-mirror": "symmetric", "mirror": "reflect", "nearest": "edge", "wrap": "wrap", "grid-wrap": "wrap"}


def distance_transform_edt(input, sampling=None, return_distances=True, return_indices=False, distances=None, indices=None):
    inside = np.asarray(input) != 0
    shape = inside.shape
    steps = [1.0] * len(shape) if sampling is None else [sampling] * len(shape) if np.isscalar(sampling) else list(sampling)
    places = np.stack(np.meshgrid(*[np.arange(n) * step for n, step in zip(shape, steps)], indexing="ij"), -1).reshape(-1, len(shape))
    squares = ((places[:, None] - places[None]) ** 2).sum(-1)
    nearest = np.where(inside.reshape(1, -1), np.inf, squares).min(1)
    # without any background, scipy measures from one step before the first element
    before = np.array([-steps[0]] + [0.0] * (len(shape) - 1))
    nearest = np.where(np.isinf(nearest), ((places - before) ** 2).sum(-1), nearest)
    return np.where(inside, np.sqrt(nearest).reshape(shape), 0.0)


def correlate(input, weights, output=None, mode="reflect", cval=0.0, origin=0):
    weights = np.asarray(weights)
    return _filtered(input, weights, [size // 2 for size in weights.shape], mode, cval)


def convolve(input, weights, output=None, mode="reflect", cval=0.0, origin=0):
    weights = np.flip(np.asarray(weights))
    return _filtered(input, weights, [(size - 1) // 2 for size in weights.shape], mode, cval)


def _filtered(input, weights, centres, mode, cval):
    image = np.asarray(input)
    around = [(centre, size - 1 - centre) for centre, size in zip(centres, weights.shape)]
    if mode in ("constant", "grid-constant"):
        padded = np.pad(image, around, mode="constant", constant_values=cval)
    else:
        padded = np.pad(image, around, mode=_paddings[mode])
    total = 0
    for place in np.ndindex(*weights.shape):
        window = padded[tuple(slice(start, start + n) for start, n in zip(place, image.shape))]
        total = total + weights[place] * window
    return total
