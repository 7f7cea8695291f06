"""torch.linalg where it is control flow over what exists: factors column by column, and systems that are reshaped first."""

import math

import torch


def qr(A, mode="reduced"):
    """Householder's reflections, whose signs are LAPACK's."""
    m, n = A.shape[-2:]
    kept = min(m, n) if mode == "reduced" else m
    upper = A
    orthogonal = torch.eye(m).expand(*A.shape[:-2], m, m)
    for j in range(min(n, m - 1)):
        column = upper[..., j:, j]
        head = column[..., :1]
        length = column.norm(dim=-1, keepdim=True)
        axis = torch.cat([head + torch.where(head < 0, -length, length), column[..., 1:]], -1)
        axis = (axis / axis.norm(dim=-1, keepdim=True)).unsqueeze(-1)
        below = upper[..., j:, :]
        upper = torch.cat([upper[..., :j, :], below - 2 * axis @ (axis.mT @ below)], -2)
        right = orthogonal[..., :, j:]
        orthogonal = torch.cat([orthogonal[..., :, :j], right - 2 * (right @ axis) @ axis.mT], -1)
    if mode == "r":
        return orthogonal.new_zeros(0), upper[..., : min(m, n), :].triu()
    return orthogonal[..., :, :kept], upper[..., :kept, :].triu()


def matrix_exp(A):
    """Taylor's polynomial of A / 2ˢ, squared s times: as often as brings the norm below one half."""
    size = A.detach().abs().sum(-1).amax(-1)[..., None, None]
    squarings = torch.ceil(torch.log2(size.clamp(min=1e-30) * 2)).clamp(0, 12)
    small = A / 2**squarings
    identity = torch.eye(A.size(-1)).expand(A.shape)
    result = identity
    for k in range(9, 0, -1):
        result = identity + small @ result / k
    for k in range(12):
        result = torch.where(k < squarings, result @ result, result)
    return result


def cond(A, p=None):
    if p in (None, 2, -2):
        values = torch.linalg.svdvals(A)
        greatest, least = values[..., 0], values[..., -1]
        return least / greatest if p == -2 else greatest / least
    return torch.linalg.norm(A, p, (-2, -1)) * torch.linalg.norm(torch.linalg.inv(A), p, (-2, -1))


def lstsq(A, B, rcond=None, *, driver=None):
    m, n = A.shape[-2:]
    solution = torch.linalg.pinv(A) @ B
    has_residuals = m > n and driver not in (None, "gelsy")
    residuals = (A @ solution - B).square().sum(-2).detach() if has_residuals else A.new_zeros(0)
    rank = torch.zeros(0) if driver == "gels" else torch.full(A.shape[:-2], min(m, n))
    values = torch.linalg.svdvals(A) if driver in ("gelsd", "gelss") else A.new_zeros(0)
    return _LeastSquares(solution, residuals, rank.long(), values)


class _LeastSquares(tuple):
    def __new__(cls, *fields):
        return tuple.__new__(cls, fields)

    @property
    def solution(self):
        return self[0]

    @property
    def residuals(self):
        return self[1]

    @property
    def rank(self):
        return self[2]

    @property
    def singular_values(self):
        return self[3]


def solve_ex(A, B, *, left=True, check_errors=False):
    return torch.linalg.solve(A, B, left=left), torch.zeros(A.shape[:-2]).int()


def tensorinv(A, ind=2):
    rows = math.prod(A.shape[:ind])
    return torch.linalg.inv(A.reshape(rows, -1)).reshape(*A.shape[ind:], *A.shape[:ind])


def tensorsolve(A, B, dims=None):
    if dims is not None:
        A = A.movedim(tuple(dims), tuple(range(A.dim() - len(dims), A.dim())))
    shape = A.shape[B.dim() :]
    return torch.linalg.solve(A.reshape(B.numel(), -1), B.flatten()).reshape(shape)


def vander(x, *, N=None):
    count = x.size(-1) if N is None else N
    return torch.stack([x**k for k in range(count)], -1)
