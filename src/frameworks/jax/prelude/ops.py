"""jax.ops: reductions of rows by the number of the segment that each belongs to."""

import jax.numpy as jnp


def _count(segment_ids, num_segments):
    return int(jnp.max(segment_ids)) + 1 if num_segments is None else num_segments


def _rest(data):
    return tuple(jnp.shape(data)[1:])


def _places(data, segment_ids, num_segments, initial, dtype=None):
    """Where each row goes. Numbers below zero are no segment: they are put behind the last, where nothing is written."""
    count = _count(segment_ids, num_segments)
    return jnp.full((count,) + _rest(data), initial, dtype=dtype).at[jnp.where(segment_ids < 0, count, segment_ids)]


def segment_sum(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    return _places(data, segment_ids, num_segments, 0, data.dtype).add(data)


def segment_prod(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    return _places(data, segment_ids, num_segments, 1, data.dtype).multiply(data)


def segment_max(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    return _places(data, segment_ids, num_segments, -jnp.inf).max(data)


def segment_min(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None, mode=None):
    return _places(data, segment_ids, num_segments, jnp.inf).min(data)
