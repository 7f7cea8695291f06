"""Names of TensorFlow's first releases, which are found in `tensorflow` and in `tensorflow.compat.v1`."""

from keras.initializers import (
    GlorotNormal as glorot_normal_initializer, GlorotUniform as glorot_uniform_initializer, Orthogonal as orthogonal_initializer,
    TruncatedNormal as truncated_normal_initializer, VarianceScaling as variance_scaling_initializer,
)
from tensorflow import _native
from tensorflow.debugging import (
    _nothing, assert_all_finite as _assert_all_finite, check_numerics, Assert, assert_equal, assert_greater, assert_greater_equal,
    assert_integer, assert_less, assert_less_equal, assert_near, assert_negative, assert_non_negative, assert_non_positive,
    assert_none_equal, assert_positive, assert_rank, assert_rank_at_least, assert_rank_in, assert_same_float_dtype, assert_scalar,
    assert_type,
)
from tensorflow.math import (
    accumulate_n, angle, conj, confusion_matrix, imag, invert_permutation, real, scalar_mul, segment_min, segment_prod,
    unsorted_segment_min, unsorted_segment_prod, unsorted_segment_sqrt_n,
)
from tensorflow.nn import depth_to_space, space_to_depth
from tensorflow.random import (
    normal as random_normal, set_seed as set_random_seed, shuffle as random_shuffle, truncated_normal, uniform as random_uniform,
)

verify_tensor_all_finite = _assert_all_finite
add_check_numerics_ops = _nothing
arg_max, arg_min, where_v2, reverse_v2 = _native.argmax, _native.argmin, _native.where, _native.reverse
matrix_band_part, matrix_diag, matrix_diag_part = _native.band_part, _native.diag, _native.diag_part
matrix_set_diag, matrix_triangular_solve = _native.set_diag, _native.triangular_solve
tensor_scatter_add, tensor_scatter_sub = _native.tensor_scatter_nd_add, _native.tensor_scatter_nd_sub
tensor_scatter_update = _native.tensor_scatter_nd_update

AUTO_REUSE = True


class GraphKeys:
    """Names of collections, which a trace has none of."""

    GLOBAL_VARIABLES = "variables"
    LOCAL_VARIABLES = "local_variables"
    LOSSES = "losses"
    METRIC_VARIABLES = "metric_variables"
    MODEL_VARIABLES = "model_variables"
    REGULARIZATION_LOSSES = "regularization_losses"
    SUMMARIES = "summaries"
    TRAINABLE_VARIABLES = "trainable_variables"
    UPDATE_OPS = "update_ops"


def add_to_collection(name, value):
    return None


def get_collection(key, scope=None):
    return []


def trainable_variables(scope=None):
    return []


global_variables = local_variables = model_variables = trainable_variables


def global_variables_initializer():
    return None


reset_default_graph = local_variables_initializer = tables_initializer = global_variables_initializer


def placeholder_with_default(input, shape, name=None):
    return _native.convert_to_tensor(input)


def assign(ref, value, **options):
    ref.assign(value)
    return ref


def assign_add(ref, value, **options):
    ref.assign_add(value)
    return ref


def assign_sub(ref, value, **options):
    ref.assign_sub(value)
    return ref


def to_float(x, name=None):
    return _native.cast(x, "float32")


def to_double(x, name=None):
    return _native.cast(x, "float64")


def to_int32(x, name=None):
    return _native.cast(x, "int32")


def to_int64(x, name=None):
    return _native.cast(x, "int64")


def get_variable(name, shape=None, dtype=None, initializer=None, trainable=True, **options):
    made = initializer(shape) if callable(initializer) else _native.zeros(shape) if initializer is None else initializer
    return _native.Variable(made, trainable=trainable, name=name)


def batch_gather(params, indices, name=None):
    rank = len(_native.convert_to_tensor(indices).shape)
    return _native.gather(params, indices, axis=rank - 1, batch_dims=rank - 1)


def clip_by_average_norm(t, clip_norm, name=None):
    return _native.clip_by_norm(t, clip_norm * _native.cast(_native.size(t), "float32"))


def histogram_fixed_width_bins(values, value_range, nbins=100, dtype="int32", name=None):
    low, high = value_range[0], value_range[1]
    places = _native.floor((_native.convert_to_tensor(values) - low) / (high - low) * nbins)
    return _native.cast(_native.clip_by_value(places, 0.0, nbins - 1.0), dtype)


def histogram_fixed_width(values, value_range, nbins=100, dtype="int32", name=None):
    places = _native.reshape(histogram_fixed_width_bins(values, value_range, nbins), [-1])
    return _native.cast(_native.reduce_sum(_native.one_hot(places, nbins), 0), dtype)


def reverse_sequence(input, seq_lengths, seq_axis=None, batch_axis=0, seq_dim=None, batch_dim=None, name=None):
    """The first elements of each sequence turned around; axes that are not the batch's and the sequence's go along."""
    axis, batch = seq_axis if seq_dim is None else seq_dim, batch_axis if batch_dim is None else batch_dim
    parts = []
    for i, row in enumerate(_native.unstack(input, axis=batch)):
        inner = axis if axis < batch else axis - 1
        length, extent = int(seq_lengths[i]), row.shape[inner]
        parts.append(_native.gather(row, list(range(length))[::-1] + list(range(length, extent)), axis=inner))
    return _native.stack(parts, batch)


def setdiff1d(x, y, index_dtype="int32", name=None):
    x, y = _native.convert_to_tensor(x), _native.convert_to_tensor(y)
    is_missing = _native.reduce_all(_native.not_equal(_native.expand_dims(x, 1), _native.expand_dims(y, 0)), 1)
    places = _native.reshape(_native.where(is_missing), [-1])
    return _native.gather(x, places), _native.cast(places, index_dtype)


def unique_with_counts(x, out_idx="int32", name=None):
    values, places = _native.unique(x)
    counts = _native.reduce_sum(_native.one_hot(places, values.shape[0]), 0)
    return values, places, _native.cast(counts, out_idx)


def unravel_index(indices, dims, name=None):
    places, rest = [], _native.convert_to_tensor(indices)
    for extent in reversed([int(one) for one in dims]):
        places.append(rest % extent)
        rest = rest // extent
    return _native.stack(places[::-1])


def tuple(tensors, name=None, control_inputs=None):
    return tensors


def identity_n(input, name=None):
    return list(input)


def numpy_function(func=None, inp=None, Tout=None, stateful=True, name=None):
    """NumPy's arrays carry no gradient, and so does what is made of them."""
    given = [_native.convert_to_tensor(one).numpy() for one in inp]
    result = func(*given)
    if isinstance(Tout, list):
        return [_native.cast(one, kind) for one, kind in zip(result, Tout)]
    return _native.cast(result, Tout)


py_func = numpy_function
