"""tensorflow.compat.v1.losses: losses with weights, reduced to their mean over non-zero weights."""

from tensorflow import _native


class Reduction:
    NONE = "none"
    SUM = "weighted_sum"
    SUM_OVER_BATCH_SIZE = "weighted_sum_over_batch_size"
    MEAN = "weighted_mean"
    SUM_BY_NONZERO_WEIGHTS = "weighted_sum_by_nonzero_weights"


def compute_weighted_loss(losses, weights=1.0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    losses = _native.cast(losses, "float32")
    weights = _native.cast(weights, "float32")
    weighted = losses * weights
    kind = reduction.replace("weighted_", "")
    if kind == "none":
        return weighted
    total = _native.reduce_sum(weighted)
    if kind == "sum":
        return total
    spread = weights * _native.ones_like(losses)
    if kind == "mean":
        return _native.divide_no_nan(total, _native.reduce_sum(spread))
    if kind == "sum_over_batch_size":
        return total / _native.cast(_native.size(losses), "float32")
    return _native.divide_no_nan(total, _native.reduce_sum(_native.cast(_native.not_equal(spread, 0.0), "float32")))


def mean_squared_error(labels, predictions, weights=1.0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    return compute_weighted_loss(_native.squared_difference(predictions, labels), weights, reduction=reduction)


def absolute_difference(labels, predictions, weights=1.0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    return compute_weighted_loss(_native.abs(predictions - labels), weights, reduction=reduction)


def huber_loss(labels, predictions, weights=1.0, delta=1.0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    error = _native.abs(predictions - labels)
    quadratic = _native.minimum(error, delta)
    return compute_weighted_loss(0.5 * quadratic * quadratic + delta * (error - quadratic), weights, reduction=reduction)


def log_loss(labels, predictions, weights=1.0, epsilon=1e-7, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    losses = -labels * _native.log(predictions + epsilon) - (1 - labels) * _native.log(1 - predictions + epsilon)
    return compute_weighted_loss(losses, weights, reduction=reduction)


def hinge_loss(labels, logits, weights=1.0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    labels = 2.0 * _native.cast(labels, "float32") - 1.0
    return compute_weighted_loss(_native.relu(1.0 - labels * logits), weights, reduction=reduction)


def cosine_distance(labels, predictions, axis=None, weights=1.0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights", dim=None):
    return compute_weighted_loss(1 - _native.reduce_sum(predictions * labels, axis if dim is None else dim, True), weights, reduction=reduction)


def sigmoid_cross_entropy(multi_class_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    labels = _native.cast(multi_class_labels, "float32") * (1 - label_smoothing) + 0.5 * label_smoothing
    return compute_weighted_loss(_native.sigmoid_cross_entropy_with_logits(labels, logits), weights, reduction=reduction)


def softmax_cross_entropy(onehot_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    labels = _native.cast(onehot_labels, "float32")
    labels = labels * (1 - label_smoothing) + label_smoothing / labels.shape[-1]
    losses = _native.softmax_cross_entropy_with_logits(_native.stop_gradient(labels), logits)
    return compute_weighted_loss(losses, weights, reduction=reduction)


def sparse_softmax_cross_entropy(labels, logits, weights=1.0, scope=None, loss_collection=None, reduction="weighted_sum_by_nonzero_weights"):
    return compute_weighted_loss(_native.sparse_softmax_cross_entropy_with_logits(labels, logits), weights, reduction=reduction)


def mean_pairwise_squared_error(labels, predictions, weights=1.0, scope=None, loss_collection=None):
    """The differences of all pairs within a sample: their sum of squares less the square of their sum."""
    apart = _native.cast(predictions, "float32") - _native.cast(labels, "float32")
    axes = list(range(1, len(apart.shape)))
    weights = _native.cast(weights, "float32")
    present = _native.reduce_sum(_native.cast(_native.not_equal(weights * _native.ones_like(apart), 0.0), "float32"), axes, True)
    if len(weights.shape) == 0:
        # One weight for all: TensorFlow counts the elements of the whole batch then.
        present = _native.reduce_sum(present)
    squares = _native.divide_no_nan(_native.reduce_sum(_native.square(apart), axes, True), _native.maximum(present - 1, 0.0))
    pairs = _native.divide_no_nan(_native.square(_native.reduce_sum(apart, axes, True)), present * (present - 1))
    return _native.reduce_sum(2.0 * (squares - pairs) * weights)


def get_regularization_losses(*arguments, **options):
    return []


get_losses = get_regularization_losses


def get_regularization_loss(*arguments, **options):
    return _native.constant(0.0)


get_total_loss = get_regularization_loss


def add_loss(*arguments, **options):
    return None
