"""Losses of segmentation in the styles of Keras's backend, tf and keras.ops."""

import numpy as np
import tensorflow as tf
from keras import ops, saving
from tensorflow import keras
from tensorflow.keras import backend as K
from tensorflow.keras.losses import binary_crossentropy


def dice_coef(y_true, y_pred, smooth=1.0):
    y_true_f = K.flatten(y_true)
    y_pred_f = K.flatten(y_pred)
    intersection = K.sum(y_true_f * y_pred_f)
    return (2.0 * intersection + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)


def dice_coef_loss(y_true, y_pred):
    return 1 - dice_coef(y_true, y_pred)


def bce_dice_loss(y_true, y_pred):
    return binary_crossentropy(y_true, y_pred) + (1 - dice_coef(y_true, y_pred))


def bce_log_dice(y_true, y_pred, weight=0.5):
    return weight * binary_crossentropy(y_true, y_pred) - K.log(dice_coef(y_true, y_pred))


def jaccard_distance(y_true, y_pred, smooth=100):
    intersection = K.sum(K.abs(y_true * y_pred), axis=-1)
    sum_ = K.sum(K.abs(y_true) + K.abs(y_pred), axis=-1)
    jac = (intersection + smooth) / (sum_ - intersection + smooth)
    return (1 - jac) * smooth


def tversky(y_true, y_pred, smooth=1, alpha=0.7):
    y_true_pos = K.flatten(y_true)
    y_pred_pos = K.flatten(y_pred)
    true_pos = K.sum(y_true_pos * y_pred_pos)
    false_neg = K.sum(y_true_pos * (1 - y_pred_pos))
    false_pos = K.sum((1 - y_true_pos) * y_pred_pos)
    return (true_pos + smooth) / (true_pos + alpha * false_neg + (1 - alpha) * false_pos + smooth)


def focal_tversky(y_true, y_pred):
    pt_1 = tversky(y_true, y_pred)
    return K.pow((1 - pt_1), 0.75)


def binary_focal_loss(gamma=2.0, alpha=0.25):
    def binary_focal_loss_fixed(y_true, y_pred):
        y_true = tf.cast(y_true, tf.float32)
        epsilon = K.epsilon()
        y_pred = y_pred + epsilon
        y_pred = K.clip(y_pred, epsilon, 1 - epsilon)
        p_t = tf.where(K.equal(y_true, 1), y_pred, 1 - y_pred)
        alpha_factor = K.ones_like(y_true) * alpha
        alpha_t = tf.where(K.equal(y_true, 1), alpha_factor, 1 - alpha_factor)
        cross_entropy = -K.log(p_t)
        weight = alpha_t * K.pow((1 - p_t), gamma)
        loss = weight * cross_entropy
        return K.mean(K.sum(loss, axis=1))

    return binary_focal_loss_fixed


focal_of_three = binary_focal_loss(gamma=3.0)


def categorical_focal_loss(alpha, gamma=2.0):
    alpha = np.array(alpha, dtype=np.float32)

    def categorical_focal_loss_fixed(y_true, y_pred):
        epsilon = K.epsilon()
        y_pred = K.clip(y_pred, epsilon, 1.0 - epsilon)
        cross_entropy = -y_true * K.log(y_pred)
        loss = alpha * K.pow(1 - y_pred, gamma) * cross_entropy
        return K.mean(K.sum(loss, axis=-1))

    return categorical_focal_loss_fixed


focal_of_classes = categorical_focal_loss(alpha=[[0.25, 0.5, 0.75]])


def weighted_categorical_crossentropy(weights):
    weights = K.variable(weights)

    def loss(y_true, y_pred):
        y_pred /= K.sum(y_pred, axis=-1, keepdims=True)
        y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        loss = y_true * K.log(y_pred) * weights
        return -K.sum(loss, -1)

    return loss


weighted_classes = weighted_categorical_crossentropy(np.array([0.5, 2.0, 10.0]))


class SemanticLoss(tf.keras.losses.Loss):
    def __init__(self, smooth=1e-6, class_weights=None, from_logits=True, reduction="sum_over_batch_size", name="semantic"):
        super().__init__(reduction=reduction, name=name)
        self.smooth = smooth
        self.class_weights = class_weights
        self.from_logits = from_logits

    def call(self, y_true, y_pred):
        if self.from_logits:
            y_pred = tf.nn.softmax(y_pred, axis=-1)
        axes = tuple(range(1, len(y_pred.shape) - 1))
        intersection = tf.reduce_sum(y_true * y_pred, axis=axes)
        union = tf.reduce_sum(y_true + y_pred, axis=axes)
        dice = (2.0 * intersection + self.smooth) / (union + self.smooth)
        if self.class_weights is not None:
            dice = dice * tf.constant(self.class_weights, dtype=dice.dtype)
        return 1.0 - tf.reduce_mean(dice, axis=-1)

    def get_config(self):
        config = super().get_config()
        config.update({"smooth": self.smooth, "from_logits": self.from_logits})
        return config


