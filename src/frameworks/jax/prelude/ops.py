"""jax.ops: reductions of rows by the number of the segment that each belongs to."""

import jax.numpy as jnp


def _count(segment_ids, num_segments):
    return int(jnp.max(segment_ids)) + 1 if num_segments is None else num_segments


def _rest(data):
    return tuple(jnp.shape(data)[1:])


def segment_sum(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    return jnp.zeros((_count(segment_ids, num_segments),) + _rest(data), dtype=data.dtype).at[segment_ids].add(data)


def segment_prod(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    return jnp.ones((_count(segment_ids, num_segments),) + _rest(data), dtype=data.dtype).at[segment_ids].multiply(data)


def segment_max(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    return jnp.full((_count(segment_ids, num_segments),) + _rest(data), -jnp.inf).at[segment_ids].max(data)


def segment_min(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    return jnp.full((_count(segment_ids, num_segments),) + _rest(data), jnp.inf).at[segment_ids].min(data)
