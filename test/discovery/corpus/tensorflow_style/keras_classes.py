import tensorflow as tf
from tensorflow import keras


class HuberWithThreshold(keras.losses.Loss):  # @loss
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        error = y_true - y_pred
        small = tf.abs(error) <= self.threshold
        return tf.where(small, tf.square(error) / 2, self.threshold * (tf.abs(error) - 0.5 * self.threshold))

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}


class CTCLayer(keras.layers.Layer):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.loss_fn = keras.backend.ctc_batch_cost

    def call(self, y_true, y_pred):
        n = tf.shape(y_pred)[1]
        self.add_loss(self.loss_fn(y_true, y_pred, n, n))
        return y_pred


class BinaryTruePositives(keras.metrics.Metric):
    def __init__(self, name="tp", **kw):
        super().__init__(name=name, **kw)
        self.total = self.add_weight(name="total", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign_add(tf.reduce_sum(tf.cast(y_true * y_pred > 0.5, tf.float32)))

    def result(self):
        return self.total


cce = keras.losses.CategoricalCrossentropy(label_smoothing=0.1)  # @call
plain = keras.losses.MeanSquaredError()


def discriminator_loss(real_output, fake_output):  # @loss
    bce = keras.losses.BinaryCrossentropy(from_logits=True)
    return bce(tf.ones_like(real_output), real_output) + bce(tf.zeros_like(fake_output), fake_output)


@tf.function
def train_step(images, model, optimizer):
    with tf.GradientTape() as tape:
        logits = model(images)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=images, logits=logits))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss
