import torch
import torch.nn as nn
import torch.nn.functional as F
from scipy.optimize import linear_sum_assignment
from torchvision.ops import generalized_box_iou


def to_corners(x):
    cx, cy, w, h = x.unbind(-1)
    return torch.stack([cx - 0.5 * w, cy - 0.5 * h, cx + 0.5 * w, cy + 0.5 * h], dim=-1)


def focal(inputs, targets, num_boxes, alpha: float = 0.25, gamma: float = 2):  # @loss
    prob = inputs.sigmoid()
    ce = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
    p_t = prob * targets + (1 - prob) * (1 - targets)
    out = ce * ((1 - p_t) ** gamma)
    if alpha >= 0:
        out = (alpha * targets + (1 - alpha) * (1 - targets)) * out
    return out.mean(1).sum() / num_boxes


class Matcher(nn.Module):
    def __init__(self, cost_class: float = 1, cost_bbox: float = 5, cost_giou: float = 2):
        super().__init__()
        self.cost_class = cost_class
        self.cost_bbox = cost_bbox
        self.cost_giou = cost_giou

    @torch.no_grad()
    def forward(self, outputs, targets):
        prob = outputs["pred_logits"].flatten(0, 1).softmax(-1)
        boxes = outputs["pred_boxes"].flatten(0, 1)
        ids = torch.cat([t["labels"] for t in targets])
        gt = torch.cat([t["boxes"] for t in targets])
        cost = self.cost_bbox * torch.cdist(boxes, gt, p=1) - self.cost_class * prob[:, ids] - self.cost_giou * generalized_box_iou(to_corners(boxes), to_corners(gt))
        return [linear_sum_assignment(c) for c in cost.cpu()]


class SetObjective(nn.Module):  # @loss
    def __init__(self, num_classes, matcher, weight_dict, eos_coef=0.1, losses=("labels", "boxes")):
        super().__init__()
        self.num_classes = num_classes
        self.matcher = matcher
        self.weight_dict = weight_dict
        self.eos_coef = eos_coef
        self.losses = losses
        empty_weight = torch.ones(num_classes + 1)
        empty_weight[-1] = eos_coef
        self.register_buffer("empty_weight", empty_weight)

    def loss_labels(self, outputs, targets, indices, num_boxes):
        idx = self._permutation(indices)
        target = torch.full(outputs["pred_logits"].shape[:2], self.num_classes)
        target[idx] = torch.cat([t["labels"][j] for t, (_, j) in zip(targets, indices)])
        return {"loss_ce": F.cross_entropy(outputs["pred_logits"].transpose(1, 2), target, self.empty_weight)}

    @torch.no_grad()
    def loss_cardinality(self, outputs, targets, indices, num_boxes):
        lengths = torch.as_tensor([len(v["labels"]) for v in targets])
        card = (outputs["pred_logits"].argmax(-1) != self.num_classes).sum(1)
        return {"cardinality_error": F.l1_loss(card.float(), lengths.float())}

    def loss_boxes(self, outputs, targets, indices, num_boxes):
        idx = self._permutation(indices)
        src = outputs["pred_boxes"][idx]
        tgt = torch.cat([t["boxes"][i] for t, (_, i) in zip(targets, indices)], dim=0)
        giou = 1 - torch.diag(generalized_box_iou(to_corners(src), to_corners(tgt)))
        return {"loss_bbox": F.l1_loss(src, tgt, reduction="none").sum() / num_boxes, "loss_giou": giou.sum() / num_boxes}

    def _permutation(self, indices):
        batch = torch.cat([torch.full_like(src, i) for i, (src, _) in enumerate(indices)])
        return batch, torch.cat([src for (src, _) in indices])

    def get_loss(self, name, outputs, targets, indices, num_boxes):
        table = {"labels": self.loss_labels, "cardinality": self.loss_cardinality, "boxes": self.loss_boxes}
        assert name in table
        return table[name](outputs, targets, indices, num_boxes)

    def forward(self, outputs, targets):
        plain = {k: v for k, v in outputs.items() if k != "aux_outputs"}
        indices = self.matcher(plain, targets)
        num_boxes = sum(len(t["labels"]) for t in targets)
        losses = {}
        for name in self.losses:
            losses.update(self.get_loss(name, outputs, targets, indices, num_boxes))
        if "aux_outputs" in outputs:
            for i, aux in enumerate(outputs["aux_outputs"]):
                indices = self.matcher(aux, targets)
                for name in self.losses:
                    part = self.get_loss(name, aux, targets, indices, num_boxes)
                    losses.update({k + f"_{i}": v for k, v in part.items()})
        return losses


class PostProcess(nn.Module):
    @torch.no_grad()
    def forward(self, outputs, sizes):
        prob = F.softmax(outputs["pred_logits"], -1)
        scores, labels = prob[..., :-1].max(-1)
        boxes = to_corners(outputs["pred_boxes"]) * sizes[:, None, :]
        return [{"scores": s, "labels": l, "boxes": b} for s, l, b in zip(scores, labels, boxes)]
