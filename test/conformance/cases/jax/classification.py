"""Losses of classification and segmentation with jax.numpy and optax."""

from functools import partial
from typing import Optional

import jax
import jax.numpy as jnp
import optax
from jax import lax, nn


def cross_entropy_loss(logits, labels, num_classes=5):
    one_hot = jax.nn.one_hot(labels, num_classes)
    return optax.softmax_cross_entropy(logits=logits, labels=one_hot).mean()


def smoothed_cross_entropy(logits, labels, *, label_smoothing: float = 0.1, z_loss: float = 1e-3):
    vocab_size = logits.shape[-1]
    confidence = 1.0 - label_smoothing
    low_confidence = (1.0 - confidence) / (vocab_size - 1)
    normalizing_constant = -(
        confidence * jnp.log(confidence) + (vocab_size - 1) * low_confidence * jnp.log(low_confidence + 1e-20)
    )
    targets = jnp.where(jnp.arange(vocab_size) == labels[..., None], confidence, low_confidence)
    log_z = nn.logsumexp(logits, axis=-1)
    loss = -jnp.sum(targets * (logits - log_z[..., None]), axis=-1) - normalizing_constant
    loss = loss + z_loss * jnp.square(log_z)
    return loss.mean(), {"z": log_z.mean(), "accuracy": (logits.argmax(-1) == labels).mean()}


@jax.jit
def masked_token_loss(logits, targets, weights):
    losses = optax.softmax_cross_entropy_with_integer_labels(logits, targets)
    weights = weights.astype(losses.dtype)
    total = jnp.sum(losses * weights)
    return total / jnp.maximum(weights.sum(), 1.0)


@partial(jax.jit, static_argnames=("alpha", "gamma", "reduction"))
def focal_loss(logits, labels, alpha: float = 0.25, gamma: float = 2.0, reduction: str = "mean"):
    p = nn.sigmoid(logits)
    ce = optax.sigmoid_binary_cross_entropy(logits, labels)
    p_t = p * labels + (1 - p) * (1 - labels)
    loss = ce * ((1 - p_t) ** gamma)
    if alpha >= 0:
        loss = (alpha * labels + (1 - alpha) * (1 - labels)) * loss
    if reduction == "mean":
        return jnp.mean(loss)
    if reduction == "sum":
        return jnp.sum(loss)
    return loss


def dice_loss(pred, target, axis=(1, 2), eps=1e-6):
    pred = nn.softmax(pred, axis=-1)
    intersection = jnp.sum(pred * target, axis=axis)
    denominator = jnp.sum(pred, axis=axis) + jnp.sum(target, axis=axis)
    dice = (2.0 * intersection + eps) / (denominator + eps)
    return 1.0 - jnp.mean(dice)


def tversky_focal(pred, target, alpha=0.7, gamma=0.75):
    flat = lambda t: t.reshape(t.shape[0], -1)
    p, t = flat(nn.sigmoid(pred)), flat(target)
    tp = (p * t).sum(1)
    fn = ((1 - p) * t).sum(1)
    fp = (p * (1 - t)).sum(1)
    index = (tp + 1.0) / (tp + alpha * fn + (1 - alpha) * fp + 1.0)
    return jnp.power(1 - index, gamma).mean()


def lovasz_hinge(logits, labels):
    signs = 2.0 * labels - 1.0
    errors = 1.0 - logits * signs
    order = jnp.argsort(-errors)
    sorted_errors = errors[order]
    sorted_labels = labels[order]
    total = sorted_labels.sum()
    intersection = total - jnp.cumsum(sorted_labels)
    union = total + jnp.cumsum(1 - sorted_labels)
    jaccard = 1.0 - intersection / union
    steps = jnp.concatenate([jaccard[:1], jaccard[1:] - jaccard[:-1]])
    return jnp.dot(nn.relu(sorted_errors), lax.stop_gradient(steps))


def poly1(logits, labels, epsilon=2.0):
    log_probs = nn.log_softmax(logits)
    picked = jnp.take_along_axis(log_probs, labels[:, None], axis=1).squeeze(1)
    return jnp.mean(-picked + epsilon * (1 - jnp.exp(picked)))


def generalized_cross_entropy(logits, labels, q=0.7):
    probs = nn.softmax(logits, axis=-1)
    chosen = probs[jnp.arange(labels.shape[0]), labels]
    return ((1.0 - chosen**q) / q).mean()


