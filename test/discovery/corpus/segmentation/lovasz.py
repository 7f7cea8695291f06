import torch
import torch.nn.functional as F


def lovasz_grad(gt_sorted):
    p = len(gt_sorted)
    gts = gt_sorted.sum()
    inter = gts - gt_sorted.float().cumsum(0)
    union = gts + (1 - gt_sorted).float().cumsum(0)
    jac = 1.0 - inter / union
    if p > 1:
        jac[1:p] = jac[1:p] - jac[0:-1]
    return jac


def lovasz_hinge_flat(logits, labels):  # @loss
    signs = 2.0 * labels.float() - 1.0
    errors = 1.0 - logits * signs
    errors_sorted, perm = torch.sort(errors, dim=0, descending=True)
    grad = lovasz_grad(labels[perm])
    return torch.dot(F.relu(errors_sorted), grad)


def boundary(pred_softmax, dist_map):  # @loss
    return (pred_softmax * dist_map).mean()


def to_one_hot(labels, n):
    out = torch.zeros(labels.size(0), n, *labels.shape[1:])
    return out.scatter_(1, labels.unsqueeze(1), 1)


def colorize(mask, palette):
    return palette[mask]
