"""keras.backend, the older names: where they differ from TensorFlow's functions of the same name."""

from tensorflow import _native
from keras.losses import categorical_entropy as categorical_crossentropy, sparse_entropy as sparse_categorical_crossentropy
from keras.losses import categorical_focal_crossentropy
from tensorflow._program import cond, name_scope, is_tensor
from tensorflow import random


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
    return None


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
    return random.normal(shape, mean, stddev)


def random_uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    return random.uniform(shape, minval, maxval)


def pool2d(x, pool_size, strides=(1, 1), padding="valid", data_format=None, pool_mode="max"):
    pool = _native.max_pool2d if pool_mode == "max" else _native.avg_pool2d
    return pool(x, pool_size, strides, padding)


def map_fn(fn, elems, name=None, dtype=None):
    from tensorflow._program import map_fn as mapped

    return mapped(fn, elems)


def placeholder(shape=None, ndim=None, dtype=None, sparse=False, name=None, ragged=None):
    raise NotImplementedError("placeholders have no value in a preview")
