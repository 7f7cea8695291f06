"""keras.losses, after Keras's documentation: functions that give one number a sample, and classes that reduce them."""

from tensorflow import _native

_epsilon = 1e-7


class Reduction:
    AUTO = "auto"
    NONE = "none"
    SUM = "sum"
    SUM_OVER_BATCH_SIZE = "sum_over_batch_size"
    MEAN = "mean"

    @classmethod
    def all(cls):
        return (cls.AUTO, cls.NONE, cls.SUM, cls.SUM_OVER_BATCH_SIZE)


_reductions = ("auto", "none", "sum", "sum_over_batch_size", "mean", "mean_with_sample_weight")


def squeeze_or_expand_to_same_rank(x1, x2, expand_rank_1=True):
    rank1, rank2 = len(x1.shape), len(x2.shape)
    if rank1 == rank2 + 1 and x1.shape[-1] == 1:
        if rank2 == 1 and expand_rank_1:
            return x1, _native.expand_dims(x2, -1)
        return _native.squeeze(x1, -1), x2
    if rank2 == rank1 + 1 and x2.shape[-1] == 1:
        if rank1 == 1 and expand_rank_1:
            return _native.expand_dims(x1, -1), x2
        return x1, _native.squeeze(x2, -1)
    return x1, x2


def _both(y_true, y_pred):
    y_pred = _native.convert_to_tensor(y_pred)
    return squeeze_or_expand_to_same_rank(_native.cast(y_true, y_pred.dtype), y_pred)


def _convert(value):
    if isinstance(value, dict):
        return {key: _convert(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)) and any(_native.is_tensor(part) for part in value):
        return type(value)([_convert(part) for part in value])
    return _native.cast(value, "float32")


class Loss:
    def __init__(self, name=None, reduction="sum_over_batch_size", dtype=None):
        # Older releases take the reduction first.
        if name in _reductions and reduction not in _reductions + (None,) or name in _reductions and reduction == "sum_over_batch_size":
            name, reduction = (None if reduction == "sum_over_batch_size" else reduction), name
        if reduction not in _reductions + (None,):
            raise ValueError(f"Invalid value for argument `reduction`. Expected one of {_reductions}. Received: reduction={reduction}")
        self.name = name or type(self).__name__.lower()
        self.reduction = reduction
        self._dtype = "float32" if dtype is None else dtype

    @property
    def dtype(self):
        return self._dtype

    def __call__(self, y_true, y_pred, sample_weight=None):
        return reduce_weighted_values(self.call(_convert(y_true), _convert(y_pred)), sample_weight, self.reduction)

    def get_config(self):
        return {"name": self.name, "reduction": self.reduction}

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def reduce_weighted_values(values, sample_weight=None, reduction="sum_over_batch_size"):
    mask = getattr(values, "_keras_mask", None)
    values = _native.cast(values, "float32")
    weight = None if sample_weight is None else _native.cast(sample_weight, "float32")
    if mask is not None:
        mask = _native.cast(mask, "float32")
        if reduction in ("mean", "sum_over_batch_size", "auto"):
            mask = mask * _native.divide_no_nan(_native.cast(_native.size(mask), "float32"), _native.reduce_sum(mask))
        if weight is None:
            weight = mask
        else:
            mask, weight = squeeze_or_expand_to_same_rank(mask, weight)
            weight = weight * mask
    if weight is not None:
        values, weight = squeeze_or_expand_to_same_rank(values, weight)
        values = values * weight
    if reduction is None or reduction == "none" or len(values.shape) == 0:
        return values
    total = _native.reduce_sum(values)
    if reduction == "sum":
        return total
    if reduction == "mean_with_sample_weight" and weight is not None:
        return _native.divide_no_nan(total, _native.reduce_sum(weight))
    return total / _native.cast(_native.size(values), "float32")


class LossFunctionWrapper(Loss):
    def __init__(self, fn, reduction="sum_over_batch_size", name=None, dtype=None, **options):
        super().__init__(name=name, reduction=reduction, dtype=dtype)
        self.fn = fn
        self._fn_kwargs = options

    def call(self, y_true, y_pred):
        if _native.is_tensor(y_true) and _native.is_tensor(y_pred):
            y_true, y_pred = squeeze_or_expand_to_same_rank(y_true, y_pred)
        return self.fn(y_true, y_pred, **self._fn_kwargs)

    def get_config(self):
        return {**super().get_config(), **self._fn_kwargs}


# ---- regression


def mean_squared_error(y_true, y_pred):
    y_true, y_pred = _both(y_true, y_pred)
    return _native.reduce_mean(_native.square(y_true - y_pred), -1)


