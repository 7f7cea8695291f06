"""Losses of detection: overlaps of boxes, centres, distributions over distances."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class IOULoss(nn.Module):
    """Boxes as distances (left, top, right, bottom) from a point."""

    def __init__(self, loc_loss_type="iou"):
        super().__init__()
        self.loc_loss_type = loc_loss_type

    def forward(self, pred, target, weight=None):
        pred_left, pred_top, pred_right, pred_bottom = pred[:, 0], pred[:, 1], pred[:, 2], pred[:, 3]
        target_left, target_top, target_right, target_bottom = target.unbind(dim=1)
        target_area = (target_left + target_right) * (target_top + target_bottom)
        pred_area = (pred_left + pred_right) * (pred_top + pred_bottom)
        w_intersect = torch.min(pred_left, target_left) + torch.min(pred_right, target_right)
        g_w = torch.max(pred_left, target_left) + torch.max(pred_right, target_right)
        h_intersect = torch.min(pred_bottom, target_bottom) + torch.min(pred_top, target_top)
        g_h = torch.max(pred_bottom, target_bottom) + torch.max(pred_top, target_top)
        ac = g_w * g_h + 1e-7
        area_intersect = w_intersect * h_intersect
        area_union = target_area + pred_area - area_intersect
        ious = (area_intersect + 1.0) / (area_union + 1.0)
        gious = ious - (ac - area_union) / ac
        if self.loc_loss_type == "iou":
            losses = -torch.log(ious)
        elif self.loc_loss_type == "linear_iou":
            losses = 1 - ious
        elif self.loc_loss_type == "giou":
            losses = 1 - gious
        else:
            raise NotImplementedError
        if weight is not None and weight.sum() > 0:
            return (losses * weight).sum()
        assert losses.numel() != 0
        return losses.sum()


def bbox_iou(box1, box2, xywh=True, GIoU=False, DIoU=False, CIoU=False, eps=1e-7):
    if xywh:
        (x1, y1, w1, h1), (x2, y2, w2, h2) = box1.chunk(4, -1), box2.chunk(4, -1)
        w1_, h1_, w2_, h2_ = w1 / 2, h1 / 2, w2 / 2, h2 / 2
        b1_x1, b1_x2, b1_y1, b1_y2 = x1 - w1_, x1 + w1_, y1 - h1_, y1 + h1_
        b2_x1, b2_x2, b2_y1, b2_y2 = x2 - w2_, x2 + w2_, y2 - h2_, y2 + h2_
    else:
        b1_x1, b1_y1, b1_x2, b1_y2 = box1.chunk(4, -1)
        b2_x1, b2_y1, b2_x2, b2_y2 = box2.chunk(4, -1)
        w1, h1 = b1_x2 - b1_x1, (b1_y2 - b1_y1).clamp(eps)
        w2, h2 = b2_x2 - b2_x1, (b2_y2 - b2_y1).clamp(eps)
    inter = (b1_x2.minimum(b2_x2) - b1_x1.maximum(b2_x1)).clamp(0) * (b1_y2.minimum(b2_y2) - b1_y1.maximum(b2_y1)).clamp(0)
    union = w1 * h1 + w2 * h2 - inter + eps
    iou = inter / union
    if CIoU or DIoU or GIoU:
        cw = b1_x2.maximum(b2_x2) - b1_x1.minimum(b2_x1)
        ch = b1_y2.maximum(b2_y2) - b1_y1.minimum(b2_y1)
        if CIoU or DIoU:
            c2 = cw**2 + ch**2 + eps
            rho2 = ((b2_x1 + b2_x2 - b1_x1 - b1_x2) ** 2 + (b2_y1 + b2_y2 - b1_y1 - b1_y2) ** 2) / 4
            if CIoU:
                v = (4 / math.pi**2) * (torch.atan(w2 / h2) - torch.atan(w1 / h1)).pow(2)
                with torch.no_grad():
                    alpha = v / (v - iou + (1 + eps))
                return iou - (rho2 / c2 + v * alpha)
            return iou - rho2 / c2
        c_area = cw * ch + eps
        return iou - (c_area - union) / c_area
    return iou


def iou_loss(pred, target, kind="iou", xywh=True):
    flags = {"giou": dict(GIoU=True), "diou": dict(DIoU=True), "ciou": dict(CIoU=True)}.get(kind, {})
    return (1.0 - bbox_iou(pred, target, xywh=xywh, **flags)).mean()


def pairwise_giou(a, b):
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    lt = torch.max(a[:, None, :2], b[:, :2])
    rb = torch.min(a[:, None, 2:], b[:, 2:])
    wh = (rb - lt).clamp(min=0)
    inter = wh[:, :, 0] * wh[:, :, 1]
    union = area_a[:, None] + area_b - inter
    lt = torch.min(a[:, None, :2], b[:, :2])
    rb = torch.max(a[:, None, 2:], b[:, 2:])
    hull = (rb - lt).clamp(min=0).prod(-1)
    return inter / union - (hull - union) / hull


def detr_boxes(src_boxes, target_boxes, num_boxes=2):
    def xyxy(x):
        x_c, y_c, w, h = x.unbind(-1)
        return torch.stack([x_c - 0.5 * w, y_c - 0.5 * h, x_c + 0.5 * w, y_c + 0.5 * h], dim=-1)

    losses = {}
    losses["loss_bbox"] = F.l1_loss(src_boxes, target_boxes, reduction="none").sum() / num_boxes
    losses["loss_giou"] = (1 - torch.diag(pairwise_giou(xyxy(src_boxes), xyxy(target_boxes)))).sum() / num_boxes
    weight_dict = {"loss_bbox": 5, "loss_giou": 2}
    return sum(losses[k] * weight_dict[k] for k in losses.keys() if k in weight_dict)


def center_focal(pred, gt):
    pos_inds = gt.eq(1).float()
    neg_inds = gt.lt(1).float()
    neg_weights = torch.pow(1 - gt, 4)
    pred = torch.clamp(pred.sigmoid(), min=1e-4, max=1 - 1e-4)
    pos_loss = torch.log(pred) * torch.pow(1 - pred, 2) * pos_inds
    neg_loss = torch.log(1 - pred) * torch.pow(pred, 2) * neg_weights * neg_inds
    num_pos = pos_inds.float().sum()
    pos_loss, neg_loss = pos_loss.sum(), neg_loss.sum()
    if num_pos == 0:
        return -neg_loss
    return -(pos_loss + neg_loss) / num_pos


class RegL1Loss(nn.Module):
    def forward(self, output, mask, ind, target):
        feat = output.permute(0, 2, 3, 1).contiguous()
        feat = feat.view(feat.size(0), -1, feat.size(3))
        ind = ind.unsqueeze(2).expand(ind.size(0), ind.size(1), feat.size(2))
        pred = feat.gather(1, ind)
        mask = mask.unsqueeze(2).expand_as(pred).float()
        loss = F.l1_loss(pred * mask, target * mask, reduction="sum")
        return loss / (mask.sum() + 1e-4)


def distribution_focal(pred, label):
    left = label.long()
    right = left + 1
    w_left = right.float() - label
    w_right = label - left.float()
    return (
        F.cross_entropy(pred, left, reduction="none") * w_left + F.cross_entropy(pred, right, reduction="none") * w_right
    ).mean()


def quality_focal(pred, label, score, beta=2.0):
    sigmoid = pred.sigmoid()
    zero = sigmoid.new_zeros(pred.shape)
    loss = F.binary_cross_entropy_with_logits(pred, zero, reduction="none") * sigmoid.pow(beta)
    bg = pred.size(1)
    pos = ((label >= 0) & (label < bg)).nonzero().squeeze(1)
    pos_label = label[pos].long()
    scale = score[pos] - sigmoid[pos, pos_label]
    loss[pos, pos_label] = F.binary_cross_entropy_with_logits(
        pred[pos, pos_label], score[pos], reduction="none"
    ) * scale.abs().pow(beta)
    return loss.sum(dim=1, keepdim=False).sum()


def varifocal(pred, target, alpha=0.75, gamma=2.0):
    p = pred.sigmoid()
    weight = target * (target > 0.0).float() + alpha * (p - target).abs().pow(gamma) * (target <= 0.0).float()
    return (F.binary_cross_entropy_with_logits(pred, target, reduction="none") * weight).sum(-1).mean()


def fcos_centerness(logits, reg_targets):
    lr, tb = reg_targets[:, [0, 2]], reg_targets[:, [1, 3]]
    centerness = (lr.min(dim=-1)[0] / lr.max(dim=-1)[0]) * (tb.min(dim=-1)[0] / tb.max(dim=-1)[0])
    return F.binary_cross_entropy_with_logits(logits, torch.sqrt(centerness))


def balanced_l1(pred, target, beta=1.0, alpha=0.5, gamma=1.5):
    diff = torch.abs(pred - target)
    b = math.e ** (gamma / alpha) - 1
    loss = torch.where(
        diff < beta,
        alpha / b * (b * diff + 1) * torch.log(b * diff / beta + 1) - alpha * diff,
        gamma * diff + gamma / b - alpha * beta,
    )
    return loss.mean()


class MultiBoxLoss(nn.Module):
    """SSD: smooth L1 of the positives, cross entropy with hard negatives."""

    def __init__(self, neg_pos_ratio=3):
        super().__init__()
        self.neg_pos_ratio = neg_pos_ratio

    def forward(self, confidence, predicted_locations, labels, gt_locations):
        num_classes = confidence.size(2)
        with torch.no_grad():
            loss = -F.log_softmax(confidence, dim=2)[:, :, 0]
            pos_mask = labels > 0
            num_pos = pos_mask.long().sum(dim=1, keepdim=True)
            num_neg = num_pos * self.neg_pos_ratio
            loss[pos_mask] = -math.inf
            _, indexes = loss.sort(dim=1, descending=True)
            _, orders = indexes.sort(dim=1)
            mask = pos_mask | (orders < num_neg)
        confidence = confidence[mask, :]
        classification = F.cross_entropy(confidence.reshape(-1, num_classes), labels[mask], reduction="sum")
        located = predicted_locations[pos_mask, :].view(-1, 4)
        wanted = gt_locations[pos_mask, :].view(-1, 4)
        regression = F.smooth_l1_loss(located, wanted, reduction="sum")
        num_pos = wanted.size(0)
        return regression / num_pos, classification / num_pos


def yolo_cell(pred, target, lambda_coord=5.0, lambda_noobj=0.5):
    """[N, S, S, 5 + C]: x, y, w, h, confidence, classes."""
    obj = target[..., 4] > 0
    noobj = ~obj
    xy = F.mse_loss(pred[obj][:, 0:2], target[obj][:, 0:2], reduction="sum")
    wh = F.mse_loss(
        torch.sign(pred[obj][:, 2:4]) * torch.sqrt(torch.abs(pred[obj][:, 2:4]) + 1e-6),
        torch.sqrt(target[obj][:, 2:4]),
        reduction="sum",
    )
    conf = F.mse_loss(pred[obj][:, 4], target[obj][:, 4], reduction="sum")
    empty = F.mse_loss(pred[noobj][:, 4], target[noobj][:, 4], reduction="sum")
    classes = F.mse_loss(pred[obj][:, 5:], target[obj][:, 5:], reduction="sum")
    return (lambda_coord * (xy + wh) + conf + lambda_noobj * empty + classes) / pred.shape[0]


def repulsion(boxes, eps=1e-6):
    giou = pairwise_giou(boxes, boxes)
    off = giou[~torch.eye(len(boxes), dtype=torch.bool)]
    return -torch.log(1 - off.clamp(min=0) + eps).mean()
