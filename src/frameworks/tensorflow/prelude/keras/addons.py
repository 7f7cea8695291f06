"""tensorflow_addons.losses: those that were used most."""

from tensorflow import _native
from keras.losses import LossFunctionWrapper as _LossFunctionWrapper
from keras.backend import binary_crossentropy as _entropy


def sigmoid_focal_crossentropy(y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    entropy = _entropy(y_true, y_pred, from_logits)
    probability = _native.sigmoid(y_pred) if from_logits else y_pred
    own = y_true * probability + (1 - y_true) * (1 - probability)
    weight = y_true * alpha + (1 - y_true) * (1 - alpha) if alpha else 1.0
    modulation = _native.pow(1.0 - own, gamma) if gamma else 1.0
    return _native.reduce_sum(weight * modulation * entropy, -1)


def contrastive_loss(y_true, y_pred, margin=1.0):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    return y_true * _native.square(y_pred) + (1.0 - y_true) * _native.square(_native.maximum(margin - y_pred, 0.0))


def _distances(x, squared=False):
    squares = _native.reduce_sum(_native.square(x), 1, True)
    distance = _native.maximum(squares + _native.transpose(squares) - 2.0 * _native.matmul(x, x, transpose_b=True), 0.0)
    if not squared:
        tiny = _native.cast(distance <= 0.0, "float32")
        distance = _native.sqrt(distance + tiny * 1e-16) * (1.0 - tiny)
    return distance * (1.0 - _native.eye(x.shape[0]))


def triplet_semihard_loss(y_true, y_pred, margin=1.0, distance_metric="L2"):
    labels = _native.reshape(y_true, [-1, 1])
    count = labels.shape[0]
    distance = _distances(_native.convert_to_tensor(y_pred), distance_metric == "squared-L2")
    alike = _native.equal(labels, _native.transpose(labels))
    differ = _native.logical_not(alike)
    # For each pair (anchor, positive): the nearest negative that is farther than the positive, or else the farthest negative.
    pairs = _native.expand_dims(distance, 2)
    candidates = _native.expand_dims(distance, 1)
    outside = _native.logical_and(_native.expand_dims(differ, 1), candidates > pairs)
    largest = _native.reduce_max(distance)
    nearest = _native.reduce_min(_native.where(outside, candidates, largest), 2)
    smallest = _native.reduce_min(distance)
    farthest = _native.reduce_max(_native.where(differ, distance, smallest), 1, True)
    semihard = _native.where(_native.reduce_any(outside, 2), nearest, farthest)
    mask = _native.cast(alike, "float32") - _native.eye(count)
    return _native.reduce_sum(_native.maximum((margin + distance - semihard) * mask, 0.0)) / _native.reduce_sum(mask)


def giou_loss(y_true, y_pred, mode="giou"):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    top1, left1, bottom1, right1 = _native.unstack(y_true, 4, axis=-1)
    top2, left2, bottom2, right2 = _native.unstack(y_pred, 4, axis=-1)
    side = lambda low, high: _native.maximum(0.0, high - low)
    area1 = side(left1, right1) * side(top1, bottom1)
    area2 = side(left2, right2) * side(top2, bottom2)
    width = side(_native.maximum(left1, left2), _native.minimum(right1, right2))
    overlap = width * side(_native.maximum(top1, top2), _native.minimum(bottom1, bottom2))
    union = area1 + area2 - overlap
    ratio = _native.divide_no_nan(overlap, union)
    if mode == "iou":
        return 1 - ratio
    hull_width = side(_native.minimum(left1, left2), _native.maximum(right1, right2))
    hull = hull_width * side(_native.minimum(top1, top2), _native.maximum(bottom1, bottom2))
    return 1 - (ratio - _native.divide_no_nan(hull - union, hull))


def pinball_loss(y_true, y_pred, tau=0.5):
    y_pred = _native.convert_to_tensor(y_pred)
    delta = _native.cast(y_true, y_pred.dtype) - y_pred
    return _native.reduce_mean(_native.maximum(tau * delta, (tau - 1.0) * delta), -1)


class SigmoidFocalCrossEntropy(_LossFunctionWrapper):
    def __init__(self, from_logits=False, alpha=0.25, gamma=2.0, reduction="none", name="sigmoid_focal_crossentropy"):
        super().__init__(sigmoid_focal_crossentropy, reduction, name, from_logits=from_logits, alpha=alpha, gamma=gamma)


class ContrastiveLoss(_LossFunctionWrapper):
    def __init__(self, margin=1.0, reduction="sum_over_batch_size", name="contrastive_loss"):
        super().__init__(contrastive_loss, reduction, name, margin=margin)


class TripletSemiHardLoss(_LossFunctionWrapper):
    def __init__(self, margin=1.0, distance_metric="L2", name=None, **options):
        super().__init__(triplet_semihard_loss, "none", name, margin=margin, distance_metric=distance_metric)


class GIoULoss(_LossFunctionWrapper):
    def __init__(self, mode="giou", reduction="sum_over_batch_size", name="giou_loss"):
        super().__init__(giou_loss, reduction, name, mode=mode)


class PinballLoss(_LossFunctionWrapper):
    def __init__(self, tau=0.5, reduction="sum_over_batch_size", name="pinball_loss"):
        super().__init__(pinball_loss, reduction, name, tau=tau)
