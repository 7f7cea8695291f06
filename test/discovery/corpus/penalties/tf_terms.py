import tensorflow as tf

import ops


def frobenius(scale):
    """Makes a penalty on a factorised weight."""
    if scale < 0.0:
        raise ValueError("scale must not be negative")

    def l2_regularizer(weight):  # @loss
        factor = tf.convert_to_tensor(scale, dtype=weight.dtype)
        return tf.multiply(factor, ops.frobenius_norm_squared(weight))

    return l2_regularizer


def weight_decay(pattern):  # @loss
    """L2 weight decay loss over all variables whose name has the pattern."""
    costs = []
    for variable in tf.trainable_variables():
        if variable.op.name.find(pattern) != -1:
            costs.append(tf.nn.l2_loss(variable))
    return tf.add_n(costs)


def lipschitz_between_classes(f, x, classes):  # @loss
    """Regularization of the differences between the classes' gradients."""
    grads = [tf.gradients(f[:, k], x)[0] for k in range(classes)]
    reg = 0
    for a in range(classes):
        for b in range(a + 1, classes):
            reg += 2 * tf.reduce_sum(tf.square(tf.norm(grads[a] - grads[b], ord=2, axis=1)))
    return reg / classes
