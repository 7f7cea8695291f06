"""PyTorch's own losses, as classes with their options and as functions."""

import torch.nn as nn
import torch.nn.functional as F


class Pairwise(nn.Module):
    """Any loss of (input, target), by its name."""

    def __init__(self, kind, **options):
        super().__init__()
        self.loss = getattr(nn, kind)(**options)

    def forward(self, input, target):
        return self.loss(input, target)


class Weighted(nn.Module):
    def __init__(self, kind, weight, **options):
        super().__init__()
        self.register_buffer("weight", weight)
        self.loss = getattr(nn, kind)(weight=self.weight, **options)

    def forward(self, input, target):
        return self.loss(input, target)


class Tripled(nn.Module):
    def __init__(self, kind, **options):
        super().__init__()
        self.loss = getattr(nn, kind)(**options)

    def forward(self, first, second, third):
        return self.loss(first, second, third)


def l1(input, target, reduction="mean"):
    return F.l1_loss(input, target, reduction=reduction)


def mse(input, target, size_average=None, reduce=None):
    return F.mse_loss(input, target, size_average=size_average, reduce=reduce)


def huber(input, target, delta, reduction="none"):
    return F.huber_loss(input, target, reduction=reduction, delta=delta)


def smooth_l1(input, target, beta, reduction="none"):
    return F.smooth_l1_loss(input, target, reduction=reduction, beta=beta)


def cross_entropy(input, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    if weight is not None:
        weight = weight.detach()
    return F.cross_entropy(
        input, target, weight=weight, ignore_index=ignore_index, reduction=reduction, label_smoothing=label_smoothing
    )


def nll(logits, target, ignore_index=-100, reduction="mean"):
    return F.nll_loss(F.log_softmax(logits, dim=1), target, ignore_index=ignore_index, reduction=reduction)


def bce(prob, target, reduction="mean"):
    return F.binary_cross_entropy(prob, target, reduction=reduction)


def bce_with_logits(logits, target, pos_weight=None, reduction="mean"):
    if pos_weight is not None:
        pos_weight = pos_weight.detach()
    return F.binary_cross_entropy_with_logits(logits, target, pos_weight=pos_weight, reduction=reduction)


def kl(logits, target, reduction="batchmean", log_target=False):
    return F.kl_div(F.log_softmax(logits, -1), target, reduction=reduction, log_target=log_target)


def gaussian(mean, target, var, full=False, eps=1e-6):
    return F.gaussian_nll_loss(mean, target, var, full=full, eps=eps)


def poisson(input, target, log_input=True, full=False):
    return F.poisson_nll_loss(input, target, log_input=log_input, full=full, reduction="none")


def cosine(a, b, target, margin=0.0):
    return F.cosine_embedding_loss(a, b, target, margin=margin)


def soft_margin(input, labels, reduction="mean"):
    return F.soft_margin_loss(input, labels.float(), reduction=reduction)


def triplet(anchor, positive, negative, margin=1.0, p=2, swap=False):
    return F.triplet_margin_loss(anchor, positive, negative, margin=margin, p=p, swap=swap, reduction="none")


def ctc(logits, targets, input_lengths, target_lengths, zero_infinity=False):
    log_probs = logits.log_softmax(2)
    return F.ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, zero_infinity=zero_infinity)


def similarity(a, b, dim=1):
    return F.cosine_similarity(a, b, dim=dim)


def distance(a, b, p=2.0, eps=1e-6):
    return F.pairwise_distance(a, b, p=p, eps=eps)
