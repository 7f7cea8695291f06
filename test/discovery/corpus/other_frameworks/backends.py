from .base import Loss, _gather, get_reduce_axes, average
from .base import functional as F

SMOOTH = 1e-5


def _iou_score(gt, pr, smooth=SMOOTH, per_image=False, **kwargs):
    backend = kwargs["backend"]
    axes = get_reduce_axes(per_image, **kwargs)
    inter = backend.sum(gt * pr, axis=axes)
    union = backend.sum(gt + pr, axis=axes) - inter
    return average((inter + smooth) / (union + smooth), per_image, **kwargs)


def categorical_crossentropy(gt, pr, class_weights=1.0, **kwargs):  # @loss
    backend = kwargs["backend"]
    pr /= backend.sum(pr, axis=-1, keepdims=True)
    pr = backend.clip(pr, backend.epsilon(), 1 - backend.epsilon())
    return backend.mean(-gt * backend.log(pr) * class_weights)


def binary_focal_loss(gt, pr, gamma=2.0, alpha=0.25, **kwargs):  # @loss
    backend = kwargs["backend"]
    pr = backend.clip(pr, backend.epsilon(), 1.0 - backend.epsilon())
    one = -gt * (alpha * backend.pow((1 - pr), gamma) * backend.log(pr))
    zero = -(1 - gt) * ((1 - alpha) * backend.pow((pr), gamma) * backend.log(1 - pr))
    return backend.mean(one + zero)


class JaccardLoss(Loss):  # @loss
    def __init__(self, class_weights=None, smooth=SMOOTH):
        super().__init__(name="jaccard_loss")
        self.class_weights = class_weights if class_weights is not None else 1
        self.smooth = smooth

    def __call__(self, gt, pr):
        return 1 - F.iou_score(gt, pr, class_weights=self.class_weights, smooth=self.smooth, **self.submodules)


class CategoricalCELoss(Loss):  # @loss
    def __init__(self, class_weights=None):
        super().__init__(name="categorical_crossentropy")
        self.class_weights = class_weights

    def __call__(self, gt, pr):
        return F.categorical_crossentropy(gt, pr, class_weights=self.class_weights, **self.submodules)
