"""tensorflow.losses: Keras's losses, and beside them those of the first releases. Keywords tell which of two is meant."""

from keras.losses import *
from keras.losses import Reduction as _Reduction
from keras.losses import mean_squared_error as _mean_squared_error
from tensorflow.compat.v1 import losses as _first
from tensorflow.compat.v1.losses import (
    absolute_difference, add_loss, compute_weighted_loss, cosine_distance, get_losses, get_regularization_loss,
    get_regularization_losses, get_total_loss, hinge_loss, huber_loss, log_loss, mean_pairwise_squared_error,
    sigmoid_cross_entropy, softmax_cross_entropy, sparse_softmax_cross_entropy,
)


class Reduction(_Reduction):
    SUM_BY_NONZERO_WEIGHTS = "sum_by_nonzero_weights"


def mean_squared_error(*arguments, **options):
    return (_mean_squared_error if "y_true" in options or "y_pred" in options else _first.mean_squared_error)(*arguments, **options)
