"""What torchvision says of boxes, and its losses of them."""

import torchvision.ops as ops
from torchvision.ops import boxes as box_ops
from torchvision.ops.boxes import box_area, nms
from torchvision.ops.focal_loss import sigmoid_focal_loss


def overlaps(boxes, others, kind):
    functions = {
        "iou": ops.box_iou,
        "giou": box_ops.generalized_box_iou,
        "diou": box_ops.distance_box_iou,
        "ciou": ops.complete_box_iou,
    }
    return functions[kind](boxes, others)


def pair_loss(boxes, others, kind, reduction):
    functions = {
        "giou": ops.generalized_box_iou_loss,
        "diou": ops.distance_box_iou_loss,
        "ciou": ops.complete_box_iou_loss,
    }
    return functions[kind](boxes, others, reduction=reduction)


def areas(boxes):
    return box_area(boxes)


def converted(boxes, start, end):
    return ops.box_convert(boxes, start, end)


def clipped(boxes, height, width):
    return ops.clip_boxes_to_image(boxes, (height, width)).sum(1)


def kept_area(boxes, scores, threshold):
    return box_area(boxes[nms(boxes, scores, threshold)])


def kept_scores(boxes, scores, classes, threshold):
    return scores[ops.batched_nms(boxes, scores, classes, threshold)]


def large_enough(boxes, least):
    return box_area(boxes[box_ops.remove_small_boxes(boxes, least)])


def extent_of_masks(masks, scale):
    return ops.masks_to_boxes(masks) * scale


def focal(inputs, targets, alpha, gamma, reduction):
    return sigmoid_focal_loss(inputs, targets, alpha=alpha, gamma=gamma, reduction=reduction)
