"""Elements chosen by masks that depend on the data, and what is done with them."""

import torch
import torch.nn.functional as F


def hinge_on_violators(scores, margin=0.5):
    gap = margin - scores
    wrong = gap[gap > 0]
    return wrong.pow(2).sum() / max(len(wrong), 1)


def mean_of_hard(losses, threshold=0.3):
    return losses[losses > threshold].mean()


def semi_hard(distances, margin=0.4):
    near = distances[distances < margin + 0.5]
    very_near = near[near < margin]
    return F.relu(margin - very_near).mean() + 0.1 * near.max() - 0.2 * near.min()


def pairs_by_one_mask(pred, target):
    keep = pred > target
    residual = pred[keep] - target[keep]
    return (residual.abs() / (1 + target[keep].abs())).sum() / keep.sum()


def through_functions(pred, target):
    keep = pred.abs() < 1
    return F.mse_loss(pred[keep], target[keep]) + F.smooth_l1_loss(pred[keep], target[keep], beta=0.3)


def by_counts(x):
    up, down = x[x > 0], x[x <= 0]
    share = up.numel() / x.numel()
    return share * up.exp().sum() + down.shape[0] * down.mean() + up.size(0) * up.logsumexp(0)


def nothing_may_be_left(x, threshold=1.0):
    far = x[x > threshold]
    if len(far) == 0:
        return x.sum() * 0
    return far.log().mean()


def roots_of_the_positive(x):
    kept = x[x > 0]
    return kept.sqrt().sum() + (1 / kept).mean() + kept.log().sum()


def taken_out(x):
    up = x[x > 0]
    down = x[x < 0]
    best = up.topk(min(2, len(up))).values
    return torch.cat([best, down]).pow(2).mean() + up.std() + down.sort().values[0]


def written_back(x, y):
    mask = x > y
    result = x * 2
    result[mask] = y[mask] * x[mask]
    return result.pow(2).sum()


def changed_in_place(x):
    kept = x[x > -0.5]
    kept.clamp_(max=0.7)
    kept *= 2
    return kept.pow(3).sum()


def counted_as_numbers(x):
    mask = x > 0
    chosen = mask[x > -1]
    return (x[x > -1] * chosen.float()).sum() + chosen.sum() + chosen.float().mean() + x[mask].detach().mean() * x.sum()


def grid_of_pairs(features, labels, margin=1.5):
    distance = torch.cdist(features, features)
    same = labels[:, None] == labels[None, :]
    same.fill_diagonal_(False)
    far_positive = distance[same & (distance > distance.mean())]
    near_negative = distance[(labels[:, None] != labels[None, :]) & (distance < margin)]
    total = torch.zeros(())
    if far_positive.numel() > 0:
        total = total + far_positive.mean()
    if near_negative.numel() > 0:
        total = total + (margin - near_negative).clamp(min=0).square().mean()
    return total


def masked_select(x):
    return torch.masked_select(x, x.abs() > 0.5).square().mean()


def other_masks_meet(x, y):
    return (x[x > 0].sum() - y[y > 0].sum()) ** 2 + torch.dot(x[x > 0], x[x > 0])


def rows(logits, labels):
    confident = logits.softmax(1).max(1).values > 0.5
    return F.cross_entropy(logits[confident], labels[confident])


def choose_between(x):
    kept = x[x != 0]
    return torch.where(kept > 0, kept.sqrt(), kept.exp()).mean() + torch.maximum(kept, kept**2).prod()


def plain_numbers(x):
    kept = x[x > 0]
    return kept.mean().item() * x.mean() + float(kept.sum()) * x.sum() + len(kept) * x.max()


def of_components(values, ends):
    """Least labels spread along edges until nothing changes; integers have no infinity."""
    labels = torch.arange(values.size(0))
    while True:
        least = torch.full_like(labels, 99).scatter_reduce(
            0, ends.flatten(), labels[ends.flip(0)].flatten(), reduce="amin", include_self=False
        )
        following = torch.minimum(labels, least)
        if torch.equal(following, labels):
            break
        labels = following
    greatest = torch.zeros(4, dtype=torch.int32).scatter_reduce(
        0, labels[:4], -torch.arange(1, 5, dtype=torch.int32), reduce="amax", include_self=False
    )
    total = values.new_zeros(values.size(0)).index_add(0, labels, values)
    return (total**2).sum() + (values[:4] * greatest).sum()
