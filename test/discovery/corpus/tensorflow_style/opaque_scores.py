import tensorflow as tf

EPS = 1e-7


def make_overlap(soft=1.0):
    def overlap(y_true, y_pred):
        both = tf.reduce_sum(y_true * y_pred, axis=(1, 2))
        return tf.reduce_mean((2.0 * both + soft) / (tf.reduce_sum(y_true, axis=(1, 2)) + tf.reduce_sum(y_pred, axis=(1, 2)) + soft))

    return overlap


def make_overlap_loss(soft=1.0):
    def overlap_loss(y_true, y_pred):  # @loss
        overlap = make_overlap(soft)
        return 1.0 - overlap(y_true, y_pred)

    return overlap_loss


def hit_share(y_true, y_pred):
    return tf.reduce_mean(tf.cast(tf.equal(tf.argmax(y_true, -1), tf.argmax(y_pred, -1)), tf.float32))
