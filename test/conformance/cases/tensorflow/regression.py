"""Losses of regression, densities, survival and physics with TensorFlow and Keras."""

import math

import keras
import tensorflow as tf
from keras import ops
from tensorflow.keras import backend as K


def root_mean_squared_error(y_true, y_pred):
    return K.sqrt(K.mean(K.square(y_pred - y_true)))


def quantile_loss(q, y, f):
    e = y - f
    return K.mean(K.maximum(q * e, (q - 1) * e), axis=-1)


def smape(y_true, y_pred):
    summ = K.maximum(K.abs(y_true) + K.abs(y_pred) + 0.1, 0.5 + 0.1)
    return K.abs(y_pred - y_true) / summ * 2.0


def huber_fn(threshold=1.0):
    def huber(y_true, y_pred):
        error = y_true - y_pred
        is_small_error = tf.abs(error) <= threshold
        squared_loss = tf.square(error) / 2
        linear_loss = threshold * tf.abs(error) - threshold**2 / 2
        return tf.where(is_small_error, squared_loss, linear_loss)

    return huber


huber_of_two = huber_fn(2.0)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        self.threshold = threshold
        super().__init__(**kwargs)

    def call(self, y_true, y_pred):
        error = y_true - y_pred
        return tf.where(
            tf.abs(error) < self.threshold,
            0.5 * tf.square(error),
            self.threshold * tf.abs(error) - 0.5 * self.threshold**2,
        )

    def get_config(self):
        base_config = super().get_config()
        return {**base_config, "threshold": self.threshold}


def gaussian_nll(y_true, y_pred):
    mean, log_var = tf.split(y_pred, 2, axis=-1)
    precision = tf.exp(-log_var)
    return tf.reduce_mean(0.5 * (precision * tf.square(y_true - mean) + log_var + math.log(2 * math.pi)), axis=-1)


def mdn_loss(y_true, params, components=3):
    out_pi, out_mu, out_sigma = tf.split(params, num_or_size_splits=[components] * 3, axis=-1)
    log_pi = tf.nn.log_softmax(out_pi)
    sigma = tf.nn.softplus(out_sigma) + 1e-3
    z = (y_true[:, tf.newaxis] - out_mu) / sigma
    log_normal = -0.5 * tf.square(z) - tf.math.log(sigma) - 0.5 * tf.math.log(2.0 * math.pi)
    return -tf.reduce_mean(tf.reduce_logsumexp(log_pi + log_normal, axis=-1))


def zero_inflated_nb(y_true, mean, theta, pi, ridge=0.1, eps=1e-10):
    t1 = tf.math.lgamma(theta + eps) + tf.math.lgamma(y_true + 1.0) - tf.math.lgamma(y_true + theta + eps)
    t2 = (theta + y_true) * tf.math.log(1.0 + (mean / (theta + eps))) + (
        y_true * (tf.math.log(theta + eps) - tf.math.log(mean + eps))
    )
    nb_case = t1 + t2 - tf.math.log(1.0 - pi + eps)
    zero_nb = tf.pow(theta / (theta + mean + eps), theta)
    zero_case = -tf.math.log(pi + ((1.0 - pi) * zero_nb) + eps)
    result = tf.where(tf.less(y_true, 1e-8), zero_case, nb_case)
    result += ridge * tf.square(pi)
    return tf.reduce_mean(tf.where(tf.math.is_nan(result), tf.zeros_like(result) + float("inf"), result))


def cox_loss(y_true, y_pred):
    time, event = y_true[:, 0], y_true[:, 1]
    order = tf.argsort(time, direction="DESCENDING")
    risk = tf.gather(tf.squeeze(y_pred, axis=-1), order)
    event = tf.gather(event, order)
    log_cumulative = tf.math.cumulative_logsumexp(risk)
    return -tf.reduce_sum((risk - log_cumulative) * event) / (tf.reduce_sum(event) + K.epsilon())


def surv_likelihood(n_intervals):
    def loss(y_true, y_pred):
        cens_uncens = 1.0 + y_true[:, 0:n_intervals] * (y_pred - 1.0)
        uncens = 1.0 - y_true[:, n_intervals : 2 * n_intervals] * y_pred
        return K.sum(-K.log(K.clip(K.concatenate((cens_uncens, uncens)), K.epsilon(), None)), axis=-1)

    return loss


four_intervals = surv_likelihood(4)


def weibull_loglik_discrete(y_true, ab_pred):
    y_, u_ = y_true[:, 0], y_true[:, 1]
    a_, b_ = ab_pred[:, 0], ab_pred[:, 1]
    hazard0 = K.pow((y_ + 1e-35) / a_, b_)
    hazard1 = K.pow((y_ + 1) / a_, b_)
    return -1 * K.mean(u_ * K.log(K.exp(hazard1 - hazard0) - 1.0) - hazard1)


