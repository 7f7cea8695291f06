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


def distance_box_iou(boxes1, boxes2, eps=1e-7):
    return _pairwise_distance(boxes1, boxes2, eps)[0]


def complete_box_iou(boxes1, boxes2, eps=1e-7):
    distance, iou = _pairwise_distance(boxes1, boxes2, eps)
    angle1 = torch.atan((boxes1[:, None, 2] - boxes1[:, None, 0]) / (boxes1[:, None, 3] - boxes1[:, None, 1]))
    angle2 = torch.atan((boxes2[:, 2] - boxes2[:, 0]) / (boxes2[:, 3] - boxes2[:, 1]))
    v = 4 / math.pi**2 * (angle1 - angle2) ** 2
    with torch.no_grad():
        weight = v / (1 - iou + v + eps)
    return distance - weight * v


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


def clip_boxes_to_image(boxes, size):
    height, width = size
    return torch.stack(
        [
            boxes[..., 0].clamp(min=0, max=width),
            boxes[..., 1].clamp(min=0, max=height),
            boxes[..., 2].clamp(min=0, max=width),
            boxes[..., 3].clamp(min=0, max=height),
        ],
        -1,
    )


def remove_small_boxes(boxes, min_size):
    is_wide = boxes[:, 2] - boxes[:, 0] >= min_size
    is_high = boxes[:, 3] - boxes[:, 1] >= min_size
    return torch.where(is_wide & is_high)[0]


def masks_to_boxes(masks):
    if masks.numel() == 0:
        return torch.zeros((0, 4))
    boxes = []
    for mask in masks:
        y, x = torch.where(mask != 0)
        boxes.append(torch.stack([x.min(), y.min(), x.max(), y.max()]))
    return torch.stack(boxes).to(torch.float)


def nms(boxes, scores, iou_threshold):
    with torch.no_grad():
        overlaps = box_iou(boxes, boxes)
        kept = []
        for index in scores.argsort(descending=True, stable=True).tolist():
            if all(overlaps[index, other].item() <= iou_threshold for other in kept):
                kept.append(index)
    return torch.tensor(kept, dtype=torch.int64)


def batched_nms(boxes, scores, idxs, iou_threshold):
    with torch.no_grad():
        # classes stand so far apart that no boxes of two of them meet
        apart = idxs.to(boxes) * (boxes.max() + 1) if boxes.numel() > 0 else idxs.to(boxes)
        return nms(boxes + apart[:, None], scores, iou_threshold)


def _distance_loss(boxes1, boxes2, eps):
    overlap, union = _overlap(boxes1, boxes2)
    iou = overlap / (union + eps)
    width, height = _hull(boxes1, boxes2)
    centre1, centre2 = (boxes1[..., :2] + boxes1[..., 2:]) / 2, (boxes2[..., :2] + boxes2[..., 2:]) / 2
    distance = ((centre1 - centre2) ** 2).sum(-1)
    return 1 - iou + distance / (width**2 + height**2 + eps), iou


def _pairwise_distance(boxes1, boxes2, eps):
    iou = box_iou(boxes1, boxes2)
    low = torch.min(boxes1[:, None, :2], boxes2[:, :2])
    high = torch.max(boxes1[:, None, 2:], boxes2[:, 2:])
    diagonal = ((high - low).clamp(min=0) ** 2).sum(-1) + eps
    centre1, centre2 = (boxes1[:, :2] + boxes1[:, 2:]) / 2, (boxes2[:, :2] + boxes2[:, 2:]) / 2
    distance = ((centre1[:, None] - centre2[None]) ** 2).sum(-1)
    return iou - distance / diagonal, iou


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
