"""tensorflow.nn: what is more than one formula."""

import builtins

from tensorflow import _native
from keras._loss_functions import ctc_loss as _ctc
from tensorflow._sampled import nce_loss, sampled_softmax_loss


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


def weighted_moments(x, axes, frequency_weights, keepdims=False, name=None, keep_dims=None):
    kept = keepdims or keep_dims
    spread = frequency_weights * _native.ones_like(x)
    total = _native.reduce_sum(spread, axes, True)
    mean = _native.reduce_sum(spread * x, axes, True) / total
    variance = _native.reduce_sum(spread * _native.square(x), axes, True) / total - _native.square(mean)
    return (mean, variance) if kept else (_native.reshape(mean, _without(x, axes)), _native.reshape(variance, _without(x, axes)))


def _without(x, axes):
    rank = len(x.shape)
    gone = [axis % rank for axis in (axes if isinstance(axes, (list, tuple)) else [axes])]
    return [extent for axis, extent in enumerate(x.shape) if axis not in gone]


def xw_plus_b(x, weights, biases, name=None):
    return _native.matmul(x, weights) + biases


def relu_layer(x, weights, biases, name=None):
    return _native.relu(xw_plus_b(x, weights, biases))


def local_response_normalization(input, depth_radius=5, bias=1, alpha=1, beta=0.5, name=None):
    squares = _native.pad(_native.square(input), [[0, 0]] * (len(input.shape) - 1) + [[depth_radius, depth_radius]])
    depth = input.shape[-1]
    total = _native.add_n([squares[..., i : i + depth] for i in builtins.range(2 * depth_radius + 1)])
    return input / _native.pow(bias + alpha * total, beta)


lrn = local_response_normalization


def separable_conv2d(input, depthwise_filter, pointwise_filter, strides, padding, data_format=None, dilations=None, name=None):
    spread = _native.depthwise_conv2d(input, depthwise_filter, strides, padding, None, dilations or 1)
    return _native.conv2d(spread, pointwise_filter, 1, "VALID")


def _each(given, count):
    """One number for each of the spatial axes."""
    given = list(given) if isinstance(given, (list, tuple)) else [given]
    return given * count if len(given) == 1 else given if len(given) == count else given[1:-1]


def conv_transpose(input, filters, output_shape=None, strides=1, padding="SAME", data_format=None, dilations=None, name=None):
    """The convolution of what is spread by the strides with the flipped filters, [..., out, in]."""
    spatial = len(input.shape) - 2
    spread, sizes = input, []
    for axis, stride in enumerate(_each(strides, spatial), 1):
        extent, window = input.shape[axis], filters.shape[axis - 1]
        parts = _native.expand_dims(spread, axis + 1)
        widths = [[0, stride - 1] if i == axis + 1 else [0, 0] for i in builtins.range(len(parts.shape))]
        shape = list(spread.shape)
        shape[axis] = extent * stride
        spread = _native.reshape(_native.pad(parts, widths), shape)
        is_same = padding.upper() == "SAME"
        wanted = extent * stride if is_same else (extent - 1) * stride + builtins.max(window, stride)
        if output_shape is not None:
            given = [int(one) for one in output_shape]
            wanted = given[axis] if len(given) > spatial else given[axis - 1]
        cut = builtins.max(0, (extent - 1) * stride + window - wanted) // 2 if is_same else 0
        sizes.append((window - 1 - cut, wanted))
    widths = [[0, 0]] + [[builtins.max(0, first), wanted] for first, wanted in sizes] + [[0, 0]]
    spread = _native.pad(spread, widths)
    flipped = _native.reverse(filters, list(builtins.range(spatial)))
    order = list(builtins.range(spatial)) + [spatial + 1, spatial]
    run = (_native.conv1d, _native.conv2d, _native.conv3d)[spatial - 1]
    made = run(spread, _native.transpose(flipped, order), 1, "VALID")
    return made[(builtins.slice(None),) + tuple(builtins.slice(0, wanted) for _, wanted in sizes)]


conv1d_transpose = conv2d_transpose = conv3d_transpose = conv_transpose
