import torch
from pytorch3d.ops import cot_laplacian


def laplacian_smoothing(meshes, method: str = "uniform"):  # @loss
    r"""Computes the laplacian smoothing objective for a batch of meshes.

    Returns:
        loss: Average laplacian smoothing loss across the batch.
    """
    if meshes.isempty():
        return torch.tensor([0.0], dtype=torch.float32, device=meshes.device, requires_grad=True)
    n = len(meshes)
    verts = meshes.verts_packed()
    faces = meshes.faces_packed()
    counts = meshes.num_verts_per_mesh()
    weights = 1.0 / counts.gather(0, meshes.verts_packed_to_mesh_idx()).float()
    with torch.no_grad():
        if method == "uniform":
            L = meshes.laplacian_packed()
        elif method in ["cot", "curv"]:
            L, inv = cot_laplacian(verts, faces)
            if method == "cot":
                w = torch.sparse.sum(L, dim=1).to_dense().view(-1, 1)
                idx = w > 0
                w[idx] = 1.0 / w[idx]
            else:
                total = torch.sparse.sum(L, dim=1).to_dense().view(-1, 1)
                w = 0.25 * inv
        else:
            raise ValueError("Method should be one of {uniform, cot, curv}")
    if method == "uniform":
        loss = L.mm(verts)
    elif method == "cot":
        loss = L.mm(verts) * w - verts
    elif method == "curv":
        loss = (L.mm(verts) - total * verts) * w
    loss = loss.norm(dim=1)
    loss = loss * weights
    return loss.sum() / n


def edge_objective(meshes, target: float = 0.0):  # @loss
    if meshes.isempty():
        return torch.tensor([0.0], requires_grad=True)
    n = len(meshes)
    edges = meshes.edges_packed()
    verts = meshes.verts_packed()
    counts = meshes.num_edges_per_mesh()
    weights = 1.0 / counts.gather(0, meshes.edges_packed_to_mesh_idx()).float()
    v0, v1 = verts[edges].unbind(1)
    loss = ((v0 - v1).norm(dim=1, p=2) - target) ** 2.0
    loss = loss * weights
    return loss.sum() / n


def normal_consistency(meshes):  # @loss
    verts, faces = meshes.verts_packed(), meshes.faces_packed()
    a, b = neighbours(faces)
    n0 = (verts[a[:, 1]] - verts[a[:, 0]]).cross(verts[a[:, 2]] - verts[a[:, 0]], dim=1)
    n1 = -(verts[b[:, 1]] - verts[b[:, 0]]).cross(verts[b[:, 2]] - verts[b[:, 0]], dim=1)
    loss = 1 - torch.cosine_similarity(n0, n1, dim=1)
    return loss.sum() / len(meshes)


def neighbours(faces):
    return faces[:-1], faces[1:]


def vertex_normals(verts, faces):
    v = verts[faces]
    n = torch.cross(v[:, 1] - v[:, 0], v[:, 2] - v[:, 0], dim=1)
    return torch.nn.functional.normalize(n, eps=1e-6, dim=1)