def asymmetric_multilabel(logits, labels, gamma_neg=4.0, gamma_pos=1.0, clip=0.05):
    p = nn.sigmoid(logits)
    negative = jnp.minimum(1 - p + clip, 1.0)
    pos = labels * jnp.log(jnp.clip(p, 1e-8))
    neg = (1 - labels) * jnp.log(jnp.maximum(negative, 1e-8))
    pt = p * labels + negative * (1 - labels)
    weight = lax.stop_gradient((1 - pt) ** (gamma_pos * labels + gamma_neg * (1 - labels)))
    return -((pos + neg) * weight).sum(axis=-1).mean()


def distill(student_logits, teacher_logits, labels, temperature: float = 3.0, alpha: float = 0.5):
    teacher = lax.stop_gradient(nn.softmax(teacher_logits / temperature))
    student = nn.log_softmax(student_logits / temperature)
    soft = optax.kl_divergence(student, teacher).mean() * temperature**2
    hard = optax.softmax_cross_entropy_with_integer_labels(student_logits, labels).mean()
    return alpha * soft + (1 - alpha) * hard


def ordinal_corn(logits, ranks):
    levels = jnp.arange(logits.shape[-1])
    above = (ranks[:, None] > levels).astype(logits.dtype)
    reached = (ranks[:, None] >= levels).astype(logits.dtype)
    terms = nn.log_sigmoid(logits) * above + (nn.log_sigmoid(logits) - logits) * (1 - above)
    return -jnp.sum(terms * reached) / jnp.sum(reached)


def hinge_multiclass(scores, labels, margin=1.0):
    n = scores.shape[0]
    correct = scores[jnp.arange(n), labels][:, jnp.newaxis]
    margins = jnp.maximum(0, scores - correct + margin)
    margins = margins.at[jnp.arange(n), labels].set(0.0)
    return margins.sum() / n


def evidential_digamma(evidence_logits, targets):
    evidence = nn.softplus(evidence_logits)
    alpha = evidence + 1
    strength = alpha.sum(-1, keepdims=True)
    digamma = jax.scipy.special.digamma
    return jnp.sum(targets * (digamma(strength) - digamma(alpha)), axis=-1).mean()


def confidence_penalty(logits: jax.Array, labels: jax.Array, beta: float = 0.1, mask: Optional[jax.Array] = None):
    log_p = nn.log_softmax(logits, axis=-1)
    entropy = -jnp.sum(jnp.exp(log_p) * log_p, axis=-1)
    nll = -jnp.sum(nn.one_hot(labels, logits.shape[-1]) * log_p, axis=-1)
    loss = nll - beta * entropy
    if mask is not None:
        return jnp.where(mask, loss, 0.0).sum() / jnp.count_nonzero(mask)
    return loss.mean()


def boundary_aware(logits, labels):
    log_p = nn.log_softmax(logits, axis=-1)
    padded = jnp.pad(labels, ((0, 0), (1, 1), (1, 1)), mode="edge")
    neighbours = jnp.stack([padded[:, :-2, 1:-1], padded[:, 2:, 1:-1], padded[:, 1:-1, :-2], padded[:, 1:-1, 2:]])
    is_edge = jnp.any(neighbours != labels[None], axis=0)
    nll = -jnp.take_along_axis(log_p, labels[..., None], axis=-1)[..., 0]
    return jnp.mean(nll * jnp.where(is_edge, 3.0, 1.0))


def balanced_softmax(logits, labels, counts):
    adjusted = logits + jnp.log(counts)[None, :]
    return optax.losses.softmax_cross_entropy_with_integer_labels(adjusted, labels).mean()


def huber_svm(scores, signs, h=0.5):
    margin = signs * scores
    loss = jnp.piecewise(
        margin,
        [margin > 1 + h, jnp.abs(1 - margin) <= h, margin < 1 - h],
        [lambda m: jnp.zeros_like(m), lambda m: (1 + h - m) ** 2 / (4 * h), lambda m: 1.0 - m],
    )
    return loss.mean()


def weighted_evidence(log_odds, shares):
    """The path through a share of zero is closed, and the gradient by the share itself with it."""
    return -jax.scipy.special.logsumexp(log_odds, axis=-1, b=shares).mean()


def focal_by_labels(logits, labels):
    return optax.sigmoid_focal_loss(logits, labels, alpha=0.3, gamma=1.5).sum()
