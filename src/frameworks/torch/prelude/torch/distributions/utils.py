"""What distributions of the program's own are made with."""

import torch
from torch.distributions.distribution import clamped_probabilities


def broadcast_all(*values):
    tensors = [value if isinstance(value, torch.Tensor) else torch.tensor(float(value)) for value in values]
    return torch.broadcast_tensors(*tensors)


def clamp_probs(probs):
    return clamped_probabilities(probs)


def probs_to_logits(probs, is_binary=False):
    probs = clamped_probabilities(probs)
    return torch.log(probs) - torch.log1p(-probs) if is_binary else torch.log(probs)


def logits_to_probs(logits, is_binary=False):
    return torch.sigmoid(logits) if is_binary else torch.softmax(logits, -1)


class lazy_property:
    """Computed when first asked for, then kept."""

    def __init__(self, wrapped):
        self.wrapped = wrapped

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.wrapped(instance)
        setattr(instance, self.wrapped.__name__, value)
        return value


def vec_to_tril_matrix(vec, diag=0):
    size = 1
    while size * (size + 1) // 2 < vec.size(-1):
        size += 1
    size -= min(diag, 0)
    matrix = vec.new_zeros(tuple(vec.shape[:-1]) + (size, size))
    rows, columns = torch.tril_indices(size, size, diag)
    matrix[..., rows, columns] = vec
    return matrix


def tril_matrix_to_vec(mat, diag=0):
    rows, columns = torch.tril_indices(mat.size(-1), mat.size(-1), diag)
    return mat[..., rows, columns]
