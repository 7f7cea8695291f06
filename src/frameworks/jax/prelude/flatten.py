"""jax.flatten_util: a tree of arrays as one vector."""

import jax.numpy as jnp
from jax import tree_util as _tree_util


def ravel_pytree(pytree):
    leaves, structure = _tree_util.tree_flatten(pytree)
    leaves = [jnp.asarray(leaf) for leaf in leaves]
    ends = [sum(leaf.size for leaf in leaves[: i + 1]) for i in range(len(leaves))]

    def unravel(flat):
        parts = [flat[end - leaf.size : end].reshape(leaf.shape) for leaf, end in zip(leaves, ends)]
        return _tree_util.tree_unflatten(structure, parts)

    return jnp.concatenate([jnp.ravel(leaf) for leaf in leaves]), unravel
