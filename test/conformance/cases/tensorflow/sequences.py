"""Losses over sequences, boxes, policies and rankings with TensorFlow and Keras."""

from typing import Optional

import keras
import tensorflow as tf
from keras import ops
from tensorflow.keras import losses
from tensorflow.keras import backend as K

loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")


def translation_loss(real, pred):
    mask = tf.math.logical_not(tf.math.equal(real, 0))
    loss_ = loss_object(real, pred)
    mask = tf.cast(mask, dtype=loss_.dtype)
    loss_ *= mask
    return tf.reduce_sum(loss_) / tf.reduce_sum(mask)


class LabelSmoothing(losses.Loss):
    def __init__(self, vocab, smoothing: float = 0.1, pad_id: Optional[int] = 0):
        super().__init__(reduction="sum", name="label_smoothing")
        self.vocab = vocab
        self.smoothing = smoothing
        self.pad_id = pad_id

    def call(self, y_true, y_pred):
        targets = tf.one_hot(tf.cast(y_true, tf.int32), self.vocab, on_value=1.0 - self.smoothing, off_value=self.smoothing / (self.vocab - 1))
        loss = tf.keras.losses.KLDivergence(reduction=None)(targets, tf.nn.softmax(y_pred))
        keep = tf.cast(y_true != self.pad_id, loss.dtype)
        return tf.math.divide_no_nan(tf.reduce_sum(loss * keep, axis=-1), tf.reduce_sum(keep, axis=-1))


def mlm_loss(labels, logits):
    active = tf.reshape(labels, (-1,)) != -100
    reduced = tf.boolean_mask(tf.reshape(logits, (-1, tf.shape(logits)[2])), active)
    labels = tf.boolean_mask(tf.reshape(labels, (-1,)), active)
    return tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, reduced, from_logits=True))


def crf_negative_log_likelihood(emissions, transitions, tags):
    steps = emissions.shape[0]
    score = tf.reduce_sum(tf.gather_nd(emissions, tf.stack([tf.range(steps), tags], axis=1)))
    score += tf.reduce_sum(tf.gather_nd(transitions, tf.stack([tags[:-1], tags[1:]], axis=1)))
    alpha = emissions[0]
    for t in tf.range(1, steps):
        alpha = tf.reduce_logsumexp(alpha[:, None] + transitions, axis=0) + emissions[t]
    return tf.reduce_logsumexp(alpha) - score


def discounted(rewards, log_probs, gamma=0.9):
    reversed_rewards = tf.reverse(rewards, axis=[0])
    returns = tf.scan(lambda total, reward: reward + gamma * total, reversed_rewards)
    returns = tf.reverse(returns, [0])
    mean, variance = tf.nn.moments(returns, axes=[0])
    returns = (returns - mean) / (tf.sqrt(variance) + 1e-8)
    return -tf.reduce_sum(log_probs * tf.stop_gradient(returns))


def while_returns(rewards, values, gamma=0.9):
    n = tf.shape(rewards)[0]
    buffer = tf.TensorArray(tf.float32, size=n)

    def body(i, total, buffer):
        total = rewards[i] + gamma * total
        return i - 1, total, buffer.write(i, total)

    _, _, buffer = tf.while_loop(lambda i, *_: i >= 0, body, (n - 1, tf.constant(0.0), buffer))
    return tf.reduce_mean(tf.square(buffer.stack() - values))


def ppo_loss(advantages, old_log_probs, logits, actions, clip=0.2, entropy_weight=0.01):
    log_probs = tf.nn.log_softmax(logits)
    chosen = tf.reduce_sum(tf.one_hot(actions, logits.shape[-1]) * log_probs, axis=1)
    ratio = tf.exp(chosen - old_log_probs)
    clipped = tf.where(advantages > 0, (1 + clip) * advantages, (1 - clip) * advantages)
    entropy = -tf.reduce_sum(tf.exp(log_probs) * log_probs, axis=1)
    return -tf.reduce_mean(tf.minimum(ratio * advantages, clipped) + entropy_weight * entropy)


def dqn_loss(q_values, next_q, actions, rewards, dones, gamma=0.9):
    targets = rewards + (1.0 - dones) * gamma * tf.reduce_max(next_q, axis=1)
    chosen = tf.gather(q_values, actions, axis=1, batch_dims=1)
    return losses.Huber()(tf.stop_gradient(targets), chosen)


