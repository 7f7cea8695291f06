"""keras.backend, the older names: where they differ from TensorFlow's functions of the same name."""

import builtins

from tensorflow import _native
from keras._loss_functions import categorical_entropy as categorical_crossentropy, sparse_entropy as sparse_categorical_crossentropy
from keras.losses import categorical_focal_crossentropy
from keras._loss_functions import ctc_loss as _ctc_loss
from tensorflow._program import cond as _cond, foldl, foldr, name_scope, is_tensor as _is_tensor
from tensorflow import image as _image, nn as _nn, random as _random


def epsilon():
    return 1e-7


def set_epsilon(value):
    return None


def floatx():
    return "float32"


def set_floatx(value):
    return None


def dtype(x):
    return x.dtype.name


def image_data_format():
    return "channels_last"


def set_image_data_format(data_format):
    _require_channels_last(data_format)


def _require_channels_last(data_format):
    if data_format not in (None, "channels_last"):
        raise NotImplementedError(f"the preview has channels last, not {data_format}")


def backend():
    return "tensorflow"


def learning_phase():
    return 0


def set_learning_phase(value):
    return None


def clear_session():
    return None


def get_uid(prefix=""):
    return 1


def in_train_phase(x, alt, training=None):
    chosen = x if training else alt
    return chosen() if callable(chosen) else chosen


def in_test_phase(x, alt, training=None):
    return in_train_phase(alt, x, training)


def is_keras_tensor(x):
    return False


def standardize_dtype(dtype):
    return dtype if isinstance(dtype, str) else dtype.name


def cast_to_floatx(x):
    return _native.cast(x, "float32")


def constant(value, dtype=None, shape=None, name=None):
    return _native.constant(value, dtype or "float32", shape)


def variable(value, dtype=None, name=None, constraint=None):
    return _native.Variable(value, dtype=dtype or "float32", name=name)


def eval(x):
    return x


def get_value(x):
    return x


def set_value(x, value):
    x.assign(value)


def print_tensor(x, message="", summarize=3):
    return x


def argmax(x, axis=-1):
    return _native.argmax(x, axis)


def argmin(x, axis=-1):
    return _native.argmin(x, axis)


def concatenate(tensors, axis=-1):
    return _native.concat(tensors, axis)


def expand_dims(x, axis=-1):
    return _native.expand_dims(x, axis)


def sqrt(x):
    return _native.sqrt(_native.maximum(x, 0.0))


def relu(x, alpha=0.0, max_value=None, threshold=0.0):
    return _native.relu(x, alpha, max_value, threshold)


def hard_sigmoid(x):
    return _native.clip_by_value(0.2 * x + 0.5, 0.0, 1.0)


def l2_normalize(x, axis=None):
    return _native.l2_normalize(x, axis)


def flatten(x):
    return _native.reshape(x, [-1])


def batch_flatten(x):
    return _native.reshape(x, [x.shape[0], -1])


def switch(condition, then_expression, else_expression):
    if callable(then_expression):
        return then_expression() if condition else else_expression()
    extra = len(then_expression.shape) - len(condition.shape)
    for _ in range(extra):
        condition = _native.expand_dims(condition, -1)
    return _native.where(condition, then_expression, else_expression)


def dot(x, y):
    return _native.matmul(x, y) if len(y.shape) < 3 and len(x.shape) > 1 else _native.tensordot(x, y, [[len(x.shape) - 1], [len(y.shape) - 2]])


def batch_dot(x, y, axes=None):
    rank_x, rank_y = len(x.shape), len(y.shape)
    if isinstance(axes, int):
        axes = [axes, axes]
    if axes is None:
        axes = [rank_x - 1, rank_y - 1 if rank_y == 2 else rank_y - 2]
    left, right = axes[0] % rank_x, axes[1] % rank_y
    names_x = "a" + "bcdefgh"[: rank_x - 1]
    names_y = "a" + "uvwxyz"[: rank_y - 1]
    names_y = names_y[:right] + names_x[left] + names_y[right + 1 :]
    kept = "a" + "".join(n for n in names_x[1:] if n != names_x[left]) + "".join(n for n in names_y[1:] if n != names_x[left])
    result = _native.einsum(names_x + "," + names_y + "->" + kept, x, y)
    return _native.expand_dims(result, -1) if len(kept) == 1 else result


def binary_crossentropy(target, output, from_logits=False):
    target = _native.convert_to_tensor(target)
    output = _native.convert_to_tensor(output)
    if from_logits:
        return _native.sigmoid_cross_entropy_with_logits(target, output)
    output = _native.clip_by_value(output, 1e-7, 1.0 - 1e-7)
    return -(target * _native.log(output + 1e-7) + (1 - target) * _native.log(1 - output + 1e-7))


def update(x, new_x):
    return x.assign(new_x)


def update_add(x, increment):
    return x.assign_add(increment)


def update_sub(x, decrement):
    return x.assign_sub(decrement)


def gradients(loss, variables):
    from tensorflow._program import gradients as found

    return found(loss, variables)


def random_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    return _random.normal(shape, mean, stddev)


def random_uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    return _random.uniform(shape, minval, maxval)


def pool2d(x, pool_size, strides=(1, 1), padding="valid", data_format=None, pool_mode="max"):
    _require_channels_last(data_format)
    pool = _native.max_pool2d if pool_mode == "max" else _native.avg_pool2d
    return pool(x, pool_size, strides, padding)


def map_fn(fn, elems, name=None, dtype=None):
    from tensorflow._program import map_fn as mapped

    return mapped(fn, elems)


