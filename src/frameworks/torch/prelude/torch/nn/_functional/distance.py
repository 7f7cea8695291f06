"""Distances and similarities between vectors, and the losses made of them."""

import torch
from torch.nn._functional.reduction import chosen_reduction, reduced


def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return (x1 - x2 + eps).norm(p, -1, keepdim=keepdim)


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    """Each vector is divided by its norm, or by eps where the norm is smaller."""
    x1, x2 = torch.broadcast_tensors(x1, x2)
    norm1 = x1.norm(2, dim, keepdim=True).clamp(min=eps)
    norm2 = x2.norm(2, dim, keepdim=True).clamp(min=eps)
    return (x1 / norm1 * (x2 / norm2)).sum(dim)


def pdist(input, p=2.0):
    return torch.pdist(input, p)


def cosine_embedding_loss(
    input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"
):
    eps = 1e-12
    product = (input1 * input2).sum(-1)
    cosine = product / torch.sqrt(((input1 * input1).sum(-1) + eps) * ((input2 * input2).sum(-1) + eps))
    zeros = torch.zeros_like(cosine)
    loss = torch.where(target == 1, 1 - cosine, zeros) + torch.where(target == -1, (cosine - margin).clamp(min=0), zeros)
    return reduced(loss, chosen_reduction(size_average, reduce, reduction))


def triplet_margin_loss(
    anchor,
    positive,
    negative,
    margin=1.0,
    p=2,
    eps=1e-6,
    swap=False,
    size_average=None,
    reduce=None,
    reduction="mean",
):
    def distance(x1, x2):
        return pairwise_distance(x1, x2, p, eps)

    if anchor.dim() != positive.dim() or anchor.dim() != negative.dim():
        raise RuntimeError(
            f"All inputs should have same dimension but got {anchor.dim()}D, {positive.dim()}D and {negative.dim()}D inputs."
        )
    reduction = chosen_reduction(size_average, reduce, reduction)
    return triplet_margin_with_distance_loss(
        anchor, positive, negative, distance_function=distance, margin=margin, swap=swap, reduction=reduction
    )


def triplet_margin_with_distance_loss(
    anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"
):
    distance = pairwise_distance if distance_function is None else distance_function
    to_positive = distance(anchor, positive)
    to_negative = distance(anchor, negative)
    if swap:
        to_negative = torch.min(to_negative, distance(positive, negative))
    return reduced((margin + to_positive - to_negative).clamp(min=0), reduction)
