from typing import Optional, Sequence

import torch
import torch.nn as nn

from library.classifier import Classifier


class MultiKernelDiscrepancy(nn.Module):  # @loss
    r"""Maximum mean discrepancy with several kernels.

    Examples::
        >>> loss = MultiKernelDiscrepancy(kernels)
    """

    def __init__(self, kernels: Sequence[nn.Module], linear: Optional[bool] = False):
        super().__init__()
        self.kernels = kernels
        self.index = None
        self.linear = linear

    def forward(self, z_s: torch.Tensor, z_t: torch.Tensor) -> torch.Tensor:
        features = torch.cat([z_s, z_t], dim=0)
        n = int(z_s.size(0))
        self.index = _index_matrix(n, self.index, self.linear).to(z_s.device)
        gram = sum([kernel(features) for kernel in self.kernels])
        loss = (gram * self.index).sum() + 2.0 / float(n - 1)
        return loss


def _index_matrix(n: int, index: Optional[torch.Tensor] = None, linear: Optional[bool] = True) -> torch.Tensor:
    """Keeps or makes the matrix that turns kernel values into a loss."""
    if index is None or index.size(0) != n * 2:
        index = torch.zeros(2 * n, 2 * n)
        for i in range(n):
            s1, s2 = i, (i + 1) % n
            t1, t2 = s1 + n, s2 + n
            index[s1, s2] = 1.0 / float(n)
            index[t1, t2] = 1.0 / float(n)
            index[s1, t2] = -1.0 / float(n)
            index[s2, t1] = -1.0 / float(n)
    return index


class GaussianKernel(nn.Module):
    def __init__(self, sigma: Optional[float] = None, track: Optional[bool] = True, alpha: Optional[float] = 1.0):
        super().__init__()
        self.sigma_square = torch.tensor(sigma * sigma) if sigma is not None else None
        self.track = track
        self.alpha = alpha

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        d = ((x.unsqueeze(0) - x.unsqueeze(1)) ** 2).sum(2)
        if self.track:
            self.sigma_square = self.alpha * torch.mean(d.detach())
        return torch.exp(-d / (2 * self.sigma_square))


class ImageClassifier(Classifier):
    def __init__(self, backbone: nn.Module, num_classes: int, dim: Optional[int] = 256, **kwargs):
        bottleneck = nn.Sequential(nn.Linear(backbone.out_features, dim), nn.ReLU(), nn.Dropout(0.5))
        super().__init__(backbone, num_classes, bottleneck, dim, **kwargs)
