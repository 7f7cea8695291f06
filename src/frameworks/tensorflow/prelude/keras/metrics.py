"""keras.metrics: the running mean that training steps keep; the losses under their metric names."""

from tensorflow import _native
from keras.losses import (
    binary_crossentropy, binary_focal_crossentropy, categorical_crossentropy, categorical_hinge, hinge, kl_divergence, log_cosh,
    mean_absolute_error, mean_absolute_percentage_error, mean_squared_error, mean_squared_logarithmic_error, poisson,
    sparse_categorical_crossentropy, squared_hinge, cosine_similarity as _cosine_similarity, categorical_focal_crossentropy, huber,
    MSE, MAE, MAPE, MSLE, KLD, mse, mae, mape, msle, logcosh,
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
        # What a metric holds is a variable, behind which no gradient goes.
        self.total = self.total + _native.stop_gradient(_native.reduce_mean(values))
        self.count += 1

    def result(self):
        return self.total / max(1, self.count)


def binary_accuracy(y_true, y_pred, threshold=0.5):
    return _native.reduce_mean(_native.cast(_native.equal(_native.cast(y_true, "float32"), _native.cast(y_pred > threshold, "float32")), "float32"), -1)


def categorical_accuracy(y_true, y_pred):
    return _native.cast(_native.equal(_native.argmax(y_true, -1), _native.argmax(y_pred, -1)), "float32")


def sparse_categorical_accuracy(y_true, y_pred):
    labels = _native.reshape(_native.cast(y_true, "int64"), list(y_pred.shape)[:-1])
    return _native.cast(_native.equal(labels, _native.argmax(y_pred, -1)), "float32")


def top_k_categorical_accuracy(y_true, y_pred, k=5):
    return sparse_top_k_categorical_accuracy(_native.argmax(y_true, -1), y_pred, k)


def sparse_top_k_categorical_accuracy(y_true, y_pred, k=5):
    labels = _native.reshape(_native.cast(y_true, "int32"), [-1])
    return _native.cast(_native.in_top_k(labels, _native.reshape(y_pred, [-1, y_pred.shape[-1]]), k), "float32")


def cosine_proximity(y_true, y_pred, axis=-1):
    return -_cosine_similarity(y_true, y_pred, axis)


class MeanMetricWrapper(Mean):
    """The running mean of what a function gives for each sample."""

    def __init__(self, fn, name=None, dtype=None, **options):
        super().__init__(name)
        self._fn, self._fn_kwargs = fn, options

    def update_state(self, y_true, y_pred, sample_weight=None):
        super().update_state(self._fn(_native.convert_to_tensor(y_true), _native.convert_to_tensor(y_pred), **self._fn_kwargs))


def _mean_of(fn, title):
    class Named(MeanMetricWrapper):
        def __init__(self, name=title, dtype=None, **options):
            super().__init__(fn, name, dtype, **options)

    return Named


MeanSquaredError = _mean_of(mean_squared_error, "mean_squared_error")
MeanAbsoluteError = _mean_of(mean_absolute_error, "mean_absolute_error")
MeanAbsolutePercentageError = _mean_of(mean_absolute_percentage_error, "mean_absolute_percentage_error")
MeanSquaredLogarithmicError = _mean_of(mean_squared_logarithmic_error, "mean_squared_logarithmic_error")
LogCoshError = _mean_of(log_cosh, "logcosh")
KLDivergence = _mean_of(kl_divergence, "kl_divergence")
Poisson = _mean_of(poisson, "poisson")
Hinge = _mean_of(hinge, "hinge")
SquaredHinge = _mean_of(squared_hinge, "squared_hinge")
CategoricalHinge = _mean_of(categorical_hinge, "categorical_hinge")
BinaryCrossentropy = _mean_of(binary_crossentropy, "binary_crossentropy")
CategoricalCrossentropy = _mean_of(categorical_crossentropy, "categorical_crossentropy")
SparseCategoricalCrossentropy = _mean_of(sparse_categorical_crossentropy, "sparse_categorical_crossentropy")
BinaryAccuracy = _mean_of(binary_accuracy, "binary_accuracy")
CategoricalAccuracy = _mean_of(categorical_accuracy, "categorical_accuracy")
SparseCategoricalAccuracy = _mean_of(sparse_categorical_accuracy, "sparse_categorical_accuracy")
TopKCategoricalAccuracy = _mean_of(top_k_categorical_accuracy, "top_k_categorical_accuracy")


class CosineSimilarity(MeanMetricWrapper):
    def __init__(self, name="cosine_similarity", dtype=None, axis=-1):
        super().__init__(cosine_proximity, name, dtype, axis=axis)


class RootMeanSquaredError(MeanMetricWrapper):
    def __init__(self, name="root_mean_squared_error", dtype=None):
        super().__init__(lambda y_true, y_pred: _native.square(y_pred - y_true), name, dtype)

    def result(self):
        return _native.sqrt(super().result())


class Sum(Metric):
    def __init__(self, name="sum", dtype=None):
        super().__init__(name)
        self.total = 0.0

    def update_state(self, values, sample_weight=None):
        self.total = self.total + _native.stop_gradient(_native.reduce_sum(values))

    def result(self):
        return self.total
