"""The losses of torchvision.ops, and the overlaps of boxes (x1, y1, x2, y2) that they are made of."""

import math

import torch
import torch.nn.functional as F


def sigmoid_focal_loss(inputs, targets, alpha=0.25, gamma=2, reduction="none"):
    p = torch.sigmoid(inputs)
    cross_entropy = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
    p_true = p * targets + (1 - p) * (1 - targets)
    loss = cross_entropy * (1 - p_true) ** gamma
    if alpha >= 0:
        loss = (alpha * targets + (1 - alpha) * (1 - targets)) * loss
    return _reduced(loss, reduction)


def box_area(boxes):
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def box_iou(boxes1, boxes2):
    overlap, union = _pairwise_overlap(boxes1, boxes2)
    return overlap / union


def generalized_box_iou(boxes1, boxes2):
    overlap, union = _pairwise_overlap(boxes1, boxes2)
    low = torch.min(boxes1[:, None, :2], boxes2[None, :, :2])
    high = torch.max(boxes1[:, None, 2:], boxes2[None, :, 2:])
    size = (high - low).clamp(min=0)
    hull = size[..., 0] * size[..., 1]
    return overlap / union - (hull - union) / hull


def generalized_box_iou_loss(boxes1, boxes2, reduction="none", eps=1e-7):
    overlap, union = _overlap(boxes1, boxes2)
    width, height = _hull(boxes1, boxes2)
    hull = width * height
    return _reduced(1 - overlap / (union + eps) + (hull - union) / (hull + eps), reduction)


def distance_box_iou_loss(boxes1, boxes2, reduction="none", eps=1e-7):
    return _reduced(_distance_loss(boxes1, boxes2, eps)[0], reduction)


def complete_box_iou_loss(boxes1, boxes2, reduction="none", eps=1e-7):
    loss, iou = _distance_loss(boxes1, boxes2, eps)
    angle1 = torch.atan((boxes1[..., 2] - boxes1[..., 0]) / (boxes1[..., 3] - boxes1[..., 1]))
    angle2 = torch.atan((boxes2[..., 2] - boxes2[..., 0]) / (boxes2[..., 3] - boxes2[..., 1]))
    v = 4 / math.pi**2 * (angle2 - angle1) ** 2
    with torch.no_grad():
        weight = v / (1 - iou + v + eps)
    return _reduced(loss + weight * v, reduction)


def box_convert(boxes, in_fmt, out_fmt):
    if in_fmt == out_fmt:
        return boxes
    a, b, c, d = boxes.unbind(-1)
    if in_fmt == "xywh":
        a, b, c, d = a, b, a + c, b + d
    elif in_fmt == "cxcywh":
        a, b, c, d = a - 0.5 * c, b - 0.5 * d, a + 0.5 * c, b + 0.5 * d
    if out_fmt == "xywh":
        a, b, c, d = a, b, c - a, d - b
    elif out_fmt == "cxcywh":
        a, b, c, d = (a + c) / 2, (b + d) / 2, c - a, d - b
    return torch.stack([a, b, c, d], -1)


def _distance_loss(boxes1, boxes2, eps):
    overlap, union = _overlap(boxes1, boxes2)
    iou = overlap / (union + eps)
    width, height = _hull(boxes1, boxes2)
    centre1, centre2 = (boxes1[..., :2] + boxes1[..., 2:]) / 2, (boxes2[..., :2] + boxes2[..., 2:]) / 2
    distance = ((centre1 - centre2) ** 2).sum(-1)
    return 1 - iou + distance / (width**2 + height**2 + eps), iou


def _overlap(boxes1, boxes2):
    low = torch.max(boxes1[..., :2], boxes2[..., :2])
    high = torch.min(boxes1[..., 2:], boxes2[..., 2:])
    is_met = (high > low).all(-1)
    overlap = torch.where(is_met, (high - low).prod(-1), torch.zeros_like(high[..., 0]))
    return overlap, box_area(boxes1) + box_area(boxes2) - overlap


def _pairwise_overlap(boxes1, boxes2):
    low = torch.max(boxes1[:, None, :2], boxes2[None, :, :2])
    high = torch.min(boxes1[:, None, 2:], boxes2[None, :, 2:])
    size = (high - low).clamp(min=0)
    overlap = size[..., 0] * size[..., 1]
    return overlap, box_area(boxes1)[:, None] + box_area(boxes2)[None] - overlap


def _hull(boxes1, boxes2):
    low = torch.min(boxes1[..., :2], boxes2[..., :2])
    high = torch.max(boxes1[..., 2:], boxes2[..., 2:])
    return high[..., 0] - low[..., 0], high[..., 1] - low[..., 1]


def _reduced(loss, reduction):
    if reduction == "mean":
        return loss.mean() if loss.numel() > 0 else 0.0 * loss.sum()
    return loss.sum() if reduction == "sum" else loss
