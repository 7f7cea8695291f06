import tensorflow as tf


def nll_of_samples(config, weights, ansatz):  # @loss
    log_p = ansatz(config, training=True)
    loss = -tf.reduce_mean(log_p)
    return loss


def draw(log_p, count):
    return tf.random.categorical(logits=log_p, num_samples=count)