def mean_absolute_error(y_true, y_pred):
    y_true, y_pred = _both(y_true, y_pred)
    return _native.reduce_mean(_native.abs(y_true - y_pred), -1)


def mean_absolute_percentage_error(y_true, y_pred):
    y_true, y_pred = _both(y_true, y_pred)
    scale = _native.maximum(_native.abs(y_true), _epsilon)
    return 100.0 * _native.reduce_mean(_native.abs((y_true - y_pred) / scale), -1)


def mean_squared_logarithmic_error(y_true, y_pred):
    y_true, y_pred = _both(y_true, y_pred)
    predicted = _native.log(_native.maximum(y_pred, _epsilon) + 1.0)
    wanted = _native.log(_native.maximum(y_true, _epsilon) + 1.0)
    return _native.reduce_mean(_native.square(predicted - wanted), -1)


def _normalized(x, axis):
    inverse = _native.rsqrt(_native.reduce_sum(_native.square(x), axis, True))
    return x * _native.minimum(inverse, 1.0 / _epsilon)


def cosine_similarity(y_true, y_pred, axis=-1):
    y_true, y_pred = _both(y_true, y_pred)
    y_pred = _normalized(y_pred, axis)
    y_true = _normalized(y_true, axis)
    return -_native.reduce_sum(y_true * y_pred, axis)


def huber(y_true, y_pred, delta=1.0):
    y_true, y_pred = _both(y_true, y_pred)
    error = y_pred - y_true
    size = _native.abs(error)
    branches = _native.where(size <= delta, 0.5 * _native.square(error), delta * size - 0.5 * delta * delta)
    return _native.reduce_mean(branches, -1)


def log_cosh(y_true, y_pred):
    y_true, y_pred = _both(y_true, y_pred)
    x = y_pred - y_true
    return _native.reduce_mean(x + _native.softplus(x * -2.0) - 0.6931471805599453, -1)


# ---- hinges


def _signed(y_true):
    is_binary = _native.reduce_all(_native.logical_or(_native.equal(y_true, 0), _native.equal(y_true, 1)))
    return _native.where(is_binary, 2.0 * y_true - 1.0, y_true)


def hinge(y_true, y_pred):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _signed(_native.cast(y_true, y_pred.dtype))
    return _native.reduce_mean(_native.maximum(1.0 - y_true * y_pred, 0.0), -1)


def squared_hinge(y_true, y_pred):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _signed(_native.cast(y_true, y_pred.dtype))
    return _native.reduce_mean(_native.square(_native.maximum(1.0 - y_true * y_pred, 0.0)), -1)


def categorical_hinge(y_true, y_pred):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    own = _native.reduce_sum(y_true * y_pred, -1)
    other = _native.reduce_max((1.0 - y_true) * y_pred, -1)
    return _native.maximum(other - own + 1.0, 0.0)


# ---- probabilities


def kl_divergence(y_true, y_pred):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.clip_by_value(_native.cast(y_true, y_pred.dtype), _epsilon, 1.0)
    y_pred = _native.clip_by_value(y_pred, _epsilon, 1.0)
    return _native.reduce_sum(y_true * _native.log(y_true / y_pred), -1)


def poisson(y_true, y_pred):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    return _native.reduce_mean(y_pred - y_true * _native.log(y_pred + _epsilon), -1)


def elementwise_binary_crossentropy(target, output, from_logits=False):
    target = _native.cast(target, "float32")
    output = _native.convert_to_tensor(output)
    if from_logits:
        return _native.sigmoid_cross_entropy_with_logits(target, output)
    output = _native.clip_by_value(output, _epsilon, 1.0 - _epsilon)
    return -(target * _native.log(output) + (1 - target) * _native.log(1 - output))


def _smooth(y_true, label_smoothing, classes):
    if not label_smoothing:
        return y_true
    return y_true * (1.0 - label_smoothing) + label_smoothing / classes


def binary_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _smooth(_native.cast(y_true, y_pred.dtype), label_smoothing, 2.0)
    return _native.reduce_mean(elementwise_binary_crossentropy(y_true, y_pred, from_logits), axis)


def binary_focal_crossentropy(
    y_true, y_pred, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1
):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _smooth(_native.cast(y_true, y_pred.dtype), label_smoothing, 2.0)
    if from_logits:
        y_pred = _native.sigmoid(y_pred)
    entropy = elementwise_binary_crossentropy(y_true, y_pred)
    probability = y_true * y_pred + (1 - y_true) * (1 - y_pred)
    focal = _native.pow(1.0 - probability, gamma) * entropy
    if apply_class_balancing:
        focal = (y_true * alpha + (1 - y_true) * (1 - alpha)) * focal
    return _native.reduce_mean(focal, axis)