def giou_loss(b1, b2):
    zero = 0.0
    b1_ymin, b1_xmin, b1_ymax, b1_xmax = tf.unstack(b1, 4, axis=-1)
    b2_ymin, b2_xmin, b2_ymax, b2_xmax = tf.unstack(b2, 4, axis=-1)
    b1_area = tf.maximum(zero, b1_xmax - b1_xmin) * tf.maximum(zero, b1_ymax - b1_ymin)
    b2_area = tf.maximum(zero, b2_xmax - b2_xmin) * tf.maximum(zero, b2_ymax - b2_ymin)
    w = tf.maximum(zero, tf.minimum(b1_xmax, b2_xmax) - tf.maximum(b1_xmin, b2_xmin))
    h = tf.maximum(zero, tf.minimum(b1_ymax, b2_ymax) - tf.maximum(b1_ymin, b2_ymin))
    intersect = w * h
    union = b1_area + b2_area - intersect
    iou = tf.math.divide_no_nan(intersect, union)
    ew = tf.maximum(zero, tf.maximum(b1_xmax, b2_xmax) - tf.minimum(b1_xmin, b2_xmin))
    eh = tf.maximum(zero, tf.maximum(b1_ymax, b2_ymax) - tf.minimum(b1_ymin, b2_ymin))
    enclose = ew * eh
    return 1 - (iou - tf.math.divide_no_nan(enclose - union, enclose))


class RetinaBox(tf.losses.Loss):
    def __init__(self, delta):
        super().__init__(reduction="none", name="RetinaNetBoxLoss")
        self._delta = delta

    def call(self, y_true, y_pred):
        difference = y_true - y_pred
        absolute_difference = tf.abs(difference)
        squared_difference = difference**2
        loss = tf.where(
            tf.less(absolute_difference, self._delta), 0.5 * squared_difference, absolute_difference - 0.5
        )
        return tf.reduce_sum(loss, axis=-1)


class RetinaClass(tf.losses.Loss):
    def __init__(self, alpha, gamma):
        super().__init__(reduction="none", name="RetinaNetClassificationLoss")
        self._alpha = alpha
        self._gamma = gamma

    def call(self, y_true, y_pred):
        cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)
        probs = tf.nn.sigmoid(y_pred)
        alpha = tf.where(tf.equal(y_true, 1.0), self._alpha, (1.0 - self._alpha))
        pt = tf.where(tf.equal(y_true, 1.0), probs, 1 - probs)
        return tf.reduce_sum(alpha * tf.pow(1.0 - pt, self._gamma) * cross_entropy, axis=-1)


class RetinaLoss(tf.losses.Loss):
    def __init__(self, num_classes=3, alpha=0.25, gamma=2.0, delta=1.0):
        super().__init__(reduction="sum_over_batch_size", name="RetinaNetLoss")
        self._clf_loss = RetinaClass(alpha, gamma)
        self._box_loss = RetinaBox(delta)
        self._num_classes = num_classes

    def call(self, y_true, y_pred):
        y_pred = tf.cast(y_pred, dtype=tf.float32)
        box_labels = y_true[:, :, :4]
        box_predictions = y_pred[:, :, :4]
        cls_labels = tf.one_hot(tf.cast(y_true[:, :, 4], dtype=tf.int32), depth=self._num_classes, dtype=tf.float32)
        cls_predictions = y_pred[:, :, 4:]
        positive_mask = tf.cast(tf.greater(y_true[:, :, 4], -1.0), dtype=tf.float32)
        ignore_mask = tf.cast(tf.equal(y_true[:, :, 4], -2.0), dtype=tf.float32)
        clf_loss = self._clf_loss(cls_labels, cls_predictions)
        box_loss = self._box_loss(box_labels, box_predictions)
        clf_loss = tf.where(tf.equal(ignore_mask, 1.0), 0.0, clf_loss)
        box_loss = tf.where(tf.equal(positive_mask, 1.0), box_loss, 0.0)
        normalizer = tf.reduce_sum(positive_mask, axis=-1)
        clf_loss = tf.math.divide_no_nan(tf.reduce_sum(clf_loss, axis=-1), normalizer)
        box_loss = tf.math.divide_no_nan(tf.reduce_sum(box_loss, axis=-1), normalizer)
        return clf_loss + box_loss


