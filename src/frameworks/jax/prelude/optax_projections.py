"""optax.projections: the nearest point of a set, of trees of arrays."""

import jax.numpy as jnp
from jax import tree_util as _tree_util

_map = _tree_util.tree_map


def projection_non_negative(tree):
    return _map(lambda x: jnp.maximum(x, 0.0), tree)


def projection_box(tree, lower, upper):
    return _map(lambda x: jnp.clip(x, lower, upper), tree)


def projection_hypercube(tree, scale=1.0):
    return projection_box(tree, 0.0, scale)


def projection_simplex(tree, scale=1.0):
    values = jnp.ravel(tree)
    ordered = jnp.flip(jnp.sort(values))
    totals = jnp.cumsum(ordered)
    ranks = jnp.arange(1, values.shape[0] + 1)
    inside = ordered - (totals - scale) / ranks > 0
    count = jnp.sum(inside)
    border = (jnp.sum(jnp.where(inside, ordered, 0.0)) - scale) / count
    return jnp.maximum(tree - border, 0.0)


def projection_l2_ball(tree, scale=1.0):
    norm = jnp.sqrt(sum(jnp.sum(jnp.square(leaf)) for leaf in _tree_util.tree_leaves(tree)))
    return _map(lambda x: jnp.where(norm <= scale, x, x / norm * scale), tree)


def projection_l2_sphere(tree, scale=1.0):
    norm = jnp.sqrt(sum(jnp.sum(jnp.square(leaf)) for leaf in _tree_util.tree_leaves(tree)))
    return _map(lambda x: x * (scale / norm), tree)


def projection_l1_sphere(tree, scale=1.0):
    return projection_simplex(jnp.abs(tree), scale) * jnp.sign(tree)


def projection_l1_ball(tree, scale=1.0):
    return jnp.where(jnp.sum(jnp.abs(tree)) <= scale, tree, projection_l1_sphere(tree, scale))


def projection_linf_ball(tree, scale=1.0):
    return projection_box(tree, -scale, scale)


def projection_hyperplane(x, a, b):
    return x - (jnp.vdot(a, x) - b) / jnp.vdot(a, a) * a


def projection_halfspace(x, a, b):
    return x - jnp.maximum(jnp.vdot(a, x) - b, 0.0) / jnp.vdot(a, a) * a
