"""torch.linalg where it is control flow over what exists: factors column by column, and systems that are reshaped first."""

import math
from collections import namedtuple

import torch

_QR = namedtuple("qr", ["Q", "R"])


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
        return _QR(orthogonal.new_zeros(0), upper[..., : min(m, n), :].triu())
    return _QR(orthogonal[..., :, :kept], upper[..., :kept, :].triu())


def diagonal(A, *, offset=0, dim1=-2, dim2=-1):
    return torch.diagonal(A, offset, dim1, dim2)


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


class _PseudoInverse(torch.autograd.Function):
    """Golub and Pereyra 1973: the rank stays as it is."""

    @staticmethod
    def forward(ctx, A, cut):
        U, S, Vh = torch.linalg.svd(A, full_matrices=False)
        inverted = torch.where(S > cut, 1 / S, torch.zeros_like(S))
        result = (Vh.mT * inverted.unsqueeze(-2)) @ U.mT
        ctx.save_for_backward(A, result)
        return result

    @staticmethod
    def backward(ctx, cotangent):
        A, P = ctx.saved_tensors
        outside = torch.eye(A.size(-2), dtype=A.dtype) - A @ P
        beside = torch.eye(A.size(-1), dtype=A.dtype) - P @ A
        G = cotangent.mT
        return -(P.mT @ cotangent @ P.mT) + outside.mT @ G @ (P @ P.mT) + (P.mT @ P) @ G @ beside, None


def pinv(A, rcond=None, *, atol=None, rtol=None, hermitian=False):
    if hermitian:
        A = A.tril() + A.tril(-1).mT
    return _PseudoInverse.apply(A, _cut(A, atol, rcond if rtol is None else rtol).unsqueeze(-1))


pinverse = pinv


def matrix_rank(A, tol=None, hermitian=False, *, atol=None, rtol=None):
    atol = tol if atol is None else atol
    return (torch.linalg.svdvals(A) > _cut(A, atol, rtol).unsqueeze(-1)).sum(-1)


def _cut(A, atol, rtol):
    """Below it a singular value counts as 0."""
    if rtol is None:
        rtol = max(A.shape[-2:]) * torch.finfo(A.dtype).eps if atol is None else 0.0
    return torch.clamp(torch.linalg.svdvals(A.detach())[..., 0] * rtol, min=0.0 if atol is None else atol)


def lu(A, *, pivot=True):
    packed, pivots = lu_factor(A, pivot=pivot)
    return lu_unpack(packed, pivots)


def lu_factor(A, *, pivot=True):
    """Column by column; the largest entry below the diagonal is brought onto it."""
    m, n = A.shape[-2:]
    row = torch.arange(m).unsqueeze(-1)
    pivots = []
    for k in range(min(m, n)):
        chosen = torch.full(A.shape[:-2], k)
        if pivot:
            chosen = A[..., k:, k].detach().abs().argmax(-1) + k
        A = _exchanged(A, k, chosen)
        pivots.append(chosen + 1)
        factors = torch.where(row > k, A[..., :, k : k + 1] / A[..., k : k + 1, k : k + 1], 0.0)
        right = torch.where(torch.arange(n) > k, A[..., k : k + 1, :], 0.0)
        A = torch.where((row > k) & (torch.arange(n) == k), factors, A - factors * right)
    return _Factors((A, torch.stack(pivots, -1).int()))


class _Factors(tuple):
    @property
    def LU(self):
        return self[0]

    @property
    def pivots(self):
        return self[1]


def lu_factor_ex(A, *, pivot=True, check_errors=False):
    return (*lu_factor(A, pivot=pivot), torch.zeros(A.shape[:-2]).int())


def lu_unpack(LU_data, LU_pivots, unpack_data=True, unpack_pivots=True):
    m, n = LU_data.shape[-2:]
    k = min(m, n)
    lower = LU_data[..., :, :k].tril(-1) + torch.eye(m, k, dtype=LU_data.dtype)
    order = torch.eye(m, dtype=LU_data.dtype).expand(*LU_data.shape[:-2], m, m)
    for position in range(k):
        order = _exchanged(order, position, LU_pivots[..., position] - 1)
    return order.mT, lower, LU_data[..., :k, :].triu()


def lu_solve(LU, pivots, B, *, left=True, adjoint=False):
    order, lower, upper = lu_unpack(LU, pivots)
    whole = order @ lower @ upper
    return torch.linalg.solve(whole.mT if adjoint else whole, B, left=left)


def _exchanged(A, k, chosen):
    """Rows k and `chosen` change places."""
    row = torch.arange(A.size(-2))
    chosen = chosen.unsqueeze(-1).long()
    order = torch.where(row == k, chosen, torch.where(row == chosen, k, row))
    return A.gather(-2, order.unsqueeze(-1).expand(A.shape))


def householder_product(A, tau):
    m, n = A.shape[-2:]
    result = torch.eye(m, dtype=A.dtype).expand(*A.shape[:-2], m, m)
    for k in range(tau.size(-1)):
        head = torch.eye(m, dtype=A.dtype)[k]
        axis = torch.where(torch.arange(m) > k, A[..., :, k], head).unsqueeze(-1)
        result = result - tau[..., k, None, None] * (result @ axis) @ axis.mT
    return result[..., :, :n]


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
