import torch
import torch.nn.functional as F


def huber(pred, target, delta=1.0):  # preview: pred from -5 to 5, target = 0
    residual = pred - target
    size = torch.abs(residual)
    return torch.where(size < delta, 0.5 * residual**2, delta * size - 0.5 * delta**2)


def focal(logits, targets, gamma=2.0):  # preview: logits from -5 to 5, targets = 1
    bce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    p = torch.sigmoid(logits)
    p_t = p * targets + (1 - p) * (1 - targets)
    return (1 - p_t) ** gamma * bce
