"""Losses over rows of different lengths."""

import tensorflow as tf


class PairedLogLoss(tf.keras.losses.Loss):
    """Labels that come padded are cut to the rows of the prediction."""

    def __init__(self, positive_weight=1.0, **kwargs):
        super().__init__(**kwargs)
        self.positive_weight = tf.constant(positive_weight)

    def call(self, y_true, y_pred):
        if isinstance(y_pred, tf.RaggedTensor) and isinstance(y_true, tf.Tensor):
            y_true = tf.RaggedTensor.from_tensor(y_true, lengths=y_pred.row_lengths())
        hit = self.positive_weight * y_true * tf.math.log(y_pred + 1e-4)
        miss = (1.0 - y_true) * tf.math.log(1.0 - y_pred + 1e-4)
        return -tf.reduce_sum(hit + miss) / tf.cast(tf.size(hit), tf.float32)


def cut_labels(labels, scores, lengths):
    rows = tf.RaggedTensor.from_tensor(scores, lengths=lengths)
    return PairedLogLoss(positive_weight=2.0).call(labels, rows)


def spread_within_rows(values, lengths):
    rows = tf.RaggedTensor.from_row_lengths(values, lengths)
    centred = rows - tf.reduce_mean(rows, axis=1, keepdims=True)
    return tf.reduce_sum(centred**2, axis=1) / tf.cast(rows.row_lengths(), tf.float32) + tf.reduce_max(rows, axis=-1)


def objects_of_images(objects, owners, targets):
    """Each image's objects, padded, against targets of as many columns."""
    padded = tf.RaggedTensor.from_value_rowids(objects, owners, nrows=3).to_tensor(default_value=-1.0)
    return tf.reduce_mean(tf.where(padded > -1.0, tf.abs(padded - targets), 0.0), axis=0)


def masked_rows(scores, kept):
    rows = tf.ragged.boolean_mask(scores, kept)
    entropies = tf.map_fn(
        lambda row: -tf.reduce_sum(tf.nn.softmax(row) * tf.nn.log_softmax(row)), rows, fn_output_signature=tf.float32
    )
    return entropies + tf.reduce_mean(tf.math.sigmoid(rows), axis=1)


def grouped_boxes(losses, counts, order):
    rows = tf.gather(tf.RaggedTensor.from_row_lengths(losses, counts), order)
    return tf.reduce_mean(rows.merge_dims(1, 2), axis=1)


def shifted_rows(values, splits, offsets):
    rows = tf.RaggedTensor.from_row_splits(values, splits)
    total = tf.constant(0.0)
    for row in rows + offsets[:, tf.newaxis]:
        total += tf.reduce_max(row) * row[0]
    twice = tf.concat([rows, tf.square(rows)], axis=1)
    return total + tf.reduce_sum(tf.where(twice > 0.0, twice, 0.1 * twice)) + tf.reduce_mean(rows[1:, :1])


def neighbour_sums(features, splits, weights):
    rows = tf.RaggedTensor.from_row_splits(tf.expand_dims(weights, -1) * features, splits)
    pairs = tf.ragged.stack([weights[:2], weights[2:]])
    picked = tf.gather(features, tf.ragged.constant([[0, 1], [2]]))
    return tf.reduce_sum(rows, axis=1) + tf.reduce_mean(pairs) * tf.reduce_sum(picked)


def parted(x, groups):
    """Rows by their group, put together again in another order, and sums of groups."""
    first, second = tf.dynamic_partition(x, tf.cast(groups, tf.int32), 2)
    mixed = tf.dynamic_stitch([[0, 2], [1]], [first * 2.0, second])
    return tf.reduce_sum(mixed * x) + tf.math.unsorted_segment_sqrt_n(x, groups, 2)[0] + tf.strided_slice(x, [0, 0], [3, 4], [2, 3])[1, 0]


def spectrum(x):
    sizes, left, right = tf.linalg.svd(x)
    values, vectors = tf.linalg.eigh(tf.matmul(x, x, transpose_b=True))
    rebuilt = tf.matmul(left * sizes**2, right, transpose_b=True)
    return tf.reduce_sum(sizes) + tf.reduce_sum(rebuilt * x) + tf.reduce_max(values) + tf.reduce_sum(vectors[:, 0] ** 2)
