import torch


def project(points, K, R, T):
    camera = points @ R.transpose(-1, -2) + T
    pixels = (camera / camera[..., 2:3]) @ K.transpose(-1, -2)
    return pixels[..., :2]


def rodrigues(vectors):
    angle = torch.norm(vectors, dim=-1, keepdim=True) + 1e-8
    return torch.cos(angle) * vectors / angle


def ReprojectionLoss(points3d, points2d, K, R, T, inv_sizes):  # @loss
    seen = project(points3d, K, R, T)
    residual = (seen - points2d[:, :, :2]) * points2d[:, :, 2:3]
    return torch.sum((residual ** 2) * inv_sizes)


class RestAngles:  # @loss
    def __init__(self, points):
        feet = points[:, [19, 20, 21], -1].sum() > 0.1
        idle = [3, 6, 9]
        if not feet:
            idle.extend([7, 8])
        self.idx = sum([[j for j in range(3 * i, 3 * i + 3)] for i in idle], [])

    def loss(self, poses):
        return torch.sum(torch.abs(poses[:, self.idx]))


class AngleLoss:  # @loss
    def __init__(self, idx):
        self.idx = idx

    def loss(self, poses):
        return torch.sum(torch.abs(poses[:, self.idx]))


def SmoothLoss(params, keys, weights, span=4):  # @loss
    spans = [i for i in range(1, span)]
    span_weights = {i: 1 / i for i in range(1, span)}
    terms = {}
    n = params["poses"].shape[0]
    for key in ["poses", "trans"]:
        k = "smooth_" + key
        if k in weights.keys() and weights[k] > 0.0:
            terms[k] = 0.0
            for span in spans:
                val = torch.sum((params[key][span:, :] - params[key][: n - span, :]) ** 2)
                terms[k] += span_weights[span] * val
    rot = rodrigues(params["rot"])
    terms["smooth_rot"] = torch.sum((rot[1:, :] - rot[:-1, :]) ** 2)
    return terms


def StayLoss(params, start, weights):  # @loss
    terms = {}
    for key in ["poses", "shapes"]:
        if "init_" + key in weights.keys():
            terms["init_" + key] = torch.sum((params[key] - start[key]) ** 2)
        if "reg_" + key in weights.keys():
            terms["reg_" + key] = torch.sum((params[key]) ** 2)
    return terms
