import tensorflow as tf
from tensorflow.keras import backend as K


def extension_grad(sorted_truth):
    """Gradient of the extension with respect to sorted errors."""
    total = tf.reduce_sum(sorted_truth)
    inter = total - tf.cumsum(sorted_truth)
    union = total + tf.cumsum(1.0 - sorted_truth)
    jac = 1.0 - inter / union
    return tf.concat((jac[0:1], jac[1:] - jac[:-1]), 0)


def hinge_flat(logits, labels):  # @loss
    def work():
        t = tf.cast(labels, logits.dtype)
        signs = 2.0 * t - 1.0
        errors = 1.0 - logits * tf.stop_gradient(signs)
        ordered, perm = tf.nn.top_k(errors, k=tf.shape(errors)[0])
        grad = extension_grad(tf.gather(t, perm))
        return tf.tensordot(tf.nn.relu(ordered), tf.stop_gradient(grad), 1)

    return tf.cond(tf.equal(tf.shape(logits)[0], 0), lambda: tf.reduce_sum(logits) * 0.0, work)


def flatten_scores(scores, labels, ignore=None):
    scores = tf.reshape(scores, (-1,))
    labels = tf.reshape(labels, (-1,))
    if ignore is None:
        return scores, labels
    keep = tf.not_equal(labels, ignore)
    return tf.boolean_mask(scores, keep), tf.boolean_mask(labels, keep)


def lovasz_binary(y_true, y_pred):  # @loss
    return hinge_flat(*flatten_scores(y_pred * 2 - 1, y_true))


def jaccard_distance(y_true, y_pred, smooth=100):  # @loss
    inter = K.sum(K.abs(y_true * y_pred), axis=-1)
    total = K.sum(K.abs(y_true) + K.abs(y_pred), axis=-1)
    jac = (inter + smooth) / (total - inter + smooth)
    return (1 - jac) * smooth


def dice_coef(y_true, y_pred, smooth=1.0):
    inter = K.sum(K.flatten(y_true) * K.flatten(y_pred))
    return (2.0 * inter + smooth) / (K.sum(y_true) + K.sum(y_pred) + smooth)


def dice_coef_loss(y_true, y_pred):  # @loss
    return -dice_coef(y_true, y_pred)


def bce_dice(y_true, y_pred):  # @loss
    return tf.keras.losses.binary_crossentropy(y_true, y_pred) + (1 - dice_coef(y_true, y_pred))


def sensitivity(y_true, y_pred):
    tp = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)))
    pos = K.sum(K.round(K.clip(y_true, 0, 1)))
    return tp / (pos + K.epsilon())
