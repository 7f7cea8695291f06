"""Losses of metric, self-supervised and generative learning with TensorFlow and Keras."""

import keras
import tensorflow as tf
from keras import ops
from tensorflow.keras import backend as K
from tensorflow.keras.losses import BinaryCrossentropy, MeanAbsoluteError, MeanSquaredError, Reduction

cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def euclidean_distance(vects):
    x, y = vects
    sum_square = K.sum(K.square(x - y), axis=1, keepdims=True)
    return K.sqrt(K.maximum(sum_square, K.epsilon()))


def contrastive_loss(y_true, y_pred, margin=1):
    square_pred = tf.math.square(y_pred)
    margin_square = tf.math.square(tf.math.maximum(margin - (y_pred), 0))
    return tf.math.reduce_mean((1 - y_true) * square_pred + (y_true) * margin_square)


def siamese(left, right, y_true):
    return contrastive_loss(y_true, euclidean_distance([left, right])[:, 0])


def triplet_loss(y_true, y_pred, alpha=0.4):
    total_length = y_pred.shape.as_list()[-1]
    anchor = y_pred[:, 0 : int(total_length * 1 / 3)]
    positive = y_pred[:, int(total_length * 1 / 3) : int(total_length * 2 / 3)]
    negative = y_pred[:, int(total_length * 2 / 3) : int(total_length * 3 / 3)]
    pos_dist = K.sum(K.square(anchor - positive), axis=1)
    neg_dist = K.sum(K.square(anchor - negative), axis=1)
    return K.maximum(pos_dist - neg_dist + alpha, 0.0)


def _pairwise_distances(embeddings, squared=False):
    dot_product = tf.matmul(embeddings, tf.transpose(embeddings))
    square_norm = tf.linalg.diag_part(dot_product)
    distances = tf.expand_dims(square_norm, 0) - 2.0 * dot_product + tf.expand_dims(square_norm, 1)
    distances = tf.maximum(distances, 0.0)
    if not squared:
        mask = tf.cast(tf.equal(distances, 0.0), tf.float32)
        distances = distances + mask * 1e-16
        distances = tf.sqrt(distances)
        distances = distances * (1.0 - mask)
    return distances


def batch_all(labels, embeddings, margin=0.5):
    pairwise_dist = _pairwise_distances(embeddings)
    triplet = tf.expand_dims(pairwise_dist, 2) - tf.expand_dims(pairwise_dist, 1) + margin
    not_equal = tf.logical_not(tf.cast(tf.eye(tf.shape(labels)[0]), tf.bool))
    distinct = tf.logical_and(
        tf.logical_and(tf.expand_dims(not_equal, 2), tf.expand_dims(not_equal, 1)), tf.expand_dims(not_equal, 0)
    )
    label_equal = tf.equal(tf.expand_dims(labels, 0), tf.expand_dims(labels, 1))
    valid = tf.logical_and(tf.expand_dims(label_equal, 2), tf.logical_not(tf.expand_dims(label_equal, 1)))
    mask = tf.cast(tf.logical_and(distinct, valid), tf.float32)
    triplet = tf.maximum(tf.multiply(mask, triplet), 0.0)
    positive = tf.cast(tf.greater(triplet, 1e-16), tf.float32)
    fraction = tf.reduce_sum(positive) / (tf.reduce_sum(mask) + 1e-16)
    return tf.reduce_sum(triplet) / (tf.reduce_sum(positive) + 1e-16), fraction


def nt_xent(z_i, z_j, temperature=0.5):
    z = tf.math.l2_normalize(tf.concat([z_i, z_j], axis=0), axis=1)
    n = tf.shape(z)[0]
    similarity = tf.matmul(z, z, transpose_b=True) / temperature
    similarity = similarity - 1e9 * tf.eye(n)
    half = n // 2
    targets = tf.concat([tf.range(half, n), tf.range(0, half)], axis=0)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(targets, similarity))


