"""torch.sparse over dense numbers: the places that are not named hold zeros."""

import torch


def sparse_coo_tensor(indices, values, size=None, *, dtype=None, device=None, requires_grad=False):
    """Values that name the same place are summed."""
    indices = torch.as_tensor(indices).long()
    values = torch.as_tensor(values)
    if size is None:
        size = [int(extent) + 1 for extent in indices.amax(1)]
    dense = torch.zeros(tuple(size), dtype=values.dtype if dtype is None else dtype)
    return dense.index_put(tuple(indices.unbind(0)), values.to(dense.dtype), accumulate=True)


FloatTensor = DoubleTensor = LongTensor = IntTensor = sparse_coo_tensor


def mm(mat1, mat2):
    return mat1 @ mat2


def addmm(mat, mat1, mat2, *, beta=1.0, alpha=1.0):
    return beta * mat + alpha * (mat1 @ mat2)


def sum(input, dim=None, dtype=None):
    return input.sum() if dim is None else input.sum(dim)


def softmax(input, dim, *, dtype=None):
    """Over the places that are named."""
    return torch.softmax(input.masked_fill(input == 0, float("-inf")), dim).nan_to_num(0.0)


def log_softmax(input, dim, *, dtype=None):
    return torch.log_softmax(input.masked_fill(input == 0, float("-inf")), dim)