def concordance_hinge(y_true, y_pred):
    difference = tf.expand_dims(y_pred, 1) - tf.expand_dims(y_pred, 0)
    comparable = tf.cast(tf.expand_dims(y_true, 1) > tf.expand_dims(y_true, 0), tf.float32)
    return tf.reduce_sum(comparable * tf.nn.relu(1.0 - difference)) / tf.maximum(tf.reduce_sum(comparable), 1.0)


def correlation_loss(y_true, y_pred):
    xm, ym = y_true - K.mean(y_true), y_pred - K.mean(y_pred)
    r_num = K.sum(tf.multiply(xm, ym))
    r_den = K.sqrt(tf.multiply(K.sum(K.square(xm)), K.sum(K.square(ym)))) + 1e-8
    r = K.maximum(K.minimum(r_num / r_den, 1.0), -1.0)
    return 1 - K.square(r)


def ccc_loss(gold, pred):
    gold_mean, pred_mean = ops.mean(gold, axis=-1, keepdims=True), ops.mean(pred, axis=-1, keepdims=True)
    covariance = (gold - gold_mean) * (pred - pred_mean)
    gold_var = ops.mean(ops.square(gold - gold_mean), axis=-1, keepdims=True)
    pred_var = ops.mean(ops.square(pred - pred_mean), axis=-1, keepdims=True)
    ccc = 2.0 * covariance / (gold_var + pred_var + ops.square(gold_mean - pred_mean) + 1e-8)
    return ops.mean(1.0 - ops.mean(ccc, axis=-1))


@tf.function
def masked_mae(y_true, y_pred, null_value=0.0):
    mask = tf.cast(tf.not_equal(y_true, null_value), tf.float32)
    mask /= tf.reduce_mean(mask)
    mask = tf.where(tf.math.is_nan(mask), tf.zeros_like(mask), mask)
    return tf.reduce_mean(tf.abs(y_true - y_pred) * mask)


@tf.function(reduce_retracing=True)
def adaptive_robust(x, alpha, scale):
    squared = tf.square(x / scale)
    beta = tf.maximum(1e-6, tf.abs(alpha - 2.0))
    alpha_safe = tf.where(tf.greater_equal(alpha, 0.0), 1.0, -1.0) * tf.maximum(1e-6, tf.abs(alpha))
    return tf.reduce_mean((beta / alpha_safe) * (tf.pow(squared / beta + 1.0, 0.5 * alpha) - 1.0))


def physics_residual(x, w1, w2, k=2.0):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            u = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2)
        u_x = inner.gradient(u, x)
    u_xx = outer.gradient(u_x, x)
    return tf.reduce_mean(tf.square(u_xx + k**2 * u))


def spectral_convergence(target, output):
    kernel = tf.signal.hann_window(4)
    frames = tf.signal.frame(target - output, frame_length=4, frame_step=2)
    spectrum = tf.signal.rfft(frames * kernel)
    return tf.reduce_mean(tf.square(tf.abs(spectrum)))


def pinball_layers(y_true, y_pred):
    taus = tf.constant([0.1, 0.5, 0.9])
    total = 0.0
    for i, tau in enumerate([0.1, 0.5, 0.9]):
        error = y_true[:, 0] - y_pred[:, i]
        total += tf.reduce_mean(tf.maximum(tau * error, (tau - 1.0) * error))
    crossing = tf.nn.relu(y_pred[:, :-1] - y_pred[:, 1:])
    return total + tf.reduce_sum(crossing) * tf.reduce_max(taus)


def log_barrier(x, bound=1.0):
    inside = tf.less(tf.abs(x), bound)
    safe = tf.where(inside, x, tf.zeros_like(x))
    return tf.reduce_sum(tf.where(inside, -tf.math.log(bound - tf.abs(safe)), 10.0 * (tf.abs(x) - bound) + 4.6))


class MultiTask(keras.layers.Layer):
    def __init__(self, n=2, **kwargs):
        super().__init__(**kwargs)
        self.n = n
        self.log_vars = [self.add_weight(name=f"log_var_{i}", shape=(1,), initializer="zeros") for i in range(n)]

    def call(self, ys_true, ys_pred):
        loss = 0.0
        for y_true, y_pred, log_var in zip(ys_true, ys_pred, self.log_vars):
            precision = ops.exp(-log_var[0])
            loss += ops.sum(precision * (y_true - y_pred) ** 2.0 + log_var[0], -1)
        return ops.mean(loss)
