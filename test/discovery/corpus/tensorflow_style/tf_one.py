import tensorflow.compat.v1 as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 4])
y = tf.placeholder(tf.float32, [None, 1])


def network(x):
    return tf.layers.dense(tf.layers.dense(x, 8, tf.nn.relu), 1)


def l2_cost(pred, y, w, lam=1e-3):  # @loss
    return tf.reduce_mean(tf.square(pred - y)) + lam * tf.nn.l2_loss(w)


def smooth(deltas, targets, sigma=3.0):  # @loss
    d = deltas - targets
    a = tf.abs(d)
    s = tf.stop_gradient(tf.to_float(tf.less(a, 1.0 / sigma ** 2)))
    return tf.reduce_mean(tf.reduce_sum(s * 0.5 * sigma ** 2 * d ** 2 + (1 - s) * (a - 0.5 / sigma ** 2), axis=1))


def accuracy(p, y):
    return tf.reduce_mean(tf.cast(tf.equal(tf.argmax(p, 1), y), tf.float32))
