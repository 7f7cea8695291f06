"""optax.losses."""

from optax import (
    squared_error, l2_loss, huber_loss, log_cosh, cosine_similarity, cosine_distance, smooth_labels, sigmoid_binary_cross_entropy,
    binary_logistic_loss, hinge_loss, perceptron_loss, sparsemax_loss, binary_sparsemax_loss, softmax_cross_entropy,
    safe_softmax_cross_entropy, softmax_cross_entropy_with_integer_labels, multiclass_logistic_loss, multiclass_hinge_loss,
    multiclass_perceptron_loss, multiclass_sparsemax_loss, poly_loss_cross_entropy, sigmoid_focal_loss, weighted_logsoftmax, kl_divergence,
    kl_divergence_with_log_targets, convex_kl_divergence, generalized_kl_divergence, ntxent, triplet_margin_loss, dice_loss,
    multiclass_generalized_dice_loss, binary_dice_loss, make_fenchel_young_loss, ranking_softmax_loss, ctc_loss,
    ctc_loss_with_forward_probs,
)
