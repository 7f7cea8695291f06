"""keras.metrics: the running mean that training steps keep; the losses under their metric names."""

from tensorflow import _native
from keras.losses import (
    binary_crossentropy, binary_focal_crossentropy, categorical_crossentropy, categorical_hinge, hinge, kl_divergence, log_cosh,
    mean_absolute_error, mean_absolute_percentage_error, mean_squared_error, mean_squared_logarithmic_error, poisson,
    sparse_categorical_crossentropy, squared_hinge,
)


class Metric:
    def __init__(self, name=None, dtype=None, **options):
        self.name = name

    def __call__(self, *arguments, **options):
        self.update_state(*arguments, **options)
        return self.result()

    def update_state(self, *arguments, **options):
        return None

    def reset_state(self):
        return None

    def reset_states(self):
        return None


class Mean(Metric):
    def __init__(self, name="mean", dtype=None):
        super().__init__(name)
        self.total, self.count = 0.0, 0

    def update_state(self, values, sample_weight=None):
        self.total = self.total + _native.reduce_mean(values)
        self.count += 1

    def result(self):
        return self.total / max(1, self.count)


def binary_accuracy(y_true, y_pred, threshold=0.5):
    return _native.reduce_mean(_native.cast(_native.equal(_native.cast(y_true, "float32"), _native.cast(y_pred > threshold, "float32")), "float32"), -1)


def categorical_accuracy(y_true, y_pred):
    return _native.cast(_native.equal(_native.argmax(y_true, -1), _native.argmax(y_pred, -1)), "float32")
