import torch
import torch.nn as nn
import torch.nn.functional as F
from itertools import filterfalse as ifilterfalse


def isnan(x):
    return x != x


def mean(values, ignore_nan=False, empty=0):
    values = iter(values)
    if ignore_nan:
        values = ifilterfalse(isnan, values)
    try:
        n = 1
        acc = next(values)
    except StopIteration:
        return empty
    for n, v in enumerate(values, 2):
        acc += v
    return acc if n == 1 else acc / n


def sorted_jaccard_grad(gt):
    p = len(gt)
    total = gt.sum()
    inter = total - gt.float().cumsum(0)
    union = total + (1 - gt).float().cumsum(0)
    jac = 1.0 - inter / union
    if p > 1:
        jac[1:p] = jac[1:p] - jac[0:-1]
    return jac


def flatten_probas(probas, labels, ignore=None):
    b, c, h, w = probas.size()
    probas = probas.permute(0, 2, 3, 1).contiguous().view(-1, c)
    labels = labels.view(-1)
    if ignore is None:
        return probas, labels
    valid = labels != ignore
    return probas[valid.nonzero().squeeze()], labels[valid]


def softmax_flat(probas, labels, classes="present"):  # @loss
    if probas.numel() == 0:
        return probas * 0.0
    c = probas.size(1)
    parts = []
    for k in range(c):
        fg = (labels == k).float()
        if classes == "present" and fg.sum() == 0:
            continue
        errors = (fg - probas[:, k]).abs()
        ordered, perm = torch.sort(errors, 0, descending=True)
        parts.append(torch.dot(ordered, sorted_jaccard_grad(fg[perm.data])))
    return mean(parts)


def lovasz_probas(probas, labels, classes="present", per_image=False, ignore=None):  # @loss
    if per_image:
        return mean(softmax_flat(*flatten_probas(p.unsqueeze(0), l.unsqueeze(0), ignore), classes=classes) for p, l in zip(probas, labels))
    return softmax_flat(*flatten_probas(probas, labels, ignore), classes=classes)


class LovaszCriterion(nn.Module):  # @loss
    def __init__(self, classes="present", ignore=255, weight=1.0):
        super().__init__()
        self.classes, self.ignore, self.weight = classes, ignore, weight

    def forward(self, logits, labels):
        return self.weight * lovasz_probas(F.softmax(logits, dim=1), labels, self.classes, ignore=self.ignore)
