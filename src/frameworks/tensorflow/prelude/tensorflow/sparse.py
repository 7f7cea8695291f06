"""tensorflow.sparse: values at places of a tensor that is zero elsewhere."""

from tensorflow import _native


class SparseTensor:
    """Places are [count, rank], in rows' order."""

    __tensor_like__ = True

    def __init__(self, indices, values, dense_shape):
        self.indices = _native.convert_to_tensor(indices)
        self.values = _native.convert_to_tensor(values)
        self.dense_shape = [int(extent) for extent in dense_shape]

    @property
    def shape(self):
        return tuple(self.dense_shape)

    @property
    def dtype(self):
        return self.values.dtype

    def get_shape(self):
        return self.shape

    def with_values(self, new_values):
        return SparseTensor(self.indices, new_values, self.dense_shape)

    def __neg__(self):
        return self.with_values(-self.values)

    def __mul__(self, other):
        """By a tensor as large, or by one number."""
        there = other if len(getattr(other, "shape", ())) == 0 else _native.gather_nd(_native.broadcast_to(other, self.dense_shape), self.indices)
        return self.with_values(self.values * there)

    def __truediv__(self, other):
        there = other if len(getattr(other, "shape", ())) == 0 else _native.gather_nd(_native.broadcast_to(other, self.dense_shape), self.indices)
        return self.with_values(self.values / there)


_SparseTensorValue = SparseTensor


def from_dense(tensor, name=None):
    tensor = _native.convert_to_tensor(tensor)
    places = _native.where(_native.not_equal(tensor, _native.zeros_like(tensor)))
    return SparseTensor(places, _native.gather_nd(tensor, places), tensor.shape)


def to_dense(sp_input, default_value=None, validate_indices=True, name=None):
    made = _native.scatter_nd(_native.cast(sp_input.indices, "int32"), sp_input.values, sp_input.dense_shape)
    if default_value is None:
        return made
    there = _native.scatter_nd(_native.cast(sp_input.indices, "int32"), _native.ones_like(sp_input.values), sp_input.dense_shape)
    return _native.where(there > 0, made, default_value)


def sparse_dense_matmul(sp_a, b, adjoint_a=False, adjoint_b=False, name=None):
    first = to_dense(sp_a) if isinstance(sp_a, SparseTensor) else sp_a
    second = to_dense(b) if isinstance(b, SparseTensor) else b
    return _native.matmul(first, second, transpose_a=adjoint_a, transpose_b=adjoint_b)


def add(a, b, threshold=0):
    if isinstance(a, SparseTensor) and isinstance(b, SparseTensor):
        return from_dense(to_dense(a) + to_dense(b))
    return (to_dense(a) if isinstance(a, SparseTensor) else a) + (to_dense(b) if isinstance(b, SparseTensor) else b)


def reduce_sum(sp_input, axis=None, keepdims=None, output_is_sparse=False, name=None):
    return _native.reduce_sum(to_dense(sp_input), axis, bool(keepdims))


def reduce_max(sp_input, axis=None, keepdims=None, output_is_sparse=False, name=None):
    """Among the values that are there."""
    there = to_dense(sp_input.with_values(_native.ones_like(sp_input.values)))
    return _native.reduce_max(_native.where(there > 0, to_dense(sp_input), -float("inf")), axis, bool(keepdims))


def softmax(sp_input, name=None):
    there = to_dense(sp_input.with_values(_native.ones_like(sp_input.values)))
    whole = _native.softmax(_native.where(there > 0, to_dense(sp_input), -1e30), -1)
    return sp_input.with_values(_native.gather_nd(whole, sp_input.indices))


def map_values(op, *args, **kwargs):
    first = next(one for one in args if isinstance(one, SparseTensor))
    return first.with_values(op(*[one.values if isinstance(one, SparseTensor) else one for one in args], **kwargs))


def reorder(sp_input, name=None):
    return from_dense(to_dense(sp_input))


def transpose(sp_input, perm=None, name=None):
    return from_dense(_native.transpose(to_dense(sp_input), perm))


def reshape(sp_input, shape, name=None):
    return from_dense(_native.reshape(to_dense(sp_input), shape))


def expand_dims(sp_input, axis=None, name=None):
    return from_dense(_native.expand_dims(to_dense(sp_input), -1 if axis is None else axis))


def concat(axis, sp_inputs, expand_nonconcat_dims=False, name=None):
    return from_dense(_native.concat([to_dense(one) for one in sp_inputs], axis))


def eye(num_rows, num_columns=None, dtype="float32", name=None):
    return from_dense(_native.eye(num_rows, num_columns))


def retain(sp_input, to_retain):
    return SparseTensor(_native.boolean_mask(sp_input.indices, to_retain), _native.boolean_mask(sp_input.values, to_retain), sp_input.dense_shape)


def mask(a, mask_indices, name=None):
    raise NotImplementedError("the preview has no tf.sparse.mask")
