"""optax.tree_utils: arithmetic of trees of arrays."""

import jax.numpy as jnp
from jax import tree_util as _tree_util

_map, _leaves = _tree_util.tree_map, _tree_util.tree_leaves


def tree_add(tree_x, tree_y, *others):
    return _map(lambda *parts: sum(parts), tree_x, tree_y, *others)


def tree_sub(tree_x, tree_y):
    return _map(lambda x, y: x - y, tree_x, tree_y)


def tree_mul(tree_x, tree_y):
    return _map(lambda x, y: x * y, tree_x, tree_y)


def tree_div(tree_x, tree_y):
    return _map(lambda x, y: x / y, tree_x, tree_y)


def tree_scale(scalar, tree):
    return _map(lambda x: scalar * x, tree)


tree_scalar_mul = tree_scale


def tree_add_scale(tree_x, scalar, tree_y):
    return _map(lambda x, y: x + scalar * y, tree_x, tree_y)


tree_add_scalar_mul = tree_add_scale


def tree_vdot(tree_x, tree_y):
    return sum(_leaves(_map(lambda x, y: jnp.vdot(x, y), tree_x, tree_y)))


def tree_sum(tree):
    return sum(jnp.sum(leaf) for leaf in _leaves(tree))


def tree_max(tree):
    return jnp.max(jnp.stack([jnp.max(leaf) for leaf in _leaves(tree)]))


def tree_min(tree):
    return jnp.min(jnp.stack([jnp.min(leaf) for leaf in _leaves(tree)]))


def tree_size(tree):
    return sum(jnp.size(leaf) for leaf in _leaves(tree))


def tree_norm(tree, ord=None, squared=False):
    if ord in (1, "1"):
        total = tree_sum(_map(jnp.abs, tree))
        return jnp.square(total) if squared else total
    if ord in (jnp.inf, "inf", "infinity"):
        total = tree_max(_map(jnp.abs, tree))
        return jnp.square(total) if squared else total
    total = tree_sum(_map(jnp.square, tree))
    return total if squared else jnp.sqrt(total)


def tree_l2_norm(tree, squared=False):
    return tree_norm(tree, squared=squared)


def tree_l1_norm(tree):
    return tree_norm(tree, 1)


def tree_zeros_like(tree, dtype=None):
    return _map(jnp.zeros_like, tree)


def tree_ones_like(tree, dtype=None):
    return _map(jnp.ones_like, tree)


def tree_full_like(tree, fill_value, dtype=None):
    return _map(lambda x: jnp.full_like(x, fill_value), tree)


def tree_clip(tree, min_value=None, max_value=None):
    return _map(lambda x: jnp.clip(x, min_value, max_value), tree)


def tree_where(condition, tree_x, tree_y):
    return _map(lambda x, y: jnp.where(condition, x, y), tree_x, tree_y)


def tree_cast(tree, dtype):
    return tree if dtype is None else _map(lambda x: x.astype(dtype), tree)