def probabilities_of(output, axis):
    output = output / _native.reduce_sum(output, axis, True)
    return _native.clip_by_value(output, _epsilon, 1.0 - _epsilon)


def categorical_entropy(target, output, from_logits=False, axis=-1):
    output = _native.convert_to_tensor(output)
    target = _native.cast(target, output.dtype)
    if from_logits:
        return _native.softmax_cross_entropy_with_logits(target, output, axis)
    return -_native.reduce_sum(target * _native.log(probabilities_of(output, axis)), axis)


def categorical_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    return categorical_entropy(_smooth(y_true, label_smoothing, y_true.shape[-1]), y_pred, from_logits, axis)


def categorical_focal_crossentropy(y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    y_true = _smooth(y_true, label_smoothing, y_true.shape[-1])
    if from_logits:
        y_pred = _native.softmax(y_pred, axis)
    output = probabilities_of(y_pred, axis)
    weight = _native.multiply(_native.pow(1.0 - output, gamma), alpha)
    return _native.reduce_sum(weight * (-y_true * _native.log(output)), axis)


def sparse_entropy(target, output, from_logits=False, axis=-1):
    output = _native.convert_to_tensor(output)
    target = _native.cast(target, "int64")
    if len(target.shape) == len(output.shape) and target.shape[-1] == 1:
        target = _native.squeeze(target, -1)
    if not from_logits:
        output = _native.log(_native.clip_by_value(output, _epsilon, 1 - _epsilon))
    return _native.sparse_softmax_cross_entropy_with_logits(target, output)


def sparse_categorical_crossentropy(y_true, y_pred, from_logits=False, ignore_class=None, axis=-1):
    y_true = _native.convert_to_tensor(y_true)
    y_pred = _native.convert_to_tensor(y_pred)
    if len(y_true.shape) == len(y_pred.shape) and y_true.shape[-1] == 1:
        y_true = _native.squeeze(y_true, -1)
    if ignore_class is None:
        return sparse_entropy(y_true, y_pred, from_logits, axis)
    is_valid = _native.not_equal(y_true, ignore_class)
    y_true = y_true * _native.cast(is_valid, y_true.dtype)
    y_pred = y_pred * _native.cast(_native.expand_dims(is_valid, -1), y_pred.dtype)
    losses = _native.where(is_valid, sparse_entropy(y_true, y_pred, from_logits, axis), 0.0)
    losses._keras_mask = is_valid
    return losses


def categorical_generalized_cross_entropy(y_true, y_pred, q=0.5):
    y_pred = _native.convert_to_tensor(y_pred)
    hot = _native.one_hot(_native.cast(y_true, "int32"), y_pred.shape[-1])
    probability = _native.reduce_sum(y_pred * hot, -1)
    return (1 - _native.pow(probability, q)) / q


# ---- overlaps


def dice(y_true, y_pred, axis=None):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    overlap = _native.reduce_sum(y_true * y_pred, axis)
    return 1 - 2.0 * overlap / (_native.reduce_sum(y_true, axis) + _native.reduce_sum(y_pred, axis) + _epsilon)


def tversky(y_true, y_pred, alpha=0.5, beta=0.5, axis=None):
    y_pred = _native.convert_to_tensor(y_pred)
    y_true = _native.cast(y_true, y_pred.dtype)
    overlap = _native.reduce_sum(y_true * y_pred, axis)
    missed = _native.reduce_sum((1 - y_pred) * y_true, axis)
    invented = _native.reduce_sum(y_pred * (1 - y_true), axis)
    return 1 - overlap / (overlap + missed * alpha + invented * beta + _epsilon)


# ---- embeddings and sequences


def circle(y_true, y_pred, ref_labels=None, ref_embeddings=None, remove_diagonal=True, gamma=80, margin=0.4):
    y_pred = _native.convert_to_tensor(y_pred)
    labels = _native.reshape(_native.cast(y_true, "int32"), [-1])
    others = labels if ref_labels is None else _native.reshape(_native.cast(ref_labels, "int32"), [-1])
    reference = y_pred if ref_embeddings is None else _native.convert_to_tensor(ref_embeddings)
    distance = _native.maximum(1 - _native.matmul(y_pred, _native.transpose(reference)), 0.0)
    alike = _native.equal(_native.expand_dims(labels, 1), _native.expand_dims(others, 0))
    differ = _native.logical_not(alike)
    if remove_diagonal:
        alike = _native.logical_and(alike, _native.logical_not(_native.cast(_native.eye(labels.shape[0], others.shape[0]), "bool")))
    pull = _native.maximum((margin + distance) * _native.cast(alike, "float32"), 0.0)
    push = _native.maximum((1 + margin - distance) * _native.cast(differ, "float32"), 0.0)
    positive = -1 * gamma * pull * (margin - distance)
    negative = gamma * push * (1 - margin - distance)
    nothing = float("-inf")
    total = _native.reduce_logsumexp(_native.where(alike, positive, nothing), 1)
    total = total + _native.reduce_logsumexp(_native.where(differ, negative, nothing), 1)
    losses = _native.softplus(total)
    losses._keras_mask = losses > 0
    return losses


def ctc(y_true, y_pred):
    labels = _native.cast(y_true, "int32")
    lengths = _native.reduce_sum(_native.cast(_native.not_equal(labels, 0), "int32"), -1)
    steps = [y_pred.shape[1]] * y_pred.shape[0]
    return ctc_loss(labels, y_pred, lengths, steps)


def ctc_loss(labels, logits, label_length, logit_length, blank=0):
    """Minus the log of the summed probability of all alignments, sample by sample, by the forward recursion in logs."""
    probabilities = _native.log_softmax(_native.convert_to_tensor(logits))
    losses = []
    for sample in range(probabilities.shape[0]):
        count = int(label_length[sample])
        own = [int(labels[sample, i]) for i in range(count)]
        states = [blank]
        for label in own:
            states += [label, blank]
        columns = _native.gather(probabilities[sample], states, axis=-1)
        never = -1e30
        shown = [1.0 if i < 2 else 0.0 for i in range(len(states))]
        skips = [i >= 2 and states[i] != blank and states[i] != states[i - 2] for i in range(len(states))]
        alpha = _native.where([one > 0 for one in shown], columns[0], never)
        for step in range(1, int(logit_length[sample])):
            stay = [alpha, _native.concat([[never], alpha[:-1]], 0)]
            if len(states) > 2:
                stay.append(_native.where(skips, _native.concat([[never, never], alpha[:-2]], 0), never))
            alpha = _native.reduce_logsumexp(_native.stack(stay), 0) + columns[step]
        losses.append(-_native.reduce_logsumexp(alpha[-2:] if count else alpha[-1:], 0))
    return _native.stack(losses)


# ---- classes


class MeanSquaredError(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="mean_squared_error", dtype=None):
        super().__init__(mean_squared_error, reduction, name, dtype)


class MeanAbsoluteError(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="mean_absolute_error", dtype=None):
        super().__init__(mean_absolute_error, reduction, name, dtype)


class MeanAbsolutePercentageError(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="mean_absolute_percentage_error", dtype=None):
        super().__init__(mean_absolute_percentage_error, reduction, name, dtype)


class MeanSquaredLogarithmicError(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="mean_squared_logarithmic_error", dtype=None):
        super().__init__(mean_squared_logarithmic_error, reduction, name, dtype)


class CosineSimilarity(LossFunctionWrapper):
    def __init__(self, axis=-1, reduction="sum_over_batch_size", name="cosine_similarity", dtype=None):
        super().__init__(cosine_similarity, reduction, name, dtype, axis=axis)


class Huber(LossFunctionWrapper):
    def __init__(self, delta=1.0, reduction="sum_over_batch_size", name="huber_loss", dtype=None):
        super().__init__(huber, reduction, name, dtype, delta=delta)


class LogCosh(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="log_cosh", dtype=None):
        super().__init__(log_cosh, reduction, name, dtype)


class Hinge(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="hinge", dtype=None):
        super().__init__(hinge, reduction, name, dtype)


class SquaredHinge(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="squared_hinge", dtype=None):
        super().__init__(squared_hinge, reduction, name, dtype)


class CategoricalHinge(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="categorical_hinge", dtype=None):
        super().__init__(categorical_hinge, reduction, name, dtype)


class KLDivergence(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="kl_divergence", dtype=None):
        super().__init__(kl_divergence, reduction, name, dtype)


class Poisson(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="poisson", dtype=None):
        super().__init__(poisson, reduction, name, dtype)


class BinaryCrossentropy(LossFunctionWrapper):
    def __init__(
        self, from_logits=False, label_smoothing=0.0, axis=-1, reduction="sum_over_batch_size", name="binary_crossentropy", dtype=None
    ):
        super().__init__(
            binary_crossentropy, reduction, name, dtype, from_logits=from_logits, label_smoothing=label_smoothing, axis=axis
        )


class BinaryFocalCrossentropy(LossFunctionWrapper):
    def __init__(
        self, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1,
        reduction="sum_over_batch_size", name="binary_focal_crossentropy", dtype=None,
    ):
        super().__init__(
            binary_focal_crossentropy, reduction, name, dtype, apply_class_balancing=apply_class_balancing, alpha=alpha,
            gamma=gamma, from_logits=from_logits, label_smoothing=label_smoothing, axis=axis,
        )


class CategoricalCrossentropy(LossFunctionWrapper):
    def __init__(
        self, from_logits=False, label_smoothing=0.0, axis=-1, reduction="sum_over_batch_size", name="categorical_crossentropy",
        dtype=None,
    ):
        super().__init__(
            categorical_crossentropy, reduction, name, dtype, from_logits=from_logits, label_smoothing=label_smoothing, axis=axis
        )


class CategoricalFocalCrossentropy(LossFunctionWrapper):
    def __init__(
        self, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, reduction="sum_over_batch_size",
        name="categorical_focal_crossentropy", dtype=None,
    ):
        super().__init__(
            categorical_focal_crossentropy, reduction, name, dtype, alpha=alpha, gamma=gamma, from_logits=from_logits,
            label_smoothing=label_smoothing, axis=axis,
        )


class SparseCategoricalCrossentropy(LossFunctionWrapper):
    def __init__(
        self, from_logits=False, ignore_class=None, reduction="sum_over_batch_size", axis=-1,
        name="sparse_categorical_crossentropy", dtype=None,
    ):
        super().__init__(
            sparse_categorical_crossentropy, reduction, name, dtype, from_logits=from_logits, ignore_class=ignore_class, axis=axis
        )


class CategoricalGeneralizedCrossEntropy(LossFunctionWrapper):
    def __init__(self, q=0.5, reduction="sum_over_batch_size", name="categorical_generalized_cross_entropy", dtype=None):
        if not 0 < q < 1:
            raise ValueError("q must be in the interval (0, 1)")
        super().__init__(categorical_generalized_cross_entropy, reduction, name, dtype, q=q)


class Dice(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="dice", axis=None, dtype=None):
        super().__init__(dice, reduction, name, dtype, axis=axis)


class Tversky(LossFunctionWrapper):
    def __init__(self, alpha=0.5, beta=0.5, reduction="sum_over_batch_size", name="tversky", axis=None, dtype=None):
        super().__init__(tversky, reduction, name, dtype, alpha=alpha, beta=beta, axis=axis)


class Circle(LossFunctionWrapper):
    def __init__(self, gamma=80.0, margin=0.4, remove_diagonal=True, reduction="sum_over_batch_size", name="circle", dtype=None):
        super().__init__(circle, reduction, name, dtype, gamma=gamma, margin=margin, remove_diagonal=remove_diagonal)


class CTC(LossFunctionWrapper):
    def __init__(self, reduction="sum_over_batch_size", name="ctc", dtype=None):
        super().__init__(ctc, reduction, name, dtype)


mse = MSE = mean_squared_error
mae = MAE = mean_absolute_error
mape = MAPE = mean_absolute_percentage_error
msle = MSLE = mean_squared_logarithmic_error
kld = KLD = kullback_leibler_divergence = kl_divergence
logcosh = log_cosh
bce = BCE = binary_crossentropy

_named = {
    "mse": mean_squared_error, "mae": mean_absolute_error, "mape": mean_absolute_percentage_error,
    "msle": mean_squared_logarithmic_error, "kld": kl_divergence, "logcosh": log_cosh, "bce": binary_crossentropy,
    "mean_squared_error": mean_squared_error, "mean_absolute_error": mean_absolute_error,
    "mean_absolute_percentage_error": mean_absolute_percentage_error,
    "mean_squared_logarithmic_error": mean_squared_logarithmic_error, "cosine_similarity": cosine_similarity, "huber": huber,
    "log_cosh": log_cosh, "hinge": hinge, "squared_hinge": squared_hinge, "categorical_hinge": categorical_hinge,
    "kl_divergence": kl_divergence, "poisson": poisson, "binary_crossentropy": binary_crossentropy,
    "binary_focal_crossentropy": binary_focal_crossentropy, "categorical_crossentropy": categorical_crossentropy,
    "categorical_focal_crossentropy": categorical_focal_crossentropy,
    "sparse_categorical_crossentropy": sparse_categorical_crossentropy, "dice": dice, "tversky": tversky, "circle": circle,
}


def get(identifier):
    if identifier is None or not isinstance(identifier, str):
        return identifier
    if identifier in _named:
        return _named[identifier]
    raise ValueError(f"Could not interpret loss identifier: {identifier}")


def serialize(loss):
    return getattr(loss, "name", getattr(loss, "__name__", None))


deserialize = get
