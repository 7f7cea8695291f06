from math import pi
import tensorflow as tf
from tensorflow.keras import backend as K


def SparseSoftmax():
    def sparse_softmax(y_true, y_pred):  # @loss
        y_true = tf.cast(tf.reshape(y_true, [-1]), tf.int32)
        ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred)
        return tf.reduce_mean(ce)

    return sparse_softmax


def angular(scale=64.0, margin=0.5):
    def compute(y_true, y_pred):  # @loss
        y_true = tf.one_hot(tf.cast(y_true, tf.int32), depth=y_pred.shape[-1])
        theta = tf.acos(K.clip(y_pred, -1.0 + K.epsilon(), 1.0 - K.epsilon()))
        logits = y_true * tf.cos(theta + margin) + (1 - y_true) * y_pred
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_true, logits=logits * scale))

    return compute


def foreground_background(y_true, y_pred):  # @loss
    fg = tf.keras.losses.MSE(y_true[y_true != 0], y_pred[y_true != 0])
    bg = tf.keras.losses.MSE(y_true[y_true == 0], y_pred[y_true == 0])
    return fg + bg


@tf.keras.utils.register_keras_serializable(package="Custom")
def relu_bands(y_true, y_pred):  # @loss
    y_true = tf.cast(y_true, tf.float32)
    high = tf.nn.relu(y_true - 0.5)
    low = tf.nn.relu(0.2 - y_true)
    k1 = 1.0 / (tf.reduce_sum(high) + 1e-5)
    k2 = 1.0 / (tf.reduce_sum(low) + 1e-5)
    return k1 * tf.reduce_sum(high * tf.square(y_true - y_pred)) + k2 * tf.reduce_sum(low * tf.square(y_true - y_pred))


def cox_by_loop(y_true, y_pred):  # @loss
    total = 0.0
    for i in tf.range(len(y_pred[:, 0])):
        at_risk = tf.math.greater_equal(y_true[:, 0], y_true[i, 0])
        total += y_true[i, 1] * (y_pred[i, 0] - tf.math.log(1e-20 + tf.math.reduce_sum(tf.boolean_mask(K.exp(y_pred[:, 0]), at_risk))))
    return total * (-1) / tf.math.reduce_sum(tf.cast(tf.math.greater(y_true[:, 1], 0), K.floatx()))


def mae_metric(y_true, y_pred):
    return tf.reduce_mean(tf.abs(y_true - y_pred))


def r_squared(y_true, y_pred):
    res = K.sum(K.square(y_true - y_pred))
    tot = K.sum(K.square(y_true - K.mean(y_true)))
    return 1 - res / (tot + K.epsilon())


def within_tolerance(y_true, y_pred):
    return K.mean(K.cast(K.abs(y_true - y_pred) < 0.1, K.floatx()))


def config_ds(ds, batch):
    ds = ds.prefetch(buffer_size=tf.data.AUTOTUNE)
    return ds.batch(batch)
