"""jax.image: resizing by linear and nearest neighbours, as products with a matrix of weights an axis."""

import jax.numpy as jnp


def resize(image, shape, method="linear", antialias=True, precision=None):
    name = str(method).lower().split(".")[-1]
    if name not in ("linear", "bilinear", "trilinear", "triangle", "nearest"):
        raise NotImplementedError(f"the preview resizes by 'linear' and 'nearest', not by {method!r}")
    for axis, size in enumerate(shape):
        if size != image.shape[axis]:
            image = _along(image, axis, size, name == "nearest", antialias)
    return image


def _along(image, axis, size, is_nearest, antialias):
    extent = image.shape[axis]
    centres = (jnp.arange(size) + 0.5) * (extent / size)
    if is_nearest:
        return jnp.take(image, jnp.floor(centres).astype(int), axis=axis)
    # a smaller image takes the mean over a wider triangle
    reach = max(extent / size, 1.0) if antialias else 1.0
    distance = jnp.abs(centres[None, :] - 0.5 - jnp.arange(extent)[:, None]) / reach
    weights = jnp.maximum(0.0, 1.0 - distance)
    weights = weights / jnp.sum(weights, axis=0, keepdims=True)
    return jnp.moveaxis(jnp.tensordot(jnp.moveaxis(image, axis, -1), weights, 1), -1, axis)
