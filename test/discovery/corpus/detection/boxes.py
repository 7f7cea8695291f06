import math
import torch
import torch.nn as nn
import torch.nn.functional as F


def box_area(b):
    return (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])


def box_iou(a, b, eps=1e-7):
    lt = torch.max(a[:, None, :2], b[:, :2])
    rb = torch.min(a[:, None, 2:], b[:, 2:])
    wh = (rb - lt).clamp(min=0)
    inter = wh[..., 0] * wh[..., 1]
    union = box_area(a)[:, None] + box_area(b) - inter
    return inter / (union + eps)


def giou_loss(pred, target, eps=1e-7):  # @loss
    lt = torch.max(pred[:, :2], target[:, :2])
    rb = torch.min(pred[:, 2:], target[:, 2:])
    wh = (rb - lt).clamp(min=0)
    inter = wh[:, 0] * wh[:, 1]
    union = box_area(pred) + box_area(target) - inter
    iou = inter / (union + eps)
    c_lt = torch.min(pred[:, :2], target[:, :2])
    c_rb = torch.max(pred[:, 2:], target[:, 2:])
    c = (c_rb - c_lt).prod(dim=1)
    return (1 - (iou - (c - union) / (c + eps))).mean()


class CIoU(nn.Module):  # @loss
    def __init__(self, eps=1e-7, weight=5.0):
        super().__init__()
        self.eps = eps
        self.weight = weight

    def forward(self, p, t):
        iw = (torch.min(p[:, 2], t[:, 2]) - torch.max(p[:, 0], t[:, 0])).clamp(0)
        ih = (torch.min(p[:, 3], t[:, 3]) - torch.max(p[:, 1], t[:, 1])).clamp(0)
        inter = iw * ih
        wp, hp = p[:, 2] - p[:, 0], p[:, 3] - p[:, 1]
        wt, ht = t[:, 2] - t[:, 0], t[:, 3] - t[:, 1]
        iou = inter / (wp * hp + wt * ht - inter + self.eps)
        rho = ((p[:, :2] + p[:, 2:] - t[:, :2] - t[:, 2:]) ** 2).sum(1) / 4
        v = (4 / math.pi ** 2) * (torch.atan(wt / ht) - torch.atan(wp / hp)) ** 2
        alpha = v / (1 - iou + v + self.eps)
        return self.weight * (1 - iou + rho + alpha * v).mean()


def xywh_to_xyxy(b):
    x, y, w, h = b.unbind(-1)
    return torch.stack([x - w / 2, y - h / 2, x + w / 2, y + h / 2], dim=-1)


def nms(boxes, scores, threshold=0.5):
    order = scores.argsort(descending=True)
    keep = []
    while order.numel() > 0:
        i = order[0]
        keep.append(i)
        if order.numel() == 1:
            break
        iou = box_iou(boxes[i : i + 1], boxes[order[1:]])[0]
        order = order[1:][iou <= threshold]
    return torch.stack(keep)
