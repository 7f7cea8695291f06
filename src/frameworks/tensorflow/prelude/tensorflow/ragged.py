"""tf.ragged: ragged tensors from lists, masks and counts, and functions on the values of several."""

from tensorflow import _native
from tensorflow._ragged import RaggedTensor as _RaggedTensor, held as _held, joined as _joined, numbers as _numbers, stack


def constant(pylist, dtype=None, ragged_rank=None, inner_shape=None, name=None, row_splits_dtype=None):
    nested = [item for row in pylist for item in row]
    lengths = [len(row) for row in pylist]
    if nested and isinstance(nested[0], (list, tuple)) and len({len(item) for item in nested}) > 1:
        return _RaggedTensor.from_row_lengths(constant(nested, dtype), lengths)
    return _RaggedTensor.from_row_lengths(_native.constant(nested, dtype), lengths)


def boolean_mask(data, mask, name=None):
    """What the mask keeps of each row."""
    rows = [_native.boolean_mask(row, kept) for row, kept in zip(data, _held(mask))]
    return _joined(rows)


def range(starts, limits=None, deltas=1, dtype=None, name=None, row_splits_dtype=None):
    starts = _numbers(starts)
    if limits is None:
        starts, limits = [0] * len(starts), starts
    limits = [int(limits)] * len(starts) if isinstance(limits, int) else _numbers(limits)
    return constant([list(_count(start, limit, deltas)) for start, limit in zip(starts, limits)], dtype or "int32")


def _count(start, limit, step):
    while start < limit:
        yield start
        start += step


def map_flat_values(op, *args, **kwargs):
    like = next(one for one in args if isinstance(one, _RaggedTensor))
    return like.with_flat_values(op(*[one.flat_values if isinstance(one, _RaggedTensor) else one for one in args], **kwargs))


def row_splits_to_segment_ids(splits, name=None, out_type=None):
    return _RaggedTensor(None, _numbers(splits)).value_rowids()


def segment_ids_to_row_splits(segment_ids, num_segments=None, out_type=None, name=None):
    return _RaggedTensor.from_value_rowids(segment_ids, segment_ids, num_segments).row_splits
