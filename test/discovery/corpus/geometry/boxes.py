import torch
import numpy as np


def area(b):
    return (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])


def iou(a, b):
    lt = torch.max(a[:, None, :2], b[:, :2])
    rb = torch.min(a[:, None, 2:], b[:, 2:])
    wh = (rb - lt).clamp(min=0)
    inter = wh[:, :, 0] * wh[:, :, 1]
    return inter / (area(a)[:, None] + area(b) - inter)


def giou(a, b):
    i = iou(a, b)
    lt = torch.min(a[:, None, :2], b[:, :2])
    rb = torch.max(a[:, None, 2:], b[:, 2:])
    hull = (rb - lt).clamp(min=0).prod(-1)
    union = area(a)[:, None] + area(b)
    return i - (hull - union) / hull


def nms(boxes, scores, thr=0.5):
    keep, order = [], scores.argsort(descending=True)
    while order.numel():
        i = order[0]
        keep.append(i)
        order = order[1:][iou(boxes[i][None], boxes[order[1:]])[0] <= thr]
    return torch.stack(keep)


def encode(gt, anchors, var=(0.1, 0.2)):
    g = ((gt[:, :2] + gt[:, 2:]) / 2 - anchors[:, :2]) / (var[0] * anchors[:, 2:])
    return torch.cat([g, torch.log((gt[:, 2:] - gt[:, :2]) / anchors[:, 2:]) / var[1]], 1)


def rotation_from_axis(axis, angle):
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def point_line_distance(p, a, b):
    return np.abs(np.cross(b - a, a - p)) / np.linalg.norm(b - a)


def triangle_area(a, b, c):
    return 0.5 * np.linalg.norm(np.cross(b - a, c - a))


def reprojection(points, k, rt):
    cam = rt[:, :3] @ points.T + rt[:, 3:]
    uv = k @ cam
    return (uv[:2] / uv[2]).T


def umeyama(src, dst):
    sc, dc = src - src.mean(0), dst - dst.mean(0)
    u, s, vt = np.linalg.svd(dc.T @ sc / len(src))
    return u @ vt
