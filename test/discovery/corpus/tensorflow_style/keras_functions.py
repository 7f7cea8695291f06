import tensorflow as tf
from tensorflow.keras import backend as K


def dice_coef(y_true, y_pred, smooth=1.0):
    y_true_f = K.flatten(y_true)
    y_pred_f = K.flatten(y_pred)
    inter = K.sum(y_true_f * y_pred_f)
    return (2.0 * inter + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)


def dice_coef_loss(y_true, y_pred):  # @loss
    return 1.0 - dice_coef(y_true, y_pred)


def rmse(y_true, y_pred):  # @loss
    return K.sqrt(K.mean(K.square(y_pred - y_true), axis=-1))


def weighted_binary_crossentropy(pos_weight=2.0):
    def inner(y_true, y_pred):  # @loss
        bce = K.binary_crossentropy(y_true, y_pred)
        w = y_true * pos_weight + (1.0 - y_true)
        return K.mean(w * bce)

    return inner


def focal(gamma=2.0, alpha=0.25):
    def compute(y_true, y_pred):  # @loss
        y_pred = tf.clip_by_value(y_pred, 1e-7, 1 - 1e-7)
        ce = -y_true * tf.math.log(y_pred)
        return tf.reduce_sum(alpha * tf.pow(1 - y_pred, gamma) * ce, axis=-1)

    return compute


def recall(y_true, y_pred):
    tp = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)))
    possible = K.sum(K.round(K.clip(y_true, 0, 1)))
    return tp / (possible + K.epsilon())


def r_squared(y_true, y_pred):
    ss_res = K.sum(K.square(y_true - y_pred))
    ss_tot = K.sum(K.square(y_true - K.mean(y_true)))
    return 1 - ss_res / (ss_tot + K.epsilon())
