"""The functions behind keras.losses, after Keras's documentation: one number a sample."""

from tensorflow import _native

_epsilon = 1e-7


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