@saving.register_keras_serializable(package="losses")
class OpsCombo(keras.losses.Loss):
    def __init__(self, alpha=0.5, beta=0.5, name="combo", **kwargs):
        super().__init__(name=name, **kwargs)
        self.alpha = alpha
        self.beta = beta

    def call(self, y_true, y_pred):
        y_true = ops.cast(y_true, y_pred.dtype)
        targets = ops.reshape(y_true, [-1])
        inputs = ops.reshape(y_pred, [-1])
        intersection = ops.sum(targets * inputs)
        dice = (2.0 * intersection + 1.0) / (ops.sum(targets) + ops.sum(inputs) + 1.0)
        inputs = ops.clip(inputs, 1e-7, 1.0 - 1e-7)
        out = -(self.beta * ((targets * ops.log(inputs)) + ((1 - self.beta) * (1.0 - targets) * ops.log(1.0 - inputs))))
        return self.alpha * ops.mean(out) - (1 - self.alpha) * dice


def surface_loss(dist_maps, y_pred):
    multipled = y_pred * dist_maps
    return K.mean(multipled)


def lovasz_grad(gt_sorted):
    gts = tf.reduce_sum(gt_sorted)
    intersection = gts - tf.cumsum(gt_sorted)
    union = gts + tf.cumsum(1.0 - gt_sorted)
    jaccard = 1.0 - intersection / union
    jaccard = tf.concat((jaccard[0:1], jaccard[1:] - jaccard[:-1]), 0)
    return jaccard


def lovasz_hinge(logits, labels):
    def per_image(logits, labels):
        labelsf = tf.cast(labels, logits.dtype)
        signs = 2.0 * labelsf - 1.0
        errors = 1.0 - logits * tf.stop_gradient(signs)
        errors_sorted, perm = tf.nn.top_k(errors, k=tf.shape(errors)[0], name="descending_sort")
        gt_sorted = tf.gather(labelsf, perm)
        grad = lovasz_grad(gt_sorted)
        return tf.tensordot(tf.nn.relu(errors_sorted), tf.stop_gradient(grad), 1, name="loss_non_void")

    losses = tf.map_fn(lambda pair: per_image(pair[0], pair[1]), (logits, labels), dtype=tf.float32)
    return tf.reduce_mean(losses)


def sparse_masked(y_true, y_pred, ignore=255):
    y_true = tf.reshape(tf.cast(y_true, tf.int32), [-1])
    logits = tf.reshape(y_pred, [-1, y_pred.shape[-1]])
    valid = tf.not_equal(y_true, ignore)
    safe = tf.where(valid, y_true, tf.zeros_like(y_true))
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=safe, logits=logits)
    losses = tf.boolean_mask(losses, valid)
    return tf.reduce_mean(losses)


def ohem(y_true, y_pred, ratio=0.5):
    losses = tf.keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)
    flat = tf.reshape(losses, [-1])
    keep = tf.cast(tf.cast(tf.size(flat), tf.float32) * ratio, tf.int32)
    values, _ = tf.math.top_k(flat, k=keep)
    return tf.reduce_mean(values)


def edge_weighted(y_true, y_pred):
    edges = tf.image.sobel_edges(y_true)
    magnitude = tf.sqrt(tf.reduce_sum(tf.square(edges), axis=-1) + 1e-6)
    blurred = tf.nn.avg_pool2d(magnitude, ksize=3, strides=1, padding="SAME")
    bce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)
    return tf.reduce_mean(bce * (1.0 + blurred))


def border_pooling(y_true, y_pred):
    eroded = 1 - tf.nn.max_pool2d(1 - y_true, 3, strides=1, padding="SAME")
    boundary = y_true - eroded
    predicted = tf.nn.max_pool2d(y_pred, 3, strides=1, padding="SAME") - y_pred
    return tf.reduce_mean(tf.square(boundary - predicted))


def log_cosh_dice(y_true, y_pred):
    x = dice_coef_loss(y_true, y_pred)
    return tf.math.log((tf.exp(x) + tf.exp(-x)) / 2.0)


def generalized_dice(y_true, y_pred, epsilon=1e-6):
    sum_p = tf.reduce_sum(y_pred, axis=[1, 2])
    sum_r = tf.reduce_sum(y_true, axis=[1, 2])
    w = 1.0 / (tf.square(sum_r) + 1.0)
    numerator = tf.reduce_sum(w * tf.reduce_sum(y_true * y_pred, axis=[1, 2]), axis=-1)
    denominator = tf.reduce_sum(w * (sum_p + sum_r), axis=-1)
    return tf.reduce_mean(1.0 - 2.0 * numerator / (denominator + epsilon))
