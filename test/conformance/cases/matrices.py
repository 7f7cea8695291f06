"""Factors, exponentials and systems of matrices; pictures and volumes looked up between their elements; spectra and slopes."""

import torch
import torch.nn.functional as F


def orthogonal_penalty(x, mode="reduced"):
    q, r = torch.linalg.qr(x, mode=mode)
    return (q.cumsum(-1) ** 2).sum() + (r * torch.arange(float(r.numel())).reshape(r.shape)).sum()


def acyclicity(weights):
    """Zero where the weighted graph has no cycle."""
    return torch.trace(torch.matrix_exp(weights * weights)) - weights.size(0)


def rotation(angles, point):
    zero = torch.zeros_like(angles[0])
    skew = torch.stack([zero, -angles[2], angles[1], angles[2], zero, -angles[0], -angles[1], angles[0], zero])
    return (skew.reshape(3, 3).matrix_exp() @ point).sin().sum()


def conditioning(x, p=None):
    return torch.linalg.cond(x, p).log()


def least_squares(a, b, driver):
    answer = torch.linalg.lstsq(a, b, driver=driver)
    return answer.solution.square().sum(), answer.residuals, answer.rank


def systems(a, b, c):
    solved = torch.linalg.tensorsolve(a, b)
    inverse = torch.linalg.tensorinv(a)
    return (solved**2).sum() + inverse.sin().sum() + (torch.linalg.vander(c, N=4) * 0.5).sum()


def one_triangle(x, triangle):
    return (torch.linalg.eigvalsh(x, UPLO=triangle) * torch.tensor([1.0, 2.0, -1.0])).sum()


def looked_up(picture, grid, mode, padding, corners):
    return F.grid_sample(picture, grid, mode=mode, padding_mode=padding, align_corners=corners).sin().sum()


def moved_volume(volume, theta):
    grid = F.affine_grid(theta, [1, 1, 2, 3, 2], align_corners=False)
    return F.grid_sample(volume, grid, align_corners=True).square().sum()


def half_spectra(x):
    half = torch.fft.rfft2(x)
    back = torch.fft.irfft2(half * 2, s=x.shape[-2:])
    return (back**3).sum() + torch.fft.hfft(x).abs().sum() + torch.fft.irfftn(half).sin().sum() + torch.fft.irfft(x).sum()


def slopes(x, place):
    rows, columns = torch.gradient(x, spacing=(0.5, 2.0), edge_order=2)
    along = torch.gradient(x, spacing=(place,), dim=1, edge_order=2)[0]
    return (rows**2).sum() + (columns**3).sum() + along.sin().sum() + torch.gradient(x)[0].cos().sum()


def pooled(x):
    values, places = F.adaptive_max_pool2d(x, (2, 2), return_indices=True)
    volume = F.adaptive_avg_pool3d(x.unsqueeze(0), (1, 2, 2))
    return (values * places).sum() + F.upsample_bilinear(x.unsqueeze(0), scale_factor=2).cos().sum() + volume.exp().sum()


def spread_out(x, weight):
    return F.conv_transpose3d(x, weight, stride=2, padding=1, output_padding=1).square().sum()


def reduced_places(x, source, mode, include_self):
    index = torch.tensor([0, 2, 0])
    reduced = x.index_reduce(0, index, source, mode, include_self=include_self)
    return (reduced * torch.arange(float(x.numel())).reshape(x.shape)).sum()


def put_and_taken(x, y):
    index = torch.tensor([0, 3, 3])
    return torch.put(x, index, y, accumulate=True).square().sum() + x.clone().put_(index[:2], y[:2]).sin().sum()


def broadcast_cosine(queries, keys):
    return F.cosine_similarity(queries.unsqueeze(1), keys.unsqueeze(0), dim=-1).exp().sum() + F.cosine_similarity(
        queries, keys[:1], dim=0
    ).sum()


def digammas(x):
    return (x.polygamma(1) + torch.polygamma(2, x)).sum()


def log_volume(A, jitter=50.0):
    gram = A @ A.t() + jitter * torch.eye(A.shape[0])
    sign, size = torch.linalg.slogdet(1e-3 * gram)
    return torch.logdet(gram) + sign * size


def resistance(weights):
    laplacian = torch.diag(weights.sum(1)) - weights
    inverse = torch.linalg.pinv(laplacian)
    diagonal = torch.diagonal(inverse)
    return (diagonal[:, None] + diagonal - 2 * inverse).sum() + torch.pinverse(weights[:, :2]).sum()


def rank_weighted(x):
    return torch.linalg.matrix_rank(x @ x.t()) * x.abs().sum()


def triangular_factors(A, b):
    P, L, U = torch.lu_unpack(*torch.lu(A))
    factors = torch.linalg.lu_factor(A)
    solved = torch.lu_solve(b, *factors)
    return torch.diagonal(U, dim1=-2, dim2=-1).abs().log().sum() + (P @ L).square().sum() + solved.abs().sum()


def off_diagonals(x):
    return torch.linalg.diagonal(x, offset=1).sum() + torch.linalg.diagonal(x, dim1=0, dim2=2).square().sum()


def orthogonal_from_reflections(v, tau):
    return (torch.linalg.householder_product(v, tau) * torch.arange(1.0, 3.0)).sum()


def coding_rate(features, groups, epsilon=0.2):
    """Its determinant is beyond float64, too."""
    count, width = features.shape
    gram = torch.eye(width) + width / (groups * epsilon) * features.t() @ features
    sign, size = torch.linalg.slogdet(gram)
    if sign.item() <= 0:
        sign, size = torch.linalg.slogdet(gram + 1e-6 * torch.eye(width))
    return 0.5 * size + 0.5 * torch.logdet(gram)


def log_of_negative(A):
    return torch.stack([torch.linalg.slogdet(A)[0], torch.slogdet(A)[1], torch.logdet(A)])


def rank_penalty(a, b):
    """A difference of equal matrices has norms with a corner."""
    gap = a - b
    return torch.linalg.matrix_norm(gap, "nuc") + 2 * torch.linalg.matrix_norm(gap, 2) + torch.linalg.svdvals(gap)[0]
