"""optax's losses, after its documentation; per example unless said otherwise."""

import jax
import jax.numpy as jnp
from jax import lax as _lax, tree_util as _tree_util
from optax._transforms import *


# Regression.


def squared_error(predictions, targets=None):
    errors = predictions - targets if targets is not None else predictions
    return errors**2


def l2_loss(predictions, targets=None):
    return 0.5 * squared_error(predictions, targets)


def huber_loss(predictions, targets=None, delta=1.0):
    errors = predictions - targets if targets is not None else predictions
    distance = jnp.abs(errors)
    quadratic = jnp.minimum(distance, delta)
    return 0.5 * quadratic**2 + delta * (distance - quadratic)


def log_cosh(predictions, targets=None):
    errors = predictions - targets if targets is not None else predictions
    return jnp.logaddexp(errors, -errors) - jnp.log(2.0)


def cosine_similarity(predictions, targets, epsilon=0.0, axis=-1, where=None):
    lengths = [jnp.sum(jnp.square(one), axis=axis, keepdims=True, where=where) for one in (predictions, targets)]
    first, second = [one / jnp.sqrt(jnp.maximum(length, epsilon**2)) for one, length in zip((predictions, targets), lengths)]
    return jnp.sum(first * second, axis=axis, where=where)


def cosine_distance(predictions, targets, epsilon=0.0, axis=-1, where=None):
    return 1.0 - cosine_similarity(predictions, targets, epsilon, axis, where)


# Classification.


def smooth_labels(labels, alpha):
    return (1.0 - alpha) * labels + alpha / labels.shape[-1]


def sigmoid_binary_cross_entropy(logits, labels):
    return -labels * jax.nn.log_sigmoid(logits) - (1.0 - labels) * jax.nn.log_sigmoid(-logits)


def binary_logistic_loss(logits, labels):
    return jax.nn.softplus(jnp.where(labels, -logits, logits))


def hinge_loss(predictor_outputs, targets):
    return jnp.maximum(0, 1 - predictor_outputs * targets)


def perceptron_loss(predictor_outputs, targets):
    return jnp.maximum(0, -predictor_outputs * targets)


def sparsemax_loss(logits, labels):
    return jax.nn.sparse_plus(jnp.where(labels, -logits, logits))


binary_sparsemax_loss = sparsemax_loss


def softmax_cross_entropy(logits, labels, axis=-1, where=None):
    return -jnp.sum(labels * jax.nn.log_softmax(logits, axis, where), axis=axis, where=where)


def safe_softmax_cross_entropy(logits, labels):
    """Labels of exactly zero count nothing, however unlikely the model thinks them."""
    log_probabilities = jax.nn.log_softmax(logits)
    return -jnp.sum(jnp.where(labels == 0, 0.0, labels * log_probabilities), axis=-1)


def softmax_cross_entropy_with_integer_labels(logits, labels, axis=-1, where=None):
    if isinstance(axis, int):
        chosen = jnp.squeeze(jnp.take_along_axis(logits, jnp.expand_dims(labels, axis), axis=axis), axis)
        return jax.nn.logsumexp(logits if where is None else jnp.where(where, logits, -jnp.inf), axis=axis) - chosen
    count = len(axis)
    flat = jnp.moveaxis(logits, axis, tuple(range(-count, 0)))
    return softmax_cross_entropy_with_integer_labels(flat.reshape(flat.shape[:-count] + (-1,)), labels)


multiclass_logistic_loss = softmax_cross_entropy_with_integer_labels


def multiclass_hinge_loss(scores, labels):
    chosen = jax.nn.one_hot(labels, scores.shape[-1])
    return jnp.max(scores + 1.0 - chosen, axis=-1) - jnp.sum(scores * chosen, axis=-1)


def multiclass_perceptron_loss(scores, labels):
    chosen = jax.nn.one_hot(labels, scores.shape[-1])
    return jnp.max(scores, axis=-1) - jnp.sum(scores * chosen, axis=-1)


def multiclass_sparsemax_loss(scores, labels):
    """Half of 1 + Σ(z² - τ²) over the support of the projection onto the simplex, less the label's score."""
    chosen = jax.nn.one_hot(labels, scores.shape[-1])
    ordered = jnp.sort(scores, axis=-1, descending=True)
    ranks = jnp.arange(1, scores.shape[-1] + 1)
    isin = 1 + ranks * ordered > jnp.cumsum(ordered, axis=-1)
    count = jnp.sum(isin, axis=-1, keepdims=True)
    threshold = (jnp.sum(jnp.where(isin, ordered, 0.0), axis=-1, keepdims=True) - 1) / count
    support = jnp.where(scores > threshold, scores**2 - threshold**2, 0.0)
    return 0.5 * jnp.sum(support, axis=-1) + 0.5 - jnp.sum(scores * chosen, axis=-1)


def poly_loss_cross_entropy(logits, labels, epsilon=2.0, axis=-1, where=None):
    one_minus_pt = jnp.sum(labels * (1 - jax.nn.softmax(logits, axis, where)), axis=axis, where=where)
    return softmax_cross_entropy(logits, labels, axis, where) + epsilon * one_minus_pt


