"""flax.training.common_utils: what has nothing to do with devices."""

import jax
import jax.numpy as jnp


def onehot(labels, num_classes, on_value=1.0, off_value=0.0):
    return jnp.where(jax.nn.one_hot(labels, num_classes) > 0, on_value, off_value).astype(jnp.float32)


def stack_forest(forest):
    return jax.tree_util.tree_map(lambda *leaves: jnp.stack(leaves), *forest)
