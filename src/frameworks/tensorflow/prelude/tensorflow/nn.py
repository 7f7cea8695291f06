"""tensorflow.nn: what is more than one formula."""

from tensorflow import _native
from keras._loss_functions import ctc_loss as _ctc


def batch_normalization(x, mean, variance, offset=None, scale=None, variance_epsilon=1e-3, name=None):
    factor = _native.rsqrt(variance + variance_epsilon)
    factor = factor if scale is None else factor * scale
    shifted = (x - mean) * factor
    return shifted if offset is None else shifted + offset


def dropout(x, rate=None, *arguments, **options):
    return x


def embedding_lookup(params, ids, max_norm=None, name=None):
    return _native.gather(params, ids)


def crelu(features, axis=-1, name=None):
    return _native.concat([_native.relu(features), _native.relu(-features)], axis)


def log_poisson_loss(targets, log_input, compute_full_loss=False, name=None):
    loss = _native.exp(log_input) - log_input * targets
    if not compute_full_loss:
        return loss
    tail = targets * _native.log(targets) - targets + 0.5 * _native.log(6.283185307179586 * targets)
    return loss + _native.where(_native.logical_and(targets >= 0.0, targets <= 1.0), 0.0, tail)


def ctc_loss(labels, logits, label_length, logit_length, logits_time_major=True, unique=None, blank_index=0, name=None):
    logits = _native.transpose(logits, [1, 0, 2]) if logits_time_major else logits
    return _ctc(labels, logits, label_length, logit_length, blank_index or 0)


def compute_average_loss(per_example_loss, sample_weight=None, global_batch_size=None):
    weighted = per_example_loss if sample_weight is None else per_example_loss * sample_weight
    return _native.reduce_sum(weighted) / (weighted.shape[0] if global_batch_size is None else global_batch_size)


def scale_regularization_loss(regularization_loss):
    return _native.reduce_sum(regularization_loss)


def space_to_depth(input, block_size, data_format="NHWC", name=None):
    count, height, width, depth = list(input.shape)
    parts = _native.reshape(input, [count, height // block_size, block_size, width // block_size, block_size, depth])
    return _native.reshape(
        _native.transpose(parts, [0, 1, 3, 2, 4, 5]), [count, height // block_size, width // block_size, block_size * block_size * depth]
    )


def depth_to_space(input, block_size, data_format="NHWC", name=None):
    count, height, width, depth = list(input.shape)
    inner = depth // (block_size * block_size)
    parts = _native.reshape(input, [count, height, width, block_size, block_size, inner])
    return _native.reshape(_native.transpose(parts, [0, 1, 3, 2, 4, 5]), [count, height * block_size, width * block_size, inner])


from tensorflow.linalg import normalize
