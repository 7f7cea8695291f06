"""tf.RaggedTensor: rows of different lengths, kept end to end in one tensor of values with the places where rows begin."""

from tensorflow import _native


class RaggedTensor:
    def __init__(self, values, splits):
        self.values = values
        self._splits = splits

    @classmethod
    def from_row_splits(cls, values, row_splits, name=None, validate=True):
        return cls(held(values), numbers(row_splits))

    @classmethod
    def from_row_lengths(cls, values, row_lengths, name=None, validate=True):
        splits = [0]
        for length in numbers(row_lengths):
            splits.append(splits[-1] + length)
        return cls(held(values), splits)

    @classmethod
    def from_value_rowids(cls, values, value_rowids, nrows=None, name=None, validate=True):
        rows = numbers(value_rowids)
        count = (max(rows) + 1 if rows else 0) if nrows is None else int(nrows)
        return cls.from_row_lengths(values, [rows.count(row) for row in range(count)])

    @classmethod
    def from_row_starts(cls, values, row_starts, name=None, validate=True):
        values = held(values)
        return cls(values, numbers(row_starts) + [_length(values)])

    @classmethod
    def from_row_limits(cls, values, row_limits, name=None, validate=True):
        return cls(held(values), [0] + numbers(row_limits))

    @classmethod
    def from_uniform_row_length(cls, values, uniform_row_length, nrows=None, name=None, validate=True):
        values = held(values)
        length = int(uniform_row_length)
        return cls.from_row_lengths(values, [length] * (_length(values) // length if nrows is None else int(nrows)))

    @classmethod
    def from_tensor(cls, tensor, lengths=None, padding=None, ragged_rank=1, name=None, row_splits_dtype=None):
        """Rows up to their lengths, or without the padding at their ends."""
        tensor = held(tensor)
        count, width = int(tensor.shape[0]), int(tensor.shape[1])
        if lengths is not None:
            kept = numbers(lengths)
        elif padding is not None:
            kept = [_unpadded(row, padding) for row in tensor.numpy().tolist()]
        else:
            kept = [width] * count
        rows = [tensor[row, : min(length, width)] for row, length in enumerate(kept)]
        return cls.from_row_lengths(_native.concat(rows, 0), [min(length, width) for length in kept])

    @property
    def dtype(self):
        return self.values.dtype

    @property
    def ragged_rank(self):
        return 1 + (self.values.ragged_rank if isinstance(self.values, RaggedTensor) else 0)

    @property
    def flat_values(self):
        return self.values.flat_values if isinstance(self.values, RaggedTensor) else self.values

    @property
    def row_splits(self):
        return _native.constant(self._splits, "int64")

    @property
    def nested_row_splits(self):
        inner = self.values.nested_row_splits if isinstance(self.values, RaggedTensor) else ()
        return (self.row_splits, *inner)

    @property
    def shape(self):
        return _native.TensorShape([len(self), None, *list(self.values.shape)[1:]])

    def get_shape(self):
        return self.shape

    def nrows(self, out_type=None, name=None):
        return _native.constant(len(self), "int64")

    def row_lengths(self, axis=1, name=None):
        return _native.constant(self._lengths(), "int64")

    def row_starts(self, name=None):
        return _native.constant(self._splits[:-1], "int64")

    def row_limits(self, name=None):
        return _native.constant(self._splits[1:], "int64")

    def value_rowids(self, name=None):
        return _native.constant(self._rows(), "int64")

    def bounding_shape(self, axis=None, name=None, out_type=None):
        extents = [len(self), max(self._lengths() + [0]), *list(self.values.shape)[1:]]
        return _native.constant(extents if axis is None else extents[axis], "int64")

    def with_values(self, new_values):
        return RaggedTensor(new_values, self._splits)

    def with_flat_values(self, new_values):
        inner = self.values.with_flat_values(new_values) if isinstance(self.values, RaggedTensor) else new_values
        return self.with_values(inner)

    def merge_dims(self, outer_axis, inner_axis):
        """Two neighbouring axes as one."""
        if outer_axis == 0:
            return self.values if inner_axis == 1 else self.values.merge_dims(0, inner_axis - 1)
        if isinstance(self.values, RaggedTensor) and outer_axis == 1:
            inner = self.values._splits
            return RaggedTensor(self.values.values, [inner[split] for split in self._splits])
        return self.with_values(_native.reshape(self.values, [-1, *list(self.values.shape)[2:]]))

    def to_tensor(self, default_value=None, name=None, shape=None):
        rows = [row.to_tensor(default_value) if isinstance(row, RaggedTensor) else row for row in self]
        width = max(self._lengths() + [0]) if shape is None or shape[1] is None else int(shape[1])
        blank = _native.cast(0 if default_value is None else default_value, self.dtype)
        padded = []
        for row in rows:
            missing = width - int(row.shape[0])
            filling = _native.broadcast_to(blank, [max(missing, 0), *list(row.shape)[1:]])
            padded.append(row[:width] if missing <= 0 else _native.concat([row, filling], 0))
        return _native.stack(padded, 0)

    def to_list(self):
        return [row.to_list() if isinstance(row, RaggedTensor) else row.numpy().tolist() for row in self]

    def numpy(self):
        return self.to_list()

    def __len__(self):
        return len(self._splits) - 1

    def __iter__(self):
        return iter([self.values[start:end] for start, end in zip(self._splits, self._splits[1:])])

    def __getitem__(self, index):
        if isinstance(index, tuple):
            chosen = self[index[0]]
            rest = index[1:]
            if not rest:
                return chosen
            if not isinstance(chosen, RaggedTensor):
                return chosen[rest]
            rows = [row[rest] if len(rest) > 1 else row[rest[0]] for row in chosen]
            return _native.stack(rows, 0) if not isinstance(rest[0], slice) else joined(rows)
        if isinstance(index, slice):
            return joined(list(self)[index])
        return list(self)[int(index)]

    def __tensor_call__(self, name, arguments, **options):
        """TensorFlow's functions on what is ragged, or on lists that hold something ragged."""
        if name in _own:
            return _own[name](*arguments, **options)
        return _mapped(getattr(_native, name), arguments, options)

    def _lengths(self):
        return [end - start for start, end in zip(self._splits, self._splits[1:])]

    def _rows(self):
        return [row for row, length in enumerate(self._lengths()) for _ in range(length)]

    def __neg__(self):
        return self.with_values(-self.values)

    def __abs__(self):
        return _native.abs(self)

    def __invert__(self):
        return _native.logical_not(self)


def _operator(name):
    return lambda self, other: _mapped(getattr(_native, name), [self, other], {})


def _reflected(name):
    return lambda self, other: _mapped(getattr(_native, name), [other, self], {})


for _symbol, _name in {
    "add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "floordiv": "floordiv", "mod": "floormod",
    "pow": "pow", "and": "logical_and", "or": "logical_or",
}.items():
    setattr(RaggedTensor, f"__{_symbol}__", _operator(_name))
    setattr(RaggedTensor, f"__r{_symbol}__", _reflected(_name))
for _symbol, _name in {
    "eq": "equal", "ne": "not_equal", "lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal",
}.items():
    setattr(RaggedTensor, f"__{_symbol}__", _operator(_name))


def held(values):
    return values if isinstance(values, RaggedTensor) else _native.convert_to_tensor(values)


def numbers(values):
    return [int(value) for value in _native.convert_to_tensor(values).numpy().tolist()]


def _length(values):
    return len(values) if isinstance(values, RaggedTensor) else int(values.shape[0])


def _unpadded(row, padding):
    return max([place + 1 for place, value in enumerate(row) if value != padding] + [0])


def joined(rows):
    """Rows as one ragged tensor."""
    lengths = [_length(row) for row in rows]
    return RaggedTensor.from_row_lengths(_concat(rows, 0), lengths)


def _mapped(function, arguments, options):
    """The same function on the values of all that is ragged; what is dense is repeated to stand beside them."""
    like = next(one for one in [*arguments, *options.values()] if isinstance(one, RaggedTensor))

    def aligned(one):
        if isinstance(one, RaggedTensor):
            if one._splits != like._splits:
                raise ValueError("ragged tensors whose rows have different lengths do not meet")
            return one.values
        if not _native.is_tensor(one) or len(one.shape) <= len(like.values.shape):
            return one
        column = _native.reshape(one, [one.shape[0], *list(one.shape)[2:]])
        return _native.gather(column, like._rows()) if int(one.shape[0]) > 1 else column[0]

    values = function(*[aligned(one) for one in arguments], **{key: aligned(one) for key, one in options.items()})
    return like.with_values(values)


def _reduction(name):
    reduce = getattr(_native, name)

    def reduced(input_tensor, axis=None, keepdims=False, name=None):
        if axis is None:
            return reduce(input_tensor.flat_values)
        place = axis[0] if isinstance(axis, (list, tuple)) else int(axis)
        rank = 1 + len(input_tensor.values.shape)
        place = place + rank if place < 0 else place
        if place == 0:
            return _by_columns(reduce, input_tensor)
        if place > 1:
            return input_tensor.with_values(reduce(input_tensor.values, axis=place - 1, keepdims=keepdims))
        rows = [reduce(row, axis=0, keepdims=keepdims) for row in input_tensor]
        return joined(rows) if isinstance(rows[0], RaggedTensor) else _native.stack(rows, 0)

    return reduced


def _by_columns(reduce, ragged):
    rows = list(ragged)
    width = max(ragged._lengths() + [0])
    columns = [[row[place] for row, length in zip(rows, ragged._lengths()) if place < length] for place in range(width)]
    return _native.stack([reduce(_native.stack(column, 0), axis=0) for column in columns], 0)


def _concat(values, axis, name=None):
    if axis == 0:
        if not any(isinstance(one, RaggedTensor) for one in values):
            return _native.concat(values, 0)
        return joined([row for one in values for row in (one if isinstance(one, RaggedTensor) else _native.unstack(one))])
    parts = [list(one) if isinstance(one, RaggedTensor) else _native.unstack(one) for one in values]
    return joined([_concat(list(pieces), axis - 1) for pieces in zip(*parts)])


def stack(values, axis=0, name=None):
    """Tensors of different lengths, or ragged ones, as the rows of one."""
    if axis == 0:
        return joined([held(one) for one in values])
    return _mapped(lambda *parts: _native.stack(list(parts), axis - 1), values, {})


def _gather(params, indices, axis=None, batch_dims=0, **options):
    if isinstance(indices, RaggedTensor):
        if batch_dims:
            return joined([_native.gather(row, places) for row, places in zip(params, indices)])
        return indices.with_values(_native.gather(params, indices.values))
    places = held(indices)
    if len(places.shape) == 0:
        return params[places]
    if len(places.shape) > 1:
        return joined([_gather(params, part) for part in _native.unstack(places)])
    rows = list(params)
    return joined([rows[place] for place in numbers(places)])


def _expand_dims(input, axis, name=None):
    if axis == 0:
        return RaggedTensor(input, [0, len(input)])
    return input.with_values(_native.expand_dims(input.values, axis if axis < 0 else axis - 1))


def _softmax(logits, axis=-1, name=None):
    return joined([_native.softmax(row, axis=-1) for row in logits])


_own = {
    **{
        name: _reduction(name)
        for name in "reduce_sum reduce_mean reduce_max reduce_min reduce_prod reduce_any reduce_all".split()
    },
    "concat": _concat,
    "stack": stack,
    "gather": _gather,
    "expand_dims": _expand_dims,
    "softmax": _softmax,
    "size": lambda input, **options: _native.size(input.flat_values),
    "rank": lambda input, **options: 1 + len(input.values.shape),
    "convert_to_tensor": lambda value, *arguments, **options: value,
    "unstack": lambda value, *arguments, **options: list(value),
}
