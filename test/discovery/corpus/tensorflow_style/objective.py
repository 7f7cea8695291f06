import tensorflow.compat.v1 as tf
from absl import flags
from tensorflow.compiler.tf2xla.python import xla

FLAGS = flags.FLAGS
LARGE = 1e9


def add_supervised_loss(labels, logits, weights, **kwargs):  # @loss
    return tf.losses.softmax_cross_entropy(labels, logits, weights, **kwargs)


def add_pairs(hidden, norm=True, temperature=1.0, context=None, weights=1.0):  # @loss
    """Compute loss for model.

    Returns:
      A loss scalar, the logits and the labels of the contrastive task.
    """
    if norm:
        hidden = tf.math.l2_normalize(hidden, -1)
    h1, h2 = tf.split(hidden, 2, 0)
    n = tf.shape(h1)[0]
    if context is not None:
        h1_large = replica_concat(h1, context)
        h2_large = replica_concat(h2, context)
        large = tf.shape(h1_large)[0]
        idx = tf.range(n) + tf.cast(xla.replica_id(), tf.int32) * n
        labels = tf.one_hot(idx, large * 2)
        masks = tf.one_hot(idx, large)
    else:
        h1_large, h2_large = h1, h2
        labels = tf.one_hot(tf.range(n), n * 2)
        masks = tf.one_hot(tf.range(n), n)
    aa = tf.matmul(h1, h1_large, transpose_b=True) / temperature
    aa = aa - masks * LARGE
    bb = tf.matmul(h2, h2_large, transpose_b=True) / temperature
    bb = bb - masks * LARGE
    ab = tf.matmul(h1, h2_large, transpose_b=True) / temperature
    ba = tf.matmul(h2, h1_large, transpose_b=True) / temperature
    a = tf.losses.softmax_cross_entropy(labels, tf.concat([ab, aa], 1), weights=weights)
    b = tf.losses.softmax_cross_entropy(labels, tf.concat([ba, bb], 1), weights=weights)
    return a + b, ab, labels


def replica_concat(tensor, context=None):
    """Reduce a concatenation of the `tensor` across TPU cores."""
    if context is None or context.num_replicas <= 1:
        return tensor
    n = context.num_replicas
    ext = tf.scatter_nd(indices=[[xla.replica_id()]], updates=[tensor], shape=[n] + tensor.shape.as_list())
    ext = tf.tpu.cross_replica_sum(ext)
    return tf.reshape(ext, [-1] + ext.shape.as_list()[2:])
