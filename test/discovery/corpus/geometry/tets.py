import torch
import kaolin


def laplace_regularizer_const(verts, faces):  # @loss
    term = torch.zeros_like(verts)
    norm = torch.zeros_like(verts[..., 0:1])
    v0 = verts[faces[:, 0], :]
    v1 = verts[faces[:, 1], :]
    v2 = verts[faces[:, 2], :]
    term.scatter_add_(0, faces[:, 0:1].repeat(1, 3), (v1 - v0) + (v2 - v0))
    term.scatter_add_(0, faces[:, 1:2].repeat(1, 3), (v0 - v1) + (v2 - v1))
    term.scatter_add_(0, faces[:, 2:3].repeat(1, 3), (v0 - v2) + (v1 - v2))
    two = torch.ones_like(v0) * 2.0
    norm.scatter_add_(0, faces[:, 0:1], two)
    norm.scatter_add_(0, faces[:, 1:2], two)
    term = term / torch.clamp(norm, min=1.0)
    return torch.mean(term ** 2)


def eikonal_term(gradient):  # @loss
    return torch.mean((torch.norm(gradient, dim=-1) - 1.0) ** 2)


def chamfer_term(verts, faces, points, n):  # @loss
    sampled = kaolin.ops.mesh.sample_points(verts.unsqueeze(0), faces, n)[0][0]
    chamfer = kaolin.metrics.pointcloud.chamfer_distance(sampled.unsqueeze(0), points.unsqueeze(0)).mean()
    chamfer += kaolin.metrics.pointcloud.chamfer_distance(points.unsqueeze(0), sampled.unsqueeze(0)).mean()
    return chamfer


def avg_edge_length(verts, faces):
    edges = verts[faces[:, :2]]
    return torch.mean(torch.sqrt(torch.sum((edges[:, 0] - edges[:, 1]) ** 2, -1)))


def tetrahedron_volumes(verts, tets):
    a, b, c, d = (verts[tets[:, i]] for i in range(4))
    return torch.abs(torch.sum(torch.cross(b - a, c - a, dim=-1) * (d - a), -1)) / 6