class SupervisedContrastiveLoss(keras.losses.Loss):
    def __init__(self, temperature=1, name=None):
        super().__init__(name=name)
        self.temperature = temperature

    def __call__(self, labels, feature_vectors, sample_weight=None):
        feature_vectors = ops.normalize(feature_vectors, axis=1)
        logits = ops.divide(ops.matmul(feature_vectors, ops.transpose(feature_vectors)), self.temperature)
        same = ops.cast(ops.equal(ops.expand_dims(labels, 1), ops.expand_dims(labels, 0)), "float32")
        same = same / ops.sum(same, axis=1, keepdims=True)
        return ops.mean(ops.sum(-same * ops.log_softmax(logits, axis=-1), axis=-1))


def barlow(z_a, z_b, lambd=5e-3):
    def standard(z):
        return (z - tf.reduce_mean(z, axis=0)) / tf.math.reduce_std(z, axis=0)

    batch = tf.cast(tf.shape(z_a)[0], z_a.dtype)
    c = tf.matmul(standard(z_a), standard(z_b), transpose_a=True) / batch
    on_diag = tf.linalg.diag_part(c) + (-1)
    off_diag = tf.linalg.set_diag(c, tf.zeros(tf.shape(c)[0]))
    return tf.reduce_sum(tf.pow(on_diag, 2)) + lambd * tf.reduce_sum(tf.square(off_diag))


def simsiam(p1, z2):
    z2 = tf.stop_gradient(z2)
    p1 = tf.math.l2_normalize(p1, axis=1)
    z2 = tf.math.l2_normalize(z2, axis=1)
    return -tf.reduce_mean(tf.reduce_sum((p1 * z2), axis=1))


class ArcMargin(tf.keras.losses.Loss):
    def __init__(self, margin=0.5, scale=16.0, **kwargs):
        super().__init__(**kwargs)
        self.margin, self.scale = margin, scale

    @tf.function
    def call(self, y_true, y_pred):
        theta = tf.acos(K.clip(y_pred, -1.0 + K.epsilon(), 1.0 - K.epsilon()))
        logits = tf.where(tf.cast(y_true, tf.bool), tf.cos(theta + self.margin), y_pred) * self.scale
        return tf.nn.softmax_cross_entropy_with_logits(y_true, logits)


def vae_loss(x, x_decoded_mean, z_mean, z_log_var, beta=1.0):
    reconstruction = tf.reduce_mean(
        tf.reduce_sum(tf.keras.losses.binary_crossentropy(x, x_decoded_mean), axis=(1, 2))
    )
    kl_loss = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))
    kl_loss = tf.reduce_mean(tf.reduce_sum(kl_loss, axis=1))
    return reconstruction + beta * kl_loss


