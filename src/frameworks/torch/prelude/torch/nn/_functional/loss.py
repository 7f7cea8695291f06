"""Losses that compare an input with a target element by element, or with a class index."""

import math

import torch
import torch._native as _native
from torch.nn._functional.activation import logsigmoid, softplus
from torch.nn._functional.reduction import chosen_reduction, reduced


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    return _weighted((input - target).abs(), input, weight, chosen_reduction(size_average, reduce, reduction))


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    return _weighted((input - target) ** 2, input, weight, chosen_reduction(size_average, reduce, reduction))


def _weighted(loss, input, weight, reduction):
    """The mean is by weight, as in PyTorch's newer releases."""
    if weight is None:
        return reduced(loss, reduction)
    if weight.size() != input.size():
        raise ValueError("Weights and input must have the same size.")
    return (loss * weight).sum() / weight.sum() if reduction == "mean" else reduced(loss * weight, reduction)


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    if delta <= 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    residual = input - target
    tail = delta * (residual.abs() - 0.5 * delta)
    loss = torch.where(residual.abs() > delta, tail, 0.5 * _within(residual, delta) ** 2)
    if weight is not None and weight.size() != input.size():
        raise ValueError("Weights and input must have the same size.")
    return reduced(loss if weight is None else loss * weight, chosen_reduction(None, None, reduction))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    residual = input - target
    if beta == 0:
        # The absolute value, but at 0 PyTorch's derivative by either argument is -1.
        at_zero = input.detach() - input + target.detach() - target
        loss = torch.where(residual == 0, at_zero, residual.abs())
    else:
        tail = residual.abs() - 0.5 * beta
        loss = torch.where(residual.abs() >= beta, tail, 0.5 * _within(residual, beta) ** 2 / beta)
    return reduced(loss, chosen_reduction(size_average, reduce, reduction))


def _within(residual, bound):
    """The residual where it is small; the rest must not bring its infinities into the gradient of the square."""
    return torch.where(residual.abs() > bound, torch.zeros_like(residual), residual)


def poisson_nll_loss(
    input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"
):
    loss = torch.exp(input) - target * input if log_input else input - target * torch.log(input + eps)
    if full:
        stirling = target * torch.log(target) - target + 0.5 * torch.log(2 * math.pi * target)
        loss = loss + stirling.masked_fill(target <= 1, 0)
    return reduced(loss, chosen_reduction(size_average, reduce, reduction))


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    """The variance is kept above eps in value only: its gradient passes the bound."""
    if var.dim() == input.dim() - 1 and tuple(input.shape[:-1]) == tuple(var.shape):
        var = var.unsqueeze(-1)
    if not _native.all_at_reference((var >= 0) | var.isnan()):
        raise ValueError("var has negative entry/entries")
    var = var + (var.clamp(min=eps) - var).detach()
    loss = 0.5 * (torch.log(var) + (input - target) ** 2 / var)
    if full:
        loss = loss + 0.5 * math.log(2 * math.pi)
    return reduced(loss, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if log_target:
        loss = torch.exp(target) * (target - input)
    else:
        loss = torch.xlogy(target, target) - target * input
    reduction = chosen_reduction(size_average, reduce, reduction)
    if reduction == "batchmean":
        return loss.sum() / input.size(0) if input.dim() > 0 else loss.sum()
    return reduced(loss, reduction)


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    if input.shape != target.shape:
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}) is deprecated. "
            "Please ensure they have the same size."
        )
    if input.dtype != target.dtype:
        raise RuntimeError(f"Found dtype {target.dtype} but expected {input.dtype}")
    if not _native.all_at_reference((input >= 0) & (input <= 1) | input.isnan()):
        raise RuntimeError("all elements of input should be between 0 and 1")
    loss = _BinaryCrossEntropy.apply(input, target)
    if weight is not None:
        loss = loss * weight
    return reduced(loss, chosen_reduction(size_average, reduce, reduction))


class _BinaryCrossEntropy(torch.autograd.Function):
    """The value's logarithms stop at -100, and the denominator p(1 - p) of its derivative at 1e-12."""

    @staticmethod
    def forward(ctx, input, target):
        ctx.save_for_backward(input, target)
        return (target - 1) * torch.log1p(-input).clamp(min=-100) - target * torch.log(input).clamp(min=-100)

    @staticmethod
    def backward(ctx, grad):
        input, target = ctx.saved_tensors
        by_input = (input - target) / (input * (1 - input)).clamp(min=1e-12)
        by_target = torch.log1p(-input) - torch.log(input)
        return grad * by_input, grad * by_target


def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None
):
    if input.shape != target.shape:
        raise ValueError(f"Target size ({target.shape}) must be the same as input size ({input.shape})")
    if target.dtype == torch.bool:
        raise RuntimeError("Subtraction, the `-` operator, with two bool tensors is not supported.")
    log_term = softplus(-input)
    if pos_weight is not None:
        log_term = (1 + (pos_weight - 1) * target) * log_term
    loss = (1 - target) * input + log_term
    if weight is not None:
        loss = loss * weight
    return reduced(loss, chosen_reduction(size_average, reduce, reduction))


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    _check_classes(input, target)
    kept = target != ignore_index
    loss, weights = _weighted_nll(input, target, weight, kept)
    return _class_reduced(loss, weights, chosen_reduction(size_average, reduce, reduction))


