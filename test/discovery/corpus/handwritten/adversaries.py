"""Losses of two players, over a library's loss that the file makes once."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

log_scores = keras.losses.BinaryCrossentropy(from_logits=True)
distance = keras.losses.MeanAbsoluteError()
painter = keras.Sequential([layers.Dense(64), layers.Dense(784)])


def critic_objective(real_scores, fake_scores):  # @loss
    kept = log_scores(tf.ones_like(real_scores), real_scores)
    caught = log_scores(tf.zeros_like(fake_scores), fake_scores)
    return kept + caught


def painter_loss(fake_scores):  # @loss
    return log_scores(tf.ones_like(fake_scores), fake_scores)


def cycle(original, returned):  # @loss
    return distance(original, returned)


def paint(noise):
    return painter(noise, training=False)


class Watcher:
    def tell(self, old_scores, new_scores):
        moved = tf.reduce_mean(tf.abs(old_scores - new_scores))
        return tf.summary.merge([tf.summary.scalar("moved", moved), tf.summary.histogram("scores", new_scores)])

    def penalty_summary(self, scores):
        return tf.summary.scalar("penalty", tf.reduce_mean(tf.square(scores)))
