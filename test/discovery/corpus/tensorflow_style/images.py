import keras
import keras.backend as K
import tensorflow as tf


def get_loss(ip, iv):  # @loss
    e = ip - iv
    mse = K.mean(K.square(e))
    ssim = tf.image.ssim(ip, iv, max_val=1)
    l_ssim = 1 - ssim
    psnr = tf.image.psnr(ip, iv, max_val=1)
    l_psnr = 1 - psnr * 0.01
    return 0.2 * mse + 0.6 * l_ssim + 0.2 * l_psnr


def luminance_mse(y_true, y_pred):  # @loss
    y_true = K.flatten(y_true)
    y_pred = K.flatten(y_pred)
    return K.mean(K.square(K.cast(y_pred, "float64") - K.cast(y_true, "float64")), axis=-1)


def ssim_metric(trueY, predY):
    return tf.image.ssim(trueY, predY, max_val=1.0)


def ssim_loss(trueY, predY):  # @loss
    return 1 - ssim_metric(trueY, predY)


def content_loss(trueY, predY):  # @loss
    return 0.5 * K.sum(K.square(trueY - predY))


def psnr_loss(trueY, predY):  # @loss
    return -tf.image.psnr(trueY, predY, max_val=1.0)


def PSNR(y_true, y_pred):
    """used as a metric to measure similarity between images"""
    return -10.0 * K.log(K.mean(K.square(y_pred - y_true))) / K.log(10.0)


def jaccard(y_true, y_pred, smooth=100):  # @loss
    inter = K.sum(K.abs(y_true * y_pred), axis=-1)
    total = K.sum(K.abs(y_true) + K.abs(y_pred), axis=-1)
    jac = (inter + smooth) / (total - inter + smooth)
    return (1 - jac) * smooth


def dice_coef(y_true, y_pred, smooth=1):
    inter = K.sum(K.flatten(y_true) * K.flatten(y_pred))
    return (2.0 * inter + smooth) / (K.sum(y_true) + K.sum(y_pred) + smooth)


class SSIMLoss(keras.losses.Loss):  # @loss
    def __init__(self, max_val: float = 1.0, *args, **kwargs):
        self.max_val = max_val
        super().__init__(*args, **kwargs)

    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.image.ssim(y_true, y_pred, max_val=self.max_val))


class LossHistory(keras.callbacks.Callback):
    def on_train_begin(self, logs={}):
        self.losses = []

    def on_batch_end(self, batch, logs={}):
        self.losses.append(logs.get("loss"))


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mean, logvar = inputs
        return mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))


class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.tracker = keras.metrics.Mean(name="loss")

    def train_step(self, data):
        with tf.GradientTape() as tape:
            mean, logvar, z = self.encoder(data)
            out = self.decoder(z)
            rec = tf.reduce_mean(tf.reduce_sum(keras.losses.binary_crossentropy(data, out), axis=(1, 2)))
            kl = -0.5 * (1 + logvar - tf.square(mean) - tf.exp(logvar))
            kl = tf.reduce_mean(tf.reduce_sum(kl, axis=1))
            total = rec + kl
        grads = tape.gradient(total, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.tracker.update_state(total)
        return {"loss": self.tracker.result()}