def cross_entropy(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
):
    """Targets of the input's own shape are class probabilities; otherwise they are class indices."""
    reduction = chosen_reduction(size_average, reduce, reduction)
    class_dim = _class_dim(input)
    classes = input.size(class_dim)
    log_probabilities = torch.log_softmax(input, class_dim)
    if input.shape == target.shape:
        if not target.is_floating_point():
            raise RuntimeError(f"Expected floating point type for target with class probabilities, got {target.dtype}")
        target = target * (1 - label_smoothing) + label_smoothing / classes
        loss = -(log_probabilities * target * _along(weight, input, class_dim)).sum(class_dim)
        return loss.sum() / (input.numel() / classes) if reduction == "mean" else reduced(loss, reduction)
    _check_classes(input, target)
    kept = target != ignore_index
    nll, weights = _weighted_nll(log_probabilities, target, weight, kept)
    if label_smoothing == 0:
        return _class_reduced(nll, weights, reduction)
    spread = -(log_probabilities * _along(weight, input, class_dim)).sum(class_dim)
    spread = torch.where(kept, spread, torch.zeros_like(spread))
    loss = (1 - label_smoothing) * nll + label_smoothing / classes * spread
    return _class_reduced(loss, weights, reduction)


def multi_margin_loss(
    input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"
):
    """Hinge of every other class against the true one. At the hinge the derivative is 0."""
    scores = input if input.dim() == 2 else input.reshape(1, -1)
    index = target.reshape(-1, 1)
    hinge = torch.relu(margin - scores.gather(1, index) + scores) ** p
    others = torch.arange(scores.size(1)) != index
    loss = torch.where(others, hinge, torch.zeros_like(hinge))
    if weight is not None:
        loss = loss * weight[index]
    loss = loss.sum(1) / scores.size(1)
    reduction = chosen_reduction(size_average, reduce, reduction)
    return reduced(loss if input.dim() == 2 else loss.squeeze(0), reduction)


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """A row of targets lists its classes and ends at the first -1."""
    scores = input if input.dim() == 2 else input.reshape(1, -1)
    listed = torch.cumprod((target.reshape(scores.shape) >= 0).long(), 1)
    index = target.reshape(scores.shape) * listed
    is_target = torch.zeros_like(index).scatter_add(1, index, listed) > 0
    gaps = 1 - scores.gather(1, index).unsqueeze(2) + scores.unsqueeze(1)
    counted = (listed > 0).unsqueeze(2) & ~is_target.unsqueeze(1)
    hinge = torch.where(counted, torch.relu(gaps), torch.zeros_like(gaps))
    loss = hinge.sum((1, 2)) / scores.size(1)
    return reduced(loss if input.dim() == 2 else loss.squeeze(0), chosen_reduction(size_average, reduce, reduction))


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    loss = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
    if weight is not None:
        loss = loss * weight
    return reduced(loss.mean(-1), chosen_reduction(size_average, reduce, reduction))


def linear_cross_entropy(
    input,
    linear_weight,
    target,
    *,
    linear_bias=None,
    weight=None,
    reduction="mean",
    ignore_index=None,
    label_smoothing=0.0,
    options=None,
):
    logits = torch.nn.functional.linear(input, linear_weight, linear_bias)
    ignored = -100 if ignore_index is None else ignore_index
    return cross_entropy(logits, target, weight, ignore_index=ignored, reduction=reduction, label_smoothing=label_smoothing)


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return reduced(torch.log1p(torch.exp(-target * input)), chosen_reduction(size_average, reduce, reduction))


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    zeros = torch.zeros_like(input)
    loss = torch.where(target != 1, (margin - input).clamp(min=0), zeros) + torch.where(target != -1, input, zeros)
    return reduced(loss, chosen_reduction(size_average, reduce, reduction))


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    if input1.dim() != input2.dim() or input1.dim() != target.dim():
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {input1.shape}, input2: {input2.shape}, target: {target.shape} "
        )
    loss = (margin - target * (input1 - input2)).clamp(min=0)
    return reduced(loss, chosen_reduction(size_average, reduce, reduction))


def _class_dim(input):
    return 0 if input.dim() == 1 else 1


def _check_classes(input, target):
    """@throws ValueError where a batch of targets does not fit a batch of scores."""
    expected = [extent for axis, extent in enumerate(input.shape) if axis != _class_dim(input)]
    if input.dim() > 1 and target.dim() > 0 and input.size(0) != target.size(0):
        raise ValueError(f"Expected input batch_size ({input.size(0)}) to match target batch_size ({target.size(0)}).")
    if list(target.shape) != expected:
        raise RuntimeError(f"Expected target size {expected}, got {list(target.shape)}")
    if target.dtype not in (torch.int64, torch.uint8):
        raise RuntimeError(f"expected scalar type Long but found {target.dtype}")


def _along(weight, input, class_dim):
    """Class weights, shaped to multiply scores."""
    if weight is None:
        return 1
    return weight.view([-1 if axis == class_dim else 1 for axis in range(input.dim())])


def _weighted_nll(log_probabilities, target, weight, kept):
    """The negative log-likelihood of each target, and the weight it carries: both 0 where it is ignored."""
    class_dim = _class_dim(log_probabilities)
    index = torch.where(kept, target, torch.zeros_like(target))
    picked = log_probabilities.gather(class_dim, index.unsqueeze(class_dim)).squeeze(class_dim)
    weights = torch.ones_like(picked) if weight is None else weight[index]
    zeros = torch.zeros_like(picked)
    return torch.where(kept, -picked * weights, zeros), torch.where(kept, weights, zeros)


def _class_reduced(loss, weights, reduction):
    """The mean is the weighted one."""
    return loss.sum() / weights.sum() if reduction == "mean" else reduced(loss, reduction)