def heatmap_focal(y_true, y_pred, alpha=2.0, beta=4.0):
    p = tf.clip_by_value(tf.sigmoid(y_pred), 1e-4, 1 - 1e-4)
    pos_mask = tf.cast(tf.equal(y_true, 1.0), tf.float32)
    neg_mask = tf.cast(tf.less(y_true, 1.0), tf.float32)
    pos = -tf.math.log(p) * tf.pow(1.0 - p, alpha) * pos_mask
    neg = -tf.math.log(1.0 - p) * tf.pow(p, alpha) * tf.pow(1.0 - y_true, beta) * neg_mask
    num_pos = tf.reduce_sum(pos_mask)
    return tf.cond(
        tf.greater(num_pos, 0), lambda: (tf.reduce_sum(pos) + tf.reduce_sum(neg)) / num_pos, lambda: tf.reduce_sum(neg)
    )


def yolo_grid(y_true, y_pred, anchors=((1.0, 2.0), (2.0, 1.0))):
    anchors = tf.constant(anchors)
    xy = tf.sigmoid(y_pred[..., 0:2])
    wh = tf.exp(y_pred[..., 2:4]) * anchors
    obj = y_true[..., 4:5]
    coordinates = tf.reduce_sum(obj * (tf.square(xy - y_true[..., 0:2]) + tf.square(tf.sqrt(wh) - tf.sqrt(y_true[..., 2:4]))))
    confidence = losses.binary_crossentropy(obj, tf.sigmoid(y_pred[..., 4:5]))
    return (5.0 * coordinates + tf.reduce_sum(confidence)) / tf.cast(tf.shape(y_true)[0], tf.float32)


def listnet(y_true, y_pred):
    return -tf.reduce_mean(tf.reduce_sum(tf.nn.softmax(y_true) * tf.nn.log_softmax(y_pred), axis=-1))


def bpr(positive, negative):
    return 1.0 - K.sigmoid(positive - negative)


def approx_ndcg(labels, scores, alpha=10.0):
    pairs = ops.expand_dims(scores, 1) - ops.expand_dims(scores, 2)
    ranks = ops.sum(ops.sigmoid(pairs * alpha), axis=-1) + 0.5
    gains = ops.power(2.0, labels) - 1.0
    best = ops.flip(ops.sort(gains, axis=-1), axis=-1)
    discounts = ops.log2(ops.arange(1, labels.shape[-1] + 1, dtype="float32") + 1.0)
    ideal = ops.sum(best / discounts, axis=-1)
    return -ops.mean(ops.sum(gains / ops.log2(ranks + 1.0), axis=-1) / ops.maximum(ideal, 1e-6))


def distillation(teacher, student, y, temperature=3.0, alpha=0.1):
    student_loss = losses.sparse_categorical_crossentropy(y, student, from_logits=True)
    soft = losses.KLDivergence()(
        tf.nn.softmax(teacher / temperature, axis=1), tf.nn.softmax(student / temperature, axis=1)
    )
    return alpha * tf.reduce_mean(student_loss) + (1 - alpha) * soft * temperature**2


def ctc_batch_cost(y_true, y_pred):
    batch_len = tf.cast(tf.shape(y_true)[0], dtype="int64")
    input_length = tf.cast(tf.shape(y_pred)[1], dtype="int64") * tf.ones(shape=(batch_len, 1), dtype="int64")
    label_length = tf.cast(tf.shape(y_true)[1], dtype="int64") * tf.ones(shape=(batch_len, 1), dtype="int64")
    return tf.nn.ctc_loss(
        labels=tf.cast(y_true, tf.int32),
        logits=y_pred,
        label_length=tf.cast(tf.squeeze(label_length, 1), tf.int32),
        logit_length=tf.cast(tf.squeeze(input_length, 1), tf.int32),
        logits_time_major=False,
        blank_index=-1,
    )


def margin_capsule(y_true, y_pred):
    L = y_true * K.square(K.maximum(0.0, 0.9 - y_pred)) + 0.5 * (1 - y_true) * K.square(K.maximum(0.0, y_pred - 0.1))
    return K.mean(K.sum(L, 1))


def switch_by_step(y_true, y_pred, step):
    early = tf.reduce_mean(tf.abs(y_true - y_pred))
    late = tf.reduce_mean(tf.square(y_true - y_pred))
    return tf.case([(tf.less(step, 10), lambda: early), (tf.less(step, 20), lambda: early + late)], default=lambda: late)
