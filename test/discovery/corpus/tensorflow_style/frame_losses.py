import tensorflow as tf


def squared_gap(y_true, y_pred):  # @loss
    return tf.reduce_sum(tf.square(y_true - y_pred), axis=-1)


def axes_apart(_, y_pred):  # @loss
    first, second = y_pred[:, 0:3], y_pred[:, 3:6]
    first = first / tf.norm(first, axis=-1, keepdims=True)
    second = second / tf.norm(second, axis=-1, keepdims=True)
    lean = tf.reduce_sum(tf.abs(first * second), axis=-1, keepdims=True)
    return lean**2


def signed_margin(y_true, y_pred):  # @loss
    near = tf.square(tf.maximum(0.0, 0.9 - y_pred)) * y_true
    far = tf.square(tf.maximum(0.0, y_pred - 0.1)) * (1.0 - y_true)
    both = near + 0.5 * far
    return tf.reduce_mean(tf.reduce_sum(both, axis=-1))


def unit(v):
    return v / tf.norm(v, axis=-1, keepdims=True)