def repeat(x, n):
    """Rows of a matrix, each `n` times: [samples, n, dim]."""
    return _native.tile(_native.expand_dims(x, 1), [1, n, 1])


def reverse(x, axes):
    return _native.reverse(x, axes)


def in_top_k(predictions, targets, k):
    return _native.in_top_k(targets, predictions, k)


def dropout(x, level, noise_shape=None, seed=None):
    return x


def ctc_batch_cost(y_true, y_pred, input_length, label_length):
    """Keras takes probabilities, whose last class is the blank one."""
    lengths = [_native.reshape(_native.cast(one, "int32"), [-1]) for one in (label_length, input_length)]
    logits = _native.log(_native.convert_to_tensor(y_pred) + 1e-7)
    losses = _ctc_loss(_native.cast(y_true, "int32"), logits, *lengths, y_pred.shape[-1] - 1)
    return _native.expand_dims(losses, 1)


def binary_focal_crossentropy(target, output, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False):
    output = _native.sigmoid(output) if from_logits else output
    target = _native.cast(target, "float32")
    chance = target * output + (1 - target) * (1 - output)
    losses = _native.pow(1.0 - chance, gamma) * binary_crossentropy(target, output)
    return (target * alpha + (1 - target) * (1 - alpha)) * losses if apply_class_balancing else losses


def batch_normalization(x, mean, var, beta, gamma, axis=-1, epsilon=1e-3):
    return _nn.batch_normalization(x, mean, var, beta, gamma, epsilon)


def normalize_batch_in_training(x, gamma, beta, reduction_axes, epsilon=1e-3):
    mean, variance = _native.moments(x, reduction_axes, None, True)
    return _nn.batch_normalization(x, mean, variance, beta, gamma, epsilon), _native.squeeze(mean), _native.squeeze(variance)


def conv2d_transpose(x, kernel, output_shape, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1)):
    _require_channels_last(data_format)
    return _nn.conv_transpose(x, kernel, output_shape, strides, padding)


def separable_conv2d(x, depthwise_kernel, pointwise_kernel, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1)):
    _require_channels_last(data_format)
    return _nn.separable_conv2d(x, depthwise_kernel, pointwise_kernel, strides, padding, None, dilation_rate)


pool3d = pool2d


def temporal_padding(x, padding=(1, 1)):
    return _native.pad(x, [[0, 0], list(padding), [0, 0]])


def spatial_2d_padding(x, padding=((1, 1), (1, 1)), data_format=None):
    _require_channels_last(data_format)
    return _native.pad(x, [[0, 0], list(padding[0]), list(padding[1]), [0, 0]])


def spatial_3d_padding(x, padding=((1, 1), (1, 1), (1, 1)), data_format=None):
    _require_channels_last(data_format)
    return _native.pad(x, [[0, 0], list(padding[0]), list(padding[1]), list(padding[2]), [0, 0]])


def resize_images(x, height_factor, width_factor, data_format="channels_last", interpolation="nearest"):
    _require_channels_last(data_format)
    return _image.resize(x, [x.shape[1] * height_factor, x.shape[2] * width_factor], interpolation)


def moving_average_update(x, value, momentum):
    return x.assign(x * momentum + value * (1 - momentum))


def batch_get_value(tensors):
    return tensors


def batch_set_value(tuples):
    for x, value in tuples:
        x.assign(value)


def random_bernoulli(shape, p=0.0, dtype=None, seed=None):
    return _native.cast(_random.uniform(shape) <= p, "float32")


random_binomial = random_bernoulli


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    return _random.truncated_normal(shape, mean, stddev)


def random_normal_variable(shape, mean, scale, dtype=None, name=None, seed=None):
    return _native.Variable(_random.normal(shape, mean, scale))


def random_uniform_variable(shape, low, high, dtype=None, name=None, seed=None):
    return _native.Variable(_random.uniform(shape, low, high))


def is_sparse(tensor):
    return False


def to_dense(tensor):
    return tensor


def is_float_dtype(dtype):
    return standardize_dtype(dtype).startswith(("float", "bfloat"))


def is_int_dtype(dtype):
    return standardize_dtype(dtype).startswith(("int", "uint"))


def get_variable_shape(x):
    return tuple(x.shape)


def get_session():
    return None


def set_session(session):
    return None


def manual_variable_initialization(value):
    return None


def placeholder(shape=None, ndim=None, dtype=None, sparse=False, name=None, ragged=None):
    raise NotImplementedError("placeholders have no value in a preview")


def rnn(step_function, inputs, initial_states, go_backwards=False, mask=None, constants=None, unroll=False, input_length=None, time_major=False, **options):
    steps = inputs if time_major else _native.transpose(inputs, [1, 0] + list(builtins.range(2, len(inputs.shape))))
    count, states, outputs = steps.shape[0], list(initial_states), []
    for i in reversed(builtins.range(count)) if go_backwards else builtins.range(count):
        output, later = step_function(steps[i], states + list(constants or []))
        if mask is not None:
            seen = _native.reshape(mask[:, i], [-1] + [1] * (len(output.shape) - 1))
            later = [_native.where(seen, new, old) for new, old in zip(later, states)]
            output = _native.where(seen, output, outputs[-1] if outputs else _native.zeros_like(output))
        states = list(later)
        outputs.append(output)
    return outputs[-1], _native.stack(outputs, 0 if time_major else 1), states


def ctc_decode(*arguments, **options):
    raise NotImplementedError("the preview does not decode: what ctc_decode finds has no derivative")


def ctc_label_dense_to_sparse(labels, label_lengths):
    raise NotImplementedError("the preview has no sparse labels: give ctc_batch_cost the dense ones")
