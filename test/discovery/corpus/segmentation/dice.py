import torch
import torch.nn as nn
import torch.nn.functional as F


def dice_coefficient(pred, target, smooth=1.0):
    pred = pred.contiguous().view(-1)
    target = target.contiguous().view(-1)
    inter = (pred * target).sum()
    return (2.0 * inter + smooth) / (pred.sum() + target.sum() + smooth)


def soft_dice(pred, target, smooth=1.0):  # @loss
    return 1 - dice_coefficient(pred, target, smooth)


class TverskyFocal(nn.Module):  # @loss
    def __init__(self, alpha=0.7, beta=0.3, gamma=0.75, smooth=1.0):
        super().__init__()
        self.alpha, self.beta, self.gamma, self.smooth = alpha, beta, gamma, smooth

    def forward(self, logits, masks):
        p = torch.sigmoid(logits).flatten(1)
        g = masks.flatten(1)
        tp = (p * g).sum(1)
        fn = ((1 - p) * g).sum(1)
        fp = (p * (1 - g)).sum(1)
        index = (tp + self.smooth) / (tp + self.alpha * fn + self.beta * fp + self.smooth)
        return ((1 - index) ** self.gamma).mean()


class DiceBCE(nn.Module):  # @loss
    def __init__(self, bce_weight=0.5):
        super().__init__()
        self.bce_weight = bce_weight

    def forward(self, inputs, targets):
        bce = F.binary_cross_entropy_with_logits(inputs, targets)
        probs = torch.sigmoid(inputs)
        dice = soft_dice(probs, targets)
        return bce * self.bce_weight + dice * (1 - self.bce_weight)


class IoU(nn.Module):  # @loss
    def forward(self, inputs, targets, smooth=1):
        inputs = torch.sigmoid(inputs).view(-1)
        targets = targets.view(-1)
        inter = (inputs * targets).sum()
        union = (inputs + targets).sum() - inter
        return 1 - (inter + smooth) / (union + smooth)


def mean_iou(pred, label, num_classes=21):
    ious = []
    pred = torch.argmax(pred, dim=1)
    for c in range(num_classes):
        a = pred == c
        b = label == c
        inter = (a & b).sum().item()
        union = (a | b).sum().item()
        if union > 0:
            ious.append(inter / union)
    return sum(ious) / len(ious)
