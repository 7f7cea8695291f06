import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import backend as K
from tensorflow.keras import layers


class Weighted(keras.losses.Loss):  # @loss
    def __init__(self, pos=2.0, name="weighted"):
        super().__init__(name=name)
        self.pos = pos

    def call(self, y_true, y_pred):
        y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        return -K.mean(self.pos * y_true * K.log(y_pred) + (1 - y_true) * K.log(1 - y_pred))

    def get_config(self):
        return {"pos": self.pos}


class F1(keras.metrics.Metric):
    def __init__(self, name="f1"):
        super().__init__(name=name)
        self.tp = self.add_weight(name="tp", initializer="zeros")
        self.fp = self.add_weight(name="fp", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        p = tf.round(y_pred)
        self.tp.assign_add(tf.reduce_sum(p * y_true))
        self.fp.assign_add(tf.reduce_sum(p * (1 - y_true)))

    def result(self):
        return self.tp / (self.tp + self.fp + K.epsilon())


class Sampling(layers.Layer):
    def call(self, inputs):
        m, v = inputs
        return m + tf.exp(0.5 * v) * tf.random.normal(tf.shape(m))


class VaeModel(keras.Model):
    def train_step(self, data):
        with tf.GradientTape() as tape:
            m, v, z = self.encoder(data)
            rec = tf.reduce_mean(tf.reduce_sum(keras.losses.binary_crossentropy(data, self.decoder(z)), axis=(1, 2)))
            kl = -0.5 * (1 + v - tf.square(m) - tf.exp(v))
            kl = tf.reduce_mean(tf.reduce_sum(kl, axis=1))
            total = rec + 0.5 * kl  # @sum
        self.optimizer.apply_gradients(zip(tape.gradient(total, self.trainable_weights), self.trainable_weights))
        return {"loss": total}


def triplet(y_true, y_pred, alpha=0.2):  # @loss
    a, p, n = y_pred[:, 0], y_pred[:, 1], y_pred[:, 2]
    pos = tf.reduce_sum(tf.square(a - p), -1)
    neg = tf.reduce_sum(tf.square(a - n), -1)
    return tf.reduce_mean(tf.maximum(pos - neg + alpha, 0.0))


def build(n):
    model = keras.Sequential([layers.Dense(n, activation="relu"), layers.Dense(1)])
    model.compile(optimizer="adam", loss=keras.losses.Huber(delta=0.5), metrics=["mae"])  # @call
    return model


def coeff_determination(y_true, y_pred):
    return 1 - K.sum(K.square(y_true - y_pred)) / (K.sum(K.square(y_true - K.mean(y_true))) + K.epsilon())