def sigmoid_focal_loss(logits, labels, alpha=None, gamma=2.0):
    sides = jnp.stack([jax.nn.log_sigmoid(logits), jax.nn.log_sigmoid(-logits)], axis=-1)
    # no path through a share of zero: the gradient by hard labels is JAX's
    wrong = jax.scipy.special.logsumexp(sides, axis=-1, b=jnp.stack([1 - labels, labels], axis=-1))
    loss = sigmoid_binary_cross_entropy(logits, labels) * jnp.exp(gamma * wrong)
    if alpha is None:
        return loss
    return (alpha * labels + (1 - alpha) * (1 - labels)) * loss


def weighted_logsoftmax(x, weights):
    shifted = x - _lax.stop_gradient(jnp.max(x, axis=-1, keepdims=True))
    total = jnp.log(jnp.sum(weights * jnp.exp(shifted), axis=-1, keepdims=True))
    return jnp.where(weights == 0, 0.0, weights * (shifted - total))


# Divergences.


def kl_divergence(log_predictions, targets, axis=-1, where=None):
    log_targets = jnp.where(targets == 0, 0.0, jnp.log(jnp.where(targets == 0, 1.0, targets)))
    return jnp.sum(targets * (log_targets - log_predictions), axis=axis, where=where)


def kl_divergence_with_log_targets(log_predictions, log_targets, axis=-1, where=None):
    return jnp.sum(jnp.exp(log_targets) * (log_targets - log_predictions), axis=axis, where=where)


def convex_kl_divergence(log_predictions, targets, axis=-1, where=None):
    return kl_divergence(log_predictions, targets, axis, where) + jnp.sum(jnp.exp(log_predictions) - targets, axis=axis, where=where)


generalized_kl_divergence = convex_kl_divergence


# Embeddings.


def ntxent(embeddings, labels, temperature=0.07):
    """For every pair of one label: its similarity against those to all other labels. One number."""
    similarity = cosine_similarity(embeddings[None, :, :], embeddings[:, None, :]) / temperature
    same = labels[:, None] == labels[None, :]
    pairs = same & ~jnp.eye(labels.shape[0], dtype=bool)
    top = _lax.stop_gradient(jnp.max(jnp.where(pairs | ~same, similarity, -jnp.inf), axis=1, keepdims=True))
    shifted = similarity - top
    others = jnp.sum(jnp.where(same, 0.0, jnp.exp(shifted)), axis=1, keepdims=True)
    log_share = shifted - jnp.log(others + jnp.exp(shifted))
    return -jnp.sum(jnp.where(pairs, log_share, 0.0)) / jnp.sum(pairs)


def triplet_margin_loss(anchors, positives, negatives, axis=-1, norm_degree=2, margin=1.0, eps=1e-6):
    near = (jnp.sum((anchors - positives) ** norm_degree, axis=axis) + eps) ** (1.0 / norm_degree)
    far = (jnp.sum((anchors - negatives) ** norm_degree, axis=axis) + eps) ** (1.0 / norm_degree)
    return jnp.maximum(near - far + margin, 0.0)


# Segmentation.


def dice_loss(
    predictions, targets, *, class_weights=None, smooth=1.0, alpha=0.5, beta=0.5, apply_softmax=True, reduction="mean", ignore_background=False, axis=None
):
    """One minus the overlap of each class, false positives weighing alpha and false negatives beta."""
    predictions, targets = jnp.asarray(predictions), jnp.asarray(targets)
    if predictions.ndim == targets.ndim - 1:
        predictions = predictions[..., None]
    if targets.ndim == predictions.ndim - 1:
        targets = targets[..., None]
    probabilities = predictions
    if apply_softmax:
        probabilities = jax.nn.sigmoid(predictions) if predictions.shape[-1] == 1 else jax.nn.softmax(predictions, axis=-1)
    summed = tuple(range(1, probabilities.ndim - 1)) if axis is None else axis

    def total(values):
        return values if summed == () else jnp.sum(values, axis=summed)

    both, predicted, wanted = total(probabilities * targets), total(probabilities), total(targets)
    loss = 1.0 - (both + smooth) / (both + alpha * (predicted - both) + beta * (wanted - both) + smooth)
    if class_weights is not None:
        loss = loss * class_weights
    if ignore_background and probabilities.shape[-1] > 1:
        loss = loss[..., 1:]
    if reduction == "none":
        return loss
    return jnp.mean(loss, axis=-1) if reduction == "mean" else jnp.sum(loss, axis=-1)


def multiclass_generalized_dice_loss(predictions, targets, *, smooth=1.0, apply_softmax=True, ignore_background=False):
    """Classes weigh by the inverse of their squared frequency, so that their weights' mean is one."""
    targets = jnp.asarray(targets)
    weights = 1.0 / (jnp.sum(targets, axis=tuple(range(targets.ndim - 1))) ** 2 + 1e-7)
    weights = weights / jnp.sum(weights) * len(weights)
    return jnp.mean(
        dice_loss(
            predictions, targets, class_weights=weights, smooth=smooth, apply_softmax=apply_softmax, reduction="none", ignore_background=ignore_background
        )
    )


