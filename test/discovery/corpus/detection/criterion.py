import torch
import torch.nn as nn
import torch.nn.functional as F


class SetCriterion(nn.Module):  # @loss
    def __init__(self, num_classes, matcher, weight_dict, eos_coef=0.1):
        super().__init__()
        self.num_classes = num_classes
        self.matcher = matcher
        self.weight_dict = weight_dict
        self.eos_coef = eos_coef
        empty = torch.ones(num_classes + 1)
        empty[-1] = eos_coef
        self.register_buffer("empty_weight", empty)

    def loss_labels(self, outputs, targets, indices):
        src = outputs["pred_logits"]
        classes = torch.cat([t["labels"][j] for t, (_, j) in zip(targets, indices)])
        return {"loss_ce": F.cross_entropy(src.transpose(1, 2), classes, self.empty_weight)}

    def loss_boxes(self, outputs, targets, indices):
        src = outputs["pred_boxes"]
        tgt = torch.cat([t["boxes"][i] for t, (_, i) in zip(targets, indices)], dim=0)
        return {"loss_bbox": F.l1_loss(src, tgt, reduction="none").sum() / len(tgt)}

    def forward(self, outputs, targets):
        indices = self.matcher(outputs, targets)
        losses = {}
        losses.update(self.loss_labels(outputs, targets, indices))
        losses.update(self.loss_boxes(outputs, targets, indices))
        return losses


class Matcher(nn.Module):
    def __init__(self, cost_class=1.0, cost_bbox=5.0):
        super().__init__()
        self.cost_class = cost_class
        self.cost_bbox = cost_bbox

    @torch.no_grad()
    def forward(self, outputs, targets):
        prob = outputs["pred_logits"].flatten(0, 1).softmax(-1)
        cost = -prob[:, targets["labels"]] * self.cost_class
        cost = cost + self.cost_bbox * torch.cdist(outputs["pred_boxes"].flatten(0, 1), targets["boxes"], p=1)
        return cost.argmin(dim=1)


class YoloLayer(nn.Module):
    def __init__(self, anchors, stride=32):
        super().__init__()
        self.anchors = anchors
        self.stride = stride

    def forward(self, x):
        b, _, h, w = x.shape
        x = x.view(b, len(self.anchors), -1, h, w).permute(0, 1, 3, 4, 2)
        xy = (x[..., :2].sigmoid() * 2 - 0.5) * self.stride
        wh = (x[..., 2:4].sigmoid() * 2) ** 2
        return torch.cat([xy, wh, x[..., 4:].sigmoid()], dim=-1)
