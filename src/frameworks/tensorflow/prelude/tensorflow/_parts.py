"""Parts of tensors that are chosen by numbers: partitions, and slices by begin, end and step."""

from tensorflow import _native


def dynamic_partition(data, partitions, num_partitions, name=None):
    chosen = _native.convert_to_tensor(partitions)
    return [_native.boolean_mask(data, chosen == part) for part in range(int(num_partitions))]


def dynamic_stitch(indices, data, name=None):
    """Undoes a partition, which names each place once."""
    indices = [_native.convert_to_tensor(one) for one in indices]
    places = _native.concat([_native.reshape(one, [-1]) for one in indices], 0)
    rows = [_native.reshape(rows, [-1, *list(rows.shape)[len(one.shape) :]]) for one, rows in zip(indices, data)]
    values = _native.concat(rows, 0)
    count = int(_native.reduce_max(places)) + 1
    blank = _native.zeros([count, *list(values.shape)[1:]], values.dtype)
    return _native.tensor_scatter_nd_update(blank, _native.expand_dims(places, -1), values)


def strided_slice(input_, begin, end, strides=None, begin_mask=0, end_mask=0, name=None, **masks):
    steps = [1] * len(begin) if strides is None else strides
    return input_[
        tuple(
            slice(
                None if begin_mask >> axis & 1 else int(first),
                None if end_mask >> axis & 1 else int(last),
                int(step),
            )
            for axis, (first, last, step) in enumerate(zip(begin, end, steps))
        )
    ]