def binary_dice_loss(predictions, targets, *, smooth=1.0, apply_sigmoid=True):
    predictions, targets = jnp.asarray(predictions), jnp.asarray(targets)
    if predictions.ndim == targets.ndim and predictions.shape[-1] != 1:
        predictions, targets = predictions[..., None], targets[..., None]
    return dice_loss(predictions, targets, smooth=smooth, apply_softmax=apply_sigmoid)


# Structured outputs.


def make_fenchel_young_loss(max_fun):
    def fenchel_young_loss(scores, targets, *args, **kwargs):
        if scores.ndim == 1:
            return max_fun(scores, *args, **kwargs) - jnp.vdot(targets, scores)
        return jnp.stack([fenchel_young_loss(one, target, *args, **kwargs) for one, target in zip(scores, targets)])

    return fenchel_young_loss


def ranking_softmax_loss(logits, labels, *, where=None, weights=None, reduce_fn=jnp.mean):
    if weights is not None:
        labels = labels * weights
    if where is not None:
        labels = jnp.where(where, labels, 0.0)
        logits = jnp.where(where, logits, -jnp.inf)
    log_probabilities = jax.nn.log_softmax(logits, axis=-1)
    loss = -jnp.sum(labels * jnp.where(jnp.isfinite(log_probabilities), log_probabilities, 0.0) if where is not None else labels * log_probabilities, axis=-1)
    if reduce_fn is None:
        return loss
    return reduce_fn(loss) if where is None else reduce_fn(loss, where=jnp.any(where, axis=-1))


def ctc_loss(logits, logit_paddings, labels, label_paddings, blank_id=0, log_epsilon=-1e5):
    return ctc_loss_with_forward_probs(logits, logit_paddings, labels, label_paddings, blank_id, log_epsilon)[0]


def ctc_loss_with_forward_probs(logits, logit_paddings, labels, label_paddings, blank_id=0, log_epsilon=-1e5):
    """Forward probabilities of having emitted n labels, the last step a blank (phi) or the n-th label itself (emit)."""
    batch, frames, _ = logits.shape
    longest = labels.shape[1]
    log_probabilities = jax.nn.log_softmax(logits)
    lengths = longest - jnp.sum(label_paddings, axis=1).astype(jnp.int32)
    repeats = jnp.pad((labels[:, :-1] == labels[:, 1:]).astype(jnp.float32), ((0, 0), (0, 1)))
    phi_steps = log_probabilities[:, :, blank_id : blank_id + 1]
    emit_steps = jnp.take_along_axis(log_probabilities, jnp.broadcast_to(labels[:, None, :], (batch, frames, longest)), axis=2)
    phi = jnp.concatenate([jnp.zeros((batch, 1)), jnp.full((batch, longest), log_epsilon)], axis=1)
    emit = jnp.full((batch, longest), log_epsilon)
    phis, emits = [], []
    for t in range(frames):
        previous = phi
        into_phi = jnp.concatenate([phi[:, :1], jnp.logaddexp(phi[:, 1:], emit + log_epsilon * repeats)], axis=1)
        next_emit = jnp.logaddexp(into_phi[:, :-1] + emit_steps[:, t], emit + emit_steps[:, t])
        next_phi = into_phi + phi_steps[:, t]
        next_phi = jnp.concatenate([next_phi[:, :1], jnp.logaddexp(next_phi[:, 1:], emit + phi_steps[:, t] + log_epsilon * (1.0 - repeats))], axis=1)
        held = logit_paddings[:, t : t + 1]
        emit = held * emit + (1.0 - held) * next_emit
        phi = held * previous + (1.0 - held) * next_phi
        phis.append(phi)
        emits.append(emit)
    last = jnp.concatenate([phi[:, :1], jnp.logaddexp(phi[:, 1:], emit)], axis=1)
    loss = -jnp.squeeze(jnp.take_along_axis(last, lengths[:, None], axis=1), -1)
    return loss, jnp.stack(phis), jnp.stack(emits)


# Norms of trees.


def global_norm(updates):
    return jnp.sqrt(sum(jnp.sum(jnp.square(leaf)) for leaf in _tree_util.tree_leaves(updates)))


def safe_norm(x, min_norm, ord=None, axis=None, keepdims=False):
    norm = jnp.linalg.norm(x, ord=ord, axis=axis, keepdims=True)
    safe = jnp.where(norm <= min_norm, jnp.ones_like(x), x)
    length = jnp.linalg.norm(safe, ord=ord, axis=axis, keepdims=keepdims)
    return jnp.where((norm if keepdims else jnp.squeeze(norm, axis)) <= min_norm, min_norm, length)


def apply_updates(params, updates):
    return _tree_util.tree_map(lambda p, u: p + u, params, updates)