def discriminator_loss(real_output, fake_output, smooth=0.1):
    real_loss = cross_entropy(tf.ones_like(real_output) * (1 - smooth), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss


def generator_loss(disc_generated_output, gen_output, target, LAMBDA=100):
    gan_loss = BinaryCrossentropy(from_logits=True)(tf.ones_like(disc_generated_output), disc_generated_output)
    l1_loss = tf.reduce_mean(tf.abs(target - gen_output))
    return gan_loss + (LAMBDA * l1_loss), gan_loss, l1_loss


def gradient_penalty(w, real_images, fake_images, alpha):
    interpolated = real_images + alpha * (fake_images - real_images)
    with tf.GradientTape() as gp_tape:
        gp_tape.watch(interpolated)
        pred = tf.reduce_sum(tf.nn.leaky_relu(tf.matmul(interpolated, w), alpha=0.2), axis=1)
    grads = gp_tape.gradient(pred, [interpolated])[0]
    norm = tf.sqrt(tf.reduce_sum(tf.square(grads), axis=[1]))
    return tf.reduce_mean((norm - 1.0) ** 2)


def ssim_l1(y_true, y_pred, alpha=0.84):
    ssim = 1.0 - tf.reduce_mean(tf.image.ssim(y_true, y_pred, max_val=1.0, filter_size=5))
    return alpha * ssim + (1 - alpha) * MeanAbsoluteError()(y_true, y_pred)


def gram_matrix(x):
    x = tf.transpose(x, (2, 0, 1))
    features = tf.reshape(x, (tf.shape(x)[0], -1))
    return tf.matmul(features, tf.transpose(features))


def style_and_variation(style, combination):
    size = tf.cast(tf.size(style), tf.float32)
    loss = tf.reduce_sum(tf.square(gram_matrix(style) - gram_matrix(combination))) / (4.0 * size**2)
    a = tf.square(combination[:-1, :-1, :] - combination[1:, :-1, :])
    b = tf.square(combination[:-1, :-1, :] - combination[:-1, 1:, :])
    return loss + 0.1 * tf.reduce_sum(tf.pow(a + b, 1.25))


class CycleLosses:
    def __init__(self, lambda_cycle=10.0, lambda_identity=0.5):
        self.mse = MeanSquaredError()
        self.mae = MeanAbsoluteError(reduction=Reduction.SUM)
        self.lambda_cycle = lambda_cycle
        self.lambda_identity = lambda_identity

    def __call__(self, fake, real, cycled, same):
        adversarial = self.mse(tf.ones_like(fake), fake)
        cycle = self.mae(real, cycled) * self.lambda_cycle
        identity = self.mae(real, same) * self.lambda_cycle * self.lambda_identity
        return adversarial + cycle + identity


def vector_quantizer(inputs, embeddings, beta=0.25):
    flattened = tf.reshape(inputs, [-1, embeddings.shape[0]])
    similarity = tf.matmul(flattened, embeddings)
    distances = (
        tf.reduce_sum(flattened**2, axis=1, keepdims=True) + tf.reduce_sum(embeddings**2, axis=0) - 2 * similarity
    )
    encodings = tf.one_hot(tf.argmin(distances, axis=1), embeddings.shape[1])
    quantized = tf.reshape(tf.matmul(encodings, embeddings, transpose_b=True), tf.shape(inputs))
    commitment = tf.reduce_mean((tf.stop_gradient(quantized) - inputs) ** 2)
    codebook = tf.reduce_mean((quantized - tf.stop_gradient(inputs)) ** 2)
    return beta * commitment + codebook


@tf.custom_gradient
def straight_through_sign(x):
    def grad(dy):
        return dy * tf.cast(tf.abs(x) <= 1.0, x.dtype)

    return tf.sign(x), grad


def hashing(z, target):
    return tf.reduce_mean(tf.square(straight_through_sign(z) - target)) + 0.1 * tf.reduce_mean(tf.abs(tf.abs(z) - 1.0))


def maximum_mean_discrepancy(x, y):
    def compute_kernel(x, y):
        x_size, y_size, dim = tf.shape(x)[0], tf.shape(y)[0], tf.shape(x)[1]
        tiled_x = tf.tile(tf.reshape(x, tf.stack([x_size, 1, dim])), tf.stack([1, y_size, 1]))
        tiled_y = tf.tile(tf.reshape(y, tf.stack([1, y_size, dim])), tf.stack([x_size, 1, 1]))
        return tf.exp(-tf.reduce_mean(tf.square(tiled_x - tiled_y), axis=2) / tf.cast(dim, tf.float32))

    return (
        tf.reduce_mean(compute_kernel(x, x)) + tf.reduce_mean(compute_kernel(y, y)) - 2 * tf.reduce_mean(compute_kernel(x, y))
    )


def coral(source, target):
    def covariance(z):
        z = z - tf.reduce_mean(z, 0, keepdims=True)
        return tf.matmul(z, z, transpose_a=True) / (tf.cast(tf.shape(z)[0], tf.float32) - 1.0)

    d = source.shape[-1]
    return tf.norm(covariance(source) - covariance(target), ord="fro", axis=(0, 1)) ** 2 / (4.0 * d * d)
